import { resolve } from 'node:path'

import { randomBytes as systemRandom } from '@homeward/format'
import { identityFromSeed, wipeIdentity } from './identity.ts'
import type { KdfParams } from './kdf.ts'
import { readKeyFiles, wrapByPassphrase, writeKeyFile } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { chooseKdf, whileLocked } from './locked-vault.ts'
import { openByShares } from './open-by-shares.ts'
import { openStateBy, unlockIdentity } from './open-vault.ts'
import { recordRehearsal } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'
import { VaultError } from './vault-error.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault.ts'

const writeNewPassphrase = async (
  dir: string,
  { file, seed, passphrase, kdf }: { file: KeyFile; seed: Uint8Array; passphrase: string; kdf: KdfParams },
): Promise<void> => {
  const wrapped = await wrapByPassphrase(seed, { owner: file, passphrase, kdf, random: systemRandom })
  writeKeyFile(dir, { ...file, passphrase: wrapped })
}

/**
 * Sets a new passphrase with any two recovery shares. The old passphrase no longer opens the vault, and no passkey does; the
 * shares still do.
 * @throws VaultError RECOVERY_SHARE_INVALID, RECOVERY_FAILED, PASSPHRASE_EMPTY, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND,
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
      await writeNewPassphrase(resolve(dir), {
        file: bare,
        seed,
        passphrase: newPassphrase,
        kdf: chooseKdf(vault, kdf),
      })
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

/**
 * Replaces a passphrase by another. The recovery shares stay valid.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND, VAULT_DAMAGED,
 *   DISK_FULL, IO_ERROR; then the old passphrase still works.
 */
export const changePassphrase = ({
  dir,
  passphrase,
  newPassphrase,
  kdf,
}: {
  dir: string
  passphrase: string
  newPassphrase: string
  kdf?: KdfParams
}): Promise<void> =>
  whileLocked(resolve(dir), async (vault) => {
    const { file, identity } = await unlockIdentity(vault, readKeyFiles(resolve(dir), vault), passphrase)
    try {
      const chosen = chooseKdf(vault, kdf)
      await writeNewPassphrase(resolve(dir), { file, seed: identity.seed, passphrase: newPassphrase, kdf: chosen })
    } finally {
      wipeIdentity(identity)
    }
  })
