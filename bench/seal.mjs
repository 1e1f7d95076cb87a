/**
 * Sealing files into a vault, durably (each file synced before it is acknowledged), against three peers in the same run: reading and hashing the same
 * bytes by SHA-256 of node:crypto on one thread, which nobody who seals can do without; a plain copy that hashes, writes and syncs each
 * file, which is what the disk allows (docs/adr/0006); and `restic backup` into a new repository.
 * Two shapes: one large file, and many of 100 KiB, as photos from a phone are. All input is in the page cache.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import {
  benchVault,
  copyAll,
  makeInput,
  measureShapes,
  median,
  printIfMain,
  readBlocks,
  resticSeconds,
  rounds,
  sealEvery,
  secondsOf,
} from './shared/files.mjs'

const newHash = () => createHash('sha256')

function hashAll(files) {
  for (const file of files) {
    const hash = newHash()
    readBlocks(file, (bytes) => hash.update(bytes))
    hash.digest()
  }
}

/**
 * Seconds to seal all files in a new vault; making and opening it is not counted. The vault stays until all rounds are over: a file system
 * that has just deleted ten thousand files is slow to make new ones (ext4 passes over inodes deleted in the last minute).
 */
async function seal(dir, files) {
  const vault = await benchVault(dir)
  try {
    return await secondsOf(() =>
      sealEvery(
        vault,
        files.map((file) => ({ path: file })),
      ),
    )
  } finally {
    vault.close()
  }
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
    // What sealing would be without encryption: the copies stay until all rounds are over, see `seal`.
    times.copy.push(
      await secondsOf(() => {
        copyAll(files, path.join(parent, `copy-${round}`), newHash)
      }),
    )
    times.seal.push(await seal(path.join(parent, `vault-${round}`), files))
    const peer = await resticSeconds(parent, [['backup', dir]])
    if (peer !== null) times.restic.push(peer[0])
  }
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
export const run = ({ scale }) => measureShapes({ scale }, measure)

await printIfMain(import.meta.url, run)
