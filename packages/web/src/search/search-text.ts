import { onSessionChange } from '../api/session-store.ts'
import { createStore, useStore } from '../api/store.ts'

// In memory, never in the address: browsers write addresses to disk (W2).
const text = createStore('')
const chat = createStore<number | null>(null)

onSessionChange((state) => {
  if (state.phase === 'open') return
  text.set('')
  chat.set(null)
})

/** What is searched for. */
export const useSearchText = (): [string, (value: string) => void] => [useStore(text), text.set]

/** The chat whose messages are searched, or null for all. */
export const useSearchChat = (): [number | null, (value: number | null) => void] => [useStore(chat), chat.set]
