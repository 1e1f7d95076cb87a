import type { MiddlewareHandler } from 'hono'
import { ServerError } from './errors.ts'

const mebibyte = 1024 * 1024

/** How much a request may carry, by route; what is not named here is JSON and small (rule S18). */
const limits: readonly { path: RegExp; bytes: number }[] = [
  { path: /^\/api\/people\/[^/]+\/photos$/u, bytes: 32 * mebibyte },
  { path: /^\/api\/people-import\/preview$/u, bytes: 32 * mebibyte },
  { path: /^\/api\/people-import$/u, bytes: 256 * mebibyte },
]
const jsonBytes = mebibyte

/** Files of an import are sealed while they arrive, and are counted there. */
const streamed = /^\/api\/imports\/[^/]+\/files$/u

/**
 * Refuses a body that is too large before anything reads it. Every browser says how long a body is; Node's parser cuts
 * off what is longer than it says. Throws `ServerError` TOO_LARGE or LENGTH_MISSING.
 */
export const bodyLimits: MiddlewareHandler = async (c, next) => {
  if (!streamed.test(c.req.path)) {
    if (c.req.header('transfer-encoding') !== undefined)
      throw new ServerError('LENGTH_MISSING', 'This request does not say how long it is.')
    const mostBytes = limits.find(({ path }) => path.test(c.req.path))?.bytes ?? jsonBytes
    if (Number(c.req.header('content-length') ?? 0) > mostBytes)
      throw new ServerError('TOO_LARGE', `This is too large to send at once; the limit is ${mostBytes / mebibyte} MiB.`)
  }
  await next()
}
