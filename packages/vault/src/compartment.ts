import { hkdfSha256, utf8, x25519PublicKey } from '@homeward/format'

/** The parts of a vault with their own keys. */
export const COMPARTMENTS = ['registry', 'evidence', 'testimony', 'assistance', 'roster'] as const

/** A part of a vault with its own keys. */
export type CompartmentName = (typeof COMPARTMENTS)[number]

/** Whether a text names a part of a vault. */
export const isCompartment = (text: string): text is CompartmentName =>
  (COMPARTMENTS as readonly string[]).includes(text)

/** A compartment key of one epoch and what it is used for; each use has its own key (rule K6). */
export interface CompartmentKeys {
  /** The key itself, to be given to members. */
  key: Uint8Array
  /** Encrypts log entries. */
  entryKey: Uint8Array
  /** X25519 secret that opens blobs (an age identity), and the recipient that they are sealed to. */
  blobSecret: Uint8Array
  blobRecipient: Uint8Array
  /** Makes blob ids out of the SHA-256 of their content. */
  blobIdKey: Uint8Array
  /** Raw SQLCipher key of the index. */
  indexKey: Uint8Array
  /** Seals the keys of subjects, and makes the tags that they are found by (docs/spec/erasure.md). */
  subjectWrapKey: Uint8Array
  subjectTagKey: Uint8Array
}

/** Bytes of a compartment key, and of each key derived from it. */
export const COMPARTMENT_KEY_BYTES = 32

const derive = (key: Uint8Array, use: string): Uint8Array =>
  hkdfSha256(key, new Uint8Array(), utf8(`homeward/compartment/${use}/v1`), COMPARTMENT_KEY_BYTES)

/** The keys for every use of a compartment key. Keeps a copy of `key`. */
export const deriveCompartmentKeys = (key: Uint8Array): CompartmentKeys => {
  const blobSecret = derive(key, 'blob-identity')
  return {
    key: Uint8Array.from(key),
    entryKey: derive(key, 'entry'),
    blobSecret,
    blobRecipient: x25519PublicKey(blobSecret),
    blobIdKey: derive(key, 'blob-id'),
    indexKey: derive(key, 'index'),
    subjectWrapKey: derive(key, 'subject-key'),
    subjectTagKey: derive(key, 'subject-tag'),
  }
}

/** Overwrites the secrets with zeros. */
export const wipeCompartmentKeys = (keys: CompartmentKeys): void => {
  const { blobRecipient: _public, ...secrets } = keys
  for (const secret of Object.values(secrets)) {
    secret.fill(0)
  }
}
