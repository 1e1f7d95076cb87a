/** The text forms of age X25519 keys (c2sp.org/age v1). */
import { decodeBech32, encodeBech32 } from './bech32.ts'
import { FormatError } from './format-error.ts'
import { x25519PublicKey } from '#primitives'

const RECIPIENT_PREFIX = 'age'
const IDENTITY_PREFIX = 'age-secret-key-'
const KEY_LENGTH = 32

const check = (key: Uint8Array): Uint8Array => {
  if (key.length !== KEY_LENGTH) {
    throw new FormatError('KEY_INVALID', 'An age key must have 32 bytes.')
  }
  return key
}

/** The public key (32 bytes) that belongs to an identity (32 secret bytes). */
export const ageRecipient = (identity: Uint8Array): Uint8Array => x25519PublicKey(check(identity))

/** `age1…` of a public key. @throws FormatError KEY_INVALID when it has not 32 bytes. */
export const formatAgeRecipient = (recipient: Uint8Array): string => encodeBech32(RECIPIENT_PREFIX, check(recipient))

/** The public key in `age1…`. @throws FormatError KEY_INVALID */
export const parseAgeRecipient = (text: string): Uint8Array => check(decodeBech32(RECIPIENT_PREFIX, text))

/** `AGE-SECRET-KEY-1…` of an identity. Whoever sees it can read. @throws FormatError KEY_INVALID */
export const formatAgeIdentity = (identity: Uint8Array): string =>
  encodeBech32(IDENTITY_PREFIX, check(identity)).toUpperCase()

/** The identity in `AGE-SECRET-KEY-1…`. @throws FormatError KEY_INVALID */
export const parseAgeIdentity = (text: string): Uint8Array => check(decodeBech32(IDENTITY_PREFIX, text))
