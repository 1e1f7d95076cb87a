import { createStore } from '../api/store.ts'

/** Where lines begin in the language of now. */
export const directionStore = createStore<'ltr' | 'rtl'>('ltr')
