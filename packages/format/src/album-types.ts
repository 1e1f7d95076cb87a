/** What an album, its phone and a recognition session say to each other (docs/spec/album.md). Types and limits alone. */

/** What a viewer can answer about a picture. Fixed words: they are signed. */
export const ALBUM_ANSWERS = ['recognised', 'unsure', 'not-recognised', 'unsaid'] as const
/** One of `ALBUM_ANSWERS`. */
export type AlbumAnswer = (typeof ALBUM_ANSWERS)[number]

/** How the text of the consent came to the viewer. */
export const CONSENT_WAYS = ['read', 'heard', 'explained'] as const
/** One of `CONSENT_WAYS`. */
export type ConsentWay = (typeof CONSENT_WAYS)[number]

/** What a line of a family's file is about; the phone has the words for it. */
export const FILE_LINES = ['birth', 'origin', 'event', 'last-seen', 'mark', 'statement'] as const
/** One of `FILE_LINES`. */
export type FileLineKind = (typeof FILE_LINES)[number]

/** The largest album: the order of one session must fit into one event. */
export const MAX_ALBUM_PICTURES = 1000
/** Bytes of one event; with its base64 it must fit into one entry of the log. */
export const MAX_EVENT_BYTES = 45_056
/** Bytes of one recording. */
export const MAX_VOICE_BYTES = 10 * 1024 * 1024
/** Bytes of the words of one answer, as they are sent. */
export const MAX_WORDS_BYTES = 64 * 1024
/** Media type of the words of an answer. */
export const WORDS_TYPE = 'application/json'
/** Bytes of a manifest before it is sealed. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024

/** One picture of an album. `id` is random for this album and says nothing about whom it shows. */
export interface AlbumPicture {
  /** 32 hexadecimal characters. */
  id: string
  /** Key of the sealed picture, 64 hexadecimal characters. */
  key: string
  /** SHA-256 of the sealed picture, as it is fetched, and its size in bytes. */
  sha256: string
  size: number
  /** Pixels. */
  width: number
  height: number
  name?: string
  born?: { from: number; to: number }
  place?: string
}

/** One line of a family's file. */
export interface AlbumFileLine {
  what: FileLineKind
  text: string
  /** A day, month or year, as it is known. */
  date?: string
}

/** What a phone is given. Both kinds have pictures; `file` is there in a family album alone. */
export interface AlbumManifest {
  version: 1
  /** 32 hexadecimal characters. */
  album: string
  kind: 'recognition' | 'family'
  title: string
  organisation: string
  /** Instants of the office's clock, as `2026-01-31T09:00:00.000Z`. */
  made: string
  until: string
  showNames: boolean
  /** Version of the text of consent that is read to a viewer before a session. */
  consentText: string
  pictures: AlbumPicture[]
  file?: AlbumFileLine[]
}

/** A file that belongs to an answer and is sent after it. */
export interface AnswerFile {
  /** 32 hexadecimal characters, random. */
  id: string
  sha256: string
  size: number
  /** Media type: `application/json` for words, `audio/…` for a voice. */
  type: string
}

/** What somebody answered about a picture, with where and when they saw the person. */
export interface AnsweredEvent {
  type: 'answered'
  picture: string
  answer: AlbumAnswer
  where?: string
  /** Years, months or days: `2016`, `2016-08`, `2016-08-03`. */
  when?: { from?: string; to?: string }
  /** What the viewer said in their own words (`AnswerWords`), and in their own voice. */
  words?: AnswerFile
  voice?: AnswerFile
}

/** The beginning of a session. */
export interface BegunEvent {
  type: 'begun'
  album: string
  /** All pictures of the session, in the order in which they are shown. */
  order: string[]
  /** Language of the session: `en`, `ar`, `ckb`, `kmr`. */
  language: string
  consent: { text: string; how: ConsentWay }
  /** Who held the session, as they said it. */
  heldBy: string
}

/** What one event of a session says. */
export type SessionEventKind =
  | BegunEvent
  | { type: 'shown'; picture: string }
  | AnsweredEvent
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'ended'; how: 'finished' | 'stopped' }

/** One event of a session, before it is written as bytes. */
export interface SessionEvent {
  v: 1
  /** The phone and the session, 32 hexadecimal characters each. */
  phone: string
  session: string
  /** 0 for the first. */
  seq: number
  /** SHA-256 of the bytes of the event before it; 64 zeros for the first. */
  prev: string
  /** What the phone's clock claims (H9). */
  at: string
  what: SessionEventKind
}

/** The viewer's own words about one answer: sealed apart from the answer, because they may name people. */
export interface AnswerWords {
  v: 1
  /** 32 random hexadecimal characters, so that the digest in the event gives no short text away. */
  salt: string
  language: string
  /** How they know the person. */
  known?: string
  /** In what condition the person was. */
  condition?: string
}
