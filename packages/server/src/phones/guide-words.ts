import { readFileSync } from 'node:fs'
import PO from 'pofile'
import { guideTexts, type GuideKey } from './guide-texts.ts'

/** The languages of the page on which a phone is set up; each names itself. */
export const guideLanguages = {
  en: { name: 'English', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
  ckb: { name: 'کوردیی ناوەندی', direction: 'rtl' },
  kmr: { name: 'Kurmancî', direction: 'ltr' },
} as const

/** One of those. */
export type GuideLanguage = keyof typeof guideLanguages

/** The words of the page in one language. */
export type GuideWords = Readonly<Record<GuideKey, string>>

/** Whether a text names one of the languages. */
export function isGuideLanguage(text: string): text is GuideLanguage {
  return Object.hasOwn(guideLanguages, text)
}

/** `ku` may be written in either script: Latin letters, unless a script or a country says otherwise. */
const aliases: Readonly<Record<string, GuideLanguage>> = { ku: 'kmr', 'ku-arab': 'ckb', 'ku-iq': 'ckb', 'ku-ir': 'ckb' }

/**
 * The language that a browser asks for first (`Accept-Language`, RFC 9110 §12.5.4) and that the page has; English if there is none.
 * Never throws, whatever is in the header.
 */
export function askedLanguage(header: string | undefined): GuideLanguage {
  const asked = (header ?? '')
    .toLowerCase()
    .split(',')
    .slice(0, 50)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((one) => one.trim())
      const weight = parameters.find((one) => one.startsWith('q='))?.slice(2)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
  for (const { tag } of asked.toSorted((a, b) => b.weight - a.weight)) {
    const [base = '', second = ''] = tag.split('-')
    const found = aliases[`${base}-${second}`] ?? aliases[base] ?? base
    if (isGuideLanguage(found)) return found
  }
  return 'en'
}

const read = new Map<GuideLanguage, GuideWords>()

/** The words of a language. What nobody has translated yet is in English; a test finds it before anybody reads it. */
export function guideWords(language: GuideLanguage): GuideWords {
  if (language === 'en') return guideTexts
  const known = read.get(language)
  if (known !== undefined) return known
  const file = new URL(`../../locales/${language}/install.po`, import.meta.url)
  const translated = PO.parse(readFileSync(file, 'utf8')).items.flatMap(({ msgctxt = '', msgstr }) =>
    msgstr[0] === undefined || msgstr[0] === '' ? [] : [[msgctxt.replace(/^install\./u, ''), msgstr[0]] as const],
  )
  const words = { ...guideTexts, ...Object.fromEntries(translated) }
  read.set(language, words)
  return words
}
