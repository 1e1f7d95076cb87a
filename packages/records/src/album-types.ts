import type { AlbumAnswer } from '@homeward/format'
import type { Origin } from './types.ts'

/** Shapes of albums, phones and recognition sessions, as queries return them. */

/** A phone that holds albums of this organisation, or held them. */
export interface Phone extends Origin {
  id: string
  name: string
  revoked: (Origin & { reason: string | null }) | null
  /** Its current album: the last that was made for it, if it was not ended. */
  album: string | null
}

/** How an album stands today. `replaced`: a later one was made for the same phone. */
export type AlbumState = 'current' | 'expired' | 'replaced' | 'ended' | 'phone-revoked'

export interface Album extends Origin {
  id: string
  kind: 'recognition' | 'family'
  title: string
  phone: string
  phoneName: string
  until: string
  showNames: boolean
  consentText: string
  /** Of a family album: whose file it is. */
  person: string | null
  act: string | null
  state: AlbumState
  /** Pictures that it was made with and that are still kept. */
  pictures: number
  sessions: number
}

/** Why somebody is not shown. */
export const leftOutReasons = ['gone', 'no-photo', 'no-consent', 'under-age', 'unreadable', 'too-many'] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

/** Somebody who is left out of an album, and why; `reason` is what consent says. */
export interface LeftOut {
  person: string
  name: string | null
  why: LeftOutReason
  reason: string | null
}

/** Somebody who is shown: with which photos, and whether their name may be. */
export interface ShownPerson {
  person: string
  name: string | null
  photos: string[]
  mayBeNamed: boolean
  /** They are or may be under the organisation's age: shown because a second person agreed. */
  isUnderAge: boolean
}

/** What an album would hold: chosen = shown + left out (H2). */
export interface AlbumPlan {
  chosen: number
  shown: ShownPerson[]
  leftOut: LeftOut[]
  pictures: number
  /** The organisation's age. */
  age: number
}

/** What came in of a session, against what the phone said there is. */
export interface SessionSummary {
  session: string
  phone: string
  phoneName: string | null
  album: string | null
  albumTitle: string | null
  language: string | null
  heldBy: string | null
  consent: { text: string; how: string } | null
  /** What the phone's clock claims of the first and the last event. */
  claimed: { from: string; to: string } | null
  /** When the first and the last of it came in, by the clock of the installation. */
  received: { first: string; last: string }
  /** Events that came in, and those of them that were erased since. */
  events: { in: number; stored: number; erased: number }
  /** Words and voices that events announce, and those that came in. */
  files: { announced: number; stored: number }
  answers: Record<AlbumAnswer, number>
  pictures: number
  pauses: number
  ended: 'finished' | 'stopped' | null
  /** It came after the phone was revoked, and counts for nothing. */
  isLate: boolean
  forks: number
  /** The team that took it; null when nobody said so. */
  team: string | null
  isSealed: boolean
}

/** One answer of a session. `words` and `voice` are ids of files; null when none was announced. */
export interface SessionAnswer extends Origin {
  seq: number
  picture: string
  person: string | null
  answer: AlbumAnswer
  where: string | null
  when: { from?: string; to?: string } | null
  words: AnswerFileState | null
  voice: AnswerFileState | null
  claimed: string
  /** How many other pictures had been shown before it. */
  shownBefore: number
  /** Place of the picture in the order of the session, from 1. */
  position: number | null
  /** Whether a later answer of the same session is about the same picture. */
  isReplaced: boolean
}

export interface AnswerFileState {
  file: string
  size: number
  type: string
  isStored: boolean
}

/** A session with all of its answers; `chain` says whether every event is there, signed, and follows the one before. */
export interface SessionView extends SessionSummary {
  chain: 'whole' | 'parts-erased' | 'broken'
  /** Whether this member reads what was said: nobody sealed it, their team took it, it is shown to them for a while, or not. */
  reading: SessionReading
  answerList: SessionAnswer[]
}

/** How somebody reads what was said in a session; of one that is `closed` no place, time, words or voice are told. */
export type SessionReading = 'open' | 'team' | 'shown' | 'closed'

/** What one session says of one person. */
export interface PersonSession {
  session: string
  albumTitle: string | null
  language: string | null
  received: string
  isLate: boolean
  isSealed: boolean
  shown: number
  answers: SessionAnswer[]
  /** The last answer, which is the one that is shown first. */
  last: AlbumAnswer
  hasChanged: boolean
}

/** All sessions over one person side by side. No number here is a score: they are counts of what was said (H1). */
export interface Recognitions {
  sessions: PersonSession[]
  /** Of the sessions that count, how many ended with which answer about this person. */
  last: Record<AlbumAnswer, number>
  /** Whether all sessions that said something said the same; null when fewer than two did. */
  agree: boolean | null
}
