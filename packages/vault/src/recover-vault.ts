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
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault.ts'

const writeNewPassphrase = async (
  dir: string,
  {
    file,
    latest = () => file,
    ...wrapping
  }: { file: KeyFile; latest?: () => KeyFile; seed: Uint8Array; passphrase: string; kdf: KdfParams },
): Promise<void> => {
  const { seed, passphrase, kdf } = wrapping
  const wrapped = await wrapByPassphrase(seed, { owner: file, passphrase, kdf, random: systemRandom })
  writeKeyFile(dir, { ...latest(), passphrase: wrapped })
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

/** A passphrase, and the one that is to take its place. */
export interface PassphraseChange {
  passphrase: string
  newPassphrase: string
  kdf?: KdfParams
}

/**
 * Replaces a passphrase by another. The recovery shares stay valid.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND, VAULT_DAMAGED,
 *   DISK_FULL, IO_ERROR; then the old passphrase still works.
 */
export const changePassphrase = ({ dir, ...change }: PassphraseChange & { dir: string }): Promise<void> =>
  whileLocked(resolve(dir), (vault) => changeIn(resolve(dir), vault, change))

/**
 * `changePassphrase` for a member who has the vault open in this process, and beside others: passkeys that are added or
 * removed meanwhile stay as they are. Another member's passphrase is a wrong one.
 * @throws VaultError as `changePassphrase` does; NOT_A_MEMBER for who was removed meanwhile
 */
export const changePassphraseBeside = (
  dir: string,
  { member, ...change }: PassphraseChange & { member: string },
): Promise<void> => changeIn(dir, readVaultFile(dir), change, member)

const changeIn = async (
  dir: string,
  vault: VaultFile,
  { passphrase, newPassphrase, kdf }: PassphraseChange,
  member?: string,
): Promise<void> => {
  const { file, identity } = await unlockIdentity(vault, readKeyFiles(dir, vault), passphrase)
  try {
    if (member !== undefined && file.memberHex !== member) {
      throw new VaultError(
        'PASSPHRASE_WRONG',
        'This is not your passphrase. Check the keyboard language and capital letters.',
      )
    }
    await writeNewPassphrase(dir, {
      file,
      latest: () => keyFileNow(dir, vault, file),
      seed: identity.seed,
      passphrase: newPassphrase,
      kdf: chooseKdf(vault, kdf),
    })
  } finally {
    wipeIdentity(identity)
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
