import {
  canonicalJson,
  chachaOpen,
  chachaSeal,
  fromUtf8,
  hkdfSha256,
  pad,
  toBase64,
  unpad,
  utf8,
} from '@homeward/format'
import { SEED_BYTES } from './identity.ts'
import { parseJsonFields } from './json-fields.ts'
import type { KeyFile, PasskeyWrap } from './key-file.ts'
import { VaultError } from './vault-error.ts'

/** Bytes that a passkey's PRF gives. */
const PRF_BYTES = 32
/** The longest credential id that WebAuthn allows, in bytes. */
const MOST_CREDENTIAL_BYTES = 1023
const SALT_BYTES = 16
const NONCE = new Uint8Array(12)
const INFO_WRAP = utf8('homeward/passkey/v1')
const INFO_ABOUT = utf8('homeward/passkey/about/v1')

/** What the owner of a passkey is told about it. On the disk it is sealed under their identity (rule K21). */
export interface PasskeyAbout {
  /** What the owner calls it. */
  name: string
  /** The mark under which the authenticator lists it. */
  mark: string
  /** When it was added, by the clock of the device. */
  at: string
  /** The id that the authenticator gave it, base64url. */
  credential: string
}

type Owner = Pick<KeyFile, 'vaultHex' | 'memberHex'>

const associated = (use: string, { vaultHex, memberHex }: Owner, more: Record<string, string> = {}): Uint8Array =>
  canonicalJson({ ...more, member: memberHex, use: `homeward/keys/${use}/v1`, vault: vaultHex })

const aboutPlace = (
  owner: Owner,
  { saltBytes, sealedBytes }: Pick<PasskeyWrap, 'saltBytes' | 'sealedBytes'>,
): Uint8Array => associated('passkey-about', owner, { salt: toBase64(saltBytes), sealed: toBase64(sealedBytes) })

/** Wraps a seed under the output of a passkey's PRF, and seals what its owner wants to know of it under the seed. */
export const wrapByPasskey = (
  seed: Uint8Array,
  {
    owner,
    prfBytes,
    about,
    random,
  }: { owner: Owner; prfBytes: Uint8Array; about: PasskeyAbout; random: (length: number) => Uint8Array },
): PasskeyWrap => {
  if (prfBytes.length !== PRF_BYTES || about.credential.length > MOST_CREDENTIAL_BYTES * 2) {
    throw new VaultError('PASSKEY_UNUSABLE', 'This passkey cannot open a vault. Use another one, or the passphrase.')
  }
  const saltBytes = random(SALT_BYTES)
  const key = hkdfSha256(prfBytes, saltBytes, INFO_WRAP, SEED_BYTES)
  const sealedBytes = chachaSeal(key, NONCE, seed, associated('passkey', owner))
  key.fill(0)
  const aboutKey = hkdfSha256(seed, saltBytes, INFO_ABOUT, SEED_BYTES)
  const aboutBytes = chachaSeal(
    aboutKey,
    NONCE,
    pad(canonicalJson({ ...about })),
    aboutPlace(owner, { saltBytes, sealedBytes }),
  )
  aboutKey.fill(0)
  return { saltBytes, sealedBytes, aboutBytes }
}

/** The seed, or `null` when the passkey (or anything in the wrap) is not the one that it was wrapped with. */
export const unwrapByPasskey = (
  owner: Owner,
  { saltBytes, sealedBytes }: PasskeyWrap,
  prfBytes: Uint8Array,
): Uint8Array | null => {
  const key = hkdfSha256(prfBytes, saltBytes, INFO_WRAP, SEED_BYTES)
  const seed = chachaOpen(key, NONCE, sealedBytes, associated('passkey', owner))
  key.fill(0)
  return seed
}

const damaged = (): VaultError =>
  new VaultError('VAULT_DAMAGED', 'A passkey in the key file is damaged. Remove it and add it again.')

/** What the owner is told, or `null` when this passkey was changed by somebody who does not have the seed. */
export const readAbout = (owner: Owner, wrap: PasskeyWrap, seed: Uint8Array): PasskeyAbout | null => {
  const key = hkdfSha256(seed, wrap.saltBytes, INFO_ABOUT, SEED_BYTES)
  const padded = chachaOpen(key, NONCE, wrap.aboutBytes, aboutPlace(owner, wrap))
  key.fill(0)
  if (padded === null) {
    return null
  }
  const fields = parseJsonFields(fromUtf8(unpad(padded)), damaged)
  return {
    name: fields.text('name'),
    mark: fields.text('mark'),
    at: fields.text('at'),
    credential: fields.text('credential'),
  }
}
