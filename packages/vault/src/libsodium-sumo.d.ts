/** What `sodium.ts` uses of libsodium's WebAssembly build: addresses and lengths are in bytes, `bigint` halves are left 0. */
declare module 'libsodium-sumo' {
  export interface Sodium {
    /** The memory; another array after it grew. */
    readonly HEAPU8: Uint8Array
    _malloc: (length: number) => number
    _crypto_hash_sha256: (out: number, bytes: number, lengthLow: number, lengthHigh: number) => number
    _crypto_kdf_hkdf_sha256_extract: (
      prk: number,
      salt: number,
      saltLength: number,
      ikm: number,
      ikmLength: number,
    ) => number
    _crypto_kdf_hkdf_sha256_expand: (
      out: number,
      length: number,
      info: number,
      infoLength: number,
      prk: number,
    ) => number
    _crypto_aead_chacha20poly1305_ietf_decrypt: (
      plain: number,
      plainLength: number,
      secretNonce: number,
      sealed: number,
      sealedLengthLow: number,
      sealedLengthHigh: number,
      associated: number,
      associatedLengthLow: number,
      associatedLengthHigh: number,
      nonce: number,
      key: number,
    ) => number
  }
  const createSodium: () => Promise<Sodium>
  export default createSodium
}
