import { isIPv6 } from 'node:net'
import type { Clock } from './clock.ts'
import { ServerError } from './errors.ts'

const firstDelayMs = 1000
const longestDelayMs = 5 * 60 * 1000
/** Further addresses share one count. */
const mostClients = 1000

/** Counts wrong passphrases and unknown passkeys and says how long the next try has to wait. `address` is the network address of who tries. */
export interface UnlockDelay {
  /** How long this client's next try has to wait, in milliseconds; 0 if it need not. */
  waitMs: (address: string) => number
  /** Throws `ServerError` TOO_MANY_TRIES while the wait after the client's last wrong passphrase is not over. */
  check: (address: string) => void
  /** Notes a wrong passphrase; returns the wait before the client's next try in milliseconds. */
  failed: (address: string) => number
  /** The right passphrase ends the client's counting. */
  succeeded: (address: string) => void
}

interface Tries {
  failures: number
  openAtMs: number
}

/**
 * The wait doubles with every wrong passphrase in a row: 1 s, 2 s, 4 s … up to 5 minutes (rule S12).
 *
 * It counts for each address, so that a stranger in the network cannot lock out who sits at another computer; all of one
 * computer count together, and so do all of an IPv6 network of 64 bits. It is kept in memory: starting the server again
 * ends it. It does not hold up somebody who has the vault's files: against them stands the cost of Argon2id alone.
 */
export function createUnlockDelay(clock: Clock): UnlockDelay {
  const triesByClient = new Map<string, Tries>()
  const clientOf = (address: string) => {
    const client = isIPv6(address) && !address.startsWith('::ffff:') ? network64(address) : address
    return triesByClient.has(client) || triesByClient.size < mostClients ? client : 'others'
  }
  const waitMs = (address: string) => {
    const openAtMs = triesByClient.get(clientOf(address))?.openAtMs ?? 0
    // A wall clock that was set back must not lengthen the wait.
    return Math.max(0, Math.min(openAtMs - clock.nowMs(), longestDelayMs))
  }
  return {
    waitMs,
    check(address) {
      const leftMs = waitMs(address)
      if (leftMs === 0) return
      const seconds = Math.ceil(leftMs / 1000)
      throw new ServerError('TOO_MANY_TRIES', `Too many wrong tries. Please wait ${seconds} s and try again.`, {
        retryAfterMs: leftMs,
      })
    },
    failed(address) {
      const client = clientOf(address)
      const failures = triesByClient.get(client)?.failures ?? 0
      const delayMs = Math.min(firstDelayMs * 2 ** failures, longestDelayMs)
      triesByClient.set(client, { failures: failures + 1, openAtMs: clock.nowMs() + delayMs })
      return delayMs
    },
    succeeded(address) {
      triesByClient.delete(clientOf(address))
    },
  }
}

/** The first 64 bits of an IPv6 address, which one household or office has to itself. */
function network64(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':')
}
