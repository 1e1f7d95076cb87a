/**
 * What changes of the roster do to members and devices, while it is folded (docs/spec/members.md). What its author had no
 * authority for is ignored.
 */
import { equalBytes, mayGive, mayManage } from '@homeward/format'
import type { Role, RolesGiven } from '@homeward/format'
import type { Fold, Member, RosterEntry } from './roster.ts'
import type { RosterChange } from './roster-changes.ts'

/** A member while the roster is folded. */
export interface Standing extends Member {
  roles: RolesGiven
}

/** One change of a type, where it stands and who wrote it. */
interface Said<Type extends RosterChange['type']> {
  entry: RosterEntry
  author: Standing
  change: RosterChange & { type: Type }
}

/** A member with one more role. */
const withRole = (member: Standing, given: { entry: RosterEntry; role: Role }): Standing => ({
  ...member,
  role: given.role,
  roles: [...member.roles, given],
  shownBy: [...member.shownBy, refOf(given.entry)],
})

const refOf = ({ log, index }: RosterEntry): string => `${log}:${index}`

/** Begins the log of a member's device (rule M4). */
export const addDevice = (fold: Fold, { entry, change }: Omit<Said<'device.added'>, 'author'>): void => {
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

/** Notes that a device was removed, for the judgement over all removals (rule M7). */
export const removeDevice = (
  { removals, devices, members }: Fold,
  { entry, author, change: { limit } }: Said<'device.removed'>,
): void => {
  const owner = members.get(devices.get(limit.log)?.member ?? '')
  if (owner !== undefined && (owner.id === author.id || mayManage(author.roles, entry, owner.roles))) {
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

/** Notes that a member was removed, and takes them out unless the removal is known not to count (rules M6, M7). */
export const removeMember = (fold: Fold, { entry, author, change }: Said<'member.removed'>): void => {
  const target = fold.members.get(change.member)
  if (target?.isActive !== true || target.id === author.id || !mayManage(author.roles, entry, target.roles)) {
    return
  }
  const id = refOf(entry)
  const { log, index } = entry
  fold.removals.push({ id, log, index, author: author.id, target: target.id, isDevice: false, logs: change.logs })
  if (fold.dead !== 'hear' && !fold.dead.has(id)) {
    fold.members.set(target.id, { ...target, isActive: false, grants: new Set() })
  }
}

/** Admits a member. Two may admit the same one, neither knowing of the other's word: then both have given a role (rule M3). */
export const addMember = (fold: Fold, { entry, author, change }: Said<'member.added'>): void => {
  const { member, role, grants } = change
  const known = fold.members.get(member.id)
  if (known !== undefined && equalBytes(known.signKey, member.signKey)) {
    changeMember(fold, { entry, author, change: { type: 'member.changed', member: member.id, role } })
  } else if (known === undefined && mayGive(author.roles, [], { entry, role })) {
    const base = { ...member, name: '', role, grants: new Set(grants), isActive: true, rehearsed: null }
    fold.members.set(member.id, withRole({ ...base, roles: [], shownBy: [] }, { entry, role }))
  }
}

/** Changes name, role or grants of a member. Nobody makes themself more, or less: the other one does. */
export const changeMember = ({ members }: Fold, { entry, author, change }: Said<'member.changed'>): void => {
  const target = members.get(change.member)
  if (target?.isActive !== true) {
    return
  }
  const { name = target.name, role, grants } = change
  if (target.id === author.id) {
    if (role === undefined && grants === undefined) {
      members.set(target.id, { ...target, name })
    }
  } else if (
    role === undefined
      ? mayManage(author.roles, entry, target.roles)
      : mayGive(author.roles, target.roles, { entry, role })
  ) {
    const changed = { ...target, name, grants: grants === undefined ? target.grants : new Set(grants) }
    members.set(target.id, role === undefined ? changed : withRole(changed, { entry, role }))
  }
}
