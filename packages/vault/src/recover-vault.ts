import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'

import { randomBytes as systemRandom } from '@homeward/format'
import { makeDuressSlot } from './duress.ts'
import { identityFromSeed, wipeIdentity } from './identity.ts'
import type { KdfParams } from './kdf.ts'
import { readKeyFiles, wrapByPassphrase, writeKeyFile } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { chooseKdf, whileLocked } from './locked-vault.ts'
import { openByShares } from './open-by-shares.ts'
import { openStateBy } from './open-vault.ts'
import { withOwnKeys } from './own-keys.ts'
import type { OwnKeys } from './own-keys.ts'
import { recordRehearsal } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'
import { secondDir } from './second-vault.ts'
import { openOwnByPassphrase, tryPassphrase, wipeTried } from './try-passphrase.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault-from-state.ts'

const NO_FLOOR = { kdf: { memoryKiB: 0, passes: 0, lanes: 0 } }

/** A passphrase that somebody says under duress would, as that of a member, open what it is to keep closed (rule DU11). */
const requireNotDuress = async (dir: string, vault: VaultFile, passphrase: string): Promise<void> => {
  const tried = await tryPassphrase(NO_FLOOR, readKeyFiles(dir, vault), passphrase)
  wipeTried(tried)
  if (tried.duress.length > 0) {
    throw new VaultError('PASSPHRASE_TAKEN', 'This passphrase cannot be used here. Please take another one.')
  }
}

const writeNewPassphrase = async (
  dir: string,
  vault: VaultFile,
  { file, seed, passphrase, kdf }: { file: KeyFile; seed: Uint8Array; passphrase: string; kdf: KdfParams | undefined },
  latest: () => KeyFile = () => file,
): Promise<void> => {
  const chosen = chooseKdf(vault, kdf)
  if (passphrase !== '') {
    await requireNotDuress(dir, vault, passphrase)
  }
  const wrapped = await wrapByPassphrase(seed, { owner: file, passphrase, kdf: chosen, random: systemRandom })
  writeKeyFile(dir, { ...latest(), passphrase: wrapped })
}

/** The slot that led to the second vault is sealed under its new passphrase. Nothing else in that key file is touched. */
const resealSlot = async ({ dir, vault, slot }: NonNullable<OwnKeys['by']>, passphrase: string): Promise<void> => {
  const file = readKeyFiles(dir, vault).find(({ memberHex }) => memberHex === slot.slotOf)
  if (file !== undefined) {
    writeKeyFile(dir, { ...file, duress: await makeDuressSlot(vault, file, { passphrase, duress: slot }) })
  }
}

/**
 * Sets a new passphrase with any two recovery shares. The old passphrase no longer opens the vault, and no passkey does; the
 * shares still do.
 * @throws VaultError RECOVERY_SHARE_INVALID, RECOVERY_FAILED, PASSPHRASE_EMPTY, PASSPHRASE_TAKEN, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND,
 *   VAULT_DAMAGED, DISK_FULL, IO_ERROR; then the old passphrase still works.
 */
export const recoverVault = ({
  dir,
  shares,
  newPassphrase,
  kdf,
}: {
  dir: string
  shares: readonly string[]
  newPassphrase: string
  kdf?: KdfParams
}): Promise<void> =>
  whileLocked(resolve(dir), async (vault) => {
    const { file, seed } = await openByShares(resolve(dir), vault, shares)
    try {
      // Whoever needs the shares has lost hold of the other ways in: a passkey may be in somebody else's hand.
      const bare = { ...file, passkeys: [] }
      await writeNewPassphrase(resolve(dir), vault, { file: bare, seed, passphrase: newPassphrase, kdf })
    } finally {
      seed.fill(0)
    }
  })

/**
 * Proves that recovery shares would open the vault and records that in the roster, also for a reader; the passphrase and
 * the shares stay as they are (rule K8). Shares that do not open it record nothing.
 * @throws VaultError as `recoverVault` does, and as `openVault` does when the vault itself does not open
 */
export const rehearseRecovery = async ({
  dir,
  shares,
  now,
}: {
  dir: string
  shares: readonly string[]
  now?: () => Date
}): Promise<Rehearsal> => {
  let member = ''
  let state: VaultState
  try {
    state = await openStateBy(now === undefined ? { dir } : { dir, now }, {
      rescue: false,
      unlock: async (vault) => {
        const { file, seed } = await openByShares(resolve(dir), vault, shares)
        member = file.memberHex
        return { file, identity: identityFromSeed(seed) }
      },
    })
  } catch (error) {
    if (member !== '' && error instanceof VaultError && error.code === 'NOT_A_MEMBER') {
      return { member, isRecorded: false }
    }
    throw error
  }
  try {
    recordRehearsal(state)
    return { member, isRecorded: true }
  } finally {
    vaultFromState(state).close()
  }
}

/** A passphrase, and the one that is to take its place. */
export interface PassphraseChange {
  passphrase: string
  newPassphrase: string
  kdf?: KdfParams
}

/**
 * Replaces a passphrase by another. The recovery shares stay valid. A duress passphrase is replaced both where it is a duress
 * passphrase and in the second vault (rule DU8).
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, PASSPHRASE_TAKEN, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND,
 *   VAULT_DAMAGED, DISK_FULL, IO_ERROR; then the old passphrase still works.
 */
export const changePassphrase = ({
  dir: folder,
  passphrase,
  newPassphrase,
  kdf,
}: PassphraseChange & { dir: string }): Promise<void> =>
  withOwnKeys(folder, passphrase, async ({ dir, vault, file, identity, by }) => {
    await writeNewPassphrase(dir, vault, { file, seed: identity.seed, passphrase: newPassphrase, kdf })
    if (by !== null) {
      await resealSlot(by, newPassphrase)
    }
  })

/**
 * `changePassphrase` for a member who has the vault in `dir` open in this process, and beside others: passkeys that are added
 * or removed meanwhile stay as they are. Another member's passphrase is a wrong one. `first` is the folder that was asked for:
 * another one when `dir` is a second vault, whose slot in the first then follows (rule DU8).
 * @throws VaultError as `changePassphrase` does; NOT_A_MEMBER for who was removed meanwhile
 */
export const changePassphraseBeside = async (
  { dir, first }: { dir: string; first: string },
  { member, passphrase, newPassphrase, kdf }: PassphraseChange & { member: string },
): Promise<void> => {
  const vault = readVaultFile(dir)
  const { file, identity } = await openOwnByPassphrase(vault, readKeyFiles(dir, vault), passphrase)
  try {
    if (file.memberHex !== member) {
      throw new VaultError(
        'PASSPHRASE_WRONG',
        'This is not your passphrase. Check the keyboard language and capital letters.',
      )
    }
    const changed = { file, seed: identity.seed, passphrase: newPassphrase, kdf }
    await writeNewPassphrase(dir, vault, changed, () => keyFileNow(dir, vault, file))
    if (first !== dir) {
      await resealSlots(first, { second: dir, passphrase, newPassphrase })
    }
  } finally {
    wipeIdentity(identity)
  }
}

const resealSlots = async (
  dir: string,
  { second, passphrase, newPassphrase }: { second: string; passphrase: string; newPassphrase: string },
): Promise<void> => {
  const vault = readVaultFile(dir)
  const tried = await tryPassphrase(NO_FLOOR, readKeyFiles(dir, vault), passphrase)
  try {
    for (const slot of tried.duress) {
      if (secondDir(dir, slot) === realpathSync(second)) {
        await resealSlot({ dir, vault, slot }, newPassphrase)
      }
    }
  } finally {
    wipeTried(tried)
  }
}

/** Read again, because deriving a key takes its time. */
const keyFileNow = (dir: string, vault: VaultFile, { memberHex }: KeyFile): KeyFile => {
  const now = readKeyFiles(dir, vault).find((file) => file.memberHex === memberHex)
  if (now === undefined) {
    throw new VaultError('NOT_A_MEMBER', 'You are no longer a member of this vault. Ask a coordinator.')
  }
  return now
}
