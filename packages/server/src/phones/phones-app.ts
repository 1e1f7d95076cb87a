import type { HttpBindings } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { fromBase64 } from '@homeward/format'
import { bodyLimits } from '../body-limits.ts'
import type { Clock } from '../clock.ts'
import { ServerError } from '../errors.ts'
import type { NoteFault } from '../fault.ts'
import { everyAnswer } from '../headers.ts'
import { refusalOf } from '../refusal.ts'
import { hostGate, originGate } from '../request-gate.ts'
import type { ServedAddress } from '../served-address.ts'
import { guidePage, guidePaths, guideStyle, type GuideFacts } from './guide-page.ts'
import { askedLanguage, isGuideLanguage } from './guide-words.ts'
import { budgetGate, type RequestBudget } from './request-budget.ts'

/** What answers below `/album`: a Hono app with nothing else in it. */
export type AlbumApp = Hono<{ Bindings: HttpBindings }>

interface PhonesAppParts {
  address: ServedAddress
  port: () => number
  clock: Clock
  noteFault: NoteFault
  /** The organisation's own authority; null where a certificate was given. */
  authority: (GuideFacts & { rootB64: string }) | null
  album: AlbumApp | null
  budget?: RequestBudget
}

const guidePolicy =
  "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

/**
 * Everything that phones reach, and all that they reach (rule S50): the page on which they are set up, the certificate, and the album. It
 * shares no route with the API of the vault and takes no cookie.
 */
export function createPhonesApp({ address, port, clock, noteFault, authority, album, budget }: PhonesAppParts) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(
    '*',
    phoneHeaders(),
    budgetGate(clock, budget),
    hostGate(address, port),
    originGate(address),
    bodyLimits(clock),
  )
  app.get('/', (c) => c.redirect(guidePaths.page))
  app.get(guidePaths.page, (c) => {
    c.header('content-security-policy', guidePolicy)
    const chosen = c.req.query('language') ?? ''
    const language = isGuideLanguage(chosen) ? chosen : askedLanguage(c.req.header('accept-language'))
    return c.html(guidePage(authority, album !== null, language))
  })
  app.get(guidePaths.style, (c) => c.body(guideStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
  if (authority !== null)
    app.get(guidePaths.certificate, (c) =>
      // Neither iOS nor Android offers to install it under another type.
      c.body(Uint8Array.from(fromBase64(authority.rootB64)), 200, {
        'content-type': 'application/x-x509-ca-cert',
        'content-disposition': 'attachment; filename="certificate.crt"',
      }),
    )
  if (album !== null) app.route('/', album)
  app.notFound(() => {
    throw new ServerError('NOT_FOUND', 'There is nothing at this address.')
  })
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500)
      return c.json({ error: { code: 'INPUT_INVALID', message: 'This request cannot be read.' } }, error.status)
    const refusal = refusalOf(error)
    if (refusal.status >= 500) noteFault(`phones: ${c.req.method} ${routePath(c)}`, error)
    const { status, code, message, retryAfterMs } = refusal
    if (retryAfterMs !== null) c.header('retry-after', String(Math.ceil(retryAfterMs / 1000)))
    return c.json({ error: { code, message } }, status)
  })
  return app
}

/** The headers of every answer (rule S14); the album may say for its own pages what they may do. No promise to stay with TLS: it would lock out who has not installed the certificate yet. */
function phoneHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(everyAnswer)) if (!c.res.headers.has(name)) c.header(name, value)
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  }
}
