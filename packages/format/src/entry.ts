/** Entries: the unit of a log. The rules (E1…) are in docs/spec/entry.md. */
import { concatBytes, equalBytes, u64ToBytes, utf8 } from './bytes.ts'
import { canonicalJson, readCanonical } from './canonical-json.ts'
import type { JsonValue } from './canonical-json.ts'
import { OWN_CRYPTO } from './entry-crypto.ts'
import type { EntryCrypto } from './entry-crypto.ts'
import { FormatError } from './format-error.ts'
import { pad, unpad } from './padme.ts'
import { chachaSeal } from '#primitives'

/** The two kinds of entry: changes sealed for a compartment, and the keys of a compartment as an age file. */
export const ENTRY_KIND = { sealed: 0, keys: 1 } as const
/** One of `ENTRY_KIND`. */
export type EntryKind = (typeof ENTRY_KIND)[keyof typeof ENTRY_KIND]

/** The most bytes that an entry may have, so that it fits a tlog-tiles entry bundle. */
export const MAX_ENTRY_BYTES = 65_535
/** The bytes before the payload of an entry. */
export const ENTRY_HEADER_BYTES = 70
/** The most bytes of canonical JSON that a sealed entry can hold after padding. Larger content belongs in a blob. */
export const MAX_BODY_BYTES = 63_487

const VERSION = 1
const ID_LENGTH = 16
const SALT_LENGTH = 32
const KEY_LENGTH = 32
const LOG_ID_LENGTH = 32
const INDEX_LENGTH = 8
const OFFSET = { kind: 1, compartmentId: 2, epoch: 18, subjectKeyId: 22, salt: 38 } as const
const MESSAGE_KEY_INFO = utf8('homeward/entry/v1')
const KEY_COMMITMENT_LABEL = utf8('homeward entry key v1\n')
const COMMITMENT_LENGTH = 32
// The message key is made from a salt that is used once, so the nonce may be constant.
const NONCE = new Uint8Array(12)

/** The cleartext of an entry. */
export interface EntryHeader {
  kind: EntryKind
  /** 16 bytes. */
  compartmentId: Uint8Array
  /** The epoch of the compartment key, 0 to 2^32 - 1. */
  epoch: number
  /** 16 bytes; all zero when no subject key takes part. */
  subjectKeyId: Uint8Array
  /** 32 random bytes, fresh for each entry. */
  salt: Uint8Array
}

/** One change: its type, and what the records package defines for that type. */
export interface Change {
  type: string
  [member: string]: JsonValue
}

/** What a sealed entry says. */
export interface EntryBody {
  /** When the device says it was written (ISO 8601, UTC). A claim: nothing is ordered by it. */
  at: string
  /** By log ID in hex: how many entries of the other logs this device had merged. */
  seen: Record<string, number>
  changes: Change[]
}

/** Where an entry stands; associated data of its encryption, so that it opens at no other place. */
export interface EntryPlace {
  /** 32 bytes. */
  logId: Uint8Array
  index: number
}

const invalid = (message: string): FormatError => new FormatError('ENTRY_INVALID', message)

const checkLength = (bytes: Uint8Array, length: number, what: string): void => {
  if (bytes.length !== length) {
    throw invalid(`The ${what} of an entry must have ${length} bytes, not ${bytes.length}.`)
  }
}

/**
 * The bytes of an entry: header, then payload as it is.
 * @throws FormatError ENTRY_INVALID for parts of the wrong length; ENTRY_TOO_LARGE over 65,535 bytes.
 */
export const encodeEntry = (header: EntryHeader, payload: Uint8Array): Uint8Array => {
  checkLength(header.compartmentId, ID_LENGTH, 'compartment ID')
  checkLength(header.subjectKeyId, ID_LENGTH, 'subject key ID')
  checkLength(header.salt, SALT_LENGTH, 'salt')
  if (!Number.isInteger(header.epoch) || header.epoch < 0 || header.epoch > 0xff_ff_ff_ff) {
    throw invalid('The epoch of an entry must be a whole number below 2^32.')
  }
  if (ENTRY_HEADER_BYTES + payload.length > MAX_ENTRY_BYTES) {
    throw new FormatError('ENTRY_TOO_LARGE', `An entry holds at most ${MAX_ENTRY_BYTES} bytes.`)
  }
  const bytes = new Uint8Array(ENTRY_HEADER_BYTES + payload.length)
  bytes[0] = VERSION
  bytes[OFFSET.kind] = header.kind
  bytes.set(header.compartmentId, OFFSET.compartmentId)
  new DataView(bytes.buffer).setUint32(OFFSET.epoch, header.epoch)
  bytes.set(header.subjectKeyId, OFFSET.subjectKeyId)
  bytes.set(header.salt, OFFSET.salt)
  bytes.set(payload, ENTRY_HEADER_BYTES)
  return bytes
}

/**
 * Reads the cleartext of an entry. Header fields and payload share memory with `entry`.
 * @throws FormatError ENTRY_INVALID when it is too short, too long, or of a version or kind that this program does not know.
 */
export const parseEntryHeader = (entry: Uint8Array): { header: EntryHeader; payload: Uint8Array } => {
  if (entry.length < ENTRY_HEADER_BYTES || entry.length > MAX_ENTRY_BYTES) {
    throw invalid('The entry is too short or too long.')
  }
  if (entry[0] !== VERSION) {
    throw invalid(
      `The entry is of version ${entry[0] ?? 0}; this program knows version ${VERSION}. A newer one may read it.`,
    )
  }
  const kind = entry[OFFSET.kind]
  if (kind !== ENTRY_KIND.sealed && kind !== ENTRY_KIND.keys) {
    throw invalid(`The entry is of the unknown kind ${kind ?? ''}. A newer program may read it.`)
  }
  const field = (offset: number, length: number): Uint8Array => entry.subarray(offset, offset + length)
  return {
    header: {
      kind,
      compartmentId: field(OFFSET.compartmentId, ID_LENGTH),
      epoch: new DataView(entry.buffer, entry.byteOffset).getUint32(OFFSET.epoch),
      subjectKeyId: field(OFFSET.subjectKeyId, ID_LENGTH),
      salt: field(OFFSET.salt, SALT_LENGTH),
    },
    payload: entry.subarray(ENTRY_HEADER_BYTES),
  }
}

/** Whether a subject key takes part in the encryption of an entry with this header. */
export const hasSubject = (header: EntryHeader): boolean => header.subjectKeyId.some((byte) => byte !== 0)

/**
 * The 32-byte key that opens exactly the entry with this salt, and is what a package discloses.
 * @throws FormatError KEY_INVALID when a key or the salt has not 32 bytes.
 */
export const entryMessageKey = (
  entryKey: Uint8Array,
  salt: Uint8Array,
  subjectKey?: Uint8Array,
  { hkdfSha256 }: EntryCrypto = OWN_CRYPTO,
): Uint8Array => {
  if (entryKey.length !== KEY_LENGTH || salt.length !== SALT_LENGTH || (subjectKey ?? entryKey).length !== KEY_LENGTH) {
    throw new FormatError('KEY_INVALID', 'Keys and salt of an entry must have 32 bytes.')
  }
  const ikm = subjectKey === undefined ? entryKey : concatBytes(entryKey, subjectKey)
  return hkdfSha256(ikm, salt, MESSAGE_KEY_INFO, KEY_LENGTH)
}

// Used again, because a rebuild opens every entry: taking 110 bytes anew costs as much as hashing a thousand.
const associatedBytes = new Uint8Array(ENTRY_HEADER_BYTES + LOG_ID_LENGTH + INDEX_LENGTH)

/** The associated data of an entry, until it is asked for that of the next. */
const associatedData = (headerBytes: Uint8Array, { logId, index }: EntryPlace): Uint8Array => {
  checkLength(logId, LOG_ID_LENGTH, 'log ID')
  associatedBytes.set(headerBytes)
  associatedBytes.set(logId, ENTRY_HEADER_BYTES)
  associatedBytes.set(u64ToBytes(index), ENTRY_HEADER_BYTES + LOG_ID_LENGTH)
  return associatedBytes
}

/**
 * [Note: Why an entry commits to its key] ChaCha20-Poly1305 lets whoever writes an entry choose bytes that open under two
 * keys to two contents, and a package hands out keys. The hash of the key in front of the ciphertext leaves one content
 * for one leaf of the log (Albertini et al., “How to Abuse and Fix Authenticated Encryption Without Key Commitment”, 2022).
 */
const keyCommitment = (messageKey: Uint8Array, { sha256 }: EntryCrypto = OWN_CRYPTO): Uint8Array =>
  sha256(concatBytes(KEY_COMMITMENT_LABEL, messageKey))

/**
 * Seals a body for one place of one log.
 * The caller promises a fresh random salt and the message key made from it.
 * @throws FormatError ENTRY_TOO_LARGE when the body is over 63,487 bytes; ENTRY_INVALID for parts of the wrong length;
 *   VALUE_INVALID when the body holds what JSON cannot carry.
 */
export const sealEntry = ({
  header,
  messageKey,
  body,
  ...place
}: EntryPlace & { header: Omit<EntryHeader, 'kind'>; messageKey: Uint8Array; body: EntryBody }): Uint8Array => {
  const bodyJson = canonicalJson(body)
  if (bodyJson.length > MAX_BODY_BYTES) {
    throw new FormatError('ENTRY_TOO_LARGE', `The changes are too large for one entry (${MAX_BODY_BYTES} bytes).`)
  }
  const headerBytes = encodeEntry({ ...header, kind: ENTRY_KIND.sealed }, new Uint8Array())
  const sealed = chachaSeal(messageKey, NONCE, pad(bodyJson), associatedData(headerBytes, place))
  return concatBytes(headerBytes, keyCommitment(messageKey), sealed)
}

const isRecord = (value: JsonValue | undefined): value is Record<string, JsonValue> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSize = (value: JsonValue): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

const isBody = (value: JsonValue): boolean =>
  isRecord(value) &&
  Object.keys(value).length === 3 &&
  typeof value['at'] === 'string' &&
  isRecord(value['seen']) &&
  Object.values(value['seen']).every(isSize) &&
  Array.isArray(value['changes']) &&
  value['changes'].every((change) => isRecord(change) && typeof change['type'] === 'string')

/** What opens a sealed entry: its bytes, its place, and the key made from its salt. */
export interface SealedEntry extends EntryPlace {
  entry: Uint8Array
  messageKey: Uint8Array
}

const readEntry = (
  { entry, messageKey, ...place }: SealedEntry,
  crypto: EntryCrypto,
): { body: EntryBody; bodyJson: string } => {
  const { header, payload } = parseEntryHeader(entry)
  if (header.kind !== ENTRY_KIND.sealed) {
    throw invalid('The entry holds keys, not changes.')
  }
  const isCommitted = equalBytes(payload.subarray(0, COMMITMENT_LENGTH), keyCommitment(messageKey, crypto))
  const ciphertext = payload.subarray(COMMITMENT_LENGTH)
  const context = associatedData(entry.subarray(0, ENTRY_HEADER_BYTES), place)
  const padded = isCommitted ? crypto.chachaOpen(messageKey, NONCE, ciphertext, context) : null
  if (padded === null) {
    throw new FormatError('ENTRY_UNREADABLE', 'The entry does not open with this key at this place of the log.')
  }
  const { value, text } = readCanonical(unpad(padded))
  if (!isBody(value)) {
    throw invalid('The entry opens, but what it holds is not a list of changes.')
  }
  return { body: value as unknown as EntryBody, bodyJson: text }
}

/**
 * Opens a sealed entry at its place.
 * What the changes mean, and who wrote them, is not looked at: the log's checkpoint says the latter.
 * @throws FormatError ENTRY_UNREADABLE when key, place or bytes are not the ones it was sealed with; ENTRY_INVALID when
 *   it is not a sealed entry, or what is inside is not a body; PADDING_INVALID, NOT_CANONICAL likewise.
 */
export const openEntry = (sealed: SealedEntry, crypto: EntryCrypto = OWN_CRYPTO): EntryBody =>
  readEntry(sealed, crypto).body

/**
 * As `openEntry`, but gives the body as its canonical JSON, for a thread that hands it on.
 * @throws FormatError as `openEntry` does
 */
export const openEntryJson = (sealed: SealedEntry, crypto: EntryCrypto = OWN_CRYPTO): string =>
  readEntry(sealed, crypto).bodyJson
