import { ROLES, mayManage, rankAt, rosterOrder } from '@homeward/format'
import { COMPARTMENTS } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import type { Erasure } from './erasure-change.ts'
import { addDevice, addMember, changeMember, removeDevice, removeMember } from './fold-members.ts'
import type { Standing } from './fold-members.ts'
import { FOUNDED_INDEX } from './founding.ts'
import type { Founding } from './founding.ts'
import type { Quarantine } from './quarantine-change.ts'
import { acceptedOf, judgeRemovals } from './removals.ts'
import type { Removal } from './removals.ts'
import type { Role } from '@homeward/format'
import type { LogLimit, MemberKeys, RosterChange } from './roster-changes.ts'
import { applyTeam } from './team.ts'
import type { Team } from './team.ts'

/** Somebody who is or was in the roster. */
export interface Member extends MemberKeys {
  name: string
  role: Role
  grants: ReadonlySet<CompartmentName>
  isActive: boolean
  /** When the member last rehearsed recovery, by the clock of the device where it was done; `null` for never. */
  rehearsed: string | null
  /** The entries that admitted the member and gave roles: what a package shows of them. Empty for the founder. */
  shownBy: readonly string[]
}

/** A limit that counts, and the entry that sets it. */
export interface SetLimit extends LogLimit {
  by: string
}

/** Who writes a log, and how much of it counts. */
export interface Device {
  id: string
  log: string
  member: string
  /** Entries from this position on are kept and ignored; `null` when all count. */
  limit: SetLimit | null
}

/** One giving of a compartment key that counts. */
export interface KeysGiven {
  compartment: CompartmentName
  epoch: number
  log: string
  position: number
  members: readonly string[]
}

/** What the roster compartment says, all of it together. */
export interface Roster {
  members: ReadonlyMap<string, Member>
  /** By log id in hex. */
  devices: ReadonlyMap<string, Device>
  teams: ReadonlyMap<string, Team>
  /** In the order of the roster; those of the founding are not among them. */
  given: readonly KeysGiven[]
  /** In the order of the roster. */
  erasures: readonly Erasure[]
  /** In the order of the roster, lifted ones too. */
  quarantines: readonly Quarantine[]
  /** Removals that wait because those who wrote them removed each other. */
  contested: readonly Removal[]
}

/** One entry of the roster compartment. */
export interface RosterEntry {
  log: string
  index: number
  /** What the clock of the device said. */
  at: string
  seen: Readonly<Record<string, number>>
  changes: readonly RosterChange[]
}

/** A fold that is under way. */
export interface Fold {
  members: Map<string, Standing>
  devices: Map<string, Device>
  teams: Map<string, Team>
  given: KeysGiven[]
  erasures: Erasure[]
  quarantines: Quarantine[]
  removals: Removal[]
  limits: ReadonlyMap<string, SetLimit>
  /** Removals that do not count; or `hear`: none is applied and all are listed, also those that a limit would hide. */
  dead: ReadonlySet<string> | 'hear'
}

const CONTRIBUTOR = ROLES.indexOf('contributor')
// Each round settles at least one more removal; hostile input must not keep us for ever.
const MOST_ROUNDS = 50

/**
 * Of two limits of one log the smaller counts: a later removal never takes back in what an earlier one left out. Of two of one size
 * the one that an outsider takes too, who may be shown both.
 */
const smaller = (known: SetLimit | null, limit: SetLimit): SetLimit =>
  known === null || limit.size < known.size || (limit.size === known.size && limit.by < known.by) ? limit : known

const startFold = (founding: Founding, limits: Fold['limits'], dead: Fold['dead']): Fold => {
  const { member, device } = founding
  const founded = { log: device.logHex, index: FOUNDED_INDEX, seen: {} }
  const founder: Standing = {
    ...member,
    role: 'founder',
    roles: [{ entry: founded, role: 'founder' }],
    grants: new Set(COMPARTMENTS),
    isActive: true,
    rehearsed: null,
    shownBy: [],
  }
  const first: Device = {
    id: device.id,
    log: device.logHex,
    member: member.id,
    limit: limits.get(device.logHex) ?? null,
  }
  return {
    members: new Map([[member.id, founder]]),
    devices: new Map([[device.logHex, first]]),
    teams: new Map(),
    given: [],
    erasures: [],
    quarantines: [],
    removals: [],
    limits,
    dead,
  }
}

const apply = (fold: Fold, entry: RosterEntry, author: Standing, change: RosterChange): void => {
  switch (change.type) {
    case 'member.added':
      addMember(fold, { entry, author, change })
      break
    case 'member.changed':
      changeMember(fold, { entry, author, change })
      break
    case 'member.removed':
      removeMember(fold, { entry, author, change })
      break
    case 'device.removed':
      removeDevice(fold, { entry, author, change })
      break
    case 'recovery.rehearsed':
      // Of oneself only: nobody says for others that their shares work.
      if (change.member === author.id && !Number.isNaN(Date.parse(entry.at))) {
        fold.members.set(author.id, { ...author, rehearsed: entry.at })
      }
      break
    case 'keys.given':
      if (mayManage(author.roles, entry)) {
        const { compartment, epoch, position, members } = change
        fold.given.push({ compartment, epoch, position, members, log: entry.log })
      }
      break
    case 'erased':
      if (mayManage(author.roles, entry)) {
        const { type: _type, ...erased } = change
        fold.erasures.push({ ...erased, log: entry.log, index: entry.index, at: entry.at, member: author.id })
      }
      break
    case 'material.quarantined':
      if (rankAt(author.roles, entry) >= CONTRIBUTOR) {
        const { type: _type, blobs, ...rest } = change
        fold.quarantines.push({
          ...rest,
          blobs: blobs.filter(({ compartment }) => author.grants.has(compartment)),
          log: entry.log,
          index: entry.index,
          at: entry.at,
          member: author.id,
          released: null,
        })
      }
      break
    case 'material.released':
      if (mayManage(author.roles, entry)) {
        const released = { at: entry.at, member: author.id, act: change.act }
        fold.quarantines = fold.quarantines.map((one) =>
          one.quarantine === change.quarantine && one.released === null ? { ...one, released } : one,
        )
      }
      break
    case 'team.made':
    case 'team.changed':
    case 'team.joined':
    case 'team.left':
      applyTeam(fold, { ...author, role: ROLES[rankAt(author.roles, entry)] ?? 'reader' }, change)
      break
    case 'device.added':
      // Only as the first entry of a log, and then nobody is its author yet.
      break
  }
}

const isRemoval = ({ type }: RosterChange): boolean => type === 'member.removed' || type === 'device.removed'

const runFold = (fold: Fold, entries: readonly RosterEntry[]): Fold => {
  for (const entry of entries) {
    for (const change of entry.changes) {
      const device = fold.devices.get(entry.log)
      const author = device === undefined ? undefined : fold.members.get(device.member)
      const isBeyond = device?.limit !== undefined && device.limit !== null && entry.index >= device.limit.size
      if (change.type === 'device.added') {
        addDevice(fold, { entry, change })
      } else if (author?.isActive === true && (!isBeyond || (fold.dead === 'hear' && isRemoval(change)))) {
        apply(fold, entry, author, change)
      }
    }
  }
  return fold
}

/** The limits that removals set on the logs of those whom they remove, and on devices. */
const limitsOf = (fold: Fold, dead: ReadonlySet<string>): Map<string, SetLimit> => {
  const limits = new Map<string, SetLimit>()
  for (const removal of fold.removals.filter(({ id }) => !dead.has(id))) {
    for (const device of fold.devices.values()) {
      const accepted = acceptedOf(removal, device)
      if (accepted !== null) {
        limits.set(device.log, smaller(limits.get(device.log) ?? null, { ...accepted, by: removal.id }))
      }
    }
  }
  return limits
}

const isSame = (left: Fold['limits'], right: Fold['limits']): boolean =>
  left.size === right.size && [...left].every(([log, { size }]) => right.get(log)?.size === size)

/**
 * The roster that a founding and the entries of the roster compartment give, the same on every device whatever the
 * order of their arrival (rules M3, M6, M7).
 *
 * [Note: Why the fold runs more than once] A removal, of a member or of a device, also rules out what was written there
 * after the accepted size, though that may come earlier in the order. So the removals are found first, then everything is folded under
 * their limits, until nothing changes. Two who removed each other, neither knowing of the other, both stay: see `judgeRemovals`.
 */
export const foldRoster = (founding: Founding, entriesByLog: ReadonlyMap<string, readonly RosterEntry[]>): Roster => {
  const entries = rosterOrder([...entriesByLog.values()].flat())
  let limits: ReadonlyMap<string, SetLimit> = new Map<string, SetLimit>()
  for (let round = 0; ; round += 1) {
    const heard = runFold(startFold(founding, limits, 'hear'), entries)
    const { dead, contested } = judgeRemovals(heard.removals)
    const next = limitsOf(heard, dead)
    if (isSame(limits, next) || round === MOST_ROUNDS) {
      const { members, devices, teams, given, erasures, quarantines } = runFold(
        startFold(founding, next, dead),
        entries,
      )
      return { members, devices, teams, given, erasures, quarantines, contested }
    }
    limits = next
  }
}
