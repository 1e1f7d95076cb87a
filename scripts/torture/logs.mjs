/** Logs that somebody cut, swapped, repeated or put back, and clocks that are wrong. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { VaultError, openVault, verifyVault } from '@homeward/vault'
import { listOf, makeVault, passphrase } from './vaults.mjs'

const { Database } = createRequire(import.meta.url)('@signalapp/sqlcipher')
const commits = 12

const prepare = async (dir) => {
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase })
  for (let commit = 0; commit < commits; commit += 1)
    await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: `note ${commit}` }] }])
  vault.close()
}

/** Ways to change a log, each as SQL over `vault.db`; `$n` is the place that it is done at. */
const damages = [
  ['the last entry taken away', 'DELETE FROM entry WHERE position = (SELECT max(position) FROM entry)'],
  ['an entry in the middle taken away', 'DELETE FROM entry WHERE position = $n'],
  [
    'two entries swapped',
    `UPDATE entry SET position = -1 WHERE position = $n; UPDATE entry SET position = $n WHERE position = $n + 1;
     UPDATE entry SET position = $n + 1 WHERE position = -1`,
  ],
  [
    'an entry repeated in the place of the next',
    'UPDATE entry SET bytes = (SELECT bytes FROM entry WHERE position = $n) WHERE position = $n + 1',
  ],
  ['the latest checkpoint taken away', 'DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)'],
  [
    'the log cut back, checkpoints and all',
    'DELETE FROM entry WHERE position > $n; DELETE FROM checkpoint WHERE size > $n + 1',
  ],
  [
    'a hash of the tree changed',
    'UPDATE tile SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB) WHERE level = 0',
  ],
]

const run = (dir, sql) => {
  const db = new Database(path.join(dir, 'vault.db'))
  try {
    // The table refuses a negative position, which the swap needs for a moment.
    db.pragma('ignore_check_constraints = ON')
    db.exec(sql)
  } finally {
    db.close()
  }
}

const isFound = async (dir) => {
  try {
    return (await verifyVault({ dir, passphrase })).faults.length > 0
  } catch (error) {
    if (error instanceof VaultError) return true
    throw error
  }
}

const tortureDamages = async (root) => {
  const base = path.join(root, 'logs')
  await prepare(base)
  const rows = []
  for (const [what, sql] of damages) {
    const row = { what, injected: 0, found: 0, harmless: 0, wrong: [] }
    rows.push(row)
    for (const place of sql.includes('$n') ? [1, 2, 7, 9, 14, 16] : [0]) {
      const dir = mkdtempSync(path.join(root, 'log-'))
      cpSync(base, dir, { recursive: true })
      run(dir, sql.replaceAll('$n', String(place)))
      row.injected += 1
      if (await isFound(dir)) row.found += 1
      else row.wrong.push(`${what}, at ${place}: not found`)
      rmSync(dir, { recursive: true })
    }
  }
  return rows
}

/** Writes under wrong clocks: what is written counts, in the order in which it was written, whatever the clock says. */
const tortureClocks = async (root) => {
  const rows = []
  for (const [what, at] of [
    ['the clock at 1970', 0],
    ['the clock at 2038', Date.UTC(2038, 0, 19, 3, 14, 8)],
    ['the clock a year ahead', Date.now() + 366 * 86_400_000],
  ]) {
    const dir = path.join(root, `clock-${rows.length}`)
    await prepare(dir)
    const row = { what, injected: 1, found: 0, harmless: 0, wrong: [] }
    rows.push(row)
    const wrong = await openVault({ dir, passphrase, now: () => new Date(at) })
    await wrong.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'under a wrong clock' }] }])
    wrong.close()
    const vault = await openVault({ dir, passphrase })
    await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'afterwards' }] }])
    const texts = (await listOf(vault.entries('registry'))).map(({ changes }) => changes[0]?.text)
    const { faults } = await vault.verify({ deep: true })
    vault.close()
    const isRight =
      faults.length === 0 && texts.length === commits + 2 && texts.slice(-2).join() === 'under a wrong clock,afterwards'
    if (isRight) row.harmless += 1
    else row.wrong.push(`${what}: ${texts.length} entries, ${faults.length} faults`)
  }
  return rows
}

/** @returns one row for each way of damage and each wrong clock. */
export const tortureLogs = async ({ root }) => [...(await tortureDamages(root)), ...(await tortureClocks(root))]
