import { useSyncExternalStore } from 'react'
import { onLanguage, shownLanguage } from './texts.ts'
import type { Language } from './texts.ts'

/** The language that is shown; whoever asks is drawn anew when it changes. */
export const useLanguageNow = (): Language => useSyncExternalStore(onLanguage, shownLanguage)
