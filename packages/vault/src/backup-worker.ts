/** The body of a thread that copies sealed files. It sees ciphertext only. */
import { close, fdatasync, fsync, futimes, open, readSync, write } from 'node:fs'
import { promisify } from 'node:util'
import { parentPort } from 'node:worker_threads'

import { createSha256, toHex } from '@homeward/format'
import type { CopyAnswer, CopyRequest } from './backup-threads.ts'
import { FILE_MODE } from './durable-file.ts'
import { countBytes, isSealingCancelled } from './seal-watch.ts'
import type { SealWatch } from './seal-watch.ts'
import { systemCode } from './vault-error.ts'

const openFile = promisify(open)
const closeFile = promisify(close)
const writeFile = promisify(write)
const syncData = promisify(fdatasync)
const syncFile = promisify(fsync)
const setTimes = promisify(futimes)

// What is hashed or compared right after it was read is still in the cache of the processor.
const STEP_BYTES = 1_048_576
const SMALL_BYTES = 131_072
// So much is synced at once, and read back while the next is copied.
const SEGMENT_BYTES = 67_108_864

/** Two files, the source first, and memory for two steps. */
interface Copying {
  source: number
  target: number
  steps: [Uint8Array, Uint8Array]
  watch: SealWatch
}

/** A part of the target that is being synced. */
interface Segment {
  from: number
  to: number
  synced: Promise<void>
}

/** Memory that is used again for the next file: as many as this thread has copies under way. */
const spare: Copying['steps'][] = []

const writePiece = async (handle: number, piece: Uint8Array, offset: number): Promise<void> => {
  for (let written = 0; written < piece.length;) {
    const { bytesWritten } = await writeFile(handle, piece, written, piece.length - written, offset + written)
    written += bytesWritten
  }
}

const stepsOf = (bytes: number): Copying['steps'] => [new Uint8Array(bytes), new Uint8Array(bytes)]

/** Waited for later; a failure must not count as unhandled meanwhile. */
const later = (work: Promise<void>): Promise<void> => {
  work.catch(() => undefined)
  return work
}

/** Copies from `from` on, at most to `to`; a thread of the system writes one step while the next is read and hashed here. */
const copySegment = async (
  { source, target, steps, watch }: Copying,
  { from, to, onStep }: { from: number; to: number; onStep: (step: Uint8Array) => void },
): Promise<number> => {
  let writing = Promise.resolve()
  let offset = from
  try {
    for (let turn = 0; offset < to && !isSealingCancelled(watch); turn += 1) {
      const step = steps[turn % 2 === 0 ? 0 : 1]
      const length = readSync(source, step, 0, Math.min(step.length, to - offset), offset)
      const piece = step.subarray(0, length)
      onStep(piece)
      await writing
      if (length === 0) {
        return offset
      }
      writing = later(writePiece(target, piece, offset))
      offset += length
    }
    await writing
    return offset
  } finally {
    // Its file must not be closed, nor its memory used again, while a write is under way.
    await writing.catch(() => undefined)
  }
}

/** Whether the target, once it is synced, has the same bytes as the source. */
const isSameIn = async (
  { source, target, steps: [here, there] }: Copying,
  { from, to, synced }: Segment,
): Promise<boolean> => {
  await synced
  for (let offset = from; offset < to;) {
    const wanted = readSync(source, here, 0, Math.min(here.length, to - offset), offset)
    const found = readSync(target, there, 0, Math.min(there.length, to - offset), offset)
    const length = Math.min(wanted, found)
    if (length === 0 || Buffer.compare(here.subarray(0, length), there.subarray(0, length)) !== 0) {
      return false
    }
    offset += length
  }
  return true
}

const settle = async (target: number): Promise<void> => {
  // FAT has no such time; its files then carry the time of the copy.
  await setTimes(target, 0, 0).catch(() => undefined)
  await syncFile(target)
}

/**
 * Copies an open file in segments: when one is written it is synced beside the copying of the next, and then read back and
 * compared with the source, byte for byte. The SHA-256 is that of what was read when it was copied.
 */
const copySegments = async (copying: Copying): Promise<Pick<CopyAnswer, 'file' | 'isSame'>> => {
  const { watch } = copying
  const hash = createSha256()
  let size = 0
  let isSame = true
  let last: Segment | null = null
  while (isSame) {
    const from = size
    size = await copySegment(copying, {
      from,
      to: from + SEGMENT_BYTES,
      onStep: (step) => {
        hash.update(step)
        countBytes(watch, step.length)
      },
    })
    if (isSealingCancelled(watch)) {
      break
    }
    const isEnd = size < from + SEGMENT_BYTES
    const segment = { from, to: size, synced: later(isEnd ? settle(copying.target) : syncData(copying.target)) }
    isSame = last === null || (await isSameIn(copying, last))
    last = segment
    if (isEnd) {
      isSame &&= (await isSameIn(copying, last)) && readSync(copying.target, copying.steps[0], 0, 1, size) === 0
      return { file: { sha256Hex: toHex(hash.digest()), size }, isSame }
    }
  }
  await last?.synced
  return { file: { sha256Hex: toHex(hash.digest()), size }, isSame: false }
}

/** Copies, syncs, and reads back. Gives what was read at the source, and whether the copy is the same. */
const copy = async ({ from, to, size, watch }: CopyRequest): Promise<Pick<CopyAnswer, 'file' | 'isSame'>> => {
  const source = await openFile(from, 'r')
  try {
    const target = await openFile(to, 'w+', FILE_MODE)
    const isSmall = size < SMALL_BYTES
    const steps = (isSmall ? undefined : spare.pop()) ?? stepsOf(isSmall ? size + 1 : STEP_BYTES)
    try {
      return await copySegments({ source, target, steps, watch })
    } finally {
      if (!isSmall) {
        spare.push(steps)
      }
      await closeFile(target)
    }
  } finally {
    await closeFile(source)
  }
}

const answerTo = async (request: CopyRequest): Promise<CopyAnswer> => {
  const { job } = request
  try {
    return { job, ...(await copy(request)), code: '', message: '' }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { job, file: { sha256Hex: '', size: 0 }, isSame: false, code: systemCode(error), message }
  }
}

const underWay = new Set<Promise<void>>()

const answer = async (request: CopyRequest): Promise<void> => {
  const answered = await answerTo(request)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answered)
}

const end = async (): Promise<void> => {
  await Promise.allSettled(underWay)
  parentPort?.close()
}

parentPort?.on('message', (request: CopyRequest | null) => {
  if (request === null) {
    void end()
    return
  }
  const work = answer(request)
  underWay.add(work)
  void work.finally(() => {
    underWay.delete(work)
  })
})
