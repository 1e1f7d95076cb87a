import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
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
  utf8,
} from '@homeward/format'
import { encodeBase32, inGroups, plainBase32, unconfused } from './base32.ts'
import { readIfThere, syncDirectory, writeDurably } from './durable-file.ts'
import { parseJsonFields } from './json-fields.ts'
import type { KdfParams } from './kdf.ts'
import { keysDir } from './key-file.ts'
import { removeMemberKeys } from './device-key.ts'
import { withNewMember } from './new-member.ts'
import { chooseKdf, whileLocked } from './locked-vault.ts'
import type { MemberKeys } from './roster-changes.ts'
import { VaultError, storageError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'

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

// 80 bits: nobody finds other keys with the same code in a lifetime.
const CODE_BYTES = 10
const LABEL = utf8('homeward/join/v1\n')
// A request is some 400 bytes of JSON.
const MOST_BYTES = 4096
// Unlocking tries every key file in turn, so that many of them would make everybody wait.
const MOST_WAITING = 8
const JOINING_FILE = /^[\da-f]{32}\.joining$/u
const WHERE = 'the request to join'

const memberOf = (name: string): string => name.slice(0, -'.joining'.length)

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

/** What somebody who joins brings along. Without `kdf` the passphrase costs what it costs in a new vault. */
export interface JoinOptions {
  passphrase: string
  kdf?: KdfParams
  random?: (length: number) => Uint8Array
}

const requestFiles = (dir: string): string[] => {
  try {
    return readdirSync(keysDir(dir))
      .filter((name) => JOINING_FILE.test(name))
      .toSorted()
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

const makeKeys = async (
  dir: string,
  vault: VaultFile,
  { passphrase, kdf, random = systemRandom }: JoinOptions,
): Promise<Joined> => {
  if (passphrase === '') {
    throw new VaultError('PASSPHRASE_EMPTY', 'The passphrase is empty. Please type one.')
  }
  if (requestFiles(dir).length >= MOST_WAITING) {
    throw new VaultError(
      'JOINING_FULL',
      `There are ${MOST_WAITING} requests to join already. Let a coordinator admit those people or clear the requests first.`,
    )
  }
  const { vaultHex } = vault
  const means = { dir, vaultHex, passphrase, kdf: chooseKdf(vault, kdf), random }
  const joined = await withNewMember(means, ({ memberHex, identity, recovery }) => {
    const keys = { id: memberHex, signKey: identity.signKey, recipient: identity.recipient }
    const request = canonicalJson({
      member: memberHex,
      recipient: formatAgeRecipient(keys.recipient),
      sig: toBase64(ed25519Sign(identity.signSeed, statement(vaultHex, keys))),
      signKey: toBase64(keys.signKey),
    })
    writeDurably(requestPath(dir, memberHex), concatBytes(request, utf8('\n')), WHERE)
    return { member: memberHex, code: codeOf(vaultHex, keys), recovery }
  })
  return joined
}

/**
 * Makes the keys of a new member on this installation (rule M1). Needs nobody's passphrase, and opens nothing until a
 * coordinator admits the member. The request that is left on the disk holds public keys and no name. Where another process
 * has the vault open it is done beside it: files are added, and none is changed.
 * @throws VaultError PASSPHRASE_EMPTY, JOINING_FULL, KDF_TOO_WEAK, VAULT_NOT_FOUND, VAULT_DAMAGED, DISK_FULL, IO_ERROR
 */
export const joinVault = async ({ dir: folder, ...options }: JoinOptions & { dir: string }): Promise<Joined> => {
  const dir = resolve(folder)
  try {
    return await whileLocked(dir, (vault) => makeKeys(dir, vault, options))
  } catch (error) {
    if (error instanceof VaultError && error.code === 'VAULT_IN_USE') {
      return joinBeside(dir, options)
    }
    throw error
  }
}

/** `joinVault` beside a member who has the vault open. @throws VaultError as `joinVault` does */
export const joinBeside = (dir: string, options: JoinOptions): Promise<Joined> =>
  makeKeys(dir, readVaultFile(dir), options)

const damaged = (): VaultError =>
  new VaultError('VAULT_DAMAGED', 'A request to join is damaged. Let that person join again.')

/** The bytes of a request; what is no file, or far too large, is not read: a pipe would keep the reader for ever. */
const requestBytes = (path: string): Uint8Array => {
  const stats = statSync(path)
  if (!stats.isFile() || stats.size > MOST_BYTES) {
    throw damaged()
  }
  return readIfThere(path, WHERE) ?? new Uint8Array()
}

const readRequest = (dir: string, vaultHex: string, memberHex: string): Joining => {
  const fields = parseJsonFields(fromUtf8(requestBytes(requestPath(dir, memberHex))), damaged)
  const keys = {
    id: fields.text('member'),
    signKey: fields.base64('signKey', 32),
    recipient: parseAgeRecipient(fields.text('recipient')),
  }
  const isSigned = ed25519Verify(keys.signKey, statement(vaultHex, keys), fields.base64('sig', 64))
  if (keys.id !== memberHex || !isSigned) {
    throw damaged()
  }
  return { code: codeOf(vaultHex, keys), keys }
}

/** `null` for a request that cannot be read, whatever is wrong with it or with its place on the disk. */
const readOrNull = (dir: string, vaultHex: string, memberHex: string): Joining | null => {
  try {
    return readRequest(dir, vaultHex, memberHex)
  } catch {
    return null
  }
}

/**
 * Those who joined on this installation and wait to be admitted, and the files of requests that cannot be read: those
 * admit nobody, and hide nobody else.
 * @throws VaultError IO_ERROR, NOT_PERMITTED
 */
export const readJoining = (dir: string, vaultHex: string): { waiting: Joining[]; damaged: string[] } => {
  const read = requestFiles(dir).map((name) => ({ name, request: readOrNull(dir, vaultHex, memberOf(name)) }))
  return {
    waiting: read.flatMap(({ request }) => (request === null ? [] : [request])),
    damaged: read.flatMap(({ name, request }) => (request === null ? [name] : [])),
  }
}

/**
 * A member's request that was not answered yet, or `null` for none; its code is `null` when it is damaged.
 * @throws VaultError IO_ERROR, NOT_PERMITTED
 */
export const requestOf = (dir: string, vaultHex: string, member: string): { code: string | null } | null =>
  existsSync(requestPath(dir, member)) ? { code: readOrNull(dir, vaultHex, member)?.code ?? null } : null

/** Removes a request that was answered. */
export const removeJoining = (dir: string, member: string): void => {
  try {
    rmSync(requestPath(dir, member), { force: true })
    syncDirectory(keysDir(dir))
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/**
 * Removes every request that waits, the damaged ones too, with the key files that were made for them: whoever still wants to
 * join makes new keys. Key files of members stay, whatever request lies beside them.
 * @returns how many requests there were
 * @throws VaultError IO_ERROR, NOT_PERMITTED
 */
export const clearJoining = (dir: string, isMember: (member: string) => boolean): number => {
  const members = requestFiles(dir).map(memberOf)
  for (const member of members) {
    if (!isMember(member)) {
      removeMemberKeys(dir, member, [])
    }
    removeJoining(dir, member)
  }
  return members.length
}
