import { lstat, readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { MiddlewareHandler } from 'hono'

/** Media types of the files that a build of ours has. */
export const typeByExtension: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Homeward</title>
<p>The interface is not built yet. Please run <code>npm run build</code> and load this page again.</p></html>`

/**
 * Serves the files of the web build, and `index.html` for every address that is a page of the interface.
 *
 * The files are listed once; a request is looked up in that list and never joined to a path, so no address leads out of
 * the folder (rule S17). Links and anything that is not a plain file are left out. Files below `/assets/` carry a hash
 * of their content in their name and may be kept by the browser; they are part of the program and tell nothing.
 */
export async function createStaticFiles(webDir: string): Promise<MiddlewareHandler> {
  const fileByUrl = new Map<string, string>()
  for (const path of await filesBelow(webDir, '')) fileByUrl.set(path, join(webDir, path))
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      await next()
      return
    }
    const isAsset = c.req.path.startsWith('/assets/')
    const path = fileByUrl.has(c.req.path) ? c.req.path : '/index.html'
    const file = fileByUrl.get(path)
    if (path === '/index.html' && (isAsset || c.req.path.startsWith('/api'))) {
      await next()
      return
    }
    if (file === undefined) {
      c.res = c.html(notBuilt, 503)
      return
    }
    c.res = c.body(await readFile(file), 200, {
      'content-type': typeByExtension[extname(file)] ?? 'application/octet-stream',
      'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  }
}

/** The plain files below a folder, as paths that begin with `/`; links are left out. None when there is no such folder. */
export async function filesBelow(root: string, below: string): Promise<string[]> {
  let names: string[]
  try {
    names = await readdir(join(root, below))
  } catch (error) {
    if (below === '' && error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  const files: string[] = []
  for (const name of names) {
    const path = `${below}/${name}`
    const stat = await lstat(join(root, path))
    if (stat.isDirectory()) files.push(...(await filesBelow(root, path)))
    else if (stat.isFile()) files.push(path)
  }
  return files
}
