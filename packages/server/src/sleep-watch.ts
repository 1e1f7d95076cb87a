import type { Clock } from './clock.ts'

/** The wall clock may go ahead of running time by so much before it was sleep. */
const mostDriftMs = 15_000
/** Between two looks so much time at most may pass; where running time goes on in sleep, this alone tells. */
const mostGapMs = 5 * 60_000

/** Notices that the computer slept: its lid was closed, or it was suspended. */
export interface SleepWatch {
  /** Whether it slept since it was asked last. */
  slept: () => boolean
}

/**
 * In sleep the wall clock goes on and running time does not (Linux, macOS); or, where both do (Windows), nobody asked for
 * a long time. Ask at least every minute. A wall clock that is set ahead looks like sleep; one that is set back does not.
 */
export function createSleepWatch(clock: Clock): SleepWatch {
  let wallMs = clock.nowMs()
  let ranMs = clock.ranMs()
  return {
    slept() {
      const wallGapMs = clock.nowMs() - wallMs
      const ranGapMs = clock.ranMs() - ranMs
      wallMs += wallGapMs
      ranMs += ranGapMs
      return wallGapMs - ranGapMs > mostDriftMs || ranGapMs > mostGapMs
    },
  }
}
