import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

import type { SealedContent } from './blob-writer.ts'
import { createReadAheadMemory } from './read-ahead.ts'
import { answerError } from './seal-job.ts'
import type { SealAnswer, SealJob, SealListener, SealRequest, SealThreadData } from './seal-job.ts'
import { openPieceSink } from './piece-sink.ts'
import type { PieceSink } from './piece-sink.ts'
import type { Refusal } from './seal-refusals.ts'
import type { SealTarget } from './seal-source.ts'
import { VaultError } from './vault-error.ts'

/** Threads that seal. Started when first used. */
export interface SealPool {
  /** Files that are worth having under way at the same time. */
  readonly width: number
  /** Seals the file at `path` on some thread. Rejects with the system's error when the sealed bytes cannot be written. */
  sealFile: (path: string, target: SealTarget) => Promise<SealedContent | Refusal>
  /** Seals bytes that arrive in pieces, on some thread. */
  openSink: (target: SealTarget) => PieceSink
  /** Ends all threads; what is under way is rejected. */
  close: () => void
}

interface Thread {
  worker: Worker
  /** Jobs that it has not ended. */
  busy: number
  /** What it will be told, all at once, at the end of this turn; and the buffers that move to it. */
  requests: SealRequest[]
  handOver: ArrayBuffer[]
}

const MOST_THREADS = 4
// Enough that a thread never waits for the next file and that many files share one commit; each may hold a file open.
const FILES_UNDER_WAY = 256

/** A pool of sealing threads, one a core up to four, and one that reads ahead for large files. */
export const createSealPool = (): SealPool => {
  const size = Math.min(Math.max(availableParallelism(), 2), MOST_THREADS)
  const listenersByJob = new Map<number, SealListener>()
  let threads: Thread[] = []
  let reader: Worker | undefined
  let lastJob = 0

  const failAll = (error: Error): void => {
    for (const { failed } of listenersByJob.values()) {
      failed(error)
    }
    listenersByJob.clear()
  }
  const startThread = (data: SealThreadData): Worker => {
    // Files are opened by the threads and closed by the committer; a thread must not close them when it ends.
    const options = { workerData: data, trackUnmanagedFds: false }
    const worker = new Worker(new URL('seal-worker.js', import.meta.url), options)
    worker.on('error', failAll)
    worker.on('message', (answers: readonly SealAnswer[]) => {
      for (const answer of answers) {
        listenersByJob.get(answer.job)?.answered(answer)
      }
    })
    worker.unref()
    return worker
  }
  const idleThread = (): Thread => {
    if (reader === undefined) {
      const memory = createReadAheadMemory()
      reader = startThread({ role: 'reader', memory })
      threads = Array.from({ length: size }, () => ({
        worker: startThread({ role: 'sealer', memory }),
        busy: 0,
        requests: [],
        handOver: [],
      }))
    }
    return threads.reduce((least, thread) => (thread.busy < least.busy ? thread : least))
  }
  const openJob = (listener: SealListener): SealJob => {
    const thread = idleThread()
    lastJob += 1
    const job = lastJob
    listenersByJob.set(job, listener)
    thread.busy += 1
    // A process with nothing else to do must not end while a file is being sealed.
    thread.worker.ref()
    return {
      job,
      send: (request, handOver = []) => {
        // A message costs as much as a small file, so that what is sent in one turn travels together.
        if (thread.requests.push(request) === 1) {
          queueMicrotask(() => {
            thread.worker.postMessage(thread.requests.splice(0), thread.handOver.splice(0))
          })
        }
        thread.handOver.push(...handOver)
      },
      end: () => {
        listenersByJob.delete(job)
        thread.busy -= 1
        if (thread.busy === 0) {
          thread.worker.unref()
        }
      },
    }
  }

  return {
    width: FILES_UNDER_WAY,
    sealFile: (path, target) =>
      new Promise<SealedContent | Refusal>((done, failed) => {
        const { job, send, end } = openJob({
          answered: (answer) => {
            end()
            if (answer.kind === 'sealed') {
              done(answer.content)
            } else if (answer.kind === 'refused') {
              done({ refused: answer.reason })
            } else {
              failed(answerError(answer))
            }
          },
          failed,
        })
        send({ kind: 'file', job, target, path })
      }),
    openSink: (target) => openPieceSink(openJob, target),
    close: () => {
      failAll(new VaultError('VAULT_CLOSED', 'The vault was locked while files were sealed.'))
      for (const { worker } of threads) {
        void worker.terminate()
      }
      void reader?.terminate()
      threads = []
      reader = undefined
    },
  }
}
