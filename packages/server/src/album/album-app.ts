import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import type { Clock } from '../clock.ts'
import type { NoteFault } from '../fault.ts'
import { everyAnswer } from '../headers.ts'
import { refusalOf } from '../refusal.ts'
import { filesBelow, typeByExtension } from '../static-files.ts'
import { albumApi } from './album-api.ts'
import type { Office } from './office.ts'

/**
 * What the page on a phone may do (AL27): its own files, its own office, pictures and recordings that it opened in memory, WebAssembly for
 * Argon2id, and one policy of trusted types for the address of its worker. Nothing inline, nothing from elsewhere.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types homeward-album',
].join('; ')

/** A phone scans the code of the office, records a voice, and keeps a key in its secure hardware; nothing else. */
const permissions = everyAnswer['permissions-policy']
  .replace('camera=()', 'camera=(self)')
  .replace('microphone=()', 'microphone=(self)')

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Homeward</title>
<p>The album is not built yet. Please run <code>npm run build</code> and load this page again.</p></html>`

interface AlbumParts {
  office: Office
  clock: Clock
  noteFault: NoteFault
  /** The folder of the build of the phone app; null while there is none. */
  appDir: string | null
}

/**
 * All that phones reach: `/album/api` and the files of the app below `/album/`. It shares no route, cookie or session with the API of
 * the vault, so that a phone that was taken reaches nothing of it.
 */
export async function createAlbumApp({
  office,
  clock,
  noteFault,
  appDir,
}: AlbumParts): Promise<Hono<{ Bindings: HttpBindings }>> {
  const files = appDir === null ? new Map<string, string>() : await filesOf(appDir)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('/album/*', albumHeaders())
  app.route('/album/api', albumApi(office, clock))
  app.get('/album', (c) => c.redirect('/album/'))
  app.get('/album/*', async (c) => {
    const path = c.req.path === '/album/' ? '/album/index.html' : c.req.path
    const file = files.get(path)
    if (files.size === 0 && !path.startsWith('/album/api')) return c.html(notBuilt, 503)
    if (file === undefined) return c.notFound()
    const isAsset = path.startsWith('/album/assets/')
    return c.body(await readFile(file), 200, {
      'content-type': typeByExtension[extname(file)] ?? 'application/octet-stream',
      'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
      // The worker lies beside the page and serves all of it.
      'service-worker-allowed': '/album/',
    })
  })
  app.notFound((c) => c.json({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' } }, 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500)
      return c.json({ error: { code: 'INPUT_INVALID', message: 'This request cannot be read.' } }, error.status)
    const { status, code, message, retryAfterMs } = refusalOf(error)
    if (status >= 500 && status !== 503) noteFault(`album: ${c.req.method} ${routePath(c)}`, error)
    if (retryAfterMs !== null) c.header('retry-after', String(Math.ceil(retryAfterMs / 1000)))
    return c.json({ error: { code, message } }, status)
  })
  return app
}

/** The files of the app by their address: what is asked for is looked up and never joined to a path (S17). */
async function filesOf(appDir: string): Promise<Map<string, string>> {
  const paths = await filesBelow(appDir, '')
  return new Map(paths.map((path) => [`/album${path}`, join(appDir, path)]))
}

function albumHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(everyAnswer)) c.header(name, value)
    c.header('permissions-policy', permissions)
    if (!c.req.path.startsWith('/album/api')) c.header('content-security-policy', pagePolicy)
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  }
}
