/**
 * The cryptographic primitives on the noble libraries, for browsers and workers without node:crypto. Same names, same
 * results as `primitives.node.ts`, where each promise is written down.
 */
import { gcm } from '@noble/ciphers/aes.js'
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ed25519, x25519 as curve25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { scrypt } from '@noble/hashes/scrypt.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { randomBytes as nobleRandomBytes } from '@noble/hashes/utils.js'
import type { SealedParts, Sha256Stream } from './primitives.node.ts'

export type { SealedParts, Sha256Stream } from './primitives.node.ts'

const TAG_LENGTH = 16
const RAW_KEY_LENGTH = 32
const CRC_POLYNOMIAL = 0xed_b8_83_20
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value & 1) === 1 ? (value >>> 1) ^ CRC_POLYNOMIAL : value >>> 1
  }
  return value
})

/** See `primitives.node.ts`. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes)

/** See `primitives.node.ts`. */
export const createSha256 = (): Sha256Stream => {
  const running = nobleSha256.create()
  return {
    update: (bytes) => {
      running.update(bytes)
    },
    digest: () => running.digest(),
  }
}

/** See `primitives.node.ts`. */
export const hmacSha256 = (key: Uint8Array, bytes: Uint8Array): Uint8Array => hmac(nobleSha256, key, bytes)

/** See `primitives.node.ts`. */
export const hkdfSha256 = (ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array =>
  hkdf(nobleSha256, ikm, salt, info, length)

/** See `primitives.node.ts`. */
export const scrypt32 = (passphrase: Uint8Array, salt: Uint8Array, logN: number): Uint8Array => {
  const cost = 2 ** logN
  return scrypt(passphrase, salt, { N: cost, r: 8, p: 1, dkLen: 32, maxmem: 256 * 8 * cost })
}

/** See `primitives.node.ts`. */
export const chachaSeal = (
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  associated?: Uint8Array,
): Uint8Array => chacha20poly1305(key, nonce, associated).encrypt(plain)

/** See `primitives.node.ts`. */
export const chachaSealParts = (
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  associated?: Uint8Array,
): SealedParts => {
  const sealed = chachaSeal(key, nonce, plain, associated)
  return { ciphertext: sealed.subarray(0, plain.length), tag: sealed.subarray(plain.length) }
}

/** See `primitives.node.ts`. */
export const chachaOpen = (
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated?: Uint8Array,
): Uint8Array | null => {
  if (sealed.length < TAG_LENGTH) {
    return null
  }
  const opener = chacha20poly1305(key, nonce, associated)
  try {
    return opener.decrypt(sealed)
  } catch {
    return null
  }
}

/** See `primitives.node.ts`. */
export const aesGcmSeal = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array =>
  gcm(key, nonce).encrypt(plain)

/** See `primitives.node.ts`. */
export const aesGcmOpen = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null => {
  if (sealed.length < TAG_LENGTH) {
    return null
  }
  try {
    return gcm(key, nonce).decrypt(sealed)
  } catch {
    return null
  }
}

/** See `primitives.node.ts`. */
export const ed25519PublicKey = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed)

/** See `primitives.node.ts`. */
export const ed25519Sign = (seed: Uint8Array, message: Uint8Array): Uint8Array => ed25519.sign(message, seed)

/** See `primitives.node.ts`. */
export const ed25519Verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (key.length !== RAW_KEY_LENGTH || signature.length !== 64) {
    return false
  }
  try {
    return ed25519.verify(signature, message, key, { zip215: false })
  } catch {
    return false
  }
}

/** See `primitives.node.ts`. */
export const x25519PublicKey = (secret: Uint8Array): Uint8Array => curve25519.getPublicKey(secret)

/** See `primitives.node.ts`. */
export const x25519 = (secret: Uint8Array, peer: Uint8Array): Uint8Array | null => {
  if (secret.length !== RAW_KEY_LENGTH || peer.length !== RAW_KEY_LENGTH) {
    throw new RangeError('A raw key must have 32 bytes.')
  }
  try {
    return curve25519.getSharedSecret(secret, peer)
  } catch {
    return null
  }
}

/** See `primitives.node.ts`. */
export const x25519Own = (
  secret: Uint8Array,
): { publicKey: Uint8Array; shared: (peer: Uint8Array) => Uint8Array | null } => ({
  publicKey: x25519PublicKey(secret),
  shared: (peer) => x25519(secret, peer),
})

/** See `primitives.node.ts`. */
export const x25519Ephemeral = (
  secret: Uint8Array,
  peer: Uint8Array,
): { share: Uint8Array; shared: Uint8Array | null } => ({
  share: x25519PublicKey(secret),
  shared: x25519(secret, peer),
})

/** See `primitives.node.ts`. */
export const randomBytes = (length: number): Uint8Array => nobleRandomBytes(length)

/** See `primitives.node.ts`. */
export const crc32 = (bytes: Uint8Array, previous = 0): number => {
  let value = ~previous
  for (const byte of bytes) {
    value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 255] ?? 0)
  }
  return ~value >>> 0
}
