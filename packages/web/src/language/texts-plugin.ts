import path from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'
import { poFiles, readPo } from './po-files.ts'

const prefix = 'virtual:homeward-texts/'
const localesDir = path.join(import.meta.dirname, '..', 'locales')

/** One language as a module: its messages by id, compiled. What nobody has translated is left out, and stays English. */
const compiledLanguage = (language: string): string => {
  const texts = poFiles(path.join(localesDir, language))
    .flatMap((file) => readPo(file))
    .filter(({ text }) => text !== '')
    .map(({ id, text }) => [id, compileMessage(text)] as const)
  return `export default ${JSON.stringify(Object.fromEntries(texts))}`
}

interface Literal {
  start: number
  end: number
  value: string
}

/** The second argument of every `say(values, 'message')`. */
const messagesIn = (node: unknown): Literal[] => {
  if (Array.isArray(node)) return node.flatMap(messagesIn)
  if (typeof node !== 'object' || node === null) return []
  const inside = Object.values(node).flatMap(messagesIn)
  if (!('type' in node) || node.type !== 'CallExpression' || !('callee' in node) || !('arguments' in node))
    return inside
  const callee = node.callee as { name?: string }
  const [, source] = node.arguments as (Literal | undefined)[]
  if (callee.name !== 'say') return inside
  if (typeof source?.value !== 'string') throw new Error('The message of `say` is written as one plain string.')
  return [...inside, source]
}

/**
 * Vite plugin: compiles messages while building, so that no page needs a parser of them.
 * `virtual:homeward-texts/<language>` is a language, from `locales/<language>/*.po`; the English messages in `texts/*.ts` are
 * compiled where they stand, in the build alone (Lingui compiles them itself while developing).
 */
export const compiledTexts = (): Plugin => {
  let isBuild = false
  return {
    name: 'homeward-compiled-texts',
    configResolved: ({ command }) => {
      isBuild = command === 'build'
    },
    resolveId: (source) => (source.startsWith(prefix) ? `\0${source}` : undefined),
    load: (id) => (id.startsWith(`\0${prefix}`) ? compiledLanguage(id.slice(prefix.length + 1)) : undefined),
    transform: {
      filter: { id: /\/src\/texts\/[\w-]+\.ts$/u },
      handler(code) {
        if (!isBuild) return undefined
        let compiled = code
        for (const { start, end, value } of messagesIn(this.parse(code)).toSorted((a, b) => b.start - a.start)) {
          compiled = compiled.slice(0, start) + JSON.stringify(compileMessage(value)) + compiled.slice(end)
        }
        return { code: compiled, map: null }
      },
    },
  }
}
