import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import {
  canonicalJson,
  chachaOpen,
  chachaSeal,
  concatBytes,
  equalBytes,
  fromUtf8,
  hkdfSha256,
  hmacSha256,
  toBase64,
  toHex,
  utf8,
} from '@homeward/format'
import { readIfThere, writeTimeless } from './durable-file.ts'
import { SEED_BYTES } from './identity.ts'
import { parseJsonFields } from './json-fields.ts'
import type { JsonFields } from './json-fields.ts'
import { passphraseKey } from './kdf.ts'
import type { KdfParams } from './kdf.ts'
import { RECOVERY_SET_BYTES } from './recovery-share.ts'
import { kdfJson, readKdf } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import { VaultError, storageError } from './vault-error.ts'

/** The seed of an identity, sealed under a key that is made with `saltBytes`. */
interface Wrap {
  saltBytes: Uint8Array
  sealedBytes: Uint8Array
}

/** The seed, sealed under a passkey, and what its owner wants to know of it, sealed under the seed (rules K20, K21). */
export interface PasskeyWrap extends Wrap {
  aboutBytes: Uint8Array
}

/** What `keys/<member>.json` holds: the seed of one member, wrapped by passphrase, by recovery key, and by each passkey. */
export interface KeyFile {
  vaultHex: string
  memberHex: string
  passphrase: Wrap & { kdf: KdfParams }
  /** `checkBytes` shows whoever has the seed that the rest is as it was written; `null` in files of an earlier version. */
  recovery: Wrap & { setBytes: Uint8Array; checkBytes: Uint8Array | null }
  passkeys: readonly PasskeyWrap[]
  /** A sealed text or as many random bytes: see `duress-slot.ts`. `null` in files of an earlier version. */
  duress: DuressWrap | null
}

/** Bytes that nobody can tell from random ones without the passphrase that they were sealed under, if there is one (rule DU1). */
export type DuressWrap = Wrap & { kdf: KdfParams }

/** Who a wrap belongs to; authenticated by the wrap, so that files cannot be swapped. */
export interface WrapOwner {
  vaultHex: string
  memberHex: string
}

type RandomBytes = (length: number) => Uint8Array

/** Bytes of the salt of every wrap. */
export const SALT_BYTES = 16
/** Bytes of a duress slot, the tag included. */
export const DURESS_SEALED_BYTES = 1040
const CHECK_BYTES = 32
const SEALED_BYTES = SEED_BYTES + 16
const MOST_ABOUT_BYTES = 8192
// Every wrap has a fresh salt and with it a fresh key, so the nonce may be constant.
const NONCE = new Uint8Array(12)
const MEMBER_FILE = /^[\da-f]{32}\.json$/u

const where = (memberHex: string): string => `the key file ${memberHex}.json`

/** The folder of the key files. */
export const keysDir = (dir: string): string => join(dir, 'keys')

const associated = (use: 'passphrase' | 'recovery', { vaultHex, memberHex }: WrapOwner, kdf?: KdfParams): Uint8Array =>
  canonicalJson({
    kdf: kdf === undefined ? undefined : kdfJson(kdf),
    member: memberHex,
    use: `homeward/keys/${use}/v1`,
    vault: vaultHex,
  })

/** Wraps a seed under a passphrase. */
export const wrapByPassphrase = async (
  seed: Uint8Array,
  { owner, passphrase, kdf, random }: { owner: WrapOwner; passphrase: string; kdf: KdfParams; random: RandomBytes },
): Promise<KeyFile['passphrase']> => {
  const saltBytes = random(SALT_BYTES)
  const key = await passphraseKey(passphrase, saltBytes, kdf)
  const sealedBytes = chachaSeal(key, NONCE, seed, associated('passphrase', owner, kdf))
  key.fill(0)
  return { kdf, saltBytes, sealedBytes }
}

/** The seed, or `null` when the key (or anything in the file) is not the one it was wrapped with. The key is zeroed. */
export const unwrapByPassphraseKey = (file: KeyFile, key: Uint8Array): Uint8Array | null => {
  const { kdf, sealedBytes } = file.passphrase
  const seed = chachaOpen(key, NONCE, sealedBytes, associated('passphrase', file, kdf))
  key.fill(0)
  return seed
}

/** `unwrapByPassphraseKey` for a passphrase. */
export const unwrapByPassphrase = async (file: KeyFile, passphrase: string): Promise<Uint8Array | null> => {
  const { kdf, saltBytes } = file.passphrase
  return unwrapByPassphraseKey(file, await passphraseKey(passphrase, saltBytes, kdf))
}

const recoveryWrapKey = (recoveryKey: Uint8Array, salt: Uint8Array): Uint8Array =>
  hkdfSha256(recoveryKey, salt, utf8('homeward/recovery/v1'), SEED_BYTES)

const recoveryCheck = (
  seed: Uint8Array,
  { setBytes, saltBytes, sealedBytes }: Wrap & { setBytes: Uint8Array },
): Uint8Array =>
  hmacSha256(
    hkdfSha256(seed, new Uint8Array(), utf8('homeward/recovery/check/v1'), SEED_BYTES),
    concatBytes(setBytes, saltBytes, sealedBytes),
  )

/** Wraps a seed under a recovery key; `setBytes` is the mark of its shares. */
export const wrapByRecoveryKey = (
  seed: Uint8Array,
  {
    owner,
    recoveryKey,
    setBytes,
    random,
  }: { owner: WrapOwner; recoveryKey: Uint8Array; setBytes: Uint8Array; random: RandomBytes },
): KeyFile['recovery'] => {
  const saltBytes = random(SALT_BYTES)
  const key = recoveryWrapKey(recoveryKey, saltBytes)
  const wrapped = { setBytes, saltBytes, sealedBytes: chachaSeal(key, NONCE, seed, associated('recovery', owner)) }
  return { ...wrapped, checkBytes: recoveryCheck(seed, wrapped) }
}

/** Whether the part for the recovery shares is as it was written; that the shares open it, only a rehearsal shows. */
export const isRecoveryWhole = (seed: Uint8Array, { recovery }: KeyFile): boolean =>
  recovery.checkBytes === null || equalBytes(recovery.checkBytes, recoveryCheck(seed, recovery))

/** The seed, or `null` when the recovery key (or anything in the file) is not the one it was wrapped with. */
export const unwrapByRecoveryKey = (file: KeyFile, recoveryKey: Uint8Array): Uint8Array | null => {
  const { saltBytes, sealedBytes } = file.recovery
  return chachaOpen(recoveryWrapKey(recoveryKey, saltBytes), NONCE, sealedBytes, associated('recovery', file))
}

const passphraseJson = ({ kdf, saltBytes, sealedBytes }: KeyFile['passphrase']) => ({
  kdf: kdfJson(kdf),
  salt: toBase64(saltBytes),
  sealed: toBase64(sealedBytes),
})

/** The bytes of a key file: canonical JSON and a line feed. Of one length for wraps of the same kinds and costs. */
export const keyFileBytes = ({ vaultHex, memberHex, passphrase, recovery, passkeys, duress }: KeyFile): Uint8Array => {
  const json = canonicalJson({
    duress: duress === null ? undefined : passphraseJson(duress),
    format: 1,
    member: memberHex,
    passkeys:
      passkeys.length === 0
        ? undefined
        : passkeys.map(({ aboutBytes, saltBytes, sealedBytes }) => ({
            about: toBase64(aboutBytes),
            salt: toBase64(saltBytes),
            sealed: toBase64(sealedBytes),
          })),
    passphrase: passphraseJson(passphrase),
    recovery: {
      check: recovery.checkBytes === null ? undefined : toBase64(recovery.checkBytes),
      salt: toBase64(recovery.saltBytes),
      sealed: toBase64(recovery.sealedBytes),
      set: toHex(recovery.setBytes),
    },
    vault: vaultHex,
  })
  return concatBytes(json, utf8('\n'))
}

/**
 * Writes the key file of a member, whole or not at all.
 * @throws VaultError DISK_FULL, IO_ERROR, NOT_PERMITTED
 */
export const writeKeyFile = (dir: string, file: KeyFile): void => {
  writeTimeless(join(keysDir(dir), `${file.memberHex}.json`), keyFileBytes(file), where(file.memberHex))
}

const readWrap = (fields: JsonFields, sealedLength: number, damaged: () => VaultError): DuressWrap => ({
  kdf: readKdf(fields.object('kdf'), damaged),
  saltBytes: fields.base64('salt', SALT_BYTES),
  sealedBytes: fields.base64('sealed', sealedLength),
})

const readFields = (bytes: Uint8Array, damaged: () => VaultError): KeyFile & { format: number } => {
  let text: string
  try {
    text = fromUtf8(bytes)
  } catch {
    throw damaged()
  }
  const fields = parseJsonFields(text, damaged)
  const recovery = fields.object('recovery')
  return {
    format: fields.number('format'),
    vaultHex: fields.text('vault'),
    memberHex: fields.text('member'),
    passphrase: readWrap(fields.object('passphrase'), SEALED_BYTES, damaged),
    recovery: {
      setBytes: recovery.hex('set', RECOVERY_SET_BYTES),
      checkBytes: recovery.has('check') ? recovery.base64('check', CHECK_BYTES) : null,
      saltBytes: recovery.base64('salt', SALT_BYTES),
      sealedBytes: recovery.base64('sealed', SEALED_BYTES),
    },
    passkeys: fields.list('passkeys').map((passkey) => ({
      aboutBytes: passkey.base64UpTo('about', MOST_ABOUT_BYTES),
      saltBytes: passkey.base64('salt', SALT_BYTES),
      sealedBytes: passkey.base64('sealed', SEALED_BYTES),
    })),
    duress: fields.has('duress') ? readWrap(fields.object('duress'), DURESS_SEALED_BYTES, damaged) : null,
  }
}

const archiveKeyDamaged = (): VaultError =>
  new VaultError('VAULT_DAMAGED', 'The key file beside the archive is damaged. Put back a copy of it.')

/** Reads a key file that stands alone, beside an archive. @throws VaultError VAULT_DAMAGED */
export const parseKeyFile = (bytes: Uint8Array): KeyFile => {
  const { format, ...file } = readFields(bytes, archiveKeyDamaged)
  if (format !== 1) {
    throw archiveKeyDamaged()
  }
  return file
}

const readKeyFile = (dir: string, name: string, vault: VaultFile): KeyFile => {
  const memberHex = name.slice(0, -'.json'.length)
  const damaged = (): VaultError =>
    new VaultError('VAULT_DAMAGED', `The key file ${name} is damaged. Put back a copy of it, or use recovery shares.`)
  const bytes = readIfThere(join(keysDir(dir), name), where(memberHex)) ?? new Uint8Array()
  const { format, ...file } = readFields(bytes, damaged)
  if (format !== 1 || file.memberHex !== memberHex || file.vaultHex !== vault.vaultHex) {
    throw damaged()
  }
  return file
}

/**
 * The key files of all members on this machine, ordered by member id.
 * @throws VaultError VAULT_DAMAGED when there is none or one is not readable; IO_ERROR, NOT_PERMITTED
 */
export const readKeyFiles = (dir: string, vault: VaultFile): KeyFile[] => {
  let names: string[]
  try {
    names = readdirSync(keysDir(dir)).filter((name) => MEMBER_FILE.test(name))
  } catch (error) {
    throw storageError(error, 'the folder of key files')
  }
  if (names.length === 0) {
    throw new VaultError('VAULT_DAMAGED', 'The vault has no key file. Put back the folder named keys from a copy.')
  }
  return names.toSorted().map((name) => readKeyFile(dir, name, vault))
}
