import { createStore, useStore } from '../api/store.ts'

/** The only things this page keeps on disk: how it looks and whether single keys work. Nothing about the vault (W1). */
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

export const usePref = (pref: Pref): boolean => useStore(stores[pref])

export const getPref = (pref: Pref): boolean => stores[pref].get()

export const setPref = (pref: Pref, value: boolean): void => {
  localStorage.setItem(names[pref], value ? 'yes' : 'no')
  stores[pref].set(value)
}
