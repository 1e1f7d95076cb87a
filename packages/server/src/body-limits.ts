import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { Clock } from './clock.ts'
import { ServerError } from './errors.ts'

const mebibyte = 1024 * 1024

/** How much a request may carry, by route; what is not named here is JSON and small (rule S18). */
const limits: readonly { path: RegExp; bytes: number }[] = [
  { path: /^\/api\/people\/[^/]+\/photos$/u, bytes: 32 * mebibyte },
  { path: /^\/api\/people-import\/preview$/u, bytes: 32 * mebibyte },
  { path: /^\/api\/people-import$/u, bytes: 256 * mebibyte },
  { path: /^\/album\/api\/sessions\/[^/]+\/files\/[^/]+$/u, bytes: 10 * mebibyte },
]
const jsonBytes = mebibyte

/** Files of an import are sealed while they arrive, and are counted there. */
const streamed = /^\/api\/imports\/[^/]+\/files$/u

/** A body that has a limit has to arrive within this time and a second for every 256 KiB of what it says it has. */
const bodyMs = 30_000
const leastBytesPerMs = 256

/**
 * Refuses a body that is too large before anything reads it, and hangs up on one that comes too slowly (rule S18). Every
 * browser says how long a body is; Node's parser cuts off what is longer than it says. Throws `ServerError` TOO_LARGE or
 * LENGTH_MISSING.
 */
export function bodyLimits(clock: Clock): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    if (streamed.test(c.req.path)) {
      await next()
      return
    }
    if (c.req.header('transfer-encoding') !== undefined)
      throw new ServerError('LENGTH_MISSING', 'This request does not say how long it is.')
    const mostBytes = limits.find(({ path }) => path.test(c.req.path))?.bytes ?? jsonBytes
    const size = Number(c.req.header('content-length') ?? 0)
    if (size > mostBytes)
      throw new ServerError('TOO_LARGE', `This is too large to send at once; the limit is ${mostBytes / mebibyte} MiB.`)
    const { incoming, outgoing } = c.env
    const callOff = clock.after(bodyMs + size / leastBytesPerMs, () => {
      if (!incoming.complete) outgoing.destroy()
    })
    try {
      await next()
    } finally {
      callOff()
    }
  }
}
