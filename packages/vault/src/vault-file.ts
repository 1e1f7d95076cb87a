import { join } from 'node:path'

import { canonicalJson, concatBytes, fromUtf8, utf8 } from '@homeward/format'
import { readIfThere, writeDurably } from './durable-file.ts'
import { parseJsonFields } from './json-fields.ts'
import type { JsonFields } from './json-fields.ts'
import { isKdfAtLeast, isUsableKdf } from './kdf.ts'
import type { KdfParams } from './kdf.ts'
import { VaultError } from './vault-error.ts'

/** The format this package writes and the newest it reads. */
const VAULT_FORMAT = 1

/** What `homeward.json` says: which vault this is, and the least a passphrase of it may cost to guess. */
export interface VaultFile {
  vaultHex: string
  kdf: KdfParams
  /** Present and true only in vaults made for tests, whose costs are below the floor of the format (rule K3). */
  kdfBelowFloor: boolean
}

const WHERE = 'the file homeward.json'

/** Where `homeward.json` of a vault is. */
const vaultFilePath = (dir: string): string => join(dir, 'homeward.json')

const damaged = (): VaultError =>
  new VaultError(
    'VAULT_DAMAGED',
    'The file homeward.json of this vault is damaged. Put back a copy of it; it holds no secrets.',
  )

/** JSON form of the costs, as both `homeward.json` and the key files write it. */
export const kdfJson = (kdf: KdfParams): Record<string, string | number> => ({
  algorithm: 'argon2id',
  lanes: kdf.lanes,
  memoryKiB: kdf.memoryKiB,
  passes: kdf.passes,
})

/** Reads what `kdfJson` wrote; `fault` is thrown when it is something else. */
export const readKdf = (fields: JsonFields, fault: () => VaultError): KdfParams => {
  const kdf = { lanes: fields.number('lanes'), memoryKiB: fields.number('memoryKiB'), passes: fields.number('passes') }
  if (fields.text('algorithm') !== 'argon2id' || !isUsableKdf(kdf)) {
    throw fault()
  }
  return kdf
}

/**
 * Writes `homeward.json`. Written last when a vault is made: a folder without it is not a vault.
 * @throws VaultError DISK_FULL, IO_ERROR, NOT_PERMITTED
 */
export const writeVaultFile = (dir: string, { vaultHex, kdf, kdfBelowFloor }: VaultFile): void => {
  const json = canonicalJson({
    format: VAULT_FORMAT,
    homeward: 'vault',
    kdf: kdfJson(kdf),
    kdfBelowFloor: kdfBelowFloor ? true : undefined,
    vault: vaultHex,
  })
  writeDurably(vaultFilePath(dir), concatBytes(json, utf8('\n')), WHERE)
}

/**
 * Reads `homeward.json`.
 * @throws VaultError VAULT_NOT_FOUND, FORMAT_NEWER, VAULT_DAMAGED; KDF_TOO_WEAK when the costs are below the floor and
 *   the file does not say that the vault was made so.
 */
export const readVaultFile = (dir: string): VaultFile => {
  const bytes = readIfThere(vaultFilePath(dir), WHERE)
  if (bytes === null) {
    throw new VaultError('VAULT_NOT_FOUND', `There is no vault in the folder ${dir}. Check the folder's name.`)
  }
  let text: string
  try {
    text = fromUtf8(bytes)
  } catch {
    throw damaged()
  }
  const fields = parseJsonFields(text, damaged)
  const format = fields.number('format')
  if (fields.text('homeward') !== 'vault' || !Number.isSafeInteger(format) || format < 1) {
    throw damaged()
  }
  if (format > VAULT_FORMAT) {
    throw new VaultError(
      'FORMAT_NEWER',
      'This vault was written by a newer version of Homeward. Install that version to open it; nothing was changed.',
    )
  }
  const vaultHex = fields.text('vault')
  fields.hex('vault', 16)
  const kdf = readKdf(fields.object('kdf'), damaged)
  const kdfBelowFloor = fields.has('kdfBelowFloor')
  if (!kdfBelowFloor && !isKdfAtLeast(kdf)) {
    throw new VaultError(
      'KDF_TOO_WEAK',
      'The file homeward.json asks for a passphrase that is too cheap to guess. Somebody changed it: put back a copy.',
    )
  }
  return { vaultHex, kdf, kdfBelowFloor }
}
