import { chachaOpen, hkdfSha256, sha256 } from '#primitives'

/**
 * The three primitives that opening an entry takes, with the meaning that `#primitives` gives them. Whoever opens very many
 * entries may bring faster ones, whose results are good until the next call only.
 */
export interface EntryCrypto {
  /** HKDF-SHA-256 (RFC 5869): `length` bytes. */
  hkdfSha256: (ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) => Uint8Array
  /** SHA-256 (FIPS 180-4): 32 bytes. */
  sha256: (bytes: Uint8Array) => Uint8Array
  /** ChaCha20-Poly1305 (RFC 8439), the tag behind the ciphertext; `null` when anything is not the same. */
  chachaOpen: (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated?: Uint8Array) => Uint8Array | null
}

/** The primitives of this package. */
export const OWN_CRYPTO: EntryCrypto = { hkdfSha256, sha256, chachaOpen }
