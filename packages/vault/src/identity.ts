import { ed25519PublicKey, hkdfSha256, utf8, x25519PublicKey } from '@homeward/format'

/** The keys of a member, all derived from one 32-byte seed. */
export interface Identity {
  seed: Uint8Array
  /** Ed25519 seed and public key: what the member signs devices with. */
  signSeed: Uint8Array
  signKey: Uint8Array
  /** X25519 secret and public key: an age identity and its recipient. */
  ageSecret: Uint8Array
  recipient: Uint8Array
}

/** Bytes of the seed of an identity. */
export const SEED_BYTES = 32

const derive = (seed: Uint8Array, label: string): Uint8Array =>
  hkdfSha256(seed, new Uint8Array(), utf8(label), SEED_BYTES)

/** The identity of a seed (rule K1). The identity keeps `seed`; `wipeIdentity` zeroes it. */
export const identityFromSeed = (seed: Uint8Array): Identity => {
  const signSeed = derive(seed, 'homeward/identity/sign/v1')
  const ageSecret = derive(seed, 'homeward/identity/age/v1')
  return { seed, signSeed, signKey: ed25519PublicKey(signSeed), ageSecret, recipient: x25519PublicKey(ageSecret) }
}

/** Overwrites the secrets of an identity with zeros. */
export const wipeIdentity = (identity: Identity): void => {
  for (const secret of [identity.seed, identity.signSeed, identity.ageSecret]) {
    secret.fill(0)
  }
}
