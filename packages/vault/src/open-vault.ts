import { resolve } from 'node:path'

import type { Database } from '@signalapp/sqlcipher'

import { equalBytes, randomBytes as systemRandom } from '@homeward/format'
import { recoverBlobs } from './blob-recovery.ts'
import { wipeIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import { checkPlaces } from './check-words.ts'
import { closeAll } from './close-state.ts'
import type { After } from './custody.ts'
import { newDeviceKey } from './device-key.ts'
import type { DeviceKey } from './device-key.ts'
import { giveDuressSlot } from './give-duress-slot.ts'
import { finishErasures } from './erase.ts'
import { wipeFoundKeys } from './found-keys.ts'
import { requestOf } from './joining.ts'
import { storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { beginLog } from './own-log.ts'
import { healTogether, refreshRoster } from './refresh-roster.ts'
import { followDuress, openSecond } from './second-vault.ts'
import { closeSharedIfLeft, holdWhileOpen, openShared } from './shared-vault.ts'
import type { SharedVault } from './shared-vault.ts'
import { openByPassphrase } from './try-passphrase.ts'
import type { Opened, OpenedDuress } from './try-passphrase.ts'
import { EMPTY_EDGE } from './tree-store.ts'
import { checkLogHead, unlockLog } from './unlock.ts'
import type { Unlocked } from './unlock.ts'
import { VaultError, storageError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import { noteFailure } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault-from-state.ts'
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

/** What cannot be finished now, on a full disk for example, stays for the next time, and a check of the vault tells it. */
const finishWhatWasErased = (state: VaultState): void => {
  try {
    finishErasures(state)
  } catch (error) {
    noteFailure(state, error)
  }
}

/**
 * Opens a vault. With `rescue` also one whose log has a damaged end, or that has no key of this device, then for reading
 * only. Inside this package only.
 * @throws VaultError as `openVault` does
 */
export const openState = (options: OpenOptions, { rescue }: { rescue: boolean }): Promise<VaultState> =>
  openStateBy(options, {
    rescue,
    unlock: (file) => openByPassphrase(resolve(options.dir), file, options.passphrase),
  })

/** What opens an identity: a passphrase, a passkey, recovery shares. A passphrase may say to open another vault instead. */
export type OpenIdentity = (vault: VaultFile) => Promise<Opened | { duress: OpenedDuress[] }>

/** `openState` for whatever opens an identity. */
export const openStateBy = async (
  options: Omit<OpenOptions, 'passphrase'>,
  how: { rescue: boolean; unlock: OpenIdentity },
): Promise<VaultState> => {
  const dir = resolve(options.dir)
  const file = readVaultFile(dir)
  const state = await enterVault(openShared(dir), { ...options, file }, how)
  return state
}

/** What a member has in memory of a vault that is open; those who have it open already are told, when they have to be. */
const beginState = async (
  shared: SharedVault,
  {
    file,
    random = systemRandom,
    now = () => new Date(),
  }: Omit<OpenOptions, 'passphrase' | 'dir'> & { file: VaultFile },
  { opened, rescue }: { opened: Opened; rescue: boolean },
): Promise<VaultState> => {
  const { dir, db } = shared
  const { identity } = opened
  const request = requestOf(dir, file.vaultHex, opened.file.memberHex)
  const { own, spareKey, ...unlocked } = unlockLog(db, { dir, vaultHex: file.vaultHex, identity, request })
  const begun =
    own ?? (rescue ? bystander(db, unlocked) : beginOwnLog(db, { dir, identity, unlocked, spareKey, random, now }))
  const state: VaultState = {
    dir,
    shared,
    identity,
    db,
    random,
    now,
    endings: new Set(),
    pending: new Set(),
    subjectKeys: new Map(),
    retired: [],
    ...unlocked,
    ...begun,
    ...headOf(db, begun.log, rescue),
    ...(own === null && rescue ? { condition: 'reopen' as const } : {}),
  }
  if (state.condition === 'open') {
    giveDuressSlot(dir, file, { memberHex: opened.file.memberHex, seed: identity.seed })
    if (own === null) {
      refreshRoster(state)
    }
    healTogether(state)
    // Not while somebody seals: what is under way would be taken for what a crash left.
    if (shared.states.size === 0) {
      finishWhatWasErased(state)
      await recoverBlobs(state)
    }
  } else {
    shared.hasFailed = true
  }
  return state
}

/**
 * Lets a member into a vault whose handle is open. Who is in already gets the state that they have: two of one member
 * would write one log twice.
 * @throws VaultError as `openVault` does; REOPEN_NEEDED
 */
export const enterVault = async (
  shared: SharedVault,
  options: Omit<OpenOptions, 'passphrase' | 'dir'> & { file: VaultFile },
  { rescue, unlock }: { rescue: boolean; unlock: OpenIdentity },
): Promise<VaultState> => {
  let identity: Identity | undefined
  shared.entering += 1
  try {
    const opened = await unlock(options.file)
    if ('duress' in opened) {
      return await enterSecond(shared, options, { rescue, duress: opened.duress })
    }
    ;({ identity } = opened)
    const { signKey } = identity
    const known = [...shared.states].find((state) => equalBytes(state.identity.signKey, signKey))
    if (known !== undefined) {
      wipeIdentity(identity)
      return known
    }
    if (shared.hasFailed) {
      throw new VaultError(
        'REOPEN_NEEDED',
        'The disk reported an error. Check the disk, lock the vault, and unlock it again.',
      )
    }
    const state = await beginState(shared, options, { opened, rescue })
    shared.states.add(state)
    return state
  } catch (error) {
    if (identity !== undefined) {
      wipeIdentity(identity)
      wipeFoundKeys(identity)
    }
    throw storageError(error, 'the vault')
  } finally {
    shared.entering -= 1
    closeSharedIfLeft(shared)
  }
}

/**
 * Opens the second vault in the place of the one that `first` has open, whose sessions end before (rules DU4 to DU7). The lock
 * of the first is kept meanwhile.
 * @throws VaultError PASSPHRASE_WRONG whatever is the matter with the second vault; VAULT_IN_USE
 */
const enterSecond = (
  first: SharedVault,
  options: Omit<OpenOptions, 'passphrase' | 'dir'> & { file: VaultFile },
  { rescue, duress }: { rescue: boolean; duress: readonly OpenedDuress[] },
): Promise<VaultState> => {
  closeAll(first)
  return followDuress(first, options.file, duress, async (dir, one) => {
    const file = readVaultFile(dir)
    const second = openShared(dir)
    const unlock: OpenIdentity = (vault) => Promise.resolve(openSecond(dir, vault, one))
    const state = await enterVault(second, { ...options, file }, { rescue, unlock })
    holdWhileOpen(first, second)
    return state
  })
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
      return {
        entries: 0,
        blobs: 0,
        bytes: 0,
        closed: 0,
        quarantined: 0,
        erased: 0,
        faults: [{ where: checkPlaces.say('vault').text, what: error.message }],
        logs: [],
      }
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
