import { onSessionChange } from '../api/session-store.ts'
import { createStore, useStore } from '../api/store.ts'

/**
 * Which pictures somebody asked to see. In memory only: after locking or reloading, every picture from evidence is blurred again.
 * A scope is a page or a part of one, such as `source:<id>`.
 */
const revealed = createStore<ReadonlySet<string>>(new Set())

onSessionChange((state) => {
  if (state.phase !== 'open') revealed.set(new Set())
})

const toggled = (key: string, on: boolean): void => {
  const next = new Set(revealed.get())
  if (on) next.add(key)
  else next.delete(key)
  revealed.set(next)
}

/** Whether `key` (a scope, or one picture) was revealed, and how to change that. */
export const useReveal = (key: string): [boolean, (on: boolean) => void] => {
  const set = useStore(revealed)
  return [
    set.has(key),
    (on) => {
      toggled(key, on)
    },
  ]
}
