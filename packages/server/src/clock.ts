/** Time as the server sees it; a test gives one that it moves by hand. */
export interface Clock {
  /** Wall time in milliseconds since 1970 UTC. */
  nowMs: () => number
  /** Milliseconds that the computer ran, from an unknown beginning; on most systems it stands still in sleep. */
  ranMs: () => number
  /** Runs `task` once after `ms` of running time; the returned function calls it off. */
  after: (ms: number, task: () => void) => () => void
}

/** The clock of this computer. Its timers keep no process alive. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  ranMs: () => performance.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
}

/** The day that the calendar on this computer's wall shows, `YYYY-MM-DD`. */
export function todayOf(clock: Pick<Clock, 'nowMs'>): string {
  const now = new Date(clock.nowMs())
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
