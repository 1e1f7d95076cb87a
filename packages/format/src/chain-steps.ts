/** The steps of a chain of authority: what each disclosed change of the roster adds to it (docs/spec/members.md, M3, M4, M6). */
import { fromBase64, toHex } from './bytes.ts'
import { deviceLog, deviceStatement } from './device-log.ts'
import type { ChainEntry, ChainLog, MemberChain } from './chain-types.ts'
import { parseVkey } from './note.ts'
import type { Vkey } from './note.ts'
import type { RosterFact, StatedLimit } from './roster-facts.ts'
import { ed25519Verify } from '#primitives'

/** A role that a member was given, and the entry that gave it. */
interface RoleGiven {
  entry: ChainEntry
  role: string
}

/** A member who was led to. */
export interface KnownMember {
  id: string
  signKey: Uint8Array
  addedBy: string | null
  /** In the order of the entries; the first is that of the admission. */
  roles: RoleGiven[]
}

/** A log that was led to; `entry` is the one that says whose it is. */
export interface KnownLog extends Omit<ChainLog, 'rests'> {
  entry: string
}

/** A chain that is being read, entry by entry in the order of the fold. */
export interface Reading {
  founding: NonNullable<MemberChain['founding']> & { signKey: string }
  logs: Map<string, KnownLog>
  members: Map<string, KnownMember>
  /** `member` is `null` where one device alone is removed. */
  removals: { entry: ChainEntry; member: string | null; logs: readonly StatedLimit[] }[]
  problem: (entry: ChainEntry, what: string) => void
}

const RANK: Readonly<Record<string, number>> = { reader: 0, contributor: 1, coordinator: 2, founder: 3 }
const COORDINATOR = 2

const rankOf = (role: string | undefined): number =>
  role !== undefined && Object.hasOwn(RANK, role) ? (RANK[role] ?? -1) : -1

/** Whether the device that wrote `later` had `earlier`. */
const precedes = (earlier: ChainEntry, later: ChainEntry): boolean =>
  earlier.log === later.log
    ? earlier.index < later.index
    : (Object.hasOwn(later.seen, earlier.log) ? (later.seen[earlier.log] ?? 0) : 0) > earlier.index

/**
 * The role that a member had as far as the device that wrote `at` knew; `undefined` for none. Two may admit one member
 * without knowing of each other, and then the member has seen one admission and the other one counts: so the admission
 * holds unless it was itself written after `at`.
 */
const roleAt = ({ roles }: KnownMember, at: ChainEntry): string | undefined => {
  const known = roles.findLast(({ entry }) => precedes(entry, at))
  const [admitted] = roles
  return known?.role ?? (admitted === undefined || precedes(at, admitted.entry) ? undefined : admitted.role)
}

const authorOf = (reading: Reading, entry: ChainEntry): KnownMember | undefined => {
  const log = reading.logs.get(entry.log)
  return log === undefined ? undefined : reading.members.get(log.member)
}

/** Whether the author of `entry` may add, change or remove a member of these roles (docs/spec/members.md, M3). */
const mayManage = (reading: Reading, entry: ChainEntry, roles: readonly (string | undefined)[]): boolean => {
  const author = authorOf(reading, entry)
  const rank = author === undefined ? -1 : rankOf(roleAt(author, entry))
  return rank >= COORDINATOR && (rank === RANK['founder'] || !roles.includes('founder'))
}

const NO_AUTHORITY = 'Whoever wrote it had no authority to: not a coordinator, or not a founder where it needs one.'

/** The device that a member vouches for. Tells what does not hold, and gives what it can. */
export const readDevice = (
  { vkey, deviceSig }: { vkey: string; deviceSig: string },
  { entry, signKey, problem }: { entry: ChainEntry; signKey: Uint8Array; problem: Reading['problem'] },
): { key: Vkey; vkeyText: string; log: string } | null => {
  try {
    const device = deviceLog(parseVkey(vkey).publicKey)
    const log = toHex(device.logId)
    if (device.vkeyText !== vkey || log !== entry.log) {
      problem(entry, 'The key that it names is not that of this log.')
    }
    if (!ed25519Verify(signKey, deviceStatement(vkey), fromBase64(deviceSig))) {
      problem(entry, 'The member did not sign that the device is theirs.')
    }
    return { key: device.vkey, vkeyText: device.vkeyText, log }
  } catch (error) {
    problem(entry, error instanceof Error ? error.message : String(error))
    return null
  }
}

/** A public key out of base64; `null` when it is none. */
export const keyOf = (base64: string): Uint8Array | null => {
  try {
    const key = fromBase64(base64)
    return key.length === 32 ? key : null
  } catch {
    return null
  }
}

const addMember = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'member.added' }): void => {
  const signKey = keyOf(fact.signKey)
  if (signKey === null || rankOf(fact.role) < 0) {
    reading.problem(entry, 'The key or the role of the member is malformed.')
  } else if (reading.members.has(fact.member)) {
    reading.problem(entry, 'It adds a member who was there already.')
  } else if (mayManage(reading, entry, [fact.role])) {
    const addedBy = authorOf(reading, entry)?.id ?? null
    reading.members.set(fact.member, { id: fact.member, signKey, addedBy, roles: [{ entry, role: fact.role }] })
  } else {
    reading.problem(entry, NO_AUTHORITY)
  }
}

const addDevice = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'device.added' }): void => {
  const member = reading.members.get(fact.member)
  const [admitted] = member?.roles ?? []
  if (entry.index !== 0 || reading.logs.has(entry.log)) {
    reading.problem(entry, 'It adds a device and is not the first entry of a log.')
  } else if (member === undefined || admitted === undefined) {
    reading.problem(entry, 'It adds a device of a member whom the package does not show to be one of this vault.')
  } else if (fact.founder !== reading.founding.signKey) {
    reading.problem(entry, 'It names another founder: it belongs to another vault.')
  } else {
    if (precedes(entry, admitted.entry)) {
      reading.problem(entry, 'It begins a log before the member was admitted.')
    }
    const read = readDevice(fact, { entry, signKey: member.signKey, problem: reading.problem })
    if (read !== null && read.log === entry.log) {
      reading.logs.set(entry.log, {
        ...read,
        member: member.id,
        device: fact.device,
        limit: null,
        entry: entry.ref,
      })
    }
  }
}

const changeRole = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'member.changed' }): void => {
  const member = reading.members.get(fact.member)
  if (member === undefined) {
    reading.problem(entry, 'It changes a member whom the package does not show.')
  } else if (fact.role !== null) {
    const isOwn = authorOf(reading, entry)?.id === member.id
    if (rankOf(fact.role) >= 0 && !isOwn && mayManage(reading, entry, [roleAt(member, entry), fact.role])) {
      member.roles.push({ entry, role: fact.role })
    } else {
      reading.problem(entry, NO_AUTHORITY)
    }
  }
}

const removeMember = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'member.removed' }): void => {
  const member = reading.members.get(fact.member)
  if (member === undefined) {
    reading.problem(entry, 'It removes a member whom the package does not show.')
  } else if (authorOf(reading, entry) !== member && mayManage(reading, entry, [roleAt(member, entry)])) {
    reading.removals.push({ entry, member: member.id, logs: fact.logs })
  } else {
    reading.problem(entry, NO_AUTHORITY)
  }
}

const removeDevice = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'device.removed' }): void => {
  const member = reading.members.get(reading.logs.get(fact.limit.log)?.member ?? '')
  if (member === undefined) {
    reading.problem(entry, 'It removes a device that the package does not show.')
  } else if (authorOf(reading, entry) === member || mayManage(reading, entry, [roleAt(member, entry)])) {
    reading.removals.push({ entry, member: null, logs: [fact.limit] })
  } else {
    reading.problem(entry, NO_AUTHORITY)
  }
}

/** Whether everything that a fact speaks of, and its author, is in the chain already. */
export const isLedTo = ({ logs, members }: Reading, entry: ChainEntry, fact: RosterFact): boolean => {
  if (fact.type === 'vault.founded') {
    return true
  }
  if (fact.type === 'device.added') {
    return members.has(fact.member)
  }
  const isTargetKnown =
    fact.type === 'member.added' ||
    (fact.type === 'device.removed' ? logs.has(fact.limit.log) : members.has(fact.member))
  return logs.has(entry.log) && isTargetKnown
}

/** Takes one fact into the chain, or says why it does not count. */
export const takeFact = (reading: Reading, entry: ChainEntry, fact: RosterFact): void => {
  switch (fact.type) {
    case 'vault.founded':
      break
    case 'member.added':
      addMember(reading, entry, fact)
      break
    case 'device.added':
      addDevice(reading, entry, fact)
      break
    case 'member.changed':
      changeRole(reading, entry, fact)
      break
    case 'member.removed':
      removeMember(reading, entry, fact)
      break
    case 'device.removed':
      removeDevice(reading, entry, fact)
      break
  }
}
