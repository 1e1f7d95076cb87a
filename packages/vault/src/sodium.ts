import type { EntryCrypto } from '@homeward/format'
import createSodium from 'libsodium-sumo'
import type { Sodium } from 'libsodium-sumo'

/*
 * [Note: Why there is a second implementation] node:crypto makes a native object for each HMAC and each cipher, which costs
 * several times what the few hundred bytes of an entry cost. libsodium works in one piece of memory. Only threads that open
 * many entries use it, and their memory goes with them (rule V17).
 */

// An entry has at most 65,535 bytes and its associated data 110; keys and salts are of 32 or 64.
const MOST_SEALED = 65_536
const MOST_SHORT = 256
const TAG_BYTES = 16
const HASH_BYTES = 32

const NOTHING = new Uint8Array()

/** Puts bytes where libsodium finds them, and gives their address. */
type Placer = (bytes: Uint8Array) => number

/** @throws RangeError rather than writing over what lies behind */
const placer = (sodium: Sodium, most: number): Placer => {
  const address = sodium._malloc(most)
  return (bytes) => {
    if (bytes.length > most) {
      throw new RangeError(`There is room for ${most} bytes here, not for ${bytes.length}.`)
    }
    sodium.HEAPU8.set(bytes, address)
    return address
  }
}

/**
 * The primitives that open entries, by libsodium (libsodium.js, WebAssembly). They take what an entry has at most, and
 * throw RangeError for more. What they give is good until the next call.
 */
export const loadSodium = async (): Promise<EntryCrypto> => {
  const sodium = await createSodium()
  const placeSealed = placer(sodium, MOST_SEALED)
  const placeKey = placer(sodium, MOST_SHORT)
  const placeSalt = placer(sodium, MOST_SHORT)
  const placeText = placer(sodium, MOST_SHORT)
  const plainAt = sodium._malloc(MOST_SEALED)
  const prkAt = sodium._malloc(HASH_BYTES)
  const outAt = sodium._malloc(MOST_SHORT)
  const given = (address: number, length: number): Uint8Array => sodium.HEAPU8.slice(address, address + length)
  return {
    hkdfSha256: (ikm, salt, info, length) => {
      sodium._crypto_kdf_hkdf_sha256_extract(prkAt, placeSalt(salt), salt.length, placeKey(ikm), ikm.length)
      if (
        length > MOST_SHORT ||
        sodium._crypto_kdf_hkdf_sha256_expand(outAt, length, placeText(info), info.length, prkAt) !== 0
      ) {
        throw new RangeError(`A key of ${length} bytes cannot be made here.`)
      }
      return given(outAt, length)
    },
    sha256: (bytes) => {
      sodium._crypto_hash_sha256(outAt, placeText(bytes), bytes.length, 0)
      return given(outAt, HASH_BYTES)
    },
    chachaOpen: (key, nonce, sealed, associated = NOTHING) => {
      if (sealed.length < TAG_BYTES) {
        return null
      }
      const failed = sodium._crypto_aead_chacha20poly1305_ietf_decrypt(
        plainAt,
        0,
        0,
        placeSealed(sealed),
        sealed.length,
        0,
        placeText(associated),
        associated.length,
        0,
        placeSalt(nonce),
        placeKey(key),
      )
      return failed === 0 ? sodium.HEAPU8.subarray(plainAt, plainAt + sealed.length - TAG_BYTES) : null
    },
  }
}
