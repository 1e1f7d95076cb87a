/**
 * A first backup of a vault into an empty folder, each file synced, read back and compared, against what the disk allows: a plain
 * copy of the same files, each synced. `restic backup` and `restic check --read-data` of the same folder are the named peers.
 * Two shapes: one large file, and many of 100 KiB. All input is in the page cache.
 */
import { spawnSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createVault, openVault } from '@homeward/vault'

const rounds = 3
const passphrase = 'a passphrase for a benchmark'
const block = new Uint8Array(1_048_576)

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

async function secondsOf(work) {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Random bytes, so that neither compression nor finding equal parts helps anybody. */
async function* randomBytes(size) {
  for (let left = size; left > 0; left -= block.length)
    yield await Promise.resolve(randomFillSync(new Uint8Array(Math.min(left, block.length))))
}

async function makeVault(dir, { count, size }) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  const vault = await openVault({ dir, passphrase })
  const outcomes = await vault.sealFiles(
    'evidence',
    Array.from({ length: count }, () => ({ open: () => randomBytes(size) })),
  )
  if (outcomes.some((outcome) => outcome.duplicate !== false)) throw new Error('A file was not sealed.')
  return vault
}

const filesBelow = (dir) =>
  readdirSync(dir, { recursive: true })
    .map((name) => path.join(dir, name))
    .filter((file) => statSync(file).isFile())

/** What the disk can do: read, write and sync each file, nothing else. */
function copyAll(files, to) {
  mkdirSync(to)
  for (const [at, file] of files.entries()) {
    const from = openSync(file)
    const handle = openSync(path.join(to, String(at)), 'wx')
    for (let read = readSync(from, block); read > 0; read = readSync(from, block)) writeSync(handle, block, 0, read)
    fsyncSync(handle)
    closeSync(handle)
    closeSync(from)
  }
}

function restic(env, ...args) {
  const { status, stderr, error } = spawnSync('restic', ['-q', ...args], { env })
  if (error !== undefined) return false
  if (status !== 0) throw new Error(`restic: ${stderr}`)
  return true
}

/** Seconds of `restic backup` into a new repository and of reading all of it again, or null when restic is not here. */
async function withRestic(parent, dir) {
  const env = {
    ...process.env,
    RESTIC_REPOSITORY: path.join(parent, 'restic'),
    RESTIC_PASSWORD: passphrase,
    RESTIC_CACHE_DIR: path.join(parent, 'cache'),
  }
  if (!restic(env, 'init')) return null
  const backup = await secondsOf(() => restic(env, 'backup', dir))
  const check = await secondsOf(() => restic(env, 'check', '--read-data'))
  rmSync(path.join(parent, 'restic'), { recursive: true })
  return { backup, check }
}

async function measure(parent, { name, ...shape }) {
  const dir = path.join(parent, 'vault')
  const vault = await makeVault(dir, shape)
  const times = { backup: [], copy: [], verify: [], resticBackup: [], resticCheck: [] }
  try {
    const files = filesBelow(path.join(dir, 'blobs'))
    for (let round = 0; round < rounds; round++) {
      const to = path.join(parent, `copy-${round}`)
      times.copy.push(
        await secondsOf(() => {
          copyAll(files, to)
        }),
      )
      times.backup.push(await secondsOf(() => vault.backup({ dest: path.join(parent, `backup-${round}`) })))
      times.verify.push(await secondsOf(() => vault.verify({ deep: true })))
      const peer = await withRestic(parent, path.join(dir, 'blobs'))
      if (peer === null) continue
      times.resticBackup.push(peer.backup)
      times.resticCheck.push(peer.check)
    }
  } finally {
    vault.close()
    for (const left of readdirSync(parent)) rmSync(path.join(parent, left), { recursive: true })
  }
  const megabytes = (shape.count * shape.size) / 1e6
  const row = (what, own, peer, target) => ({
    name: `${what} ${name}`,
    value: peer.times.length === 0 ? null : megabytes / median(own),
    unit: 'MB/s',
    peer: peer.name,
    ratio: peer.times.length === 0 ? undefined : median(peer.times) / median(own),
    target,
  })
  return [
    row('backing up', times.backup, { name: 'plain copy: read, write, sync', times: times.copy }, '>= 0.7'),
    row('backing up', times.backup, { name: 'restic backup', times: times.resticBackup }, '>= 1'),
    row('deep check of', times.verify, { name: 'restic check --read-data', times: times.resticCheck }, '>= 1'),
  ]
}

/** @returns rows: each shape against each peer. */
export async function run({ scale }) {
  const shapes =
    scale === 'small'
      ? [
          { name: '64 MiB in one file', count: 1, size: 67_108_864 },
          { name: '500 × 100 KiB', count: 500, size: 102_400 },
        ]
      : [
          { name: '1 GiB in one file', count: 1, size: 1_073_741_824 },
          { name: '16 × 64 MiB', count: 16, size: 67_108_864 },
          { name: '10,000 × 100 KiB', count: 10_000, size: 102_400 },
        ]
  const parent = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  try {
    const rows = []
    for (const shape of shapes) rows.push(...(await measure(parent, shape)))
    return rows
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit, peer, ratio } of await run({ scale: process.argv[2] ?? 'full' })) {
    console.log(`${name}: ${value?.toFixed(0) ?? '–'} ${unit}, ${ratio?.toFixed(2) ?? '–'} × ${peer}`)
  }
}
