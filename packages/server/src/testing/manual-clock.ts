import type { Clock } from '../clock.ts'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves on and runs every timer that falls due on the way, in order. */
  advance: (ms: number) => void
  /** Sets the wall clock without running any timer, as a computer does that was asleep. */
  jump: (ms: number) => void
  /** How many timers wait. */
  waiting: () => number
}

export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  let wallMs = startMs
  let ranMs = 0
  const timers = new Set<{ atMs: number; task: () => void }>()
  const nextUntil = (endMs: number) =>
    [...timers].filter(({ atMs }) => atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs)[0]
  return {
    nowMs: () => wallMs,
    ranMs: () => ranMs,
    after(ms, task) {
      const timer = { atMs: ranMs + ms, task }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    advance(ms) {
      const endMs = ranMs + ms
      for (let timer = nextUntil(endMs); timer !== undefined; timer = nextUntil(endMs)) {
        wallMs += timer.atMs - ranMs
        ranMs = timer.atMs
        timers.delete(timer)
        timer.task()
      }
      wallMs += endMs - ranMs
      ranMs = endMs
    },
    waiting: () => timers.size,
    jump(ms) {
      wallMs += ms
    },
  }
}
