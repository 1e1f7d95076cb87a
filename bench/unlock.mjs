/**
 * Unlocking a vault with the costs of the passphrase that people get, against Argon2id alone with the same costs: what a person
 * waits for should be what makes guessing slow. Then opening a vault of many entries, without those costs, and checking all of it.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { leafHash, treeRoot } from '@homeward/format'
import { createVault, openVault } from '@homeward/vault'
import { DEFAULT_KDF, passphraseKey } from '../packages/vault/dist/kdf.js'

const { Database } = createRequire(import.meta.url)('@signalapp/sqlcipher')
const passphrase = 'a passphrase for a benchmark'
const cheap = { memoryKiB: 8, passes: 1, lanes: 1 }
const rounds = 5

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

async function secondsOf(work) {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

async function measureUnlock(dir) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase })
  const times = { unlock: [], kdf: [] }
  for (let round = 0; round < rounds; round++) {
    times.kdf.push(await secondsOf(() => passphraseKey(passphrase, new Uint8Array(16), DEFAULT_KDF)))
    times.unlock.push(
      await secondsOf(async () => {
        ;(await openVault({ dir, passphrase })).close()
      }),
    )
  }
  const value = median(times.unlock)
  return [
    { name: 'unlocking', value, unit: 's', target: '< 1.5' },
    {
      name: 'unlocking: share of Argon2id',
      value: median(times.kdf),
      unit: 's',
      peer: `the whole: ${value.toFixed(2)} s`,
      ratio: median(times.kdf) / value,
      target: '>= 0.8',
    },
  ]
}

/** A vault of `count` entries of some 300 bytes, of every compartment in turn. */
async function fill(dir, count) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf: cheap })
  const vault = await openVault({ dir, passphrase })
  const compartments = ['registry', 'evidence', 'testimony', 'registry', 'assistance']
  for (let at = 0; at < count;) {
    const drafts = []
    for (; drafts.length < 5000 && at < count; at++) {
      const text = `What was told, number ${at}, by a neighbour of the family`
      drafts.push({ compartment: compartments[at % 5], changes: [{ type: 'bench.note', id: `note-${at}`, text }] })
    }
    await vault.append(drafts)
  }
  vault.close()
}

/** The least that anybody who checks the log has to do: read every entry and hash it into the tree. */
function readAndHash(dir) {
  const db = new Database(path.join(dir, 'vault.db'))
  const leaves = []
  const select = db.prepare(
    'SELECT position, bytes FROM entry WHERE log = 1 AND position > ? ORDER BY position LIMIT 1000',
  )
  for (let last = -1; ;) {
    const rows = select.all([last])
    for (const row of rows) leaves.push(leafHash(row.bytes))
    if (rows.length < 1000) break
    last = rows.at(-1).position
  }
  treeRoot(leaves)
  db.close()
}

async function measureLarge(dir, count) {
  await fill(dir, count)
  const times = { open: [], check: [], hash: [] }
  for (let round = 0; round < 3; round++) {
    times.hash.push(
      await secondsOf(() => {
        readAndHash(dir)
      }),
    )
    let vault
    times.open.push(
      await secondsOf(async () => {
        vault = await openVault({ dir, passphrase })
      }),
    )
    // One check of a million entries is long enough to be told apart from noise.
    if (round === 0 || count < 100_000)
      times.check.push(
        await secondsOf(async () => {
          const { faults } = await vault.verify()
          if (faults.length > 0) throw new Error(faults[0].what)
        }),
      )
    vault.close()
  }
  const megabytes = (statSync(path.join(dir, 'vault.db')).size / 1e6).toFixed(0)
  const name = `${count.toLocaleString('en')} entries, ${megabytes} MB`
  const hash = median(times.hash)
  return [
    { name: `opening ${name}, after Argon2id`, value: median(times.open), unit: 's', target: '< 1' },
    { name: `full check of ${name}`, value: median(times.check), unit: 's', target: '< 60' },
    {
      name: `full check of ${name}`,
      value: median(times.check),
      unit: 's',
      peer: `reading and hashing the same log: ${hash.toFixed(2)} s`,
      ratio: median(times.check) / hash,
    },
  ]
}

/** @returns rows about a small vault with real costs and a large one with cheap ones. */
export async function run({ scale }) {
  const parent = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  try {
    return [
      ...(await measureUnlock(path.join(parent, 'small'))),
      ...(await measureLarge(path.join(parent, 'large'), scale === 'small' ? 20_000 : 1_000_000)),
    ]
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit, peer, ratio } of await run({ scale: process.argv[2] ?? 'full' })) {
    console.log(`${name}: ${value.toFixed(2)} ${unit}${ratio === undefined ? '' : `, ${ratio.toFixed(2)} × ${peer}`}`)
  }
}
