/** Who may give which role: one rule for the vault and for an outsider (docs/spec/members.md, M3). */
import type { Ordered } from './fold-order.ts'

/** The roles of members, from the one that may least to the one that may most (rule M2). */
export const ROLES = ['reader', 'contributor', 'coordinator', 'founder'] as const

/** What a member may do. */
export type Role = (typeof ROLES)[number]

/** The roles that a member was given and the entries that gave them, in the order of the roster (`rosterOrder`) as far as it was read. */
export type RolesGiven = readonly { entry: Ordered; role: string }[]

/** The place of a role among `ROLES`; -1 for none of them. */
export const rankOf = (role: string | undefined): number => ROLES.findIndex((one) => one === role)

const COORDINATOR = rankOf('coordinator')

/** Whether the device that wrote `later` had `earlier`. */
const precedes = (earlier: Ordered, later: Ordered): boolean =>
  earlier.log === later.log
    ? earlier.index < later.index
    : (Object.hasOwn(later.seen, earlier.log) ? (later.seen[earlier.log] ?? 0) : 0) > earlier.index

/** The last of the roles that the device had when it wrote `at`. */
const roleAt = (roles: RolesGiven, at: Ordered): string | undefined =>
  roles.findLast(({ entry }) => precedes(entry, at))?.role

/** The rank of the role that a member had as far as the device knew that wrote `at`; -1 for none. */
export const rankAt = (roles: RolesGiven, at: Ordered): number => rankOf(roleAt(roles, at))

/** Whether somebody of this role may change what concerns members of those roles. */
const suffices = (role: string | undefined, ...others: readonly (string | undefined)[]): boolean =>
  rankOf(role) >= COORDINATOR && (role === 'founder' || !others.includes('founder'))

/**
 * Whether `author` had the authority, when they wrote `entry`, to change what concerns `target`. It goes by what their device had merged:
 * what others wrote meanwhile does not undo it.
 */
export const mayManage = (author: RolesGiven, entry: Ordered, target: RolesGiven = []): boolean =>
  suffices(roleAt(author, entry), roleAt(target, entry))

/**
 * Whether a role counts that `author` gave to `target`, who are not the same. To give less than `target` has by now asks for authority by
 * now as well, in the order of the roster: of two founders who lower each other, neither knowing of it, one stays.
 */
export const mayGive = (author: RolesGiven, target: RolesGiven, { entry, role }: RolesGiven[number]): boolean => {
  const current = target.at(-1)?.role
  return (
    suffices(roleAt(author, entry), roleAt(target, entry), role) &&
    (rankOf(role) >= rankOf(current) || suffices(author.at(-1)?.role, current))
  )
}
