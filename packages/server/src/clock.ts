/** Time as the server sees it; a test gives one that it moves by hand. */
export interface Clock {
  /** Wall time in milliseconds since 1970 UTC. */
  nowMs: () => number
  /** Runs `task` once after `ms` of running time; the returned function calls it off. */
  after: (ms: number, task: () => void) => () => void
}

/** The clock of this computer. Its timers keep no process alive. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
}
