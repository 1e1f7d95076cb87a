/** A phone and an office that meet: the code that people compare, and every later greeting (AL1–AL9). */
import { hex, instant, object, oneOf, optional } from './album-shape.ts'
import { concatBytes, u64FromBytes, utf8 } from './bytes.ts'
import { canonicalJson, parseCanonical } from './canonical-json.ts'
import { createVkey, formatVkey, signNote, verifyNote } from './note.ts'
import type { NoteSigner, Vkey } from './note.ts'
import { ed25519PublicKey, ed25519Sign, ed25519Verify, sha256 } from '#primitives'

const COMMIT_LABEL = utf8('homeward album commitment v1\n')
const CODE_LABEL = utf8('homeward album code v1\n')
const CONTACT_LABEL = utf8('homeward album contact v1\n')
const CODES = 1_000_000n

/** What a phone shows of itself: two public keys of 32 bytes, and 16 random bytes. */
export interface PhoneKeys {
  signKey: Uint8Array
  recipient: Uint8Array
  nonce: Uint8Array
}

/** What a phone binds itself to before it sees the office's nonce: 32 bytes. */
export const phoneCommitment = ({ signKey, recipient, nonce }: PhoneKeys): Uint8Array =>
  sha256(concatBytes(COMMIT_LABEL, signKey, recipient, nonce))

/** What the office answers: the phone's id, its nonce (16 bytes), its key for this phone as text, its name. */
export interface OfficeAnswer {
  phone: string
  nonce: Uint8Array
  officeKey: string
  organisation: string
}

/**
 * The six digits that phone and desk both show. They differ, but once in a million, if anybody stands between the two:
 * each side was bound to its part before it saw the other's.
 */
export const pairingCode = (keys: PhoneKeys, { phone, nonce, officeKey, organisation }: OfficeAnswer): string => {
  const seen = canonicalJson({ phone, officeKey, organisation })
  const digest = sha256(concatBytes(CODE_LABEL, keys.signKey, keys.recipient, keys.nonce, nonce, sha256(seen)))
  return String(u64FromBytes(digest) % CODES).padStart(6, '0')
}

/** The name under which an office signs for a phone: a key of its own for each. */
export const officeSigner = (phone: string, seed: Uint8Array): NoteSigner => ({
  name: `homeward/album/${phone}`,
  seed,
})

/** The text form of an office's key for a phone, as the phone keeps it. */
export const officeKey = (phone: string, seed: Uint8Array): string => {
  const { name } = officeSigner(phone, seed)
  return formatVkey(createVkey(name, ed25519PublicKey(seed)))
}

/** What a phone signs to say that it is itself: the office's challenge, its own nonce, and whom it means. */
export interface ContactClaim {
  phone: string
  officeKey: string
  /** 64 hexadecimal characters each. */
  challenge: string
  nonce: string
}

const contactBytes = (claim: ContactClaim): Uint8Array => concatBytes(CONTACT_LABEL, canonicalJson(claim))

/** The signature (64 bytes) under a contact. */
export const signContact = (claim: ContactClaim, seed: Uint8Array): Uint8Array => ed25519Sign(seed, contactBytes(claim))

/** Whether the phone with this public key signed this contact. */
export const verifyContact = (claim: ContactClaim, signature: Uint8Array, signKey: Uint8Array): boolean =>
  ed25519Verify(signKey, contactBytes(claim), signature)

/** How a phone stands with its office. `none`: paired, and no album is meant for it now. */
export const PHONE_STATES = ['current', 'none', 'expired', 'revoked'] as const
/** One of `PHONE_STATES`. */
export type PhoneState = (typeof PHONE_STATES)[number]

/** What the office says at every contact, signed: nobody else can end an album. */
export interface ContactNote {
  phone: string
  /** The phone's own nonce of this contact. */
  nonce: string
  state: PhoneState
  /** The office's clock. */
  now: string
  album?: string
  until?: string
}

const contactNote = object<ContactNote>({
  phone: hex(32),
  nonce: hex(64),
  state: oneOf(PHONE_STATES),
  now: instant,
  album: optional(hex(32)),
  until: optional(instant),
})

const NOTE_HEAD = 'homeward-album-contact/1\n'

/** The signed note of a contact. */
export const signContactNote = (value: ContactNote, office: NoteSigner): string =>
  signNote(`${NOTE_HEAD}${new TextDecoder().decode(canonicalJson(value))}\n`, office)

/**
 * Reads the note of a contact, and checks that it is the office's answer to this phone and this contact.
 * @returns null when it is not: then nothing of it may be acted on.
 */
export const readContactNote = (
  note: string,
  office: Vkey,
  { phone, nonce }: { phone: string; nonce: string },
): ContactNote | null => {
  try {
    const { text } = verifyNote(note, [office])
    if (!text.startsWith(NOTE_HEAD)) {
      return null
    }
    const read = contactNote(parseCanonical(utf8(text.slice(NOTE_HEAD.length, -1))), 'note')
    return read.phone === phone && read.nonce === nonce ? read : null
  } catch {
    return null
  }
}
