/**
 * Opening a vault of many entries, without the costs of the passphrase, and checking all of it, against reading and hashing the
 * same log on one thread: the least that anybody who checks it has to do. Seconds of processor are those of all threads.
 * `node bench/check.mjs make FOLDER COUNT` makes the vault alone, and `node bench/check.mjs full FOLDER` measures on that one.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { leafHash, treeRoot } from '@homeward/format'
import { createVault, openVault } from '@homeward/vault'

const { Database } = createRequire(import.meta.url)('@signalapp/sqlcipher')
const passphrase = 'a passphrase for a benchmark'
const kdf = { memoryKiB: 8, passes: 1, lanes: 1 }
// Commits as an import makes them: each is synced, signed and has a checkpoint to check.
const entriesInCommit = 5000
const compartments = ['registry', 'evidence', 'testimony', 'registry', 'assistance']

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** What `work` gives, and its seconds: on the clock, and of processor in all threads. */
async function timed(work) {
  const started = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { result, clock: (performance.now() - started) / 1000, processor: (user + system) / 1e6 }
}

/** A vault of `count` entries of some 300 bytes, of every compartment in turn. */
async function fill(dir, count) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf })
  const vault = await openVault({ dir, passphrase })
  for (let at = 0; at < count;) {
    const drafts = []
    for (; drafts.length < entriesInCommit && at < count; at++) {
      const text = `What was told, number ${at}, by a neighbour of the family`
      drafts.push({ compartment: compartments[at % 5], changes: [{ type: 'bench.note', id: `note-${at}`, text }] })
    }
    await vault.append(drafts)
  }
  vault.close()
}

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
  return leaves.length
}

async function measureRound(dir) {
  const hash = await timed(() => readAndHash(dir))
  const open = await timed(() => openVault({ dir, passphrase }))
  const vault = open.result
  const check = await timed(() => vault.verify())
  vault.close()
  const { entries, faults } = check.result
  if (entries !== hash.result || faults.length > 0) throw new Error(faults[0]?.what ?? 'Entries were not checked.')
  return { count: entries, hash, open, check }
}

async function measure(dir) {
  const rounds = [await measureRound(dir), await measureRound(dir), await measureRound(dir)]
  const { count } = rounds[0]
  const [open, check, hash] = ['open', 'check', 'hash'].map((what) => ({
    clock: median(rounds.map((round) => round[what].clock)),
    processor: median(rounds.map((round) => round[what].processor)),
  }))
  const megabytes = (statSync(path.join(dir, 'vault.db')).size / 1e6).toFixed(0)
  const name = `${count.toLocaleString('en')} entries, ${megabytes} MB`
  return [
    { name: `opening ${name}, after Argon2id`, value: open.clock, unit: 's', target: '< 1' },
    { name: `full check of ${name}`, value: check.clock, unit: 's', target: '< 60' },
    {
      name: `full check of ${name}`,
      value: check.clock,
      unit: 's',
      peer: `reading and hashing the same log: ${hash.clock.toFixed(2)} s`,
      ratio: check.clock / hash.clock,
    },
    {
      name: `full check of ${name}, all threads`,
      value: check.processor,
      unit: 's of processor',
      peer: `reading and hashing the same log: ${hash.processor.toFixed(2)} s`,
      ratio: check.processor / hash.processor,
    },
  ]
}

/** @returns rows about a vault of a million entries (20,000 at the small scale), made here unless `dir` names one. */
export async function run({ scale = 'full', dir }) {
  if (dir !== undefined) return measure(dir)
  const parent = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  try {
    const made = path.join(parent, 'vault')
    await fill(made, scale === 'small' ? 20_000 : 1_000_000)
    return await measure(made)
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [scale = 'full', dir, count] = process.argv.slice(2)
  if (scale === 'make') await fill(dir, Number(count))
  else
    for (const { name, value, unit, peer, ratio } of await run({ scale, dir }))
      console.log(`${name}: ${value.toFixed(2)} ${unit}${ratio === undefined ? '' : `, ${ratio.toFixed(2)} × ${peer}`}`)
  console.log(`load ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores`)
}
