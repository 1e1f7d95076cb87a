import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from './clock.ts'

/** For each member. */
const mostSessions = 16
/** However much it is used, a session ends this long after the passphrase was given. */
const longestMs = 12 * 60 * 60 * 1000

/** One browser of a member who proved the passphrase. Its id is known to that browser alone; the server keeps a hash of it. */
export interface Session {
  member: string
  /** Answers with every write, so that another page cannot make the browser write (rule S7). */
  csrf: string
  /** Aborted when the session ends, for streams that hang on it. */
  ended: AbortSignal
}

export interface Sessions {
  /** Makes a session of a member and returns it with the id for the cookie: 256 random bits in base64url. */
  start: (member: string) => { id: string; session: Session }
  /** The session of a cookie; null if there is none or it was idle too long. Does not count as use. */
  find: (id: string | undefined) => Session | null
  /** Says that somebody used the session now. */
  touch: (session: Session) => void
  end: (id: string | undefined) => void
  endMember: (member: string) => void
  /** Ends every other session of this session's member. */
  endOthers: (session: Session) => void
  endAll: () => void
  /** Ends what was idle or open too long; returns how many sessions of this member are left. */
  countOf: (member: string) => number
}

interface Held extends Session {
  startedAtMs: number
  usedAtMs: number
  abort: AbortController
}

/** Holds the sessions in memory, each for `idleMs` after its last use and 12 hours at most (rules S5, S6, S10). */
export function createSessions(clock: Clock, idleMs: number): Sessions {
  const heldByHash = new Map<string, Held>()
  const drop = (hash: string) => {
    heldByHash.get(hash)?.abort.abort()
    heldByHash.delete(hash)
  }
  const isOver = (held: Held) => {
    const nowMs = clock.nowMs()
    const idleForMs = nowMs - held.usedAtMs
    // A clock that was set back by more than a correction says nothing about how long nobody was here.
    return idleForMs >= idleMs || idleForMs < -60_000 || nowMs - held.startedAtMs >= longestMs
  }
  const hashesOf = (member: string) => [...heldByHash].flatMap(([hash, held]) => (held.member === member ? [hash] : []))
  return {
    start(member) {
      const id = randomBytes(32).toString('base64url')
      const abort = new AbortController()
      const held: Held = {
        member,
        csrf: randomBytes(32).toString('base64url'),
        ended: abort.signal,
        abort,
        startedAtMs: clock.nowMs(),
        usedAtMs: clock.nowMs(),
      }
      const [oldest, ...others] = hashesOf(member)
      if (others.length + 1 >= mostSessions && oldest !== undefined) drop(oldest)
      heldByHash.set(hashOf(id), held)
      return { id, session: held }
    },
    find(id) {
      if (id === undefined) return null
      const held = heldByHash.get(hashOf(id))
      if (held === undefined) return null
      if (!isOver(held)) return held
      drop(hashOf(id))
      return null
    },
    touch(session) {
      ;(session as Held).usedAtMs = clock.nowMs()
    },
    end(id) {
      if (id !== undefined) drop(hashOf(id))
    },
    endMember(member) {
      for (const hash of hashesOf(member)) drop(hash)
    },
    endOthers(session) {
      for (const hash of hashesOf(session.member)) if (heldByHash.get(hash) !== session) drop(hash)
    },
    endAll() {
      for (const hash of heldByHash.keys()) drop(hash)
    },
    countOf(member) {
      for (const [hash, held] of heldByHash) if (isOver(held)) drop(hash)
      return hashesOf(member).length
    },
  }
}

/** Whether a write carries the token of its session; compares in constant time. */
export function csrfMatches(session: Session, token: string | undefined): boolean {
  const given = Buffer.from(token ?? '')
  const right = Buffer.from(session.csrf)
  return given.length === right.length && timingSafeEqual(given, right)
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64')
}
