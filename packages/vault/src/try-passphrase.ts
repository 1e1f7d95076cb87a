import { randomBytes as systemRandom } from '@homeward/format'
import { emptyDuressSlot, openDuressSlot } from './duress-slot.ts'
import type { Duress } from './duress-slot.ts'
import { identityFromSeed, wipeIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import { isKdfAtLeast, passphraseKey } from './kdf.ts'
import { readKeyFiles, unwrapByPassphraseKey } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { VaultError } from './vault-error.ts'
import type { VaultFile } from './vault-file.ts'

/** A member's key file and what was in it. */
export interface Opened {
  file: KeyFile
  identity: Identity
}

/** A duress slot that a passphrase opened, and whose key file it is in. */
export type OpenedDuress = Duress & { slotOf: string }

/** Everything that a passphrase opens in the key files of a vault. The secrets are the caller's to wipe. */
export interface Tried {
  own: Opened | null
  duress: OpenedDuress[]
}

/** The answer to a passphrase that opens nothing, and to one whose second vault does not open (rule DU5). */
export const passphraseWrong = (): VaultError =>
  new VaultError(
    'PASSPHRASE_WRONG',
    'The passphrase does not open this vault. Check the keyboard language and capital letters, then try again. ' +
      'If you were removed from the vault, your keys are no longer here: ask a coordinator.',
  )

const kdfTooWeak = (): VaultError =>
  new VaultError(
    'KDF_TOO_WEAK',
    'A key file asks for a passphrase that is too cheap to guess. Somebody changed it: put back a copy of it.',
  )

const wipeDuress = (duress: readonly Duress[]): void => {
  for (const { seed } of duress) {
    seed.fill(0)
  }
}

/** Overwrites the secrets in what a passphrase opened. */
export const wipeTried = ({ own, duress }: Tried): void => {
  if (own !== null) {
    wipeIdentity(own.identity)
  }
  wipeDuress(duress)
}

/**
 * Tries a passphrase on both slots of every key file. Nothing ends it early, so that the time it takes says neither what
 * opened nor whether anything did (rule DU3).
 * @param derive for tests
 * @throws VaultError PASSPHRASE_EMPTY; KDF_TOO_WEAK when nothing opens and a key file asks for less than `homeward.json`
 */
export const tryPassphrase = async (
  vault: Pick<VaultFile, 'kdf'>,
  files: readonly KeyFile[],
  passphrase: string,
  derive: typeof passphraseKey = passphraseKey,
): Promise<Tried> => {
  const tried: Tried = { own: null, duress: [] }
  let isWeak = false
  for (const file of files) {
    const slot = file.duress ?? emptyDuressSlot(file.passphrase.kdf, systemRandom)
    if (![file.passphrase.kdf, slot.kdf].every((kdf) => isKdfAtLeast(kdf, vault.kdf))) {
      isWeak = true
      continue
    }
    const [key, duressKey] = await Promise.all([
      derive(passphrase, file.passphrase.saltBytes, file.passphrase.kdf),
      derive(passphrase, slot.saltBytes, slot.kdf),
    ])
    const seed = unwrapByPassphraseKey(file, key)
    const duress = openDuressSlot(file, slot, duressKey)
    if (duress !== null) {
      tried.duress.push({ ...duress, slotOf: file.memberHex })
    }
    if (seed !== null && tried.own === null) {
      tried.own = { file, identity: identityFromSeed(seed) }
    } else {
      seed?.fill(0)
    }
  }
  if (isWeak && tried.own === null && tried.duress.length === 0) {
    throw kdfTooWeak()
  }
  return tried
}

/**
 * What a passphrase opens: the identity of a member, or else duress slots that say what to open instead. Every place that
 * opens a vault by passphrase goes this way.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, KDF_TOO_WEAK; as `readKeyFiles` does
 */
export const openByPassphrase = async (
  dir: string,
  vault: VaultFile,
  passphrase: string,
): Promise<Opened | { duress: OpenedDuress[] }> => {
  const { own, duress } = await tryPassphrase(vault, readKeyFiles(dir, vault), passphrase)
  if (own !== null) {
    wipeDuress(duress)
    return own
  }
  if (duress.length === 0) {
    throw passphraseWrong()
  }
  return { duress }
}

/**
 * The identity that a passphrase opens, where there is no second vault to go to: in a backup. A duress passphrase is a
 * wrong one there, and destroys nothing (rule DU8).
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, KDF_TOO_WEAK
 */
export const openOwnByPassphrase = async (
  vault: Pick<VaultFile, 'kdf'>,
  files: readonly KeyFile[],
  passphrase: string,
): Promise<Opened> => {
  const { own, duress } = await tryPassphrase(vault, files, passphrase)
  wipeDuress(duress)
  if (own === null) {
    throw passphraseWrong()
  }
  return own
}
