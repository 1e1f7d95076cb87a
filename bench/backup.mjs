/**
 * A first backup of a vault into an empty folder, each file synced, read back and compared, against what the disk allows: a plain
 * copy of the same files, each synced. `restic backup` and `restic check --read-data` of the same folder are the named peers.
 * Two shapes: one large file, and many of 100 KiB. All input is in the page cache.
 */
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import {
  benchVault,
  copyAll,
  measureShapes,
  median,
  printIfMain,
  randomBytes,
  resticSeconds,
  rounds,
  sealEvery,
  secondsOf,
} from './shared/files.mjs'

const filesBelow = (dir) =>
  readdirSync(dir, { recursive: true })
    .map((name) => path.join(dir, name))
    .filter((file) => statSync(file).isFile())

async function measure(parent, { name, count, size }) {
  const dir = path.join(parent, 'vault')
  const vault = await benchVault(dir)
  const times = { backup: [], copy: [], verify: [], resticBackup: [], resticCheck: [] }
  try {
    await sealEvery(
      vault,
      Array.from({ length: count }, () => ({ open: () => randomBytes(size) })),
    )
    const blobs = path.join(dir, 'blobs')
    const files = filesBelow(blobs)
    for (let round = 0; round < rounds; round++) {
      const to = path.join(parent, `copy-${round}`)
      times.copy.push(
        await secondsOf(() => {
          copyAll(files, to)
        }),
      )
      times.backup.push(await secondsOf(() => vault.backup({ dest: path.join(parent, `backup-${round}`) })))
      times.verify.push(await secondsOf(() => vault.verify({ deep: true })))
      const peer = await resticSeconds(parent, [
        ['backup', blobs],
        ['check', '--read-data'],
      ])
      if (peer === null) continue
      times.resticBackup.push(peer[0])
      times.resticCheck.push(peer[1])
    }
  } finally {
    vault.close()
  }
  const megabytes = (count * size) / 1e6
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
export const run = ({ scale }) =>
  measureShapes({ scale, more: [{ name: '16 × 64 MiB', count: 16, size: 67_108_864 }] }, measure)

await printIfMain(import.meta.url, run)
