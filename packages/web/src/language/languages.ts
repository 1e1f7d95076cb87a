/** The languages of the interface. `intl` is the locale whose numbers and dates are used: browsers know none of Sorani and Kurmanji. */
export const languages = {
  en: { name: 'English', direction: 'ltr', intl: 'en-GB', ownDigits: false },
  ar: { name: 'العربية', direction: 'rtl', intl: 'ar-IQ', ownDigits: true },
  ckb: { name: 'کوردیی ناوەندی', direction: 'rtl', intl: 'ar-IQ', ownDigits: true },
  kmr: { name: 'Kurmancî', direction: 'ltr', intl: 'tr', ownDigits: false },
} as const

export type Language = keyof typeof languages

/** Which digits numbers are written with where both are read: ٠١٢ or 012. */
export type Digits = 'arab' | 'latn'

/** Whether the interface speaks this. */
export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text)

/** `ku` is what browsers call Kurdish in Latin letters, unless it says otherwise. */
const aliases: Readonly<Record<string, Language>> = { ku: 'kmr', 'ku-arab': 'ckb', 'ku-iq': 'ckb', 'ku-ir': 'ckb' }

/** The first of these tags (as in `navigator.languages`) that the interface has; English if none. */
export const firstOf = (tags: readonly string[]): Language => {
  for (const tag of tags) {
    const lower = tag.toLowerCase()
    const [base = lower, part = ''] = lower.split('-')
    const found = aliases[`${base}-${part}`] ?? aliases[base] ?? base
    if (isLanguage(found)) return found
  }
  return 'en'
}

/** The locale for numbers and dates; digits matter only where both kinds are read. */
export const intlLocale = (language: Language, digits: Digits): string => {
  const { intl, ownDigits } = languages[language]
  return ownDigits ? `${intl}-u-nu-${digits}` : intl
}
