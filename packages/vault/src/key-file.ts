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
import { readIfThere, writeDurably } from './durable-file.ts'
import { SEED_BYTES } from './identity.ts'
import { parseJsonFields } from './json-fields.ts'
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
}

/** Who a wrap belongs to; authenticated by the wrap, so that files cannot be swapped. */
interface WrapOwner {
  vaultHex: string
  memberHex: string
}

type RandomBytes = (length: number) => Uint8Array

const SALT_BYTES = 16
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

/** The seed, or `null` when the passphrase (or anything in the file) is not the one it was wrapped with. */
export const unwrapByPassphrase = async (file: KeyFile, passphrase: string): Promise<Uint8Array | null> => {
  const { kdf, saltBytes, sealedBytes } = file.passphrase
  const key = await passphraseKey(passphrase, saltBytes, kdf)
  const seed = chachaOpen(key, NONCE, sealedBytes, associated('passphrase', file, kdf))
  key.fill(0)
  return seed
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

/**
 * Writes the key file of a member, whole or not at all.
 * @throws VaultError DISK_FULL, IO_ERROR, NOT_PERMITTED
 */
export const writeKeyFile = (dir: string, { vaultHex, memberHex, passphrase, recovery, passkeys }: KeyFile): void => {
  const json = canonicalJson({
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
    passphrase: {
      kdf: kdfJson(passphrase.kdf),
      salt: toBase64(passphrase.saltBytes),
      sealed: toBase64(passphrase.sealedBytes),
    },
    recovery: {
      check: recovery.checkBytes === null ? undefined : toBase64(recovery.checkBytes),
      salt: toBase64(recovery.saltBytes),
      sealed: toBase64(recovery.sealedBytes),
      set: toHex(recovery.setBytes),
    },
    vault: vaultHex,
  })
  writeDurably(join(keysDir(dir), `${memberHex}.json`), concatBytes(json, utf8('\n')), where(memberHex))
}

const readFields = (bytes: Uint8Array, damaged: () => VaultError): KeyFile & { format: number } => {
  let text: string
  try {
    text = fromUtf8(bytes)
  } catch {
    throw damaged()
  }
  const fields = parseJsonFields(text, damaged)
  const passphrase = fields.object('passphrase')
  const recovery = fields.object('recovery')
  const kdf = readKdf(passphrase.object('kdf'), damaged)
  return {
    format: fields.number('format'),
    vaultHex: fields.text('vault'),
    memberHex: fields.text('member'),
    passphrase: {
      kdf,
      saltBytes: passphrase.base64('salt', SALT_BYTES),
      sealedBytes: passphrase.base64('sealed', SEALED_BYTES),
    },
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
