import type { LogLimit } from './roster-changes.ts'

/** One removal of a member or of a device, as a log says it. */
export interface Removal {
  /** Log and index of the entry. */
  id: string
  log: string
  index: number
  author: string
  /** The member who is removed, or whose device is. */
  target: string
  /** Whether one device is removed, whose log `logs` names, and not the member. */
  isDevice: boolean
  /** How much of the target's logs its author accepts. */
  logs: readonly LogLimit[]
}

/** Which removals do not count, and which of those wait for somebody else's word. */
export interface Verdict {
  dead: ReadonlySet<string>
  contested: readonly Removal[]
}

/** How many entries of a log of `member` a removal accepts: none of a log that the removal of a member does not name; `null` when it limits other logs. */
export const acceptedOf = (
  { target, isDevice, logs }: Removal,
  { log, member }: { log: string; member: string },
): LogLimit | null => {
  if (target !== member) {
    return null
  }
  return logs.find((limit) => limit.log === log) ?? (isDevice ? null : { log, size: 0, root: '' })
}

/** Whether `one`, if it counts, rules out `other`: it removes its author or the device, and does not accept the entry that says it. */
const rulesOut = (one: Removal, other: Removal): boolean => {
  const accepted = acceptedOf(one, { log: other.log, member: other.author })
  // A device that takes itself out says so after what it accepts.
  return accepted !== null && other.index >= accepted.size && one.id !== other.id
}

/**
 * Which removals count (rule M7): one counts when everything that would rule it out is itself ruled out by one that
 * counts. What is left are circles, such as two coordinators who removed each other, or each other's devices: none of these counts, until a
 * removal from outside the circle settles it. (The grounded extension of Dung, “On the acceptability of arguments”, 1995.)
 */
export const judgeRemovals = (removals: readonly Removal[]): Verdict => {
  const counting = new Set<string>()
  const ruledOut = new Set<string>()
  for (let settled = -1; settled !== counting.size + ruledOut.size;) {
    settled = counting.size + ruledOut.size
    for (const removal of removals) {
      const against = removals.filter((other) => rulesOut(other, removal))
      if (against.some(({ id }) => counting.has(id))) {
        ruledOut.add(removal.id)
      } else if (against.every(({ id }) => ruledOut.has(id))) {
        counting.add(removal.id)
      }
    }
  }
  const dead = new Set(removals.filter(({ id }) => !counting.has(id)).map(({ id }) => id))
  return { dead, contested: removals.filter(({ id }) => dead.has(id) && !ruledOut.has(id)) }
}
