import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

import {
  canonicalJson,
  concatBytes,
  ed25519Sign,
  ed25519Verify,
  formatAgeRecipient,
  fromUtf8,
  parseAgeRecipient,
  randomBytes as systemRandom,
  sha256,
  toBase64,
  toHex,
  utf8,
} from '@homeward/format'
import { encodeBase32, inGroups, plainBase32, unconfused } from './base32.ts'
import { writeDeviceKey } from './device-key.ts'
import { readIfThere, syncDirectory, writeDurably } from './durable-file.ts'
import { SEED_BYTES, identityFromSeed, wipeIdentity } from './identity.ts'
import { parseJsonFields } from './json-fields.ts'
import type { KdfParams } from './kdf.ts'
import { keysDir, wrapByPassphrase, wrapByRecoveryKey, writeKeyFile } from './key-file.ts'
import { newDeviceKey } from './own-log.ts'
import { chooseKdf, whileLocked } from './recover-vault.ts'
import { RECOVERY_SET_BYTES, splitRecoveryKey } from './recovery-share.ts'
import type { MemberKeys } from './roster-changes.ts'
import { VaultError, storageError } from './vault-error.ts'

/** What somebody who joined is given: the code to be told a coordinator, and three recovery texts, shown once. */
export interface Joined {
  member: string
  code: string
  recovery: string[]
}

/** Somebody who joined on this installation and waits to be admitted. */
export interface Joining {
  code: string
  keys: MemberKeys
}

const ID_BYTES = 16
// 80 bits: nobody finds other keys with the same code in a lifetime.
const CODE_BYTES = 10
const LABEL = utf8('homeward/join/v1\n')
const JOINING_FILE = /^(?<member>[\da-f]{32})\.joining$/u
const WHERE = 'the request to join'

const requestPath = (dir: string, member: string): string => join(keysDir(dir), `${member}.joining`)

const statement = (vaultHex: string, { id, signKey, recipient }: MemberKeys): Uint8Array =>
  concatBytes(
    LABEL,
    canonicalJson({
      member: id,
      recipient: formatAgeRecipient(recipient),
      signKey: toBase64(signKey),
      vault: vaultHex,
    }),
  )

/** The code of a request (rule M1): both sides compare it, so that nobody slips in other keys. */
const codeOf = (vaultHex: string, keys: MemberKeys): string =>
  inGroups(encodeBase32(sha256(statement(vaultHex, keys)).subarray(0, CODE_BYTES)))

/** Whether a typed code is the one of a request; case, spaces, dashes, O for 0 and I or L for 1 do not matter. */
export const isSameCode = (typed: string, code: string): boolean => unconfused(plainBase32(typed)) === plainBase32(code)

/**
 * Makes the keys of a new member on this installation (rule M1). Needs nobody's passphrase, and opens nothing until a
 * coordinator admits the member. The request that is left on the disk holds public keys and no name.
 * @throws VaultError PASSPHRASE_EMPTY, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND, VAULT_DAMAGED, DISK_FULL, IO_ERROR
 */
export const joinVault = async ({
  dir,
  passphrase,
  kdf,
  random = systemRandom,
}: {
  dir: string
  passphrase: string
  kdf?: KdfParams
  random?: (length: number) => Uint8Array
}): Promise<Joined> => {
  if (passphrase === '') {
    throw new VaultError('PASSPHRASE_EMPTY', 'The passphrase is empty. Please type one.')
  }
  const joined = await whileLocked(resolve(dir), async (vault) => {
    const { vaultHex } = vault
    const memberHex = toHex(random(ID_BYTES))
    const identity = identityFromSeed(random(SEED_BYTES))
    const recoveryKey = random(SEED_BYTES)
    const setBytes = random(RECOVERY_SET_BYTES)
    const owner = { vaultHex, memberHex }
    const device = newDeviceKey(random)
    try {
      const recovery = await splitRecoveryKey(recoveryKey, setBytes)
      const wrapped = await wrapByPassphrase(identity.seed, { owner, passphrase, kdf: chooseKdf(vault, kdf), random })
      writeDeviceKey(dir, device, identity.recipient, random)
      writeKeyFile(dir, {
        ...owner,
        passphrase: wrapped,
        recovery: wrapByRecoveryKey(identity.seed, { owner, recoveryKey, setBytes, random }),
        passkeys: [],
      })
      const keys = { id: memberHex, signKey: identity.signKey, recipient: identity.recipient }
      const request = canonicalJson({
        member: memberHex,
        recipient: formatAgeRecipient(keys.recipient),
        sig: toBase64(ed25519Sign(identity.signSeed, statement(vaultHex, keys))),
        signKey: toBase64(keys.signKey),
      })
      writeDurably(requestPath(dir, memberHex), concatBytes(request, utf8('\n')), WHERE)
      return { member: memberHex, code: codeOf(vaultHex, keys), recovery }
    } finally {
      wipeIdentity(identity)
      device.seed.fill(0)
      recoveryKey.fill(0)
    }
  })
  return joined
}

const damaged = (): VaultError =>
  new VaultError('VAULT_DAMAGED', 'A request to join is damaged. Let that person join again.')

const readRequest = (dir: string, vaultHex: string, memberHex: string): Joining => {
  const fields = parseJsonFields(fromUtf8(readIfThere(requestPath(dir, memberHex), WHERE) ?? new Uint8Array()), damaged)
  let recipient: Uint8Array
  try {
    recipient = parseAgeRecipient(fields.text('recipient'))
  } catch {
    throw damaged()
  }
  const keys = { id: fields.text('member'), signKey: fields.base64('signKey', 32), recipient }
  const isSigned = ed25519Verify(keys.signKey, statement(vaultHex, keys), fields.base64('sig', 64))
  if (keys.id !== memberHex || !isSigned) {
    throw damaged()
  }
  return { code: codeOf(vaultHex, keys), keys }
}

/**
 * Those who joined on this installation and wait to be admitted.
 * @throws VaultError VAULT_DAMAGED naming what to do about a request that was changed; IO_ERROR
 */
export const readJoining = (dir: string, vaultHex: string): Joining[] => {
  try {
    return readdirSync(keysDir(dir))
      .toSorted()
      .flatMap((name) => {
        const member = JOINING_FILE.exec(name)?.groups?.['member']
        return member === undefined ? [] : [readRequest(dir, vaultHex, member)]
      })
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** Whether the request of a member was not answered yet. */
export const isJoining = (dir: string, member: string): boolean => existsSync(requestPath(dir, member))

/** Removes a request that was answered. */
export const removeJoining = (dir: string, member: string): void => {
  try {
    rmSync(requestPath(dir, member), { force: true })
    syncDirectory(keysDir(dir))
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** Removes the keys of a member from this installation, so that the passphrase opens nothing here any more (rule M6). */
export const removeMemberKeys = (dir: string, member: string, devices: readonly string[]): void => {
  try {
    rmSync(join(keysDir(dir), `${member}.json`), { force: true })
    for (const device of devices) {
      rmSync(join(keysDir(dir), `${device}.device.age`), { force: true })
    }
    syncDirectory(keysDir(dir))
  } catch (error) {
    throw storageError(error, 'the keys of a removed member')
  }
}
