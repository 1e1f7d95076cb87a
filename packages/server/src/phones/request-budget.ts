import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { Clock } from '../clock.ts'
import { ServerError } from '../errors.ts'

/** How many requests one network address may make at once, and how many more each second. A whole album is some thousand. */
export interface RequestBudget {
  atOnce: number
  aSecond: number
}

const requestBudget: RequestBudget = { atOnce: 3000, aSecond: 50 }

/** Further addresses share one budget. */
const mostAddresses = 1000

/**
 * Refuses requests of an address that asks faster than any phone would (rule S54). Kept in memory; an address whose budget is full
 * again is forgotten. Throws `ServerError` TOO_MANY_REQUESTS.
 */
export function budgetGate(
  clock: Clock,
  { atOnce, aSecond }: RequestBudget = requestBudget,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const byAddress = new Map<string, { left: number; atMs: number }>()
  const forgetFull = (nowMs: number): void => {
    for (const [address, { left, atMs }] of byAddress)
      if (left + ((nowMs - atMs) / 1000) * aSecond >= atOnce) byAddress.delete(address)
  }
  return async (c, next) => {
    const nowMs = clock.nowMs()
    const from = c.env.incoming.socket.remoteAddress ?? ''
    if (!byAddress.has(from) && byAddress.size >= mostAddresses) forgetFull(nowMs)
    const address = byAddress.has(from) || byAddress.size < mostAddresses ? from : 'others'
    const known = byAddress.get(address) ?? { left: atOnce, atMs: nowMs }
    // A wall clock that was set back gives nothing and takes nothing.
    const left = Math.min(atOnce, known.left + (Math.max(0, nowMs - known.atMs) / 1000) * aSecond)
    if (left < 1) {
      byAddress.set(address, { left, atMs: nowMs })
      throw new ServerError('TOO_MANY_REQUESTS', 'Too many requests from this address. Please wait a little.', {
        retryAfterMs: 1000,
      })
    }
    byAddress.set(address, { left: left - 1, atMs: nowMs })
    await next()
  }
}
