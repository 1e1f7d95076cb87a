import { randomBytes, toHex } from '@homeward/format'
import type { Language } from '../texts/texts.ts'
import type { PhoneRecord, SessionSummary } from './phone-state.ts'

const dayMs = 86_400_000

const chance = (below: number): number => (randomBytes(1)[0] ?? 0) % below

/**
 * The record of the empty album that a duress PIN opens: a phone that was used. It was paired when the real one was, its last
 * album closed some days ago, a session or two were held and have arrived. It names no office and no person, and has no keys.
 */
export const emptiedPhone = (language: Language, pairedMs: number, nowMs: number): PhoneRecord => {
  const since = Math.max(0, nowMs - pairedMs)
  const closedMs = nowMs - Math.min(since, (1 + chance(4)) * dayMs) * 0.8
  const sessions = since < dayMs ? 1 : 2 + chance(2)
  const sent = Array.from({ length: sessions }, (_, at): SessionSummary => {
    const of = 12 + chance(30)
    const beganMs = pairedMs + ((closedMs - pairedMs) * (at + 0.5)) / sessions
    const how = chance(3) === 0 ? 'stopped' : 'finished'
    return {
      session: toHex(randomBytes(16)),
      beganMs,
      answered: how === 'finished' ? of : chance(of),
      of,
      recordings: 0,
      how,
    }
  })
  const last = sent.at(-1)
  return {
    version: 1,
    language,
    keys: null,
    office: null,
    pairedMs,
    highestMs: nowMs,
    offsetMs: 0,
    standing: 'expired',
    closedMs,
    receipt: {
      atMs: closedMs,
      standing: 'expired',
      answersSent: last?.answered ?? 0,
      filesSent: 0,
      refused: [],
      picturesNew: 0,
      picturesGone: last?.of ?? 0,
      picturesMissing: 0,
    },
    sessions: [],
    sent,
    heldBy: '',
  }
}
