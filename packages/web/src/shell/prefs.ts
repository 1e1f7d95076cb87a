import { createStore, useStore } from '../api/store.ts'
import { firstOf, isLanguage, type Digits, type Language } from '../language/languages.ts'

/** The only things this page keeps on disk: how it looks, whether single keys work, language and digits. Nothing about the vault (W1). */
const names = { narrow: 'homeward-narrow', singleKeys: 'homeward-single-keys' } as const
type Pref = keyof typeof names

const read = (pref: Pref, fallback: boolean): boolean => {
  const text = localStorage.getItem(names[pref])
  return text === null ? fallback : text === 'yes'
}

const stores = {
  narrow: createStore(read('narrow', false)),
  singleKeys: createStore(read('singleKeys', true)),
} as const satisfies Record<Pref, unknown>

/** A setting of this browser, drawn again when it changes. */
export const usePref = (pref: Pref): boolean => useStore(stores[pref])

/** A setting of this browser now. */
export const getPref = (pref: Pref): boolean => stores[pref].get()

/** Keeps a setting in this browser. */
export const setPref = (pref: Pref, value: boolean): void => {
  localStorage.setItem(names[pref], value ? 'yes' : 'no')
  stores[pref].set(value)
}

const languageName = 'homeward-language'
const digitsName = 'homeward-digits'

/** The language that was chosen on this browser, or the first of the browser's own that the interface has. */
export const preferredLanguage = (): Language => {
  const kept = localStorage.getItem(languageName)
  return kept !== null && isLanguage(kept) ? kept : firstOf(navigator.languages)
}

/** The digits that were chosen; those of Arabic script if nobody chose. */
export const preferredDigits = (): Digits => (localStorage.getItem(digitsName) === 'latn' ? 'latn' : 'arab')

/** Keeps the language of the interface in this browser. */
export const keepLanguage = (language: Language): void => {
  localStorage.setItem(languageName, language)
}

/** Keeps which digits are shown in this browser. */
export const keepDigits = (digits: Digits): void => {
  localStorage.setItem(digitsName, digits)
}
