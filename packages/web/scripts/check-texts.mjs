import { compileMessage } from '@lingui/message-utils/compileMessage'
import path from 'node:path'
import { areaOf, localeFiles, translated } from './texts-world.mjs'

/** What each language counts by (CLDR); exact numbers and these, no others. */
const categories = {
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
  ckb: ['one', 'other'],
  kmr: ['one', 'other'],
}

const isToken = (token) => Array.isArray(token)

/** Every value in a compiled message as `name type`, and the categories of every plural in it. */
const partsOf = (tokens) => {
  const values = []
  const plurals = []
  for (const token of Array.isArray(tokens) ? tokens : []) {
    if (!isToken(token)) continue
    const [name, type = 'text', format] = token
    values.push(typeof format === 'string' ? `${name} ${type} ${format}` : `${name} ${type}`)
    if (type === 'plural') {
      plurals.push(Object.keys(format).filter((key) => key !== 'offset' && /\D/u.test(key)))
      for (const [key, branch] of Object.entries(format)) if (key !== 'offset') values.push(...partsOf(branch).values)
    }
  }
  return { values: [...new Set(values)].toSorted((a, b) => (a < b ? -1 : 1)), plurals }
}

const textFaults = (language, { id, source, text }, english) => {
  if (english === undefined) return [`${language} ${id}: there is no such text`]
  if (source !== english) return [`${language} ${id}: translated from another English text`]
  if (text === '') return [`${language} ${id}: not translated`]
  const faults = []
  const wanted = partsOf(compileMessage(english)).values
  let parts = { values: [], plurals: [] }
  try {
    parts = partsOf(compileMessage(text))
  } catch (error) {
    faults.push(`${language} ${id}: ${error.message}`)
  }
  if (parts.values.join() !== wanted.join())
    faults.push(`${language} ${id}: holds ${parts.values.join(', ') || 'no value'} instead of ${wanted.join(', ')}`)
  for (const plural of parts.plurals) {
    if (plural.toSorted().join() !== categories[language].toSorted().join())
      faults.push(`${language} ${id}: counts by ${plural.join(', ')} instead of ${categories[language].join(', ')}`)
  }
  // Sorani and Kurmanji are written with one set of letters each; a look-alike from another would not be found again.
  if (language === 'ckb' && /[\u064A\u0643\u0629\u200C]/u.test(text)) faults.push(`${language} ${id}: Arabic letters`)
  if (language === 'kmr' && /[\u0600-\u06FF]/u.test(text)) faults.push(`${language} ${id}: not in Latin letters`)
  return faults
}

/**
 * What is wrong with the translations, one line each: a text without one or with one of another English text, a text that is
 * not there any more, a value that differs, a plural without the categories of its language, letters of another alphabet.
 *
 * @param {Map<string, string>} sources English messages by id
 * @param {(file: string) => {id: string, source: string, text: string}[]} readPo
 */
export const textsFaults = (sources, readPo) =>
  translated.flatMap((language) => {
    const rows = localeFiles(language).flatMap((file) =>
      readPo(file).map((row) => ({ ...row, isMisplaced: `${areaOf(row.id)}.po` !== path.basename(file) })),
    )
    const known = new Set(rows.map(({ id }) => id))
    return [
      ...rows.flatMap((row) => textFaults(language, row, sources.get(row.id))),
      ...rows.filter(({ isMisplaced }) => isMisplaced).map(({ id }) => `${language} ${id}: in a file of another area`),
      ...(known.size === rows.length ? [] : [`${language}: a text stands twice`]),
      ...[...sources.keys()].filter((id) => !known.has(id)).map((id) => `${language} ${id}: not translated`),
    ]
  })
