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
  utf8,
} from '@homeward/format'
import { encodeBase32, inGroups, plainBase32, unconfused } from './base32.ts'
import { readIfThere, syncDirectory, writeDurably } from './durable-file.ts'
import { parseJsonFields } from './json-fields.ts'
import type { KdfParams } from './kdf.ts'
import { keysDir } from './key-file.ts'
import { withNewMember } from './new-member.ts'
import { chooseKdf, whileLocked } from './locked-vault.ts'
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
  const root = resolve(dir)
  const joined = await whileLocked(root, (vault) => {
    const { vaultHex } = vault
    const means = { dir: root, vaultHex, passphrase, kdf: chooseKdf(vault, kdf), random }
    return withNewMember(means, ({ memberHex, identity, recovery }) => {
      const keys = { id: memberHex, signKey: identity.signKey, recipient: identity.recipient }
      const request = canonicalJson({
        member: memberHex,
        recipient: formatAgeRecipient(keys.recipient),
        sig: toBase64(ed25519Sign(identity.signSeed, statement(vaultHex, keys))),
        signKey: toBase64(keys.signKey),
      })
      writeDurably(requestPath(root, memberHex), concatBytes(request, utf8('\n')), WHERE)
      return { member: memberHex, code: codeOf(vaultHex, keys), recovery }
    })
  })
  return joined
}

const damaged = (): VaultError =>
  new VaultError('VAULT_DAMAGED', 'A request to join is damaged. Let that person join again.')

const readRequest = (dir: string, vaultHex: string, memberHex: string): Joining => {
  const fields = parseJsonFields(fromUtf8(readIfThere(requestPath(dir, memberHex), WHERE) ?? new Uint8Array()), damaged)
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

/** `null` for a request that cannot be read, whatever is wrong with it; an error of the disk passes through. */
const readOrNull = (dir: string, vaultHex: string, memberHex: string): Joining | null => {
  try {
    return readRequest(dir, vaultHex, memberHex)
  } catch (error) {
    if (error instanceof VaultError && error.code !== 'VAULT_DAMAGED') {
      throw error
    }
    return null
  }
}

/**
 * Those who joined on this installation and wait to be admitted, and the files of requests that are damaged: those
 * admit nobody, and hide nobody else.
 * @throws VaultError IO_ERROR, NOT_PERMITTED
 */
export const readJoining = (dir: string, vaultHex: string): { waiting: Joining[]; damaged: string[] } => {
  const read: { waiting: Joining[]; damaged: string[] } = { waiting: [], damaged: [] }
  try {
    for (const name of readdirSync(keysDir(dir)).toSorted()) {
      const member = JOINING_FILE.exec(name)?.groups?.['member']
      const joining = member === undefined ? undefined : readOrNull(dir, vaultHex, member)
      if (joining === null) {
        read.damaged.push(name)
      } else if (joining !== undefined) {
        read.waiting.push(joining)
      }
    }
  } catch (error) {
    throw storageError(error, WHERE)
  }
  return read
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
