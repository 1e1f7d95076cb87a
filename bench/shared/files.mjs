/** What the benchmarks of sealing and backing up files share: shapes, a vault, the disk and restic as peers, and the ending. */
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
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createVault, openVault } from '@homeward/vault'

const passphrase = 'a passphrase for a benchmark'
const block = new Uint8Array(1_048_576)

/** How often everything is measured; the median counts. */
export const rounds = 3

/** @param {number[]} values */
export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** Seconds that `work` takes. */
export async function secondsOf(work) {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Random bytes, so that neither compression nor finding equal parts helps anybody. */
export async function* randomBytes(size) {
  for (let left = size; left > 0; left -= block.length)
    yield await Promise.resolve(randomFillSync(new Uint8Array(Math.min(left, block.length))))
}

/** Files of random bytes in a new folder, each synced. @returns their paths */
export function makeInput(dir, count, size) {
  mkdirSync(dir)
  for (let at = 0; at < count; at++) {
    const handle = openSync(path.join(dir, `file-${at}`), 'wx')
    for (let left = size; left > 0; left -= block.length)
      writeSync(handle, randomFillSync(block), 0, Math.min(left, block.length))
    fsyncSync(handle)
    closeSync(handle)
  }
  return readdirSync(dir).map((name) => path.join(dir, name))
}

/** Reads a file block by block. */
export function readBlocks(file, onBlock = () => undefined) {
  const handle = openSync(file)
  for (let read = readSync(handle, block); read > 0; read = readSync(handle, block)) onBlock(block.subarray(0, read))
  closeSync(handle)
}

/** What the disk can do: read, write and sync each file, and nothing else but the hash that `onFile` may give. */
export function copyAll(files, to, onFile = () => null) {
  mkdirSync(to)
  for (const [at, file] of files.entries()) {
    const handle = openSync(path.join(to, String(at)), 'wx')
    const seen = onFile()
    readBlocks(file, (bytes) => {
      seen?.update(bytes)
      writeSync(handle, bytes)
    })
    fsyncSync(handle)
    closeSync(handle)
    seen?.digest()
  }
}

/** A new vault whose passphrase costs next to nothing, open. */
export async function benchVault(dir) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  return openVault({ dir, passphrase })
}

/** Seals all of `files` as evidence. @throws Error where one was not sealed, or was there before */
export async function sealEvery(vault, files) {
  const outcomes = await vault.sealFiles('evidence', files)
  if (outcomes.some((outcome) => outcome.duplicate !== false)) throw new Error('A file was not sealed.')
}

/**
 * Runs commands of restic on a new repository that is removed afterwards. Gives the seconds of each, or null where restic is not
 * installed. @throws Error when restic fails
 */
export async function resticSeconds(parent, commands) {
  const repository = path.join(parent, 'restic')
  const env = {
    ...process.env,
    RESTIC_REPOSITORY: repository,
    RESTIC_PASSWORD: passphrase,
    RESTIC_CACHE_DIR: path.join(parent, 'cache'),
  }
  const restic = (args) => {
    const { status, stderr, error } = spawnSync('restic', ['-q', ...args], { env })
    if (error !== undefined) return false
    if (status !== 0) throw new Error(`restic: ${stderr}`)
    return true
  }
  if (!restic(['init'])) return null
  const seconds = []
  for (const args of commands) seconds.push(await secondsOf(() => restic(args)))
  rmSync(repository, { recursive: true })
  return seconds
}

const largeFile = { name: '1 GiB in one file', count: 1, size: 1_073_741_824 }
const photos = { name: '10,000 × 100 KiB', count: 10_000, size: 102_400 }
const small = [
  { name: '64 MiB in one file', count: 1, size: 67_108_864 },
  { name: '500 × 100 KiB', count: 500, size: 102_400 },
]

/** Measures each shape in a temporary folder that is emptied after each; `more` shapes are measured in full scale too. @returns rows */
export async function measureShapes({ scale, more = [] }, measure) {
  const parent = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  try {
    const rows = []
    for (const shape of scale === 'small' ? small : [largeFile, ...more, photos]) {
      rows.push(...(await measure(parent, shape)))
      for (const left of readdirSync(parent)) rmSync(path.join(parent, left), { recursive: true })
    }
    return rows
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

/** Prints the rows of a benchmark that was started by itself, `small` or `full`. */
export async function printIfMain(moduleUrl, run) {
  if (process.argv[1] === undefined || moduleUrl !== pathToFileURL(process.argv[1]).href) return
  for (const { name, value, unit, peer, ratio } of await run({ scale: process.argv[2] ?? 'full' }))
    console.log(`${name}: ${value?.toFixed(0) ?? '–'} ${unit}, ${ratio?.toFixed(2) ?? '–'} × ${peer}`)
}
