import type { Records } from '@homeward/records'
import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { ServerError } from './errors.ts'
import type { JobSlot } from './jobs.ts'
import type { Own } from './own.ts'
import { csrfMatches, type Session, type Sessions } from './sessions.ts'

/**
 * The name of the session's cookie. Browsers keep cookies for a host whatever its port, so that two servers on one
 * computer would overwrite each other's if both used one name (rule S5).
 */
export function cookieNameOf(port: number): string {
  return `homeward-${port}`
}

/** Requests that a locked vault answers: everything else under /api needs a session (rule S4). */
export const openToAll: readonly string[] = ['GET /api/session', 'POST /api/session', 'POST /api/joining']

const needsNoIndex = /^\/api\/(?:session|jobs\/[^/]+(?:\/events)?)$/u

/** Reading that a page does by itself; it does not count as somebody being there (rules S10, W105). */
const isUnasked = (path: string): boolean => needsNoIndex.test(path) || path === '/api/home' || path === '/api/acts'

/** What the gate hands to the routes behind it: the session, its member's records, and what else is theirs alone. */
export interface SessionEnv {
  Variables: { session: Session; opened: Records; own: Own }
}

/**
 * Lets a request to the API through if its cookie belongs to a session and, when it writes, if it carries the session's
 * token in `x-csrf`. Throws `ServerError` LOCKED or CSRF_REFUSED. HEAD counts as GET.
 */
export function sessionGate(parts: {
  sessions: Sessions
  ownOf: (session: Session) => Own | null
  port: () => number
}): MiddlewareHandler<SessionEnv> {
  const { sessions, ownOf, port } = parts
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    if (openToAll.includes(`${method} ${c.req.path}`)) {
      await next()
      return
    }
    const session = sessions.find(getCookie(c, cookieNameOf(port())))
    const own = session === null ? null : ownOf(session)
    if (session === null || own === null)
      throw new ServerError('LOCKED', 'The vault is locked. Please enter the passphrase.')
    if (method !== 'GET' && !csrfMatches(session, c.req.header('x-csrf')))
      throw new ServerError('CSRF_REFUSED', 'This page is out of date. Please load it again.')
    if (method !== 'GET' || !isUnasked(c.req.path)) sessions.touch(session)
    c.set('session', session)
    c.set('opened', own.records)
    c.set('own', own)
    await next()
  }
}

/**
 * While the indexes are made anew they hold only a part of everything, and half an answer would look like a whole one:
 * all but jobs and the session waits, for every member. Throws `ServerError` JOB_RUNNING (rule S28).
 */
export function rebuildGate(slot: JobSlot): MiddlewareHandler {
  return async (c, next) => {
    if (slot.kind() === 'rebuild' && !needsNoIndex.test(c.req.path))
      throw new ServerError('JOB_RUNNING', 'The vault is being rebuilt. Please wait until that is done.')
    await next()
  }
}
