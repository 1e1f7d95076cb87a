import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { BigIntStats } from 'node:fs'

import { createSha256 } from '@homeward/format'
import { createBlobWriter } from './blob-writer.ts'
import type { SealedContent } from './blob-writer.ts'
import { readThrough } from './read-ahead.ts'
import type { ReadAheadMemory } from './read-ahead.ts'
import { readRefusal, sealWords } from './seal-refusals.ts'
import type { Refusal } from './seal-refusals.ts'
import { countBytes, isSealingCancelled } from './seal-watch.ts'
import type { SealWatch } from './seal-watch.ts'

/** Where sealed content goes: the folder for temporary files, and the age recipient. No secret. */
export interface SealTarget {
  tmpDir: string
  recipient: Uint8Array
  watch: SealWatch
}

const PIECE_BYTES = 1_048_576
// From here on a second thread that reads and hashes pays for the hand-over.
const READ_AHEAD_FROM_BYTES = 4n * 1_048_576n
// Neither follow a link that was put there meanwhile, nor wait for the other end of a pipe.
const OPEN_FLAGS =
  process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

// One for all files of a thread: a fresh one a file would cost more than hashing a small file.
let readBuffer: Uint8Array | undefined

const readPieces = async (handle: number, take: (piece: Uint8Array) => Promise<void> | null): Promise<void> => {
  readBuffer ??= new Uint8Array(PIECE_BYTES)
  const buffer = readBuffer
  for (;;) {
    const read = readSync(handle, buffer, 0, buffer.length, null)
    if (read === 0) {
      return
    }
    await take(buffer.subarray(0, read))
  }
}

const isUnchanged = (before: BigIntStats, after: BigIntStats, size: number): boolean =>
  BigInt(size) === before.size && before.size === after.size && before.mtimeNs === after.mtimeNs

const sealHandle = async (
  handle: number,
  target: SealTarget,
  memory: ReadAheadMemory,
): Promise<SealedContent | Refusal> => {
  const before = fstatSync(handle, { bigint: true })
  if (!before.isFile()) {
    return { refused: sealWords.say(before.isDirectory() ? 'folder' : 'without-content').text }
  }
  const hash = createSha256()
  let digest: Uint8Array | null = null
  let isHashedElsewhere = before.size >= READ_AHEAD_FROM_BYTES
  const writer = createBlobWriter({
    tmpDir: target.tmpDir,
    recipient: target.recipient,
    isLarge: isHashedElsewhere,
    hasher: {
      update: (piece) => {
        if (!isHashedElsewhere) {
          hash.update(piece)
        }
      },
      digest: () => digest ?? hash.digest(),
    },
  })
  let isWriting = false
  let size = 0
  const take = (piece: Uint8Array): Promise<void> | null => {
    if (isSealingCancelled(target.watch)) {
      throw new Error('cancelled')
    }
    isWriting = true
    const room = writer.update(piece)
    size += piece.length
    countBytes(target.watch, piece.length)
    if (room !== null) {
      return whenWritten(room)
    }
    isWriting = false
    return null
  }
  const whenWritten = async (room: Promise<void>): Promise<void> => {
    await room
    isWriting = false
  }
  try {
    if (isHashedElsewhere) {
      digest = await readThrough(memory, handle, take)
      isHashedElsewhere = digest !== null
    }
    if (digest === null) {
      await readPieces(handle, take)
    }
    const after = fstatSync(handle, { bigint: true })
    if (!isUnchanged(before, after, size)) {
      await writer.abort()
      return { refused: sealWords.say('changed').text }
    }
    isWriting = true
    return await writer.finish()
  } catch (error) {
    await writer.abort()
    if (isWriting) {
      throw error
    }
    return readRefusal(error)
  }
}

/**
 * Seals the file at `path` into a temporary file or into memory. For a worker thread: it blocks while it reads and
 * encrypts, and waits only for a large file to be written.
 * @returns a refusal when it is not a plain file, cannot be read, or changed meanwhile.
 * @throws the system's error when the sealed bytes cannot be written (a full disk).
 */
export const sealPath = async (
  path: string,
  target: SealTarget,
  memory: ReadAheadMemory,
): Promise<SealedContent | Refusal> => {
  let handle: number
  if (isSealingCancelled(target.watch)) {
    return { refused: 'cancelled' }
  }
  try {
    handle = openSync(path, OPEN_FLAGS)
  } catch (error) {
    return readRefusal(error)
  }
  try {
    return await sealHandle(handle, target, memory)
  } finally {
    closeSync(handle)
  }
}
