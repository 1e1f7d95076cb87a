import type { MiddlewareHandler } from 'hono'
import { ServerError } from './errors.ts'
import type { ServedAddress } from './served-address.ts'

/**
 * Lets through only requests that name this server as their host, so that a foreign name which somebody pointed at this
 * computer (DNS rebinding) reaches nothing. Throws `ServerError` HOST_REFUSED (rule S2).
 *
 * @param port asked on every request, since the port is known only when the server listens
 */
export function hostGate(address: ServedAddress, port: () => number): MiddlewareHandler {
  return async (c, next) => {
    if (!address.isHost(c.req.header('host'), port()))
      throw new ServerError(
        'HOST_REFUSED',
        `This address is not served here. Please open ${address.url(port())} instead.`,
      )
    await next()
  }
}

/**
 * Refuses what a page of another origin makes the browser send (rule S3). `Sec-Fetch-Site` comes from every current
 * browser (W3C Fetch Metadata); `Origin` comes with every write. A request with neither is not from a page, and still
 * needs the cookie and the token. Another port of this computer is another origin.
 *
 * A link on another page may open the interface, never the API. Throws `ServerError` CROSS_ORIGIN.
 */
export function originGate({ scheme }: Pick<ServedAddress, 'scheme'>): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    const sameOrigin = origin === undefined || origin === `${scheme}://${c.req.header('host') ?? ''}`
    const sameSite = site === undefined || site === 'same-origin' || (site === 'none' && reads)
    const opensPage =
      reads &&
      origin === undefined &&
      !c.req.path.startsWith('/api') &&
      c.req.header('sec-fetch-mode') === 'navigate' &&
      c.req.header('sec-fetch-dest') === 'document'
    if (!((sameOrigin && sameSite) || opensPage))
      throw new ServerError('CROSS_ORIGIN', 'Another page asked for this. Homeward answers only its own pages.')
    await next()
  }
}
