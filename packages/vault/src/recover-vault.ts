import { resolve } from 'node:path'

import { equalBytes, randomBytes as systemRandom } from '@homeward/format'
import { commitEntries, sealChanges, seenSizes } from './append.ts'
import { identityFromSeed, wipeIdentity } from './identity.ts'
import { DEFAULT_KDF, isKdfAtLeast, isUsableKdf } from './kdf.ts'
import type { KdfParams } from './kdf.ts'
import { readKeyFiles, unwrapByRecoveryKey, wrapByPassphrase, writeKeyFile } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { openStateBy, unlockIdentity } from './open-vault.ts'
import { joinRecoveryKey } from './recovery-share.ts'
import { recoveryRehearsed } from './roster-changes.ts'
import { openVaultDb } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import { openCompartment } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault.ts'

/** Costs for a new wrap: what the caller asks for, never what a file on the disk suggests (rule K3). */
export const chooseKdf = (vault: VaultFile, asked: KdfParams | undefined): KdfParams => {
  const kdf = asked ?? DEFAULT_KDF
  if (!isUsableKdf(kdf) || !isKdfAtLeast(kdf, vault.kdf) || (!vault.kdfBelowFloor && !isKdfAtLeast(kdf))) {
    throw new VaultError('KDF_TOO_WEAK', 'These costs for the passphrase are below those that the vault asks for.')
  }
  return kdf
}

const writeNewPassphrase = async (
  dir: string,
  { file, seed, passphrase, kdf }: { file: KeyFile; seed: Uint8Array; passphrase: string; kdf: KdfParams },
): Promise<void> => {
  const wrapped = await wrapByPassphrase(seed, { owner: file, passphrase, kdf, random: systemRandom })
  writeKeyFile(dir, { ...file, passphrase: wrapped })
}

/** Runs `work` while nobody else can open the vault. */
export const whileLocked = async <Result>(
  dir: string,
  work: (vault: VaultFile) => Promise<Result>,
): Promise<Result> => {
  const vault = readVaultFile(dir)
  const db = openVaultDb(dir)
  try {
    return await work(vault)
  } finally {
    db.close()
  }
}

/** The key file and seed that recovery shares open. */
const openByShares = async (
  dir: string,
  vault: VaultFile,
  shares: readonly string[],
): Promise<{ file: KeyFile; seed: Uint8Array }> => {
  const { recoveryKey, setBytes } = await joinRecoveryKey(shares)
  try {
    const file = readKeyFiles(dir, vault).find(({ recovery }) => equalBytes(recovery.setBytes, setBytes))
    if (file === undefined) {
      throw new VaultError('RECOVERY_SHARE_INVALID', 'These recovery shares belong to another vault or another member.')
    }
    const seed = unwrapByRecoveryKey(file, recoveryKey)
    if (seed === null) {
      throw new VaultError(
        'RECOVERY_FAILED',
        'These recovery shares do not open the key file. Try the third share, or put back a copy of the folder keys.',
      )
    }
    return { file, seed }
  } finally {
    recoveryKey.fill(0)
  }
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

/** Whose shares a rehearsal proved, and whether the vault will remember it: not for who is no member (yet, or any more). */
export interface Rehearsal {
  member: string
  isRecorded: boolean
}

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
    // Not by `appendEntries`, which refuses a reader: the shares that opened the identity are leave enough for this one entry.
    const entry = sealChanges({
      compartment: openCompartment(state, 'roster'),
      changes: [recoveryRehearsed(member)],
      device: state.device,
      index: state.edge.size,
      at: state.now().toISOString(),
      seen: seenSizes(state),
      random: state.random,
    })
    commitEntries(state, [entry])
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
