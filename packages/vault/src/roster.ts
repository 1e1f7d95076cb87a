import { foldOrder } from '@homeward/format'
import { COMPARTMENTS } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import type { Erasure } from './erasure-change.ts'
import type { Founding } from './founding.ts'
import type { Quarantine } from './quarantine-change.ts'
import { acceptedOf, judgeRemovals } from './removals.ts'
import type { Removal } from './removals.ts'
import { ROLES } from './roster-changes.ts'
import type { LogLimit, MemberKeys, Role, RosterChange } from './roster-changes.ts'
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
  /** In fold order; those of the founding are not among them. */
  given: readonly KeysGiven[]
  /** In fold order. */
  erasures: readonly Erasure[]
  /** In fold order, lifted ones too. */
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
interface Fold {
  members: Map<string, Member>
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

const rank = (role: Role): number => ROLES.indexOf(role)
const COORDINATOR = rank('coordinator')
const CONTRIBUTOR = rank('contributor')
// Each round settles at least one more removal; hostile input must not keep us for ever.
const MOST_ROUNDS = 50

/** Whether `author` may add, change or remove a member of these roles (rule M3). */
const mayManage = (author: Member | undefined, ...roles: readonly Role[]): author is Member =>
  author?.isActive === true &&
  rank(author.role) >= COORDINATOR &&
  (author.role === 'founder' || !roles.includes('founder'))

const refOf = ({ log, index }: RosterEntry): string => `${log}:${index}`

/** Of two limits of one log the smaller counts: a later removal never takes back in what an earlier one left out. */
const smaller = (known: SetLimit | null, limit: SetLimit): SetLimit =>
  known === null || limit.size < known.size ? limit : known

const startFold = (founding: Founding, limits: Fold['limits'], dead: Fold['dead']): Fold => {
  const { member, device } = founding
  const founder: Member = {
    ...member,
    role: 'founder',
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

const addDevice = (fold: Fold, entry: RosterEntry, change: RosterChange & { type: 'device.added' }): void => {
  const member = fold.members.get(change.member)
  if (
    entry.index === 0 &&
    change.log === entry.log &&
    !fold.devices.has(entry.log) &&
    member?.isActive === true &&
    change.isSigned(member.signKey)
  ) {
    const limit = fold.limits.get(entry.log) ?? null
    fold.devices.set(entry.log, { id: change.device, log: entry.log, member: member.id, limit })
  }
}

const removeDevice = (
  { removals, devices, members }: Fold,
  entry: RosterEntry,
  { author, limit }: { author: Member; limit: LogLimit },
): void => {
  const owner = members.get(devices.get(limit.log)?.member ?? '')
  if (owner !== undefined && (owner.id === author.id || mayManage(author, owner.role))) {
    const { log, index } = entry
    removals.push({
      id: refOf(entry),
      log,
      index,
      author: author.id,
      target: owner.id,
      isDevice: true,
      logs: [limit],
    })
  }
}

const removeMember = (
  fold: Fold,
  entry: RosterEntry,
  { author, target, logs }: { author: Member; target: Member; logs: readonly LogLimit[] },
): void => {
  const id = refOf(entry)
  const { log, index } = entry
  fold.removals.push({ id, log, index, author: author.id, target: target.id, isDevice: false, logs })
  if (fold.dead !== 'hear' && !fold.dead.has(id)) {
    fold.members.set(target.id, { ...target, isActive: false, grants: new Set() })
  }
}

const apply = (fold: Fold, entry: RosterEntry, author: Member, change: RosterChange): void => {
  switch (change.type) {
    case 'member.added':
      if (mayManage(author, change.role) && !fold.members.has(change.member.id)) {
        const { member, role, grants } = change
        fold.members.set(member.id, {
          ...member,
          name: '',
          role,
          grants: new Set(grants),
          isActive: true,
          rehearsed: null,
          shownBy: [refOf(entry)],
        })
      }
      break
    case 'member.changed': {
      const target = fold.members.get(change.member)
      const isOwnName = target?.id === author.id && change.role === undefined && change.grants === undefined
      if (target?.isActive === true && (isOwnName || mayManage(author, target.role, change.role ?? target.role))) {
        const { name = target.name, role = target.role, grants } = change
        const isOwn = target.id === author.id
        fold.members.set(target.id, {
          ...target,
          name,
          // Nobody makes themself more, or less: the other one does.
          role: isOwn ? target.role : role,
          grants: grants === undefined || isOwn ? target.grants : new Set(grants),
          shownBy: change.role === undefined || isOwn ? target.shownBy : [...target.shownBy, refOf(entry)],
        })
      }
      break
    }
    case 'member.removed': {
      const target = fold.members.get(change.member)
      if (target?.isActive === true && target.id !== author.id && mayManage(author, target.role)) {
        removeMember(fold, entry, { author, target, logs: change.logs })
      }
      break
    }
    case 'device.removed':
      removeDevice(fold, entry, { author, limit: change.limit })
      break
    case 'recovery.rehearsed':
      // Of oneself only: nobody says for others that their shares work.
      if (change.member === author.id && !Number.isNaN(Date.parse(entry.at))) {
        fold.members.set(author.id, { ...author, rehearsed: entry.at })
      }
      break
    case 'keys.given':
      if (mayManage(author)) {
        const { compartment, epoch, position, members } = change
        fold.given.push({ compartment, epoch, position, members, log: entry.log })
      }
      break
    case 'erased':
      if (mayManage(author)) {
        const { type: _type, ...erased } = change
        fold.erasures.push({ ...erased, log: entry.log, index: entry.index, at: entry.at, member: author.id })
      }
      break
    case 'material.quarantined':
      if (rank(author.role) >= CONTRIBUTOR) {
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
      if (mayManage(author)) {
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
      applyTeam(fold, author, change)
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
        addDevice(fold, entry, change)
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
 * order of their arrival (rules M3, M6, M7). `entriesByLog`: entries of one log in the order of their index.
 *
 * [Note: Why the fold runs more than once] A removal, of a member or of a device, also rules out what was written there
 * after the accepted size, though that may come earlier in the order. So the removals are found first, then everything is folded under
 * their limits, until nothing changes. Two who removed each other, neither knowing of the other, both stay: see `judgeRemovals`.
 */
export const foldRoster = (founding: Founding, entriesByLog: ReadonlyMap<string, readonly RosterEntry[]>): Roster => {
  const entries = foldOrder(entriesByLog)
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
