import { onSessionChange } from '../api/session-store.ts'
import { createStore, useStore } from '../api/store.ts'

/** What is searched for. In memory, never in the address: browsers write addresses to disk (W2). */
const text = createStore('')

onSessionChange((state) => {
  if (state.phase !== 'open') text.set('')
})

export const useSearchText = (): [string, (value: string) => void] => [useStore(text), text.set]
