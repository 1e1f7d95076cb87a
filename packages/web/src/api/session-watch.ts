import type { SessionAnswer } from './types.ts'

/** So many ticks in a row without an answer, and the page no longer knows that it may show anything. */
const mostUnanswered = 5

interface WatchParts {
  ask: (signal: AbortSignal) => Promise<SessionAnswer>
  /** The token of the session that this page was opened with. */
  csrf: string | null
  cover: (why: 'elsewhere' | 'unreachable') => void
}

/** Looks after one open session. It has no clock of its own: somebody calls `tick` at an even pace. */
export interface SessionWatch {
  /** Asks, unless a question is on its way, and counts the times that nothing came back. */
  tick: () => void
  /** Asks anew at once; a question from before is given up, since the page may have been frozen since. */
  askNow: () => void
  stop: () => void
}

/**
 * Covers as soon as an answer says that the session of this page is over, which the session of somebody who
 * unlocked in another window means too, or when five ticks found no answer to any question. After `stop` it does nothing.
 */
export const createSessionWatch = ({ ask, csrf, cover }: WatchParts): SessionWatch => {
  let asked: AbortController | null = null
  let unanswered = 0
  const question = async (abort: AbortController): Promise<void> => {
    try {
      const answer = await ask(abort.signal)
      if (asked !== abort) return
      unanswered = 0
      if (answer.state !== 'open' || answer.csrf !== csrf) cover('elsewhere')
    } catch {
      // No answer, or one that cannot be understood: the next tick asks again.
    } finally {
      if (asked === abort) asked = null
    }
  }
  const begin = (): void => {
    asked = new AbortController()
    void question(asked)
  }
  const stop = (): void => {
    const before = asked
    asked = null
    before?.abort()
  }
  return {
    tick: () => {
      if (unanswered >= mostUnanswered) {
        cover('unreachable')
        return
      }
      unanswered += 1
      if (asked === null) begin()
    },
    askNow: () => {
      stop()
      begin()
    },
    stop,
  }
}
