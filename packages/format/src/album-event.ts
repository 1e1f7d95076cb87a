/** Events of a recognition session: their bytes, their signature, their chain (docs/spec/album.md, AL10–AL16). */
import {
  day,
  hex,
  albumFault,
  instant,
  language,
  listOf,
  audioType,
  object,
  oneOf,
  optional,
  text,
  whole,
} from './album-shape.ts'
import type { Shape } from './album-shape.ts'
import {
  ALBUM_ANSWERS,
  CONSENT_WAYS,
  MAX_ALBUM_PICTURES,
  MAX_EVENT_BYTES,
  MAX_VOICE_BYTES,
  MAX_WORDS_BYTES,
  WORDS_TYPE,
} from './album-types.ts'
import type { AnsweredEvent, AnswerFile, BegunEvent, SessionEvent, SessionEventKind } from './album-types.ts'
import { concatBytes, toHex, utf8 } from './bytes.ts'
import { canonicalJson, parseCanonical } from './canonical-json.ts'
import { ed25519Sign, ed25519Verify, sha256 } from '#primitives'

const EVENT_LABEL = utf8('homeward album event v1\n')
const MAX_SEQ = 1_000_000

/** `prev` of the first event of a session. */
export const NO_EVENT_BEFORE = '0'.repeat(64)

/** An event as it travels and is kept. */
export interface SignedEvent {
  bytes: Uint8Array
  signature: Uint8Array
}

const id = hex(32)

const answerFile = (type: Shape<string>, most: number): Shape<AnswerFile> =>
  object<AnswerFile>({ id, sha256: hex(64), size: whole(1, most), type })

const begun = object<BegunEvent>({
  type: oneOf(['begun']),
  album: id,
  order: listOf(id, MAX_ALBUM_PICTURES),
  language,
  consent: object<BegunEvent['consent']>({ text: text(60, 1), how: oneOf(CONSENT_WAYS) }),
  heldBy: text(200),
})

const answered = object<AnsweredEvent>({
  type: oneOf(['answered']),
  picture: id,
  answer: oneOf(ALBUM_ANSWERS),
  where: optional(text(300)),
  when: optional(object<NonNullable<AnsweredEvent['when']>>({ from: optional(day), to: optional(day) })),
  words: optional(answerFile(oneOf([WORDS_TYPE]), MAX_WORDS_BYTES)),
  voice: optional(answerFile(audioType, MAX_VOICE_BYTES)),
})

const shown = object<{ type: 'shown'; picture: string }>({ type: oneOf(['shown']), picture: id })
const paused = object<{ type: 'paused' }>({ type: oneOf(['paused']) })
const resumed = object<{ type: 'resumed' }>({ type: oneOf(['resumed']) })
const ended = object<{ type: 'ended'; how: 'finished' | 'stopped' }>({
  type: oneOf(['ended']),
  how: oneOf(['finished', 'stopped']),
})
const KINDS: Record<SessionEventKind['type'], Shape<SessionEventKind>> = {
  begun,
  shown,
  answered,
  paused,
  resumed,
  ended,
}
const kindName = oneOf(Object.keys(KINDS) as SessionEventKind['type'][])

const what: Shape<SessionEventKind> = (value, place) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw albumFault(place, 'is no object')
  }
  return KINDS[kindName(value['type'], `${place}.type`)](value, place)
}

const event = object<SessionEvent>({
  v: (value, place) => {
    if (value !== 1) {
      throw albumFault(place, 'is of another version than 1; a newer program may read it')
    }
    return 1
  },
  phone: id,
  session: id,
  seq: whole(0, MAX_SEQ),
  prev: hex(64),
  at: instant,
  what,
})

const checkSense = (read: SessionEvent): SessionEvent => {
  if ((read.seq === 0) !== (read.prev === NO_EVENT_BEFORE) || (read.seq === 0) !== (read.what.type === 'begun')) {
    throw albumFault('the event', 'is a beginning in another place than the first')
  }
  if (read.what.type === 'begun' && new Set(read.what.order).size !== read.what.order.length) {
    throw albumFault('the order', 'holds a picture twice')
  }
  if (read.what.type === 'answered') {
    const { from, to } = read.what.when ?? {}
    if (from !== undefined && to !== undefined && from.slice(0, to.length) > to) {
      throw albumFault('the interval', 'ends before it begins')
    }
  }
  return read
}

/**
 * Reads the bytes of an event. The signature is not looked at.
 * @throws FormatError NOT_CANONICAL for bytes that are not canonical JSON; ALBUM_INVALID for what is no event: too large,
 *   a member that is not known, a text too long, a beginning that is not the first.
 */
export const parseEvent = (bytes: Uint8Array): SessionEvent => {
  if (bytes.length > MAX_EVENT_BYTES) {
    throw albumFault('an event', `has more than ${MAX_EVENT_BYTES} bytes`)
  }
  return checkSense(event(parseCanonical(bytes), 'event'))
}

/** `prev` of the event that follows the one with these bytes. */
export const eventHash = (bytes: Uint8Array): string => toHex(sha256(bytes))

const signed = (bytes: Uint8Array): Uint8Array => concatBytes(EVENT_LABEL, bytes)

/**
 * Writes and signs an event with the phone's key (32-byte Ed25519 seed).
 * @throws FormatError ALBUM_INVALID when it would not be read again: what a phone writes, everybody can read.
 */
export const signEvent = (value: SessionEvent, seed: Uint8Array): SignedEvent => {
  const bytes = canonicalJson(value)
  parseEvent(bytes)
  return { bytes, signature: ed25519Sign(seed, signed(bytes)) }
}

/** Whether these bytes were signed as an event by this phone (32-byte public key). */
export const verifyEvent = ({ bytes, signature }: SignedEvent, signKey: Uint8Array): boolean =>
  ed25519Verify(signKey, signed(bytes), signature)

/** Where a chain stands: how many events, and the hash of the last one. */
export interface ChainHead {
  next: number
  prev: string
}

/** A chain without events. */
export const EMPTY_CHAIN: ChainHead = { next: 0, prev: NO_EVENT_BEFORE }

/** Why an event does not follow. Closed list: the phone has words for each. */
export type ChainFault = 'UNREADABLE' | 'SIGNATURE' | 'FOREIGN' | 'GAP' | 'BROKEN'

/**
 * Whether an event follows in the chain of a session of a phone: its signature, its phone and session, its place, the
 * hash of the one before.
 * @returns the event and the new head, or why it does not follow.
 */
export const followChain = (
  head: ChainHead,
  signedEvent: SignedEvent,
  { phone, session, signKey }: { phone: string; session: string; signKey: Uint8Array },
): { event: SessionEvent; head: ChainHead } | { fault: ChainFault } => {
  let read: SessionEvent
  try {
    read = parseEvent(signedEvent.bytes)
  } catch {
    return { fault: 'UNREADABLE' }
  }
  if (!verifyEvent(signedEvent, signKey)) {
    return { fault: 'SIGNATURE' }
  }
  if (read.phone !== phone || read.session !== session) {
    return { fault: 'FOREIGN' }
  }
  if (read.seq !== head.next) {
    return { fault: 'GAP' }
  }
  if (read.prev !== head.prev) {
    return { fault: 'BROKEN' }
  }
  return { event: read, head: { next: head.next + 1, prev: eventHash(signedEvent.bytes) } }
}
