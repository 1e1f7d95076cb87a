import { createRoute } from '@hono/zod-openapi'
import { logSizeOf } from '@homeward/records'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { lockQuerySchema, sessionSchema, unlockSchema } from '../schemas/session.ts'
import type { SessionView } from '../schemas/views.ts'
import { cookieNameOf } from '../session-gate.ts'
import type { Session, Sessions } from '../sessions.ts'
import type { VaultKeeper } from '../vault-keeper.ts'
import { addressOf, answers, createRoutes, prfBytesOf, takes } from './route-parts.ts'

const getSession = createRoute({
  method: 'get',
  path: '/session',
  responses: answers(sessionSchema, 'Whether this browser has an open session, and its token for writes'),
})
const unlock = createRoute({
  method: 'post',
  path: '/session',
  request: { body: takes(unlockSchema) },
  responses: answers(sessionSchema, 'The vault is open for this browser'),
})
const lock = createRoute({
  method: 'delete',
  path: '/session',
  request: { query: lockQuerySchema },
  responses: answers(
    sessionSchema,
    'The vault is locked for this member; with `reason=idle` for this browser, with `reason=panic` for everybody',
  ),
})

/** Unlocking, asking and locking. Every unlock makes a new session id and ends the one that the browser had (rule S6). */
export function sessionRoutes(parts: {
  keeper: VaultKeeper
  sessions: Sessions
  idleLockMs: number
  port: () => number
}) {
  const { keeper, sessions, idleLockMs, port } = parts
  const cookieOf = (c: Context) => getCookie(c, cookieNameOf(port()))
  const view = (session: Session | null, address: string): SessionView => {
    const own = session === null ? null : keeper.ownOf(session)
    if (session === null || own === null) {
      const retryAfterMs = keeper.waitMs(address)
      return { state: 'locked', ...(retryAfterMs === 0 ? {} : { retryAfterMs }) }
    }
    const { id, name, member, compartments } = own.records.vault
    return {
      state: 'open',
      vault: { id, name },
      member: { ...member, opens: [...compartments] },
      csrf: session.csrf,
      idleLockMs,
      logSize: logSizeOf(own.records.vault),
    }
  }
  return createRoutes()
    .openapi(getSession, (c) => c.json(view(sessions.find(cookieOf(c)), addressOf(c)), 200))
    .openapi(unlock, async (c) => {
      const given = c.req.valid('json')
      const by = 'prf' in given ? { prfBytes: prfBytesOf(given.prf) } : given
      const { id, session } = await keeper.unlock(by, addressOf(c))
      sessions.end(cookieOf(c))
      setCookie(c, cookieNameOf(port()), id, { httpOnly: true, sameSite: 'Strict', path: '/api' })
      return c.json(view(session, addressOf(c)), 200)
    })
    .openapi(lock, async (c) => {
      await { idle: keeper.release, asked: keeper.leave, panic: keeper.lock }[c.req.valid('query').reason](cookieOf(c))
      deleteCookie(c, cookieNameOf(port()), { httpOnly: true, sameSite: 'Strict', path: '/api' })
      return c.json(view(null, addressOf(c)), 200)
    })
}
