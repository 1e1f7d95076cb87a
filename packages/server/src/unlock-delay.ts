import type { Clock } from './clock.ts'
import { ServerError } from './errors.ts'

const firstDelayMs = 1000
const longestDelayMs = 5 * 60 * 1000

/** Counts wrong passphrases and says how long the next try has to wait. */
export interface UnlockDelay {
  /** Throws `ServerError` TOO_MANY_TRIES while the wait after the last wrong passphrase is not over. */
  check: () => void
  /** Notes a wrong passphrase; returns the wait before the next try in milliseconds. */
  failed: () => number
  succeeded: () => void
}

/**
 * The wait doubles with every wrong passphrase in a row: 1 s, 2 s, 4 s … up to 5 minutes (rule S12).
 *
 * It counts tries on this server whoever makes them, since everybody comes from the same address. It does not hold up
 * somebody who has the vault's files: against them stands the cost of Argon2id alone.
 */
export function createUnlockDelay(clock: Clock): UnlockDelay {
  let failures = 0
  let openAtMs = 0
  return {
    check() {
      // A wall clock that was set back must not lengthen the wait.
      const waitMs = Math.min(openAtMs - clock.nowMs(), longestDelayMs)
      if (waitMs <= 0) return
      const seconds = Math.ceil(waitMs / 1000)
      throw new ServerError('TOO_MANY_TRIES', `Too many wrong passphrases. Please wait ${seconds} s and try again.`, {
        retryAfterMs: waitMs,
      })
    },
    failed() {
      const delayMs = Math.min(firstDelayMs * 2 ** failures, longestDelayMs)
      failures += 1
      openAtMs = clock.nowMs() + delayMs
      return delayMs
    },
    succeeded() {
      failures = 0
      openAtMs = 0
    },
  }
}
