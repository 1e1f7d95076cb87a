import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'

const challengeMs = 60_000
const tokenMs = 10 * 60 * 1000
/** More than an office has phones; a further one pushes the oldest out. */
const mostHeld = 1000

/** What the office remembers of phones that are speaking to it: in memory, and nothing of an album (AL5). */
export interface Contacts {
  /** A challenge for whoever says that they are this phone: 64 hexadecimal characters, one use, 60 s. */
  challenge: (phone: string) => string
  /** Whether this challenge was given for this phone and stands; then it is used up. */
  use: (phone: string, challenge: string) => boolean
  /** A token for ten minutes, and that the phone was here now. */
  admit: (phone: string) => string
  /** Whose token this is; null when it is nobody's or over. */
  phoneOf: (token: string) => string | null
  /** When a phone was here last, since the server was started; null when it was not. */
  lastMs: (phone: string) => number | null
  /** Forgets tokens and challenges: the vault was locked. */
  clear: () => void
}

interface Held {
  phone: string
  untilMs: number
}

/** Remembers nothing yet; times are those of `clock`. */
export function createContacts(clock: Clock): Contacts {
  const challenges = new Map<string, Held>()
  const tokens = new Map<string, Held>()
  const lastMs = new Map<string, number>()
  const keep = (held: Map<string, Held>, key: string, phone: string, ms: number) => {
    for (const [oldest] of held) {
      if (held.size < mostHeld) break
      held.delete(oldest)
    }
    held.set(key, { phone, untilMs: clock.nowMs() + ms })
  }
  // A wall clock that was set back must not lengthen a time.
  const stands = ({ untilMs }: Held, ms: number) => untilMs > clock.nowMs() && untilMs <= clock.nowMs() + ms
  return {
    challenge(phone) {
      const challenge = randomBytes(32).toString('hex')
      keep(challenges, challenge, phone, challengeMs)
      return challenge
    },
    use(phone, challenge) {
      const held = challenges.get(challenge)
      challenges.delete(challenge)
      return held !== undefined && held.phone === phone && stands(held, challengeMs)
    },
    admit(phone) {
      const token = randomBytes(32).toString('base64url')
      keep(tokens, hashOf(token), phone, tokenMs)
      lastMs.set(phone, clock.nowMs())
      return token
    },
    phoneOf(token) {
      const held = tokens.get(hashOf(token))
      return held === undefined || !stands(held, tokenMs) ? null : held.phone
    },
    lastMs: (phone) => lastMs.get(phone) ?? null,
    clear() {
      challenges.clear()
      tokens.clear()
    },
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
