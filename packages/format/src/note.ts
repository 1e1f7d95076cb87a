/** Signed notes and verifier keys (c2sp.org/signed-note v1.0.0), Ed25519 only. */
import { concatBytes, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { ed25519PublicKey, ed25519Sign, ed25519Verify, sha256 } from '#primitives'

const ED25519_TYPE = 1
const KEY_ID_LENGTH = 4
const SIGNATURE_PREFIX = '— '
// The specification asks for at least 16; more than this many is somebody wasting our time.
const MAX_SIGNATURES = 100
const NAME = /^[^\p{White_Space}+]+$/u
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0009\u000B-\u001F]/u

/** A verifier key: who signs, and with which Ed25519 public key. */
export interface Vkey {
  name: string
  keyIdHex: string
  publicKey: Uint8Array
}

/** Who signs a note: the key name and the 32-byte Ed25519 seed. */
export interface NoteSigner {
  name: string
  seed: Uint8Array
}

/** One signature line; `signatureBytes` is what follows the four bytes of key ID. */
export interface NoteSignature {
  name: string
  keyIdHex: string
  signatureBytes: Uint8Array
}

/** A note taken apart; nothing is verified yet. */
export interface ParsedNote {
  text: string
  signatures: NoteSignature[]
}

const noteFault = (message: string): FormatError => new FormatError('NOTE_INVALID', message)
const keyFault = (message: string): FormatError => new FormatError('KEY_INVALID', message)

/**
 * The verifier key of an Ed25519 public key under a name.
 * @throws FormatError KEY_INVALID when the name is empty or holds white space or `+`, or the key has not 32 bytes.
 */
export const createVkey = (name: string, publicKey: Uint8Array): Vkey => {
  if (!NAME.test(name) || publicKey.length !== 32) {
    throw keyFault('A key needs a name without spaces or plus signs and 32 bytes.')
  }
  const id = sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(ED25519_TYPE), publicKey)).subarray(0, KEY_ID_LENGTH)
  return { name, keyIdHex: toHex(id), publicKey }
}

/** The text form `name+hex id+base64 key`. */
export const formatVkey = ({ name, keyIdHex, publicKey }: Vkey): string =>
  `${name}+${keyIdHex}+${toBase64(concatBytes(Uint8Array.of(ED25519_TYPE), publicKey))}`

/**
 * Reads the text form of a verifier key.
 * @throws FormatError KEY_INVALID when it is malformed, of another type than Ed25519, or its ID is not that of its key.
 */
export const parseVkey = (text: string): Vkey => {
  const [name, keyIdHex, ...rest] = text.split('+')
  let keyBytes: Uint8Array
  try {
    // Base64 may itself hold plus signs, so only the first two separate.
    keyBytes = fromBase64(rest.join('+'))
  } catch {
    throw keyFault('The key is not written as a verifier key (name+id+base64).')
  }
  if (name === undefined || keyBytes[0] !== ED25519_TYPE) {
    throw keyFault('The key is not an Ed25519 verifier key.')
  }
  const key = createVkey(name, keyBytes.subarray(1))
  if (key.keyIdHex !== keyIdHex) {
    throw keyFault('The ID of the key does not belong to the key.')
  }
  return key
}

const checkText = (text: string): void => {
  if (!text.endsWith('\n') || CONTROL.test(text)) {
    throw noteFault('The text of a note must end with a line feed and hold no other control characters.')
  }
}

/**
 * The signed note of `text` with one signature.
 * @throws FormatError NOTE_INVALID when the text does not end in a line feed or holds other control characters;
 *   KEY_INVALID when the name of the signer cannot stand in a note.
 */
export const signNote = (text: string, { name, seed }: NoteSigner): string => {
  checkText(text)
  const { keyIdHex } = createVkey(name, ed25519PublicKey(seed))
  const signature = concatBytes(fromHex(keyIdHex), ed25519Sign(seed, utf8(text)))
  return `${text}\n${SIGNATURE_PREFIX}${name} ${toBase64(signature)}\n`
}

const parseSignature = (line: string): NoteSignature => {
  const [name, base64, ...extra] = line.slice(SIGNATURE_PREFIX.length).split(' ')
  if (!line.startsWith(SIGNATURE_PREFIX) || name === undefined || base64 === undefined || extra.length > 0) {
    throw noteFault('A signature line of the note is malformed.')
  }
  let bytes: Uint8Array
  try {
    bytes = fromBase64(base64)
  } catch {
    throw noteFault('A signature of the note is not canonical base64.')
  }
  if (!NAME.test(name) || bytes.length <= KEY_ID_LENGTH) {
    throw noteFault('A signature line of the note is malformed.')
  }
  return { name, keyIdHex: toHex(bytes.subarray(0, KEY_ID_LENGTH)), signatureBytes: bytes.subarray(KEY_ID_LENGTH) }
}

/**
 * Takes a note apart without verifying anything.
 * @throws FormatError NOTE_INVALID when it is not valid UTF-8, has no signature, more than 100, or is malformed.
 */
export const parseNote = (note: string | Uint8Array): ParsedNote => {
  let whole: string
  try {
    whole = typeof note === 'string' ? note : fromUtf8(note)
  } catch {
    throw noteFault('The note is not valid UTF-8 text.')
  }
  const split = whole.lastIndexOf('\n\n')
  if (split === -1 || !whole.endsWith('\n')) {
    throw noteFault('The note has no signatures.')
  }
  const text = whole.slice(0, split + 1)
  checkText(whole)
  const lines = whole.slice(split + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) {
    throw noteFault(`The note has more than ${MAX_SIGNATURES} signatures.`)
  }
  return { text, signatures: lines.map(parseSignature) }
}

/**
 * Verifies a note against known keys: signatures of unknown keys are ignored, every signature of a known key must hold,
 * and at least one must be there.
 * @returns the text, and the known keys that signed it.
 * @throws FormatError NOTE_INVALID otherwise; KEY_INVALID when two known keys share name and ID.
 */
export const verifyNote = (note: string | Uint8Array, known: readonly Vkey[]): { text: string; signedBy: Vkey[] } => {
  const { text, signatures } = parseNote(note)
  const message = utf8(text)
  const signedBy = new Set<Vkey>()
  for (const { name, keyIdHex, signatureBytes } of signatures) {
    const matching = known.filter((key) => key.name === name && key.keyIdHex === keyIdHex)
    const [key, second] = matching
    if (second !== undefined && key !== undefined && !equalBytes(second.publicKey, key.publicKey)) {
      throw keyFault('Two different known keys share one name and ID.')
    }
    if (key !== undefined) {
      if (!ed25519Verify(key.publicKey, message, signatureBytes)) {
        throw noteFault(`The signature of ${name} does not belong to this text.`)
      }
      signedBy.add(key)
    }
  }
  if (signedBy.size === 0) {
    throw noteFault('The note carries no signature of a known key.')
  }
  return { text, signedBy: [...signedBy] }
}
