import { statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

import type { OnBytes } from './backup-copy.ts'
import type { BackupFile } from './backup-manifest.ts'
import { cancelSealing, countedBytes, createSealWatch } from './seal-watch.ts'
import type { SealWatch } from './seal-watch.ts'
import { VaultError } from './vault-error.ts'

/** What a copying thread is asked for: a new file with the bytes of another, synced and read back. */
export interface CopyRequest {
  job: number
  from: string
  to: string
  /** How large the source was when the copy was asked for. */
  size: number
  watch: SealWatch
}

/** What it answers. `code` is that of the system, empty when nothing failed. */
export interface CopyAnswer {
  job: number
  file: BackupFile
  isSame: boolean
  code: string
  message: string
}

/** Threads that copy sealed files. Started when first used. */
export interface CopyThreads {
  /** How many copies are worth having under way at the same time. */
  readonly width: number
  /** @throws VaultError IO_ERROR when the disk gives back other bytes; the system's error; what `onBytes` throws */
  copy: (from: string, to: string, onBytes: OnBytes) => Promise<BackupFile>
  /** Stops what is under way, and waits until it has stopped. */
  close: () => Promise<void>
}

const THREADS = 2
const LOOK_MS = 50
// A smaller file is copied before anybody would look.
const FOLLOWED_BYTES = 4_194_304

interface CopyThread {
  worker: Worker
  exited: Promise<void>
  bytes: number
}

interface Waiting {
  watch: SealWatch
  answered: (answer: CopyAnswer) => void
  failed: (error: Error) => void
}

/** Tells how far a copy is while it is under way, and stops it when `tell` throws. */
const followed = async (
  asked: Promise<CopyAnswer>,
  watch: SealWatch,
  tell: () => Promise<void>,
): Promise<CopyAnswer> => {
  const done = new AbortController()
  const follow = async (): Promise<void> => {
    try {
      for (;;) {
        await wait(LOOK_MS, undefined, { signal: done.signal })
        await tell()
      }
    } catch (error) {
      if (!done.signal.aborted) {
        cancelSealing(watch)
        throw error
      }
    }
  }
  const following = follow()
  // Waited for below; a stop must not count as unhandled meanwhile.
  following.catch(() => undefined)
  const answer = await asked.finally(() => {
    done.abort()
  })
  await following
  return answer
}

/** Two threads, so that one can read and hash while the other waits for the disk. */
export const createCopyThreads = (): CopyThreads => {
  const waitingByJob = new Map<number, Waiting>()
  const threads: CopyThread[] = []
  let lastJob = 0

  const start = (): CopyThread => {
    const worker = new Worker(new URL('backup-worker.js', import.meta.url))
    worker.on('message', (answer: CopyAnswer) => {
      waitingByJob.get(answer.job)?.answered(answer)
      waitingByJob.delete(answer.job)
    })
    worker.on('error', (error: Error) => {
      for (const { failed } of waitingByJob.values()) {
        failed(error)
      }
      waitingByJob.clear()
    })
    const exited = new Promise<void>((ended) => {
      worker.once('exit', () => {
        ended()
      })
    })
    return { worker, exited, bytes: 0 }
  }

  const ask = ({ from, to, size, watch }: Omit<CopyRequest, 'job'>): Promise<CopyAnswer> => {
    lastJob += 1
    const job = lastJob
    if (threads.length < THREADS) {
      threads.push(start())
    }
    // One large file must not have half of the small ones wait behind it.
    const thread = threads.toSorted((one, other) => one.bytes - other.bytes)[0] ?? start()
    thread.bytes += size
    return new Promise<CopyAnswer>((answered, failed) => {
      waitingByJob.set(job, { watch, answered, failed })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
      thread.worker.postMessage({ job, from, to, size, watch } satisfies CopyRequest)
    }).finally(() => {
      thread.bytes -= size
    })
  }

  const copy = async (from: string, to: string, onBytes: OnBytes): Promise<BackupFile> => {
    const watch = createSealWatch()
    const { size } = statSync(from)
    const asked = ask({ from, to, size, watch })
    let told = 0
    const tell = async (): Promise<void> => {
      const bytes = countedBytes(watch)
      await onBytes(bytes - told)
      told = bytes
    }
    const answer = await (size < FOLLOWED_BYTES ? asked : followed(asked, watch, tell))
    if (answer.message !== '') {
      throw Object.assign(new Error(answer.message), { code: answer.code })
    }
    await tell()
    if (!answer.isSame) {
      throw new VaultError(
        'IO_ERROR',
        'The disk gave back other bytes than were written. Use another stick or disk; the vault itself is as it was.',
      )
    }
    return answer.file
  }
  return {
    width: THREADS * 2,
    copy,
    close: async () => {
      for (const { watch } of waitingByJob.values()) {
        cancelSealing(watch)
      }
      // Not `terminate`: a thread that is ended while the system reads or writes for it can take the process with it.
      for (const { worker } of threads) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
        worker.postMessage(null)
      }
      await Promise.all(threads.map(({ exited }) => exited))
    },
  }
}
