import type { PhoneState as Standing } from '@homeward/format'
import type { Language } from '../texts/texts.ts'

/** A session in short: all that stays on the phone when everything of it has arrived. */
export interface SessionSummary {
  session: string
  beganMs: number
  answered: number
  of: number
  recordings: number
  how: 'finished' | 'stopped' | null
}

/** What the last contact came to. */
export interface ContactReceipt {
  atMs: number
  standing: Standing
  answersSent: number
  filesSent: number
  /** Sent and refused, in the words of the office's closed list. */
  refused: string[]
  picturesNew: number
  picturesGone: number
  picturesMissing: number
}

/**
 * What a phone knows beside its album: sealed as one record. `keys` are missing in the empty album that a duress PIN opens, and
 * `office` until the phone was paired.
 */
export interface PhoneRecord {
  version: 1
  language: Language
  keys: { signSeed: string; identity: string } | null
  office: { phone: string; officeKey: string; organisation: string } | null
  pairedMs: number
  /** The highest time that this phone's clock, or the office's, ever showed here. */
  highestMs: number
  /** What to add to this phone's clock to have the office's, as the last contact showed; 0 where they agree. */
  offsetMs: number
  /** How the phone stands, as the last signed note said it. */
  standing: Standing
  /** When the last album closed itself, if it did. */
  closedMs: number | null
  receipt: ContactReceipt | null
  /** Sessions whose events are here, oldest first, and those of which only the summary is left. */
  sessions: string[]
  sent: SessionSummary[]
  heldBy: string
}

/** The names of sealed records. */
export const recordName = {
  phone: 'phone',
  manifest: 'manifest',
  picture: (id: string) => `picture/${id}`,
  event: (session: string, seq: number) => `event/${session}/${seq}`,
  arrived: (session: string) => `arrived/${session}`,
  draft: (session: string) => `draft/${session}`,
  chunk: (file: string, at: number) => `chunk/${file}/${at}`,
} as const

/** What the office has of a session, as it said when it was last asked. */
export interface Arrived {
  have: number
  files: string[]
}
