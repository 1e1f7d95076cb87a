import { createStore, useStore } from './store.ts'
import type { Compartment, OpenSession } from './types.ts'

/** Why the vault is locked on this page: not opened yet, by the lock button, by the panic keys, after a pause, after sleep, in another window or by the server, or because the server did not answer. */
export type LockReason = 'start' | 'asked' | 'panic' | 'idle' | 'slept' | 'elsewhere' | 'unreachable'

export type SessionState =
  | { phase: 'unknown' }
  /** `waitMs`: how long the next try has to wait, as far as this page was told. */
  | { phase: 'locked'; reason: LockReason; waitMs: number }
  | { phase: 'open'; session: OpenSession }

const store = createStore<SessionState>({ phase: 'unknown' })
const channel = new BroadcastChannel('homeward-session')

channel.addEventListener('message', () => {
  if (store.get().phase === 'open') store.set({ phase: 'locked', reason: 'elsewhere', waitMs: 0 })
})

/** Whether the vault is open here, and to whom. */
export const useSession = (): SessionState => useStore(store)

/** Whether this session's member opens all of these compartments; false while the vault is locked. */
export const useOpens = (...names: readonly Compartment[]): boolean => {
  const state = useSession()
  return state.phase === 'open' && names.every((name) => state.session.member.opens.includes(name))
}

/** Whether this session's member may write: everybody but a reader. */
export const useMayWrite = (): boolean => {
  const state = useSession()
  return state.phase === 'open' && state.session.member.role !== 'reader'
}

/** Calls the listener after every change of the session. */
export const onSessionChange = (listener: (state: SessionState) => void): (() => void) =>
  store.subscribe(() => {
    listener(store.get())
  })

/** The token that every change carries; null while locked. */
export const csrfToken = (): string | null => {
  const state = store.get()
  return state.phase === 'open' ? state.session.csrf : null
}

/** Begins with what the server said at unlocking. */
export const openSession = (session: OpenSession): void => {
  store.set({ phase: 'open', session })
}

/** Covers this page and, unless they told us, all other windows of this browser. Does not speak to the server. A page whose server does not answer covers itself alone, because the others ask for themselves. */
export const closeSession = (reason: LockReason, waitMs = 0): void => {
  const wasOpen = store.get().phase === 'open'
  if (!wasOpen && store.get().phase !== 'unknown') return
  store.set({ phase: 'locked', reason, waitMs })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target origin: it is same-origin by definition
  if (wasOpen && reason !== 'unreachable') channel.postMessage('locked')
}

const heard = createStore<{ logSize: number } | null>(null)

/** Notes how many entries are in all logs now. */
export const hearLogSize = (logSize: number): void => {
  heard.set({ logSize })
}

/** Calls the listener each time that this page heard, by asking for its session, how many entries are in all logs. */
export const onLogSize = (listener: (logSize: number) => void): (() => void) =>
  heard.subscribe(() => {
    const now = heard.get()
    if (now !== null) listener(now.logSize)
  })
