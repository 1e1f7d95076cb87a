import type { Database } from '@signalapp/sqlcipher'

import type { CompartmentKeys, CompartmentName } from './compartment.ts'
import { wipeCompartmentKeys } from './compartment.ts'
import type { DeviceKey } from './device-key.ts'
import type { Founding } from './founding.ts'
import type { Identity } from './identity.ts'
import { wipeIdentity } from './identity.ts'
import type { StoredLog } from './log-store.ts'
import type { Roster } from './roster.ts'
import type { SharedVault } from './shared-vault.ts'
import type { TreeEdge } from './tree-store.ts'
import { VaultError } from './vault-error.ts'

/** The keys of a compartment by epoch. */
export interface Keyring<Keys> {
  name: CompartmentName
  /** Two of one epoch when it was begun on two devices at the same time; either may have sealed a thing. */
  keysByEpoch: ReadonlyMap<number, readonly Keys[]>
}

/** A compartment that this member can open: its id and its keys. */
export interface OpenCompartment extends Keyring<CompartmentKeys> {
  idBytes: Uint8Array
  /** The epoch and the keys with which new things are sealed. */
  epoch: number
  current: CompartmentKeys
}

/** `reopen`: the disk failed in a way after which nothing more may be written through this handle. */
export type VaultCondition = 'open' | 'reopen' | 'closed'

/** Who writes a log. */
export interface Author {
  member: string
  device: string
  /** Position from which on its entries are kept and ignored. */
  until: number
}

/** Everything that a vault holds in memory that one member opened. Inside this package only. */
export interface VaultState {
  readonly dir: string
  /** What the other members have too who opened it in this process. */
  readonly shared: SharedVault
  readonly founding: Founding
  readonly identity: Identity
  readonly device: DeviceKey
  readonly member: string
  roster: Roster
  /** Who writes which log, by log id in hex; entries of other logs, and those from `until` on, are not folded. */
  devices: ReadonlyMap<string, Author>
  compartments: ReadonlyMap<CompartmentName, OpenCompartment>
  /** Compartments as they were before the roster changed; something under way may still use their keys. */
  readonly retired: OpenCompartment[]
  readonly db: Database
  readonly log: StoredLog
  /** Subject keys that were opened, by id in hex. */
  readonly subjectKeys: Map<string, Uint8Array>
  readonly random: (length: number) => Uint8Array
  readonly now: () => Date
  /** Writes of what still waits to be written: see `settleState`. */
  readonly pending: Set<() => void>
  /** What must end when the vault is locked: each is called once, before the keys are zeroed. */
  readonly endings: Set<() => void>
  edge: TreeEdge
  checkpoint: string
  condition: VaultCondition
}

/** @throws VaultError VAULT_CLOSED when the vault was closed (locked). */
export const requireOpen = (state: VaultState): void => {
  if (state.condition === 'closed') {
    throw new VaultError('VAULT_CLOSED', 'The vault is locked. Unlock it with the passphrase.')
  }
}

/** @throws VaultError VAULT_CLOSED, or REOPEN_NEEDED after an error of the disk. */
export const requireWritable = (state: VaultState): void => {
  requireOpen(state)
  if (state.condition === 'reopen') {
    throw new VaultError(
      'REOPEN_NEEDED',
      'The disk reported an error earlier, so nothing more is written. Check the disk, then lock and unlock the vault.',
    )
  }
}

/** @throws VaultError ROLE_FORBIDS for a reader (rule M2). */
export const requireContributor = (
  state: VaultState,
  sentence = 'You may read in this vault and not write. Ask a coordinator for another role.',
): void => {
  if (state.roster.members.get(state.member)?.role === 'reader') {
    throw new VaultError('ROLE_FORBIDS', sentence)
  }
}

/** @throws VaultError COMPARTMENT_CLOSED when this member has no key of the compartment. */
export const openCompartment = (state: VaultState, name: CompartmentName): OpenCompartment => {
  const compartment = state.compartments.get(name)
  if (compartment === undefined) {
    throw new VaultError('COMPARTMENT_CLOSED', `You have no access to the compartment “${name}”. Ask a coordinator.`)
  }
  return compartment
}

/** The keys of a compartment in an epoch, at least one. @throws VaultError COMPARTMENT_CLOSED */
export const compartmentKeys = <Keys>(compartment: Keyring<Keys>, epoch: number): readonly Keys[] => {
  const keys = compartment.keysByEpoch.get(epoch) ?? []
  if (keys.length === 0) {
    throw new VaultError(
      'COMPARTMENT_CLOSED',
      `You have no key for epoch ${epoch} of the compartment “${compartment.name}”. Ask a coordinator.`,
    )
  }
  return keys
}

/** What `open` makes of the first of `keys` that it does not throw for; else it throws what it threw for the last. */
export const withAnyKeys = <Keys, Result>(keys: readonly Keys[], open: (keys: Keys) => Result): Result => {
  const [first, ...others] = keys
  if (first === undefined) {
    throw new VaultError('COMPARTMENT_CLOSED', 'You have no key for this. Ask a coordinator.')
  }
  try {
    return open(first)
  } catch (error) {
    if (others.length === 0) {
      throw error
    }
    return withAnyKeys(others, open)
  }
}

/** `withAnyKeys` for what takes time. */
export const withAnyKeysAsync = async <Result>(
  keys: readonly CompartmentKeys[],
  open: (keys: CompartmentKeys) => Promise<Result>,
): Promise<Result> => {
  const [first, ...others] = keys
  if (first === undefined) {
    throw new VaultError('COMPARTMENT_CLOSED', 'You have no key for this. Ask a coordinator.')
  }
  try {
    return await open(first)
  } catch (error) {
    if (others.length === 0) {
      throw error
    }
    return withAnyKeysAsync(others, open)
  }
}

/** The keys with which new things are sealed. */
export const currentKeys = (compartment: OpenCompartment): CompartmentKeys => compartment.current

/** Notes a failed write: after an error of the disk (not: a full disk) the handle that all share must be reopened. Gives it back. */
export const noteFailure = (state: VaultState, error: unknown): unknown => {
  if (error instanceof VaultError && (error.code === 'IO_ERROR' || error.code === 'VAULT_DAMAGED')) {
    state.shared.hasFailed = true
    for (const one of state.shared.states) {
      one.condition = 'reopen'
    }
  }
  return error
}

/** Overwrites every secret with zeros. */
export const wipeState = (state: VaultState): void => {
  wipeIdentity(state.identity)
  state.device.seed.fill(0)
  for (const key of state.subjectKeys.values()) {
    key.fill(0)
  }
  state.subjectKeys.clear()
  for (const { keysByEpoch } of [...state.compartments.values(), ...state.retired]) {
    for (const keys of keysByEpoch.values()) {
      keys.forEach(wipeCompartmentKeys)
    }
  }
}
