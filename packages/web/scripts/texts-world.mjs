import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'

const webDir = path.join(import.meta.dirname, '..')
const textsDir = path.join(webDir, 'src', 'texts')

/** Where the translations of a language lie, one file a file of texts. */
export const localeDir = (language) => path.join(webDir, 'src', 'locales', language)

/** The languages beside English. */
export const translated = ['ar', 'ckb', 'kmr']

/** The file of a message. */
export const areaOf = (id) => id.split('.')[0]

/** Vite as the build uses it, for modules outside of a page. Close it. */
export const openModules = () => {
  // What a browser has and modules ask for while they load; an open channel would keep this process alive.
  globalThis.localStorage ??= { getItem: () => null, setItem: () => undefined }
  globalThis.BroadcastChannel = class {
    addEventListener() {}
  }
  return createServer({
    root: webDir,
    configFile: path.join(webDir, 'vite.config.ts'),
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    appType: 'custom',
    logLevel: 'silent',
  })
}

/** Every English message by its id, in the order of the catalogues. */
export const loadSources = async (vite) => {
  for (const file of readdirSync(textsDir).toSorted()) await vite.ssrLoadModule(`/src/texts/${file}`)
  const { sources } = await vite.ssrLoadModule('/src/language/messages.ts')
  return sources
}
