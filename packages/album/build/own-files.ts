import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const FILES_MARK = '__OWN_FILES__'
const VERSION_MARK = '__OWN_VERSION__'

/** Writes into `sw.js` which files are the app's own, and a version that changes when any byte of them does. */
export const ownFiles = (): Plugin => ({
  name: 'homeward-album-own-files',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') this.error('sw.js was not built')
      if (!worker.code.includes(FILES_MARK) || !worker.code.includes(VERSION_MARK)) this.error('sw.js lacks its marks')
      const publicDir = path.join(import.meta.dirname, '..', 'public')
      const copied = readdirSync(publicDir).map((name) => ({ name, bytes: readFileSync(path.join(publicDir, name)) }))
      const built = Object.values(bundle)
        .filter(({ fileName }) => fileName !== 'sw.js')
        .map((file) => ({ name: file.fileName, bytes: file.type === 'chunk' ? file.code : file.source }))
      const files = [...copied, ...built].toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const hash = createHash('sha256').update(worker.code)
      for (const { name, bytes } of files) hash.update(`${name}\0${bytes.length}\0`).update(bytes)
      const addresses = files.map(({ name }) => (name === 'index.html' ? './' : `./${name}`))
      worker.code = worker.code
        .replaceAll(FILES_MARK, addresses.join(' '))
        .replaceAll(VERSION_MARK, hash.digest('hex').slice(0, 16))
    },
  },
})
