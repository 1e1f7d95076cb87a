import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'

const webDir = path.join(import.meta.dirname, '..')
export const localesDir = path.join(webDir, 'src', 'locales')
export const translated = ['ar', 'ckb', 'kmr']

/** Vite as the build uses it, for modules outside of a page; close it. */
export const openModules = () =>
  createServer({
    root: webDir,
    configFile: path.join(webDir, 'vite.config.ts'),
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    appType: 'custom',
    logLevel: 'silent',
  })

/** Every English message by its id, in the order of the catalogues. */
export const loadSources = async (vite) => {
  for (const file of readdirSync(path.join(webDir, 'src', 'texts')).toSorted())
    await vite.ssrLoadModule(`/src/texts/${file}`)
  const { sources } = await vite.ssrLoadModule('/src/language/messages.ts')
  return sources
}
