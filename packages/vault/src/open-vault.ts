import { resolve } from 'node:path'

import { randomBytes as systemRandom } from '@homeward/format'
import { recoverBlobs } from './blob-recovery.ts'
import { identityFromSeed, wipeIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import { readKeyFiles, unwrapByPassphrase } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { checkLogHead, unlockLog } from './unlock.ts'
import { openVaultDb } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault.ts'
import type { Vault } from './vault.ts'

/** How to open a vault. `random` and `now` are for tests. */
export interface OpenOptions {
  dir: string
  passphrase: string
  random?: (length: number) => Uint8Array
  now?: () => Date
}

/** The identity that a passphrase opens. @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY */
export const unlockIdentity = async (
  files: readonly KeyFile[],
  passphrase: string,
): Promise<{ file: KeyFile; identity: Identity }> => {
  for (const file of files) {
    const seed = await unwrapByPassphrase(file, passphrase)
    if (seed !== null) {
      return { file, identity: identityFromSeed(seed) }
    }
  }
  throw new VaultError(
    'PASSPHRASE_WRONG',
    'The passphrase does not open this vault. Check the keyboard language and capital letters, then try again.',
  )
}

/**
 * Unlocks a vault and takes its lock until `close`. The lock is taken first, so that a vault in use answers at once.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, VAULT_IN_USE, VAULT_NOT_FOUND, FORMAT_NEWER, KDF_TOO_WEAK,
 *   VAULT_DAMAGED, NOT_PERMITTED, DISK_FULL, IO_ERROR
 */
export const openVault = async (options: OpenOptions): Promise<Vault> => {
  const { passphrase, random = systemRandom, now = () => new Date() } = options
  const dir = resolve(options.dir)
  const file = readVaultFile(dir)
  const db = openVaultDb(dir)
  let identity: Identity | undefined
  try {
    ;({ identity } = await unlockIdentity(readKeyFiles(dir, file), passphrase))
    const unlocked = unlockLog(db, { dir, vaultHex: file.vaultHex, identity })
    const head = checkLogHead(db, unlocked.log)
    const state: VaultState = { dir, identity, db, random, now, ...unlocked, ...head, condition: 'open' }
    await recoverBlobs(state)
    return vaultFromState(state)
  } catch (error) {
    if (identity !== undefined) {
      wipeIdentity(identity)
    }
    db.close()
    throw error
  }
}
