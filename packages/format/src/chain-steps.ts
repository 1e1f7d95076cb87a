/** The steps of a chain of authority: what each disclosed change of the roster adds to it (docs/spec/members.md, M3, M4, M6). */
import { mayGive, mayManage, rankOf } from './authority.ts'
import { equalBytes, fromBase64, toHex } from './bytes.ts'
import { deviceLog, deviceStatement } from './device-log.ts'
import type { ChainEntry, ChainLog, MemberChain } from './chain-types.ts'
import { parseVkey } from './note.ts'
import type { Vkey } from './note.ts'
import type { RosterFact, StatedLimit } from './roster-facts.ts'
import { ed25519Verify } from '#primitives'

/** A member who was led to. */
export interface KnownMember {
  id: string
  signKey: Uint8Array
  addedBy: string | null
  /** The first is that of the admission. */
  roles: readonly { entry: ChainEntry; role: string }[]
}

/** A log that was led to; `entry` is the one that says whose it is. */
export interface KnownLog extends Omit<ChainLog, 'rests'> {
  entry: string
}

/** A chain that is being read, entry by entry in the order of the roster. */
export interface Reading {
  founding: NonNullable<MemberChain['founding']> & { signKey: string }
  logs: Map<string, KnownLog>
  members: Map<string, KnownMember>
  /** `member` is `null` where one device alone is removed. */
  removals: { entry: ChainEntry; member: string | null; logs: readonly StatedLimit[] }[]
  problem: (entry: ChainEntry, what: string) => void
}

const authorOf = ({ logs, members }: Reading, entry: ChainEntry): KnownMember | undefined =>
  members.get(logs.get(entry.log)?.member ?? '')

const rolesOf = (member: KnownMember | undefined): KnownMember['roles'] => member?.roles ?? []

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

const giveRole = (
  reading: Reading,
  entry: ChainEntry,
  { member, role }: { member: Omit<KnownMember, 'roles'>; role: string },
): void => {
  const author = authorOf(reading, entry)
  const roles = rolesOf(reading.members.get(member.id))
  if (rankOf(role) >= 0 && author?.id !== member.id && mayGive(rolesOf(author), roles, { entry, role })) {
    reading.members.set(member.id, { ...member, roles: [...roles, { entry, role }] })
  } else {
    reading.problem(entry, NO_AUTHORITY)
  }
}

/** Two may admit one member, neither knowing of the other's word: then both have given a role. */
const addMember = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'member.added' }): void => {
  const { member: id, role } = fact
  const signKey = keyOf(fact.signKey)
  const known = reading.members.get(id)
  if (signKey === null || rankOf(role) < 0) {
    reading.problem(entry, 'The key or the role of the member is malformed.')
  } else if (known !== undefined && !equalBytes(known.signKey, signKey)) {
    reading.problem(entry, 'It adds a member who was there already, with another key.')
  } else {
    const addedBy = authorOf(reading, entry)?.id ?? null
    giveRole(reading, entry, { member: known ?? { id, signKey, addedBy }, role })
  }
}

const addDevice = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'device.added' }): void => {
  const member = reading.members.get(fact.member)
  if (entry.index !== 0 || reading.logs.has(entry.log)) {
    reading.problem(entry, 'It adds a device and is not the first entry of a log.')
  } else if (member === undefined) {
    reading.problem(
      entry,
      'It adds a device of a member whom the package does not show to be one of this vault by then.',
    )
  } else if (fact.founder !== reading.founding.signKey) {
    reading.problem(entry, 'It names another founder: it belongs to another vault.')
  } else {
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
    giveRole(reading, entry, { member, role: fact.role })
  }
}

const removeMember = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'member.removed' }): void => {
  const member = reading.members.get(fact.member)
  if (member === undefined) {
    reading.problem(entry, 'It removes a member whom the package does not show.')
  } else if (authorOf(reading, entry) !== member && mayManage(rolesOf(authorOf(reading, entry)), entry, member.roles)) {
    reading.removals.push({ entry, member: member.id, logs: fact.logs })
  } else {
    reading.problem(entry, NO_AUTHORITY)
  }
}

const removeDevice = (reading: Reading, entry: ChainEntry, fact: RosterFact & { type: 'device.removed' }): void => {
  const member = reading.members.get(reading.logs.get(fact.limit.log)?.member ?? '')
  if (member === undefined) {
    reading.problem(entry, 'It removes a device that the package does not show.')
  } else if (authorOf(reading, entry) === member || mayManage(rolesOf(authorOf(reading, entry)), entry, member.roles)) {
    reading.removals.push({ entry, member: null, logs: [fact.limit] })
  } else {
    reading.problem(entry, NO_AUTHORITY)
  }
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
