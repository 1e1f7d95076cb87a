import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { CompareError, type CompareErrorCode } from './compare-error.ts'
import type { PhotoHash } from './hash-photo.ts'
// Sets the decoder's limits in this thread, whose environment the decoder reads.
import './photo-input.ts'

export interface PhotoHasher {
  /**
   * As hashPhoto, in the next free worker. The bytes are read when a worker takes them: leave them unchanged until then.
   * @throws CompareError as hashPhoto; `HASHER_CLOSED` after close(), `HASHER_FAILED` if the worker died on this photo.
   */
  hash(bytes: Uint8Array): Promise<PhotoHash>
  /** Refuses what still waits, lets the photos that are being hashed finish, and ends the workers. */
  close(): Promise<void>
}

interface Job {
  readonly bytes: Uint8Array
  resolve(hash: PhotoHash): void
  reject(error: CompareError): void
}

/** What a worker answers. */
export type HasherReply =
  | { readonly hash: PhotoHash }
  | { readonly refused: { readonly code: CompareErrorCode; readonly message: string } }

/**
 * Hashes photos in worker threads, in the order in which they are given.
 * Workers start when they are needed; idle ones do not keep the process alive.
 *
 * @param options.workers at most this many at once; one a processor if not given.
 */
export function createPhotoHasher(options: { workers?: number } = {}): PhotoHasher {
  const limit = Math.max(1, options.workers ?? availableParallelism())
  return hasherOf(limit, () => new Worker(new URL('photo-worker.js', import.meta.url)))
}

/** The hasher of the workers that `newWorker` starts. */
export function hasherOf(limit: number, newWorker: () => Worker): PhotoHasher {
  const waiting: Job[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Job>()
  let closed = false

  function next(): void {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < limit)) {
      const job = waiting.shift()!
      const worker = idle.pop() ?? start()
      busy.set(worker, job)
      worker.ref()
      // A copy, because a transfer would take the bytes away from the caller (and Buffer's slice is none).
      const copy = new Uint8Array(job.bytes)
      worker.postMessage(copy, [copy.buffer])
    }
  }

  function start(): Worker {
    const worker = newWorker()
    worker.on('message', (reply: HasherReply) => {
      const job = busy.get(worker)
      busy.delete(worker)
      if (!closed) worker.unref()
      idle.push(worker)
      if ('hash' in reply) job?.resolve(reply.hash)
      else job?.reject(new CompareError(reply.refused.code, reply.refused.message))
      next()
    })
    let fault: unknown
    worker.on('error', (error) => {
      fault = error
    })
    worker.on('exit', () => {
      const job = busy.get(worker)
      busy.delete(worker)
      const at = idle.indexOf(worker)
      if (at !== -1) idle.splice(at, 1)
      job?.reject(
        new CompareError('HASHER_FAILED', 'The program ran out of memory or failed while it compared this picture.', {
          cause: fault,
        }),
      )
      next()
    })
    return worker
  }

  return {
    hash: (bytes) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(closedError())
          return
        }
        waiting.push({ bytes, resolve, reject })
        next()
      }),
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.reject(closedError())
      await Promise.all([...idle, ...busy.keys()].map(end))
    },
  }
}

/** Asks a worker to end after the photo that it is hashing, and waits until it has. */
async function end(worker: Worker): Promise<void> {
  const gone = once(worker, 'exit')
  worker.ref()
  worker.postMessage(null, [])
  await gone
}

function closedError(): CompareError {
  return new CompareError('HASHER_CLOSED', 'Photos are no longer compared: the vault was closed.')
}
