/**
 * Sealing files into a vault, durably (each file synced before it is acknowledged), against three peers in the same run: reading and hashing the same
 * bytes by SHA-256 of node:crypto on one thread, which nobody who seals can do without; a plain copy that hashes, writes and syncs each
 * file, which is what the disk allows (docs/adr/0006); and `restic backup` into a new repository.
 * Two shapes: one large file, and many of 100 KiB, as photos from a phone are. All input is in the page cache.
 */
import { spawnSync } from 'node:child_process'
import { createHash, randomFillSync } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  readdirSync,
  rmSync,
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

/** Random bytes, so that neither compression nor finding equal parts helps anybody. */
function writeRandom(file, size) {
  const handle = openSync(file, 'wx')
  for (let left = size; left > 0; left -= block.length) {
    writeSync(handle, randomFillSync(block), 0, Math.min(left, block.length))
  }
  fsyncSync(handle)
  closeSync(handle)
}

function makeInput(dir, count, size) {
  mkdirSync(dir)
  for (let at = 0; at < count; at++) writeRandom(path.join(dir, `file-${at}`), size)
  return readdirSync(dir).map((name) => path.join(dir, name))
}

function hashAll(files) {
  for (const file of files) {
    const hash = createHash('sha256')
    const handle = openSync(file)
    for (let read = readSync(handle, block); read > 0; read = readSync(handle, block))
      hash.update(block.subarray(0, read))
    closeSync(handle)
    hash.digest()
  }
}

/** What sealing would be without encryption: the copies stay until all rounds are over, see `seal`. */
function copyAll(files, to) {
  mkdirSync(to)
  for (const [at, file] of files.entries()) {
    const hash = createHash('sha256')
    const from = openSync(file)
    const handle = openSync(path.join(to, String(at)), 'wx')
    for (let read = readSync(from, block); read > 0; read = readSync(from, block)) {
      hash.update(block.subarray(0, read))
      writeSync(handle, block, 0, read)
    }
    fsyncSync(handle)
    closeSync(handle)
    closeSync(from)
    hash.digest()
  }
}

async function secondsOf(work) {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/**
 * Seconds to seal all files in a new vault; making and opening it is not counted. The vault stays until all rounds are over: a file system
 * that has just deleted ten thousand files is slow to make new ones (ext4 passes over inodes deleted in the last minute).
 */
async function seal(dir, files) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  const vault = await openVault({ dir, passphrase })
  try {
    return await secondsOf(async () => {
      const outcomes = await vault.sealFiles(
        'evidence',
        files.map((file) => ({ path: file })),
      )
      if (outcomes.some((outcome) => outcome.duplicate !== false)) throw new Error('A file was not sealed.')
    })
  } finally {
    vault.close()
  }
}

/** Seconds of `restic backup` into a new repository, or null when restic is not here. */
async function restic(parent, dir) {
  const repository = path.join(parent, 'restic')
  const env = {
    ...process.env,
    RESTIC_REPOSITORY: repository,
    RESTIC_PASSWORD: passphrase,
    RESTIC_CACHE_DIR: path.join(parent, 'cache'),
  }
  if (spawnSync('restic', ['init', '-q'], { env }).status !== 0) return null
  const seconds = await secondsOf(() => {
    const { status, stderr } = spawnSync('restic', ['backup', '-q', dir], { env })
    if (status !== 0) throw new Error(`restic: ${stderr}`)
  })
  rmSync(repository, { recursive: true })
  return seconds
}

async function measure(parent, { name, count, size }) {
  const dir = path.join(parent, 'input')
  const files = makeInput(dir, count, size)
  const times = { seal: [], hash: [], copy: [], restic: [] }
  hashAll(files)
  for (let round = 0; round < rounds; round++) {
    times.hash.push(
      await secondsOf(() => {
        hashAll(files)
      }),
    )
    times.copy.push(
      await secondsOf(() => {
        copyAll(files, path.join(parent, `copy-${round}`))
      }),
    )
    times.seal.push(await seal(path.join(parent, `vault-${round}`), files))
    const seconds = await restic(parent, dir)
    if (seconds !== null) times.restic.push(seconds)
  }
  for (const left of readdirSync(parent)) rmSync(path.join(parent, left), { recursive: true })
  const value = (count * size) / 1e6 / median(times.seal)
  const ratioTo = (peer) => (peer.length === 0 ? undefined : median(peer) / median(times.seal))
  return [
    {
      name: `sealing ${name}`,
      value,
      unit: 'MB/s',
      peer: 'read + SHA-256, one thread',
      ratio: ratioTo(times.hash),
      target: '>= 0.8',
    },
    {
      name: `sealing ${name}`,
      value,
      unit: 'MB/s',
      peer: 'plain copy: read, SHA-256, write, sync',
      ratio: ratioTo(times.copy),
      target: '>= 0.8',
    },
    {
      name: `sealing ${name}`,
      value: times.restic.length === 0 ? null : value,
      unit: 'MB/s',
      peer: 'restic backup',
      ratio: ratioTo(times.restic),
      target: '>= 3',
    },
  ]
}

/** @returns rows: each shape against each peer. */
export async function run({ scale }) {
  const isSmall = scale === 'small'
  const shapes = isSmall
    ? [
        { name: '64 MiB in one file', count: 1, size: 67_108_864 },
        { name: '500 × 100 KiB', count: 500, size: 102_400 },
      ]
    : [
        { name: '1 GiB in one file', count: 1, size: 1_073_741_824 },
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
