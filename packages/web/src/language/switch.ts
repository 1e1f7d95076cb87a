import { keepDigits, keepLanguage, preferredDigits, preferredLanguage } from '../shell/prefs.ts'
import { activate } from './active.ts'
import { languages, type Digits, type Language } from './languages.ts'

const show = async (language: Language, digits: Digits): Promise<void> => {
  await activate(language, digits)
  document.documentElement.lang = language
  document.documentElement.dir = languages[language].direction
}

/** Before the first drawing: the language of last time, or of the browser; English if it cannot be fetched. */
export const startLanguage = async (): Promise<void> => {
  try {
    await show(preferredLanguage(), preferredDigits())
  } catch {
    await show('en', preferredDigits())
  }
}

/** Shows everything in another language from now on, also after the page is loaded again. */
export const chooseLanguage = async (language: Language): Promise<void> => {
  await show(language, preferredDigits())
  keepLanguage(language)
}

/** Writes numbers with other digits from now on. */
export const chooseDigits = async (digits: Digits): Promise<void> => {
  keepDigits(digits)
  await show(preferredLanguage(), digits)
}
