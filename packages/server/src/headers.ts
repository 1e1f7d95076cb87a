import type { MiddlewareHandler } from 'hono'
import type { ServedAddress } from './served-address.ts'

/** What a page of this server may do: load its own files, speak to its own server, nothing else (rule S15). */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Mantine positions and sizes through style attributes; a style attribute cannot run script or load from elsewhere.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  // Voices of recognition sessions.
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** What an answer of the API may do if somebody opens it as a page: nothing. */
const answerPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** What every answer carries, even one that no route gave; the policy of a page or an answer may replace the one here. */
export const everyAnswer = {
  'content-security-policy': answerPolicy,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'DENY',
} as const

/**
 * Sets the headers that every answer carries, refusals included; answers of the API are never stored (rules S14–S16).
 * Over TLS it makes every cookie one for TLS alone and, beyond this computer, tells the browser to stay with it (S30).
 */
export function securityHeaders({ scheme, isLocal }: Pick<ServedAddress, 'scheme' | 'isLocal'>): MiddlewareHandler {
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(everyAnswer)) c.header(name, value)
    if (c.req.path.startsWith('/api')) c.header('cache-control', 'no-store')
    else {
      c.header('content-security-policy', pagePolicy)
      if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
    }
    if (scheme === 'http') return
    const cookies = c.res.headers.getSetCookie()
    c.res.headers.delete('set-cookie')
    for (const cookie of cookies) c.res.headers.append('set-cookie', `${cookie}; Secure`)
    if (!isLocal) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  }
}
