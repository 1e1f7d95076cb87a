import type { SealedContent } from './blob-writer.ts'
import { answerError } from './seal-job.ts'
import type { SealAnswer, SealJob, SealListener } from './seal-job.ts'
import type { SealTarget } from './seal-source.ts'

/** Takes the pieces of one content to a sealing thread. */
export interface PieceSink {
  /** Takes a copy of `piece`; resolves when there is room for the next. */
  push: (piece: Uint8Array) => Promise<void>
  end: () => Promise<SealedContent>
  /** Throws away what was written. */
  abort: () => void
}

// How many groups may be on the way to the thread.
const GROUPS_AHEAD = 8
// Four chunks of an age file: small pieces would cost a message each.
const GROUP_BYTES = 262_144

/** Opens a sink on a job of the pool. */
export const openPieceSink = (openJob: (listener: SealListener) => SealJob, target: SealTarget): PieceSink => {
  const state: { ahead: number; outcome?: SealAnswer | Error; heard?: () => void } = { ahead: 0 }
  let group = new Uint8Array(GROUP_BYTES)
  let filled = 0

  const { job, send, end } = openJob({
    answered: (answer) => {
      if (answer.kind === 'taken') {
        state.ahead -= 1
      } else {
        state.outcome = answer
      }
      state.heard?.()
    },
    failed: (error) => {
      state.outcome = error
      state.heard?.()
    },
  })
  send({ kind: 'start', job, target })

  const nextAnswer = (): Promise<void> =>
    new Promise<void>((resolve) => {
      state.heard = resolve
    })
  const checkOutcome = (): void => {
    if (state.outcome instanceof Error) {
      throw state.outcome
    }
    if (state.outcome !== undefined && state.outcome.kind !== 'sealed') {
      throw answerError(state.outcome)
    }
  }
  const sendGroup = async (): Promise<void> => {
    while (state.ahead >= GROUPS_AHEAD && state.outcome === undefined) {
      await nextAnswer()
    }
    checkOutcome()
    state.ahead += 1
    const bytes = group.subarray(0, filled)
    send({ kind: 'piece', job, bytes }, [group.buffer])
    group = new Uint8Array(GROUP_BYTES)
    filled = 0
  }
  return {
    push: async (piece) => {
      for (let rest = piece; rest.length > 0;) {
        const part = rest.subarray(0, group.length - filled)
        group.set(part, filled)
        filled += part.length
        rest = rest.subarray(part.length)
        if (filled === group.length) {
          await sendGroup()
        }
      }
    },
    end: async () => {
      if (filled > 0) {
        await sendGroup()
      }
      send({ kind: 'end', job })
      while (state.outcome === undefined) {
        await nextAnswer()
      }
      checkOutcome()
      end()
      if (state.outcome instanceof Error || state.outcome.kind !== 'sealed') {
        throw new Error('A sealing thread gave no content.')
      }
      return state.outcome.content
    },
    abort: () => {
      send({ kind: 'abort', job })
      end()
    },
  }
}
