import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { matchedRoutes, routePath } from 'hono/route'
import type { Records } from '@homeward/records'
import { accessGate } from './access.ts'
import { createApi } from './api.ts'
import { bodyLimits } from './body-limits.ts'
import { ServerError } from './errors.ts'
import { securityHeaders } from './headers.ts'
import { custodyGate } from './custody-gate.ts'
import { describeApi } from './openapi.ts'
import { refusalOf, refusedView } from './refusal.ts'
import { hostGate, originGate } from './request-gate.ts'
import type { ServedAddress } from './served-address.ts'
import type { Services } from './services.ts'
import { cookieNameOf, rebuildGate, sessionGate } from './session-gate.ts'
import type { Session } from './sessions.ts'

interface AppParts {
  services: Services
  pages: MiddlewareHandler
  address: ServedAddress
}

/** Everything that answers requests, in the order in which it is asked: gates, API, pages. */
export function createApp({ services, pages, address }: AppParts) {
  const api = createApi(services)
  let document: object | null = null
  api.get('/openapi.json', (c) => c.json((document ??= describeApi(api, cookieNameOf(port())))))
  const { sessions, keeper, slot, port } = services
  const app = new Hono<{ Bindings: HttpBindings; Variables: { session?: Session } }>()
  app.use('*', securityHeaders(address), hostGate(address, port), originGate(address))
  app.use(
    '/api/*',
    sessionGate({ sessions, ownOf: keeper.ownOf, port }),
    accessGate(),
    bodyLimits(services.clock),
    rebuildGate(slot),
    custodyGate(),
  )
  app.route('/', api)
  app.use('*', pages)
  app.notFound(() => {
    throw new ServerError('NOT_FOUND', 'There is nothing at this address.')
  })
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return refuse(c, { ...invalid, status: error.status })
    const session = c.get('session')
    // What was under way when the vault locked fails somewhere below, in words that mean nothing to anybody.
    if (session?.ended.aborted === true) return refuse(c, refusalOf(wasLocked()))
    services.noteFault(`${c.req.method} ${routePath(c)}`, error)
    const refusal = refusalOf(error)
    if (refusal.status === 403) noteDenied(c, refusal.code, services)
    return refuse(c, refusal)
  })
  return app
}

/**
 * Writes down that somebody was kept from something (rule CU7), by the pattern of the address, which names nobody. Without a
 * session it waits with the wrong passphrases.
 */
function noteDenied(c: Context, code: string, { refusals, noteFault }: Services): void {
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')
  const id = `${c.req.method} ${route?.path ?? '/api'}`
  const records = c.get('opened') as Records | undefined
  if (records === undefined) {
    refusals.note({ of: 'request', id, text: code })
    return
  }
  try {
    records.vault.noteCustody({ compartment: 'roster', did: 'denied', of: 'request', id, text: code })
  } catch (error) {
    noteFault('custody log', error)
  }
}

function wasLocked(): ServerError {
  return new ServerError('LOCKED', 'The vault was locked meanwhile. Please enter the passphrase.')
}

const invalid = { code: 'INPUT_INVALID' as const, message: 'This request cannot be read.', retryAfterMs: null }

function refuse(c: Context, { status, code, message, retryAfterMs }: ReturnType<typeof refusalOf>): Response {
  if (retryAfterMs !== null) c.header('retry-after', String(Math.ceil(retryAfterMs / 1000)))
  return c.json({ error: refusedView({ code, message }), ...(retryAfterMs === null ? {} : { retryAfterMs }) }, status)
}
