/** The body of a thread that copies sealed files. It sees ciphertext only. */
import { closeSync, fsyncSync, futimesSync, openSync, readSync, writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

import { createSha256, toHex } from '@homeward/format'
import type { CopyAnswer, CopyRequest } from './backup-threads.ts'
import { FILE_MODE } from './durable-file.ts'
import { countBytes, isSealingCancelled } from './seal-watch.ts'
import type { SealWatch } from './seal-watch.ts'
import { systemCode } from './vault-error.ts'

const buffer = new Uint8Array(1_048_576)

/** Reads an open file from its beginning; gives hash and size. Stops short when cancelled. */
const readAll = (handle: number, watch: SealWatch, onPiece: (piece: Uint8Array) => void): CopyAnswer['file'] => {
  const hash = createSha256()
  let size = 0
  while (!isSealingCancelled(watch)) {
    const length = readSync(handle, buffer, 0, buffer.length, size)
    if (length === 0) {
      break
    }
    const piece = buffer.subarray(0, length)
    hash.update(piece)
    onPiece(piece)
    size += length
  }
  return { sha256Hex: toHex(hash.digest()), size }
}

const writePiece = (handle: number, piece: Uint8Array): void => {
  for (let written = 0; written < piece.length;) {
    written += writeSync(handle, piece, written, piece.length - written)
  }
}

/** Copies, syncs, and reads back. Gives what was read at the source, and whether the copy is the same. */
const copy = ({ from, to, watch }: CopyRequest): Pick<CopyAnswer, 'file' | 'isSame'> => {
  const source = openSync(from, 'r')
  try {
    const target = openSync(to, 'w+', FILE_MODE)
    try {
      const file = readAll(source, watch, (piece) => {
        writePiece(target, piece)
        countBytes(watch, piece.length)
      })
      try {
        futimesSync(target, 0, 0)
      } catch {
        // FAT has no such time; its files then carry the time of the copy.
      }
      fsyncSync(target)
      const found = readAll(target, watch, () => undefined)
      return { file, isSame: found.sha256Hex === file.sha256Hex && found.size === file.size }
    } finally {
      closeSync(target)
    }
  } finally {
    closeSync(source)
  }
}

const answerTo = (request: CopyRequest): CopyAnswer => {
  const { job } = request
  try {
    return { job, ...copy(request), code: '', message: '' }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { job, file: { sha256Hex: '', size: 0 }, isSame: false, code: systemCode(error), message }
  }
}

parentPort?.on('message', (request: CopyRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answerTo(request))
})
