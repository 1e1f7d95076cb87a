import type { Messages } from '@lingui/core'
import { createStore } from '../api/store.ts'
import { directionStore } from './direction.ts'
import { intlLocale, languages, type Digits, type Language } from './languages.ts'
import { i18n } from './messages.ts'

// English stands in the catalogues themselves.
const translations: Readonly<Record<Language, () => Promise<{ default: Messages }>>> = {
  en: () => Promise.resolve({ default: {} }),
  ar: () => import('virtual:homeward-texts/ar'),
  ckb: () => import('virtual:homeward-texts/ckb'),
  kmr: () => import('virtual:homeward-texts/kmr'),
}

/** The language and digits of now; the page is drawn anew when they change. */
export const activeStore = createStore<{ language: Language; digits: Digits }>({ language: 'en', digits: 'latn' })

/** Fetches a language if it is not here yet, and makes it the one of now. Rejects, with nothing changed, if it cannot be fetched. */
export const activate = async (language: Language, digits: Digits): Promise<void> => {
  i18n.load(language, (await translations[language]()).default)
  i18n.activate(language, intlLocale(language, digits))
  directionStore.set(languages[language].direction)
  activeStore.set({ language, digits })
}
