/**
 * The cryptographic primitives on node:crypto. Same names, same results as `primitives.noble.ts`; the conditional
 * import `#primitives` of package.json picks one of the two. No other file of this package may import a primitive.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hash,
  randomFillSync,
  scryptSync,
  sign,
  verify,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { crc32 as zlibCrc32 } from 'node:zlib'

const TAG_LENGTH = 16
const RAW_KEY_LENGTH = 32
const HASH_LENGTH = 32
const MAX_HKDF_BYTES = 255 * HASH_LENGTH
const FIRST_COUNTER = Uint8Array.of(1)

type Curve = 'Ed25519' | 'X25519'

const plainView = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)

const base64Url = (key: Uint8Array): string => {
  if (key.length !== RAW_KEY_LENGTH) {
    throw new RangeError(`A raw key must have 32 bytes, this one has ${key.length}.`)
  }
  return Buffer.from(key).toString('base64url')
}

// Keys go in and out as JWK (RFC 8037): in Node 20 that is ten times faster than DER.
// The public half must be there as text; the one that counts is computed from the private half.
const privateKey = (crv: Curve, raw: Uint8Array): KeyObject => {
  const d = base64Url(raw)
  return createPrivateKey({ key: { kty: 'OKP', crv, d, x: d }, format: 'jwk' })
}

// A log is checked under one key and blobs are sealed to one: making the object again would cost as much as using it.
const lastPublicKey: Record<Curve, { x: string; key: KeyObject } | null> = { Ed25519: null, X25519: null }

const publicKey = (crv: Curve, raw: Uint8Array): KeyObject => {
  const x = base64Url(raw)
  const last = lastPublicKey[crv]
  if (last?.x === x) {
    return last.key
  }
  const key = createPublicKey({ key: { kty: 'OKP', crv, x }, format: 'jwk' })
  lastPublicKey[crv] = { x, key }
  return key
}

const rawPublic = (key: KeyObject): Uint8Array =>
  Uint8Array.from(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'))

/** SHA-256 (FIPS 180-4) of `bytes`: 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => plainView(hash('sha256', bytes, 'buffer'))

/** A running SHA-256. `digest` may be called once, at the end. */
export interface Sha256Stream {
  update: (bytes: Uint8Array) => void
  digest: () => Uint8Array
}

/** Starts a SHA-256 over bytes that arrive in pieces. */
export const createSha256 = (): Sha256Stream => {
  const running = createHash('sha256')
  return {
    update: (bytes) => {
      running.update(bytes)
    },
    digest: () => plainView(running.digest()),
  }
}

/** HMAC-SHA-256 (RFC 2104): 32 bytes. */
export const hmacSha256 = (key: Uint8Array, bytes: Uint8Array): Uint8Array =>
  plainView(createHmac('sha256', key).update(bytes).digest())

// Two HMACs cost about two thirds of Node's own hkdfSync, and a rebuild derives a key for every entry.
const hkdfExpand = (pseudoRandomKey: Uint8Array, info: Uint8Array, length: number): Uint8Array => {
  if (length === HASH_LENGTH) {
    return plainView(createHmac('sha256', pseudoRandomKey).update(info).update(FIRST_COUNTER).digest())
  }
  if (length > MAX_HKDF_BYTES) {
    throw new RangeError(`HKDF gives at most ${MAX_HKDF_BYTES} bytes, not ${length}.`)
  }
  const output = new Uint8Array(length)
  let block = new Uint8Array()
  for (let filled = 0; filled < length; filled += block.length) {
    const counter = Uint8Array.of(filled / HASH_LENGTH + 1)
    block = new Uint8Array(createHmac('sha256', pseudoRandomKey).update(block).update(info).update(counter).digest())
    output.set(block.subarray(0, length - filled), filled)
  }
  return output
}

/** HKDF-SHA-256 (RFC 5869), extract and expand; `length` in bytes, at most 8,160. */
export const hkdfSha256 = (ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array =>
  hkdfExpand(hmacSha256(salt, ikm), info, length)

/** scrypt (RFC 7914) with r = 8, p = 1 and N = 2^`logN`: 32 bytes. */
export const scrypt32 = (passphrase: Uint8Array, salt: Uint8Array, logN: number): Uint8Array => {
  const cost = 2 ** logN
  return plainView(scryptSync(passphrase, salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * 8 * cost }))
}

/** The two parts of what ChaCha20-Poly1305 makes; on disk the tag follows the ciphertext. */
export interface SealedParts {
  ciphertext: Uint8Array
  tag: Uint8Array
}

/**
 * ChaCha20-Poly1305 (RFC 8439) without joining ciphertext and tag, which saves a copy in the streaming writer.
 * The caller promises that (key, nonce) is never used twice.
 */
export const chachaSealParts = (
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  associated?: Uint8Array,
): SealedParts => {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_LENGTH })
  if (associated !== undefined) {
    cipher.setAAD(associated, { plaintextLength: plain.length })
  }
  const ciphertext = cipher.update(plain)
  cipher.final()
  return { ciphertext: plainView(ciphertext), tag: plainView(cipher.getAuthTag()) }
}

/** ChaCha20-Poly1305 (RFC 8439): ciphertext with the 16-byte tag behind it. */
export const chachaSeal = (
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  associated?: Uint8Array,
): Uint8Array => {
  const { ciphertext, tag } = chachaSealParts(key, nonce, plain, associated)
  const sealed = new Uint8Array(ciphertext.length + TAG_LENGTH)
  sealed.set(ciphertext)
  sealed.set(tag, ciphertext.length)
  return sealed
}

/** Opens what `chachaSeal` made; `null` when the bytes, the key, the nonce or the associated data are not the same. */
export const chachaOpen = (
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated?: Uint8Array,
): Uint8Array | null => {
  const length = sealed.length - TAG_LENGTH
  if (length < 0) {
    return null
  }
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_LENGTH })
  if (associated !== undefined) {
    decipher.setAAD(associated, { plaintextLength: length })
  }
  decipher.setAuthTag(sealed.subarray(length))
  const plain = decipher.update(sealed.subarray(0, length))
  try {
    decipher.final()
  } catch {
    return null
  }
  return plainView(plain)
}

/**
 * AES-256-GCM (NIST SP 800-38D): ciphertext with the 16-byte tag behind it, as WebCrypto has it.
 * The caller promises that (key, nonce) is never used twice.
 */
export const aesGcmSeal = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
  const sealed = new Uint8Array(plain.length + TAG_LENGTH)
  sealed.set(cipher.update(plain))
  cipher.final()
  sealed.set(cipher.getAuthTag(), plain.length)
  return sealed
}

/** Opens what `aesGcmSeal` made; `null` when the bytes, the key or the nonce are not the same. */
export const aesGcmOpen = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null => {
  const length = sealed.length - TAG_LENGTH
  if (length < 0) {
    return null
  }
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
  decipher.setAuthTag(sealed.subarray(length))
  const plain = decipher.update(sealed.subarray(0, length))
  try {
    decipher.final()
  } catch {
    return null
  }
  return plainView(plain)
}

/** The Ed25519 public key (RFC 8032) of a 32-byte seed. */
export const ed25519PublicKey = (seed: Uint8Array): Uint8Array => rawPublic(privateKey('Ed25519', seed))

/** The 64-byte Ed25519 signature of `message`. Deterministic. */
export const ed25519Sign = (seed: Uint8Array, message: Uint8Array): Uint8Array =>
  plainView(sign(null, message, privateKey('Ed25519', seed)))

/**
 * Whether `signature` is one of `message` by `key`. False, never an exception, for malformed input.
 * For keys and signatures made by an honest signer both implementations agree; for points of small order, which
 * only a dishonest signer makes, they may differ.
 */
export const ed25519Verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (key.length !== RAW_KEY_LENGTH || signature.length !== 64) {
    return false
  }
  try {
    return verify(null, message, publicKey('Ed25519', key), signature)
  } catch {
    return false
  }
}

/** The X25519 public key (RFC 7748) of a 32-byte secret. */
export const x25519PublicKey = (secret: Uint8Array): Uint8Array => rawPublic(privateKey('X25519', secret))

const sharedSecret = (own: KeyObject, other: KeyObject): Uint8Array | null => {
  try {
    return plainView(diffieHellman({ privateKey: own, publicKey: other }))
  } catch {
    return null
  }
}

/** The X25519 shared secret, or `null` when it would be all zero (a public key of small order). */
export const x25519 = (secret: Uint8Array, peer: Uint8Array): Uint8Array | null =>
  sharedSecret(privateKey('X25519', secret), publicKey('X25519', peer))

/** `secret`, prepared for many peers: its public key, and what it shares with each (as `x25519`). */
export const x25519Own = (
  secret: Uint8Array,
): { publicKey: Uint8Array; shared: (peer: Uint8Array) => Uint8Array | null } => {
  const own = privateKey('X25519', secret)
  return { publicKey: rawPublic(own), shared: (peer) => sharedSecret(own, publicKey('X25519', peer)) }
}

/** The public key of `secret` and what it shares with `peer`: both for little more than the price of one. */
export const x25519Ephemeral = (
  secret: Uint8Array,
  peer: Uint8Array,
): { share: Uint8Array; shared: Uint8Array | null } => {
  const own = privateKey('X25519', secret)
  return { share: rawPublic(own), shared: sharedSecret(own, publicKey('X25519', peer)) }
}

/** `length` bytes from the operating system's generator. */
export const randomBytes = (length: number): Uint8Array => randomFillSync(new Uint8Array(length))

/** CRC-32 as zip has it; `previous` is the result over the bytes before. Finds accidents, not attackers. */
export const crc32 = (bytes: Uint8Array, previous = 0): number => zlibCrc32(bytes, previous)
