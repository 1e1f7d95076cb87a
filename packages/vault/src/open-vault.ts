import { resolve } from 'node:path'

import type { Database } from '@signalapp/sqlcipher'

import { randomBytes as systemRandom } from '@homeward/format'
import { recoverBlobs } from './blob-recovery.ts'
import { identityFromSeed, wipeIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import { isKdfAtLeast } from './kdf.ts'
import { readKeyFiles, unwrapByPassphrase } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import type { After } from './custody.ts'
import type { DeviceKey } from './device-key.ts'
import { healKeys } from './heal.ts'
import { isJoining } from './joining.ts'
import { storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { beginLog, newDeviceKey } from './own-log.ts'
import { refreshRoster } from './refresh-roster.ts'
import { EMPTY_EDGE } from './tree-store.ts'
import { checkLogHead, unlockLog } from './unlock.ts'
import type { Unlocked } from './unlock.ts'
import { openVaultDb } from './vault-db.ts'
import { VaultError, storageError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault.ts'
import type { Vault } from './vault.ts'
import type { VerifyOptions, VerifyReport } from './verify-report.ts'

/** How to open a vault. `random`, `now` and `after` are for tests and for who keeps time. */
export interface OpenOptions {
  dir: string
  passphrase: string
  random?: (length: number) => Uint8Array
  now?: () => Date
  after?: After
}

/**
 * The identity that a passphrase opens.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY; KDF_TOO_WEAK when a key file asks for less than `homeward.json`
 */
export const unlockIdentity = async (
  vault: Pick<VaultFile, 'kdf'>,
  files: readonly KeyFile[],
  passphrase: string,
): Promise<{ file: KeyFile; identity: Identity }> => {
  for (const file of files) {
    if (!isKdfAtLeast(file.passphrase.kdf, vault.kdf)) {
      throw new VaultError(
        'KDF_TOO_WEAK',
        'A key file asks for a passphrase that is too cheap to guess. Somebody changed it: put back a copy of it.',
      )
    }
    const seed = await unwrapByPassphrase(file, passphrase)
    if (seed !== null) {
      return { file, identity: identityFromSeed(seed) }
    }
  }
  throw new VaultError(
    'PASSPHRASE_WRONG',
    'The passphrase does not open this vault. Check the keyboard language and capital letters, then try again. ' +
      'If you were removed from the vault, your keys are no longer here: ask a coordinator.',
  )
}

const headOf = (
  db: Database,
  log: StoredLog,
  rescue: boolean,
): Pick<VaultState, 'edge' | 'checkpoint' | 'condition'> => {
  try {
    return { ...checkLogHead(db, log), condition: 'open' }
  } catch (error) {
    if (!rescue) {
      throw error
    }
    return { edge: EMPTY_EDGE, checkpoint: '', condition: 'reopen' }
  }
}

/** For a check of a vault in which this installation has no log yet: it looks at the founder's and writes nothing. */
const bystander = (db: Database, { founding }: Pick<Unlocked, 'founding'>): { device: DeviceKey; log: StoredLog } => {
  const log = storedLogs(db).find(({ idHex }) => idHex === founding.device.logHex)
  if (log === undefined) {
    throw new VaultError('VAULT_DAMAGED', 'The log that founds this vault is missing. Restore it from its latest copy.')
  }
  return { device: newDeviceKey(), log }
}

const beginOwnLog = (
  db: Database,
  {
    unlocked,
    spareKey,
    ...means
  }: {
    dir: string
    identity: Identity
    unlocked: Omit<Unlocked, 'own' | 'spareKey'>
    spareKey: Unlocked['spareKey']
    random: (length: number) => Uint8Array
    now: () => Date
  },
): { device: DeviceKey; log: StoredLog } => {
  const { founding, member, compartments } = unlocked
  return beginLog(db, { ...means, founding, member, roster: compartments.get('roster'), spare: spareKey })
}

/**
 * Opens a vault. With `rescue` also one whose log has a damaged end, or that has no key of this device, then for reading
 * only. Inside this package only.
 * @throws VaultError as `openVault` does
 */
export const openState = (options: OpenOptions, { rescue }: { rescue: boolean }): Promise<VaultState> =>
  openStateBy(options, {
    rescue,
    unlock: (file) => unlockIdentity(file, readKeyFiles(resolve(options.dir), file), options.passphrase),
  })

/** `openState` for whatever opens an identity. */
export const openStateBy = async (
  options: Omit<OpenOptions, 'passphrase'>,
  { rescue, unlock }: { rescue: boolean; unlock: (vault: VaultFile) => Promise<{ file: KeyFile; identity: Identity }> },
): Promise<VaultState> => {
  const { random = systemRandom, now = () => new Date() } = options
  const dir = resolve(options.dir)
  const file = readVaultFile(dir)
  const db = openVaultDb(dir)
  let identity: Identity | undefined
  try {
    const opened = await unlock(file)
    ;({ identity } = opened)
    const isWaiting = isJoining(dir, opened.file.memberHex)
    const { own, spareKey, ...unlocked } = unlockLog(db, { dir, vaultHex: file.vaultHex, identity, isWaiting })
    const begun =
      own ?? (rescue ? bystander(db, unlocked) : beginOwnLog(db, { dir, identity, unlocked, spareKey, random, now }))
    const state: VaultState = {
      dir,
      identity,
      db,
      random,
      now,
      endings: new Set(),
      retired: [],
      ...unlocked,
      ...begun,
      ...headOf(db, begun.log, rescue),
      ...(own === null && rescue ? { condition: 'reopen' as const } : {}),
    }
    if (state.condition === 'open') {
      if (own === null) {
        refreshRoster(state)
      }
      if (healKeys(state)) {
        refreshRoster(state)
      }
      await recoverBlobs(state)
    }
    return state
  } catch (error) {
    if (identity !== undefined) {
      wipeIdentity(identity)
    }
    db.close()
    throw storageError(error, 'the vault')
  }
}

/**
 * Unlocks a vault and takes its lock until `close`. The lock is taken first, so that a vault in use answers at once.
 * @throws VaultError NOT_A_MEMBER, PASSPHRASE_WRONG, PASSPHRASE_EMPTY, VAULT_IN_USE, VAULT_NOT_FOUND, FORMAT_NEWER, KDF_TOO_WEAK,
 *   VAULT_DAMAGED, NOT_PERMITTED, DISK_FULL, IO_ERROR
 */
export const openVault = async (options: OpenOptions): Promise<Vault> =>
  vaultFromState(await openState(options, { rescue: false }), options.after)

/**
 * Checks a vault that is not open, also one that is too damaged to be opened: then that is among the faults.
 * @throws VaultError as `openVault` does, VAULT_DAMAGED excepted; CANCELLED
 */
export const verifyVault = async (options: OpenOptions & VerifyOptions): Promise<VerifyReport> => {
  let state: VaultState
  try {
    state = await openState(options, { rescue: true })
  } catch (error) {
    if (error instanceof VaultError && error.code === 'VAULT_DAMAGED') {
      return { entries: 0, blobs: 0, bytes: 0, faults: [{ where: 'the vault', what: error.message }] }
    }
    throw error
  }
  const vault = vaultFromState(state)
  try {
    return await vault.verify(options)
  } finally {
    vault.close()
  }
}
