import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'

const webDir = path.join(import.meta.dirname, '..')
const textsDir = path.join(webDir, 'src', 'texts')

/** The area of the page that phones get from the server before they trust it: its words lie with the server. */
const guide = { area: 'install', dir: path.join(webDir, '..', 'server', 'locales') }

/** Where the translations of a language lie, one file a file of texts; those of the server's one page in a folder of its own. */
export const localeDirs = (language) => [path.join(webDir, 'src', 'locales', language), path.join(guide.dir, language)]

/** The file with the translations of an area. */
export const localeFile = (language, area) => {
  const [own, server] = localeDirs(language)
  return path.join(area === guide.area ? server : own, `${area}.po`)
}

/** All files with translations of a language, by area. */
export const localeFiles = (language) =>
  localeDirs(language)
    .flatMap((dir) => (existsSync(dir) ? readdirSync(dir).map((name) => path.join(dir, name)) : []))
    .toSorted((a, b) => (path.basename(a) < path.basename(b) ? -1 : 1))

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
  const { guideTexts } = await vite.ssrLoadModule(path.join(guide.dir, '..', 'src', 'phones', 'guide-texts.ts'))
  return new Map([...sources, ...Object.entries(guideTexts).map(([key, text]) => [`${guide.area}.${key}`, text])])
}
