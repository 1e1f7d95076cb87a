import { hashRaw } from '@node-rs/argon2'

import { utf8 } from '@homeward/format'
import { VaultError } from './vault-error.ts'

/** Costs of Argon2id (RFC 9106): memory in KiB, passes over it, lanes. */
export interface KdfParams {
  memoryKiB: number
  passes: number
  lanes: number
}

/** RFC 9106 section 4, second recommended choice: what a vault uses unless told otherwise. */
export const DEFAULT_KDF: KdfParams = { memoryKiB: 65_536, passes: 3, lanes: 4 }

/** Nothing below is accepted, unless the vault was made so on purpose (rule K3). */
const FLOOR = { memoryKiB: 65_536, passes: 3 } as const

// Above these a key file asks for more than any device has; a changed file must not be able to exhaust the machine.
const CEILING: KdfParams = { memoryKiB: 4_194_304, passes: 64, lanes: 64 }

// @node-rs/argon2 declares its enums `const`, which cannot be imported under isolated modules.
const ARGON2ID = 2
const KEY_BYTES = 32

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most

/** Whether these are costs that Argon2 can be run with here at all. */
export const isUsableKdf = (kdf: KdfParams): boolean =>
  isWithin(kdf.lanes, 1, CEILING.lanes) &&
  isWithin(kdf.passes, 1, CEILING.passes) &&
  isWithin(kdf.memoryKiB, 8 * kdf.lanes, CEILING.memoryKiB)

/** Whether both costs that slow an attacker down are at least `floor` (the floor of the format when not given). */
export const isKdfAtLeast = (kdf: KdfParams, floor: Pick<KdfParams, 'memoryKiB' | 'passes'> = FLOOR): boolean =>
  kdf.memoryKiB >= floor.memoryKiB && kdf.passes >= floor.passes

/**
 * The 32-byte key of a passphrase: Argon2id version 0x13 over the passphrase in Unicode form NFC, so that one typed
 * with composed and one with decomposed characters are the same.
 * @throws VaultError PASSPHRASE_EMPTY; VAULT_DAMAGED for costs that no vault has.
 */
export const passphraseKey = async (passphrase: string, salt: Uint8Array, kdf: KdfParams): Promise<Uint8Array> => {
  if (passphrase === '') {
    throw new VaultError('PASSPHRASE_EMPTY', 'The passphrase is empty. Please type one.')
  }
  if (!isUsableKdf(kdf)) {
    throw new VaultError(
      'VAULT_DAMAGED',
      'The costs of the passphrase in the vault are not valid: a key file was changed.',
    )
  }
  const key = await hashRaw(utf8(passphrase.normalize('NFC')), {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: KEY_BYTES,
    salt,
  })
  return new Uint8Array(key.buffer, key.byteOffset, key.byteLength)
}
