import { call, get } from './client.ts'
import { closeSession, csrfToken, hearLogSize, openSession, type LockReason } from './session-store.ts'
import { createSessionWatch } from './session-watch.ts'
import type { Joined, OpenSession, SessionAnswer } from './types.ts'

const isOpen = (answer: SessionAnswer): answer is OpenSession => answer.state === 'open' && answer.csrf !== undefined

/** Asks whether a session is open and takes it over. Throws ApiError if the server does not answer. */
export const loadSession = async (): Promise<void> => {
  const answer = await get<SessionAnswer>('/session')
  if (isOpen(answer)) openSession(answer)
  else closeSession('start', answer.retryAfterMs)
}

/**
 * Unlocks with a passphrase, or with what the PRF of a passkey gave. Throws ApiError PASSPHRASE_WRONG and PASSKEY_UNKNOWN,
 * with how long to wait, VAULT_IN_USE and others of the server.
 */
export const unlock = async (by: { passphrase: string } | { prf: string }): Promise<void> => {
  const answer = await call<SessionAnswer>('POST', '/session', { json: by })
  if (isOpen(answer)) openSession(answer)
}

/**
 * Makes the keys of somebody who joins. What comes back is told once. Throws ApiError PASSPHRASE_WEAK, JOINING_FULL,
 * TOO_MANY_TRIES and others of the server.
 */
export const join = (passphrase: string): Promise<Joined> => call<Joined>('POST', '/joining', { json: { passphrase } })

/** For whom the server locks: this browser, this member in all of theirs (when nothing is said), or everybody. */
const forWhom: Partial<Record<LockReason, string>> = { idle: 'idle', slept: 'panic', panic: 'panic' }

/**
 * Covers the page at once, then locks. Asked for, that is for this member; for idleness it is this browser's session
 * alone, so that an import goes on; in panic and after sleep it is for everybody. Throws ApiError if the server could not be told.
 */
export const lock = async (reason: LockReason): Promise<void> => {
  const told = call('DELETE', '/session', { keepalive: true, query: { reason: forWhom[reason] ?? 'asked' } })
  closeSession(reason)
  await told
}

/** How often an open page asks whether its session is still open. Asking is not use (rule S10), so it keeps nothing awake. */
const watchEveryMs = 3000

/**
 * Watches over the session that is open on this page until the returned function is called. A page out of sight asks as often as
 * the browser lets it, and at once when it is seen again.
 */
export const watchSession = (): (() => void) => {
  const watch = createSessionWatch({
    ask: async (signal) => {
      const answer = await get<SessionAnswer>('/session', {}, signal)
      if (isOpen(answer)) hearLogSize(answer.logSize)
      return answer
    },
    csrf: csrfToken(),
    cover: closeSession,
  })
  const timer = setInterval(watch.tick, watchEveryMs)
  const onSeen = (): void => {
    if (document.visibilityState === 'visible') watch.askNow()
  }
  document.addEventListener('visibilitychange', onSeen)
  globalThis.addEventListener('pageshow', onSeen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', onSeen)
    globalThis.removeEventListener('pageshow', onSeen)
    watch.stop()
  }
}
