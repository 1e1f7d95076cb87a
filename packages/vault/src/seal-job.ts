import type { SealedContent } from './blob-writer.ts'
import type { ReadAheadMemory } from './read-ahead.ts'
import type { SealTarget } from './seal-source.ts'

/** What a sealing thread is told. A `file` is one job; a stream is `start`, any number of `piece`, then `end` or `abort`. */
export type SealRequest =
  | { kind: 'file'; job: number; target: SealTarget; path: string }
  | { kind: 'start'; job: number; target: SealTarget }
  | { kind: 'piece'; job: number; bytes: Uint8Array }
  | { kind: 'end'; job: number }
  | { kind: 'abort'; job: number }

/** What a sealing thread answers: `taken` once a piece, and one of the others at the end of a job. */
export type SealAnswer =
  | { kind: 'sealed'; job: number; content: SealedContent }
  | { kind: 'refused'; job: number; reason: string }
  | { kind: 'failed'; job: number; code: string; message: string }
  | { kind: 'taken'; job: number }

/** The system's error behind an answer. */
export const answerError = (answer: SealAnswer): Error =>
  answer.kind === 'failed'
    ? Object.assign(new Error(answer.message), { code: answer.code })
    : new Error(`A sealing thread gave an answer that was not expected (${answer.kind}).`)

/** Who hears the answers to one job, or that its thread ended. */
export interface SealListener {
  answered: (answer: SealAnswer) => void
  failed: (error: Error) => void
}

/** One job on one thread. */
export interface SealJob {
  readonly job: number
  /** Tells the thread; the buffers in `handOver` move to it. */
  send: (request: SealRequest, handOver?: readonly ArrayBuffer[]) => void
  /** Ends the job on this side: nothing more is heard of it. */
  end: () => void
}

/** What a thread of the pool is started with. */
export interface SealThreadData {
  role: 'reader' | 'sealer'
  memory: ReadAheadMemory
}
