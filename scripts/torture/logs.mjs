/** Logs that somebody cut, swapped, repeated or put back, and clocks that are wrong. */
import { cpSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { VaultError, openVault, verifyVault } from '@homeward/vault'
import { listOf, makeVault, PASSPHRASE as passphrase } from '../../packages/vault/dist/test-vault.js'

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
    ['the clock a year back', Date.now() - 366 * 86_400_000],
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
    const texts = (await listOf(vault.entries('registry'))).map(({ changes }) => JSON.stringify(changes[0]?.text))
    const { faults } = await vault.verify({ deep: true })
    vault.close()
    const isRight =
      faults.length === 0 &&
      texts.length === commits + 2 &&
      texts.slice(-2).join() === '"under a wrong clock","afterwards"'
    if (isRight) row.harmless += 1
    else row.wrong.push(`${what}: ${texts.length} entries, ${faults.length} faults`)
  }
  return rows
}

/** Does something with a vault that is open meanwhile. */
const withVault = async (dir, work) => {
  const vault = await openVault({ dir, passphrase })
  try {
    return await work(vault)
  } finally {
    vault.close()
  }
}

const write = (dir, text) =>
  withVault(dir, (vault) => vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text }] }]))

/** The code that a backup is refused with, or a text that says that it was made. */
const backUp = (dir, dest) =>
  withVault(dir, async (vault) => {
    try {
      await vault.backup({ dest })
      return 'made'
    } catch (error) {
      return error.code ?? String(error)
    }
  })

/** SQL that brings rows of another vault's log into this one's. */
const fromClone = (clone, sql) => `ATTACH '${path.join(clone, 'vault.db')}' AS clone; ${sql}; DETACH clone`

/** Two ways on from one state: an older copy put back, a clone that goes on by itself, and what one takes from the other. */
const tortureCopies = async (root) => {
  const [dir, clone, backup] = ['copies', 'clone', 'copies-backup'].map((name) => path.join(root, name))
  await prepare(dir)
  const first = await backUp(dir, backup)
  cpSync(dir, clone, { recursive: true })
  await write(dir, 'here')
  await write(dir, 'here too')
  const second = await backUp(dir, backup)
  const older = await backUp(clone, backup)
  for (const text of ['there', 'there too', 'there again']) await write(clone, text)
  const forked = await backUp(clone, backup)
  const rows = [
    ['an older copy put back, seen by its backup', older === 'BACKUP_AHEAD'],
    ['a clone that went on by itself, seen by the backup of the other', forked === 'BACKUP_AHEAD'],
  ].map(([what, isRight]) => ({ what, isRight: isRight && first === 'made' && second === 'made' }))
  for (const [what, sql] of [
    ['a checkpoint of the clone beside ours', 'INSERT OR IGNORE INTO checkpoint SELECT * FROM clone.checkpoint'],
    ['entries of the clone in the place of ours', 'REPLACE INTO entry SELECT * FROM clone.entry'],
    [
      'entries and checkpoints of the clone in the place of ours',
      'REPLACE INTO entry SELECT * FROM clone.entry; DELETE FROM checkpoint; INSERT INTO checkpoint SELECT * FROM clone.checkpoint',
    ],
  ]) {
    const mixed = mkdtempSync(path.join(root, 'mixed-'))
    cpSync(dir, mixed, { recursive: true })
    run(mixed, fromClone(clone, sql))
    rows.push({ what, isRight: await isFound(mixed) })
  }
  return rows.map(({ what, isRight }) => ({
    what,
    injected: 1,
    found: isRight ? 1 : 0,
    harmless: 0,
    wrong: isRight ? [] : [`${what}: not found`],
  }))
}

/** Files that end too early, in the middle of a page and between two. */
const tortureEnds = async (root) => {
  const base = path.join(root, 'ends')
  await prepare(base)
  const { size } = statSync(path.join(base, 'vault.db'))
  const row = { what: 'vault.db cut off', injected: 0, found: 0, harmless: 0, wrong: [] }
  for (const left of [0, 50, 4096, 8192, size / 2, size - 8192, size - 4096, size - 1]) {
    const dir = mkdtempSync(path.join(root, 'end-'))
    cpSync(base, dir, { recursive: true })
    truncateSync(path.join(dir, 'vault.db'), Math.floor(left))
    row.injected += 1
    if (await isFound(dir)) row.found += 1
    else row.wrong.push(`vault.db cut off at ${left}: not found`)
    rmSync(dir, { recursive: true })
  }
  return [row]
}

/** @returns one row for each way of damage, each pair of copies and each wrong clock. */
export const tortureLogs = async ({ root }) => [
  ...(await tortureDamages(root)),
  ...(await tortureEnds(root)),
  ...(await tortureCopies(root)),
  ...(await tortureClocks(root)),
]
