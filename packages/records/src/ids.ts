import { randomBytes, sha256, utf8 } from '@homeward/format'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The kinds of things that have an id of their own; the prefix makes an id recognisable in a command or a log. */
export type IdKind =
  | 'authority'
  | 'informant'
  | 'person'
  | 'name'
  | 'kin'
  | 'photo'
  | 'ref'
  | 'mark'
  | 'challenge'
  | 'statement'
  | 'consent'
  | 'refusal'
  | 'source'
  | 'lead'
  | 'package'
  | 'register'
  | 'erasure'
  | 'act'
  | 'pair'
  | 'quarantine'

/**
 * Encodes 100 bits as 20 characters of Crockford's base 32 (lower case, without i, l, o, u).
 * Promises 20 characters for any input of at least 13 bytes; takes the first 100 bits.
 */
function base32of100Bits(bytes: Uint8Array): string {
  let out = ''
  for (let bit = 0; bit < 100; bit += 5) {
    const at = bit >> 3
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    out += alphabet[(pair >> (11 - (bit & 7))) & 31] ?? ''
  }
  return out
}

/** A new id `<kind>-<20 characters>` with 100 random bits, so that two devices never choose the same one. */
export function newId(kind: IdKind): string {
  return `${kind}-${base32of100Bits(randomBytes(14))}`
}

/**
 * An id that is the same wherever the same parts are compared, so that a decision finds its lead again after a rebuild
 * and on another device. Not secret: it is stored in encrypted places only.
 */
export function derivedId(kind: IdKind, ...parts: string[]): string {
  return `${kind}-${base32of100Bits(sha256(utf8(JSON.stringify([kind, ...parts]))))}`
}
