import { setupI18n } from '@lingui/core'
import type { Messages } from '@lingui/core'
import type english from '../locales/en.json'

/** The languages of the app; each names itself. */
export const languages = {
  en: { name: 'English', dir: 'ltr', locales: ['en-GB'] },
  ar: { name: 'العربية', dir: 'rtl', locales: ['ar-IQ-u-nu-arab', 'ar-u-nu-arab'] },
  // Browsers without Sorani or Kurmanji count and write dates as English does, with the digits of the script.
  ckb: { name: 'کوردیی ناوەندی', dir: 'rtl', locales: ['ckb-IQ-u-nu-arab', 'en-GB-u-nu-arab'] },
  kmr: { name: 'Kurmancî', dir: 'ltr', locales: ['kmr', 'ku', 'en-GB'] },
} as const

/** One of `languages`. */
export type Language = keyof typeof languages

/** A key of the catalogues; those of all languages are the same (a test compares them). */
export type TextKey = keyof typeof english

const catalogues: Record<Language, () => Promise<{ default: unknown }>> = {
  en: () => import('../locales/en.json'),
  ar: () => import('../locales/ar.po'),
  ckb: () => import('../locales/ckb.po'),
  kmr: () => import('../locales/kmr.po'),
}

const i18n = setupI18n({
  missing: (_language, key) => {
    throw new Error(`There are no words for ${key}.`)
  },
})

/** The language that is shown. */
export const shownLanguage = (): Language => i18n.locale as Language

/** Calls when the language changes. @returns how to stop that */
export const onLanguage = (listener: () => void): (() => void) => i18n.on('change', listener)

/** Whether a text names one of the languages. */
export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text)

/** The first of the browser's languages that the app speaks. `ku` may be written in either script; Latin is the commoner tag. */
export const browserLanguage = (): Language => {
  for (const wanted of navigator.languages) {
    const [tag = ''] = wanted.toLowerCase().split('-')
    if (isLanguage(tag)) return tag
    if (tag === 'ku') return wanted.toLowerCase().includes('arab') ? 'ckb' : 'kmr'
  }
  return 'en'
}

/** Loads a language and turns the page to it: words, direction, digits. */
export const speak = async (language: Language): Promise<void> => {
  const { default: messages } = await catalogues[language]()
  const { dir, locales } = languages[language]
  i18n.loadAndActivate({ locale: language, locales: [...locales], messages: messages as Messages })
  document.documentElement.lang = language
  document.documentElement.dir = dir
}

/** The words of a key, with its values in place. */
export const t = (key: TextKey, values?: Record<string, string | number>): string => i18n._(key, values)

const format = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat([...languages[shownLanguage()].locales], options).format(value)

/** A number that is no year. */
export const numberWords = (value: number): string => format(value, {})

/** A year, without separators. */
export const yearWords = (year: number): string => format(year, { useGrouping: false })

const months = Array.from({ length: 12 }, (_, at) => `month.${at + 1}` as TextKey)

/** The name of a month, 1 to 12. From the catalogue: few browsers know the months in Kurdish. */
export const monthWords = (month: number): string => t(months[month - 1] ?? 'month.1')

/** A day, as people of the language write it, by the phone's own clock and zone. */
export const dayWords = (when: number | string): string => {
  const at = new Date(when)
  return t('date.day', {
    day: numberWords(at.getDate()),
    month: monthWords(at.getMonth() + 1),
    year: yearWords(at.getFullYear()),
  })
}

const two = (value: number): string => format(value, { minimumIntegerDigits: 2 })

/** A day with its hour and minute. */
export const momentWords = (when: number | string): string => {
  const at = new Date(when)
  return t('date.moment', { day: dayWords(when), time: `${two(at.getHours())}:${two(at.getMinutes())}` })
}

/** A year, month or day as an event or a file holds it: `2016`, `2016-08`, `2016-08-03`. */
export const partialWords = (date: string): string => {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return yearWords(year)
  if (day === undefined) return t('date.month', { month: monthWords(month), year: yearWords(year) })
  return t('date.day', { day: numberWords(day), month: monthWords(month), year: yearWords(year) })
}
