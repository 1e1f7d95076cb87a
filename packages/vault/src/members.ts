import { toHex } from '@homeward/format'
import type { Change } from '@homeward/format'

import { appendEntries } from './append.ts'
import { settleAll } from './close-state.ts'
import { COMPARTMENTS } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import { removeMemberKeys } from './device-key.ts'
import { ailing } from './heal.ts'
import { clearJoining, isSameCode, readJoining, removeJoining } from './joining.ts'
import { logSize, storedEdge, storedLogs } from './log-store.ts'
import { healTogether, refreshRoster } from './refresh-roster.ts'
import type { Member } from './roster.ts'
import { deviceRemoved, memberAdded, memberChanged, memberRemoved } from './roster-changes.ts'
import type { Role } from '@homeward/format'
import type { LogLimit } from './roster-changes.ts'
import { edgeRoot } from './tree-store.ts'
import { VaultError } from './vault-error.ts'
import { openCompartment, requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** A member as the roster lists one. */
export interface MemberView {
  id: string
  name: string
  role: Role
  grants: CompartmentName[]
  /** False for somebody who was removed; what they wrote before stays theirs. */
  isActive: boolean
  /** When they last rehearsed recovery, by the clock of the device where it was done; `null` for never. */
  rehearsed: string | null
}

/** What the roster says about the members and their keys, for people. */
export interface MembersView {
  members: MemberView[]
  /** Installations: whose, and whether what they write still counts. `log` names one. */
  devices: { log: string; device: string; member: string; isActive: boolean }[]
  /** Codes of those who joined on this installation and wait to be admitted. */
  joining: string[]
  /** Files of requests that are damaged: whoever made one joins again. */
  damagedJoining: string[]
  /** How many active members open everything: fewer than two, and one accident loses the vault (rule M8). */
  restorers: number
  /** Removals that wait because both removed each other: by whom and of whom, as ids, and whether of one device alone. */
  contested: { author: string; target: string; isDevice: boolean }[]
  /** Compartments whose keys are with somebody who should not have them, or not with all who should. */
  ailing: CompartmentName[]
}

const viewOf = ({ id, name, role, grants, isActive, rehearsed }: Member): MemberView => ({
  id,
  name,
  role,
  grants: COMPARTMENTS.filter((compartment) => grants.has(compartment)),
  isActive,
  rehearsed,
})

/** This session's member. */
export const ownMember = (state: VaultState): Member => {
  const member = state.roster.members.get(state.member)
  if (member === undefined) {
    throw new VaultError('NOT_A_MEMBER', 'You are no longer a member of this vault. Ask a coordinator.')
  }
  return member
}

/** Who is in the vault. @throws VaultError VAULT_CLOSED, VAULT_DAMAGED */
export const listMembers = (state: VaultState): MembersView => {
  requireOpen(state)
  const members = [...state.roster.members.values()]
  const { waiting, damaged } = readJoining(state.dir, state.founding.vaultHex)
  return {
    members: members.map(viewOf),
    devices: [...state.roster.devices.values()].map(({ id, log, member, limit }) => ({
      log,
      device: id,
      member,
      isActive: limit === null,
    })),
    joining: waiting.map(({ code }) => code),
    damagedJoining: damaged,
    restorers: members.filter(({ isActive, grants }) => isActive && COMPARTMENTS.every((name) => grants.has(name)))
      .length,
    contested: state.roster.contested.map(({ author, target, isDevice }) => ({ author, target, isDevice })),
    ailing: ailing(state),
  }
}

/** Refuses here what the roster would ignore anyway (rule M3). */
const requireManager = (state: VaultState, ...roles: readonly Role[]): void => {
  const { role } = ownMember(state)
  if (role !== 'coordinator' && role !== 'founder') {
    throw new VaultError('ROLE_FORBIDS', 'Only coordinators and founders change who is in the vault. Ask one of them.')
  }
  if (role !== 'founder' && roles.includes('founder')) {
    throw new VaultError('ROLE_FORBIDS', 'Only a founder makes, changes or removes founders. Ask one of them.')
  }
}

const requireGrants = (state: VaultState, grants: readonly CompartmentName[]): void => {
  for (const name of grants) {
    openCompartment(state, name)
  }
}

const activeMember = (state: VaultState, id: string): Member => {
  const member = state.roster.members.get(id)
  if (member?.isActive !== true) {
    throw new VaultError('MEMBER_UNKNOWN', 'There is no such member in this vault. List the members to see their ids.')
  }
  return member
}

const anotherMember = (state: VaultState, id: string): Member => {
  const member = activeMember(state, id)
  if (id === state.member) {
    throw new VaultError('ROLE_FORBIDS', 'Nobody changes or removes themself. Ask another coordinator.')
  }
  return member
}

/** Writes a change of the roster, then the keys that follow from it; a stop in between is healed at the next opening. */
export const writeRoster = (state: VaultState, ...changes: readonly Change[]): void => {
  // An entry for each: a proof that shows one of them shows nothing of the others.
  appendEntries(
    state,
    changes.map((one) => ({ compartment: 'roster', changes: [one] })),
  )
  refreshRoster(state)
  healTogether(state)
}

const withRoster = (grants: readonly CompartmentName[]): CompartmentName[] =>
  COMPARTMENTS.filter((name) => name === 'roster' || grants.includes(name))

/**
 * Admits somebody who joined on this installation, when `code` is the one that they were shown.
 * @throws VaultError MEMBER_UNKNOWN when nobody waits with this code; ROLE_FORBIDS; COMPARTMENT_CLOSED when a grant is
 *   more than one has; DISK_FULL, IO_ERROR
 */
export const admitMember = (
  state: VaultState,
  code: string,
  { name, role, grants }: { name: string; role: Role; grants: readonly CompartmentName[] },
): MemberView => {
  requireManager(state, role)
  requireGrants(state, grants)
  const { waiting } = readJoining(state.dir, state.founding.vaultHex)
  const joining = waiting.find((one) => isSameCode(code, one.code))
  if (joining === undefined) {
    throw new VaultError(
      'MEMBER_UNKNOWN',
      'Nobody who waits has this code. Compare it with the one on the other screen, character by character.',
    )
  }
  writeRoster(
    state,
    memberAdded(joining.keys, { role, grants: withRoster(grants) }),
    memberChanged(joining.keys.id, { name }),
  )
  removeJoining(state.dir, joining.keys.id)
  const added = state.roster.members.get(joining.keys.id)
  if (added === undefined) {
    throw new VaultError(
      'VAULT_DAMAGED',
      'The member was written to the log and is not in the roster. Check the vault.',
    )
  }
  return viewOf(added)
}

/**
 * Clears all requests to join that wait on this installation: see `clearJoining`.
 * @throws VaultError ROLE_FORBIDS, IO_ERROR, NOT_PERMITTED
 */
export const clearRequests = (state: VaultState): number => {
  requireOpen(state)
  requireManager(state)
  return clearJoining(state.dir, (id) => state.roster.members.has(id))
}

/**
 * Changes the name, the role or the grants of another member, or the own name. A grant that is taken away begins a new epoch.
 * @throws VaultError MEMBER_UNKNOWN, ROLE_FORBIDS, COMPARTMENT_CLOSED, DISK_FULL, IO_ERROR
 */
export const changeMember = (
  state: VaultState,
  id: string,
  { name, role, grants }: { name?: string; role?: Role; grants?: readonly CompartmentName[] },
): void => {
  settleAll(state)
  const isOwnName = id === state.member && role === undefined && grants === undefined
  const member = isOwnName ? activeMember(state, id) : anotherMember(state, id)
  if (!isOwnName) {
    requireManager(state, member.role, role ?? member.role)
  }
  requireGrants(
    state,
    (grants ?? []).filter((one) => !member.grants.has(one)),
  )
  const what = {
    ...(role === undefined ? {} : { role }),
    ...(grants === undefined ? {} : { grants: withRoster(grants) }),
  }
  // A package may have to show a change of role, and must not tell the name with it.
  writeRoster(
    state,
    ...(name === undefined ? [] : [memberChanged(id, { name })]),
    ...(role === undefined && grants === undefined ? [] : [memberChanged(id, what)]),
  )
}

const limitOf = (state: VaultState, logHex: string): LogLimit => {
  const log = storedLogs(state.db).find(({ idHex }) => idHex === logHex)
  return log === undefined
    ? { log: logHex, size: 0, root: '' }
    : { log: logHex, size: logSize(state.db, log), root: toHex(edgeRoot(storedEdge(state.db, log))) }
}

/**
 * Removes another member (rule M6): what they wrote so far stays, what comes later is ignored, and every compartment
 * that they opened gets a new key. Their keys on this installation are removed, so that their passphrase opens nothing here.
 * What they saw, or copied, they keep: no key takes that back.
 * @throws VaultError MEMBER_UNKNOWN, ROLE_FORBIDS, DISK_FULL, IO_ERROR
 */
export const removeMember = (state: VaultState, id: string): void => {
  settleAll(state)
  const member = anotherMember(state, id)
  requireManager(state, member.role)
  const devices = [...state.roster.devices.values()].filter((device) => device.member === id)
  writeRoster(
    state,
    memberRemoved(
      id,
      devices.map(({ log }) => limitOf(state, log)),
    ),
  )
  if (state.roster.members.get(id)?.isActive !== true) {
    removeMemberKeys(
      state.dir,
      id,
      devices.map((device) => device.id),
    )
  }
}

/**
 * Takes a device out: what it wrote so far counts, what comes later is ignored. Own devices, or as a coordinator those of
 * others; never the one that this session runs on. The member keeps what their keys open: change the passphrase, and remove
 * the member when a device with an open session was taken.
 * @throws VaultError MEMBER_UNKNOWN for a log that no active device writes; ROLE_FORBIDS; DISK_FULL, IO_ERROR
 */
export const removeDevice = (state: VaultState, log: string): void => {
  settleAll(state)
  const device = state.roster.devices.get(log)
  if (device?.limit !== null) {
    throw new VaultError(
      'MEMBER_UNKNOWN',
      'There is no such device in this vault. List the members to see their devices.',
    )
  }
  if (log === state.log.idHex) {
    throw new VaultError('ROLE_FORBIDS', 'This is the device that you work on. Take it out from another one.')
  }
  if (device.member !== state.member) {
    requireManager(state, state.roster.members.get(device.member)?.role ?? 'founder')
  }
  writeRoster(state, deviceRemoved(limitOf(state, log)))
}
