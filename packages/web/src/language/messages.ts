import { setupI18n, type I18n } from '@lingui/core'
import { isolated } from './isolate.ts'

/** The one Lingui of this page; `active.ts` loads and activates languages. */
export const i18n: I18n = setupI18n()

type Values = Readonly<Record<string, string | number>>

interface Say<Args extends unknown[]> {
  readonly values: (...args: Args) => Values
  readonly source: string
}

const isSay = (value: unknown): value is Say<unknown[]> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'source')

/** What a catalogue offers: texts, functions that give texts, and groups of them. */
type Catalogue<T> = {
  readonly [K in keyof T]: T[K] extends Say<infer Args>
    ? (...args: Args) => string
    : T[K] extends string
      ? string
      : T[K] extends null | ((...args: never) => unknown)
        ? T[K]
        : Catalogue<T[K]>
}

/**
 * A text with values: what the arguments mean, and the English message (ICU: `{name}`, `{n, number}`,
 * `{n, plural, one {# item} other {# items}}`, `{kind, select, a {…} other {…}}`). Write the message as one plain string:
 * the build compiles it.
 */
export const say = <Args extends unknown[]>(values: (...args: Args) => Values, source: string): Say<Args> => ({
  values,
  source,
})

/**
 * Every message of every catalogue that was loaded, by its id; for the check of translations, and for nothing else.
 *
 * @public
 */
export const sources = new Map<string, string>()

const textOf = (id: string, source: string): string => {
  // Throws if no language was chosen yet: a text that is read while modules load would stay in one language.
  if (i18n.locale === '') throw new Error(`The text ${id} was read before a language was chosen.`)
  return i18n.messages[id] === undefined ? source : i18n._(id)
}

const catalogues = new WeakSet()

const build = (prefix: string, texts: object): object => {
  const built: object = Array.isArray(texts) ? [] : {}
  catalogues.add(built)
  for (const [key, value] of Object.entries(texts) as [string, unknown][]) {
    const id = `${prefix}.${key}`
    if (typeof value === 'string') {
      sources.set(id, value)
      Object.defineProperty(built, key, { enumerable: true, get: () => textOf(id, value) })
    } else if (isSay(value)) {
      sources.set(id, value.source)
      const text = (...args: unknown[]): string =>
        i18n._(id, isolated(value.values(...args)), { message: value.source })
      Object.defineProperty(built, key, { enumerable: true, value: text })
    } else {
      // A catalogue inside another one keeps its own ids.
      const isGroup = typeof value === 'object' && value !== null && !catalogues.has(value)
      const kept = isGroup ? build(id, value) : value
      Object.defineProperty(built, key, { enumerable: true, value: kept })
    }
  }
  return built
}

/**
 * A catalogue of texts. Each text is a Lingui message whose id is `area` and its place in `texts` (`people.total`), and whose
 * English source stands here; it is looked up when it is used, in the language of now, and is English where nobody has
 * translated it. Functions that are not made by `say` stay as they are.
 *
 * @param area the name of the file, then a dot and a name of this catalogue if the file has several
 */
export const messages = <const T extends object>(area: string, texts: T): Catalogue<T> =>
  build(area, texts) as Catalogue<T>

/** Two catalogues as one. Spreading them would read their texts, once and for all. */
export const joined = <A extends object, B extends object>(first: A, second: B): A & B =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(first),
      ...Object.getOwnPropertyDescriptors(second),
    },
  ) as A & B
