import { resolve } from 'node:path'

import { randomBytes } from '@homeward/format'
import { duressCheckKey, emptyDuressSlot, sealDuressSlot } from './duress-slot.ts'
import type { Duress } from './duress-slot.ts'
import { passphraseKey } from './kdf.ts'
import type { KdfParams } from './kdf.ts'
import { SALT_BYTES, readKeyFiles, writeKeyFile } from './key-file.ts'
import type { DuressWrap, KeyFile } from './key-file.ts'
import { chooseKdf } from './locked-vault.ts'
import { openStateBy } from './open-vault.ts'
import { withOwnKeys } from './own-keys.ts'
import { openSecond, secondDir, staysInside, wayTo } from './second-vault.ts'
import { tryPassphrase, wipeTried } from './try-passphrase.ts'
import type { Opened, Tried } from './try-passphrase.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import { vaultFromState } from './vault-from-state.ts'

/** A vault, the passphrase of a member, and the one that they would say under duress. */
export interface DuressOptions {
  dir: string
  passphrase: string
  duressPassphrase: string
}

const refuse = (message: string): VaultError => new VaultError('DURESS_REFUSED', message)

/** `withOwnKeys` for an owner who has both passphrases in mind, and may type the one in the place of the other (rule DU10). */
const withKeysKept: typeof withOwnKeys = (folder, passphrase, work) =>
  withOwnKeys(folder, passphrase, work, { mayDestroy: false })

/** Opens a vault as whoever would, and locks it again. @throws VaultError as `openVault` does */
const openOnce = async (dir: string, opened: () => Opened): Promise<void> => {
  const state = await openStateBy({ dir }, { rescue: false, unlock: () => Promise.resolve(opened()) })
  vaultFromState(state).close()
}

/** Proves that a passphrase opens the second vault itself, and gives what a slot has to say of it. */
const proveSecond = async (dir: string, passphrase: string): Promise<Pick<Duress, 'memberHex' | 'seed'>> => {
  const vault = readVaultFile(dir)
  const tried = await tryPassphrase(vault, readKeyFiles(dir, vault), passphrase)
  const { own } = tried
  if (own === null) {
    wipeTried(tried)
    throw refuse('This passphrase does not open the second vault. Make that vault with the duress passphrase first.')
  }
  const seed = Uint8Array.from(own.identity.seed)
  await openOnce(dir, () => own)
  return { memberHex: own.file.memberHex, seed }
}

const requireApart = (dir: string, vault: VaultFile, second: string): void => {
  if (readVaultFile(second).vaultHex === vault.vaultHex) {
    throw refuse('The second vault is this vault itself, or a copy of it. Make another one.')
  }
  if (staysInside(wayTo(dir, second)) || staysInside(wayTo(second, dir))) {
    throw refuse('One vault lies in the folder of the other. Put the second one beside it.')
  }
}

/** The duress slots that a passphrase opens, which must not open the vault itself. The seeds are the caller's to wipe. */
const slotsOf = async (dir: string, vault: VaultFile, passphrase: string): Promise<Tried> => {
  const tried = await tryPassphrase(vault, readKeyFiles(dir, vault), passphrase)
  if (tried.own !== null) {
    wipeTried(tried)
    throw refuse('This passphrase opens the vault itself. The one for duress has to be another.')
  }
  return tried
}

/** The costs of a slot stay what they were made with: a slot with other costs would look set. Lowered ones are refused. */
const slotKdf = (vault: VaultFile, { duress, passphrase }: KeyFile): KdfParams =>
  chooseKdf(vault, (duress ?? passphrase).kdf)

/** Seals a duress slot for a key file, under a fresh salt. @throws VaultError KDF_TOO_WEAK, DURESS_REFUSED */
export const makeDuressSlot = async (
  vault: VaultFile,
  file: KeyFile,
  { passphrase, duress }: { passphrase: string; duress: Duress },
): Promise<DuressWrap> => {
  const kdf = slotKdf(vault, file)
  const saltBytes = randomBytes(SALT_BYTES)
  const key = await passphraseKey(passphrase, saltBytes, kdf)
  return sealDuressSlot(duress, { owner: file, key, kdf, saltBytes })
}

/**
 * Sets the duress passphrase of a member (rule DU9): from then on it opens the vault in `opens` in the place of this one, and
 * with `destroys` destroys whatever else opens this one on this installation. One that was set before is replaced.
 * @throws VaultError DURESS_REFUSED when it is not fit: it opens this vault, or not the second one, or the two are not apart;
 *   PASSPHRASE_WRONG, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND; then nothing was changed
 */
export const setDuress = ({
  dir: folder,
  passphrase,
  duressPassphrase,
  opens,
  destroys,
}: DuressOptions & { opens: string; destroys: boolean }): Promise<void> =>
  withKeysKept(folder, passphrase, async ({ dir, vault, file, identity }) => {
    const second = resolve(opens)
    requireApart(dir, vault, second)
    wipeTried(await slotsOf(dir, vault, duressPassphrase))
    const { memberHex, seed } = await proveSecond(second, duressPassphrase)
    const checkKey = duressCheckKey(identity.seed)
    const duress = { opens: wayTo(dir, second), memberHex, seed, destroys, checkKey }
    try {
      const slot = await makeDuressSlot(vault, file, { passphrase: duressPassphrase, duress })
      writeKeyFile(dir, { ...file, duress: slot })
    } finally {
      seed.fill(0)
    }
  })

/** Takes a member's duress passphrase away, if there was one: its slot is random bytes again. @throws VaultError as `setDuress` does */
export const removeDuress = ({ dir: folder, passphrase }: Omit<DuressOptions, 'duressPassphrase'>): Promise<void> =>
  // oxlint-disable-next-line typescript/require-await -- the promise is what `withKeysKept` waits for
  withKeysKept(folder, passphrase, async ({ dir, vault, file, identity }) => {
    const duress = emptyDuressSlot(duressCheckKey(identity.seed), slotKdf(vault, file), randomBytes)
    writeKeyFile(dir, { ...file, duress })
  })

/** What a duress passphrase would do (rule DU10). */
export interface DuressTrial {
  /** Whether the second vault would open. */
  opens: boolean
  destroys: boolean
}

/**
 * Says what a duress passphrase would do, and does none of it but opening the second vault once (rule DU10). It takes the
 * passphrase of the vault too: whoever was given one passphrase must not be able to ask which of the two it is.
 * @throws VaultError DURESS_REFUSED when it opens the vault itself; PASSPHRASE_WRONG, VAULT_IN_USE, VAULT_NOT_FOUND
 */
export const tryDuress = ({ dir: folder, passphrase, duressPassphrase }: DuressOptions): Promise<DuressTrial> =>
  withKeysKept(folder, passphrase, async ({ dir, vault }) => {
    const tried = await slotsOf(dir, vault, duressPassphrase)
    const trial = { opens: false, destroys: tried.duress.some(({ destroys }) => destroys) }
    try {
      for (const slot of tried.duress) {
        trial.opens ||= await doesOpen(dir, slot)
      }
    } finally {
      wipeTried(tried)
    }
    return trial
  })

const doesOpen = async (dir: string, slot: Duress): Promise<boolean> => {
  const second = secondDir(dir, slot)
  try {
    const vault = readVaultFile(second)
    await openOnce(second, () => openSecond(second, vault, slot))
    return true
  } catch (error) {
    if (error instanceof VaultError && error.code === 'VAULT_IN_USE') {
      throw error
    }
    return false
  }
}
