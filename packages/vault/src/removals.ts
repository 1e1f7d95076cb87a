import type { LogLimit } from './roster-changes.ts'

/** One removal of a member, as a log says it. */
export interface Removal {
  /** Log and index of the entry. */
  id: string
  log: string
  index: number
  author: string
  target: string
  /** How much of the target's logs its author accepts. */
  logs: readonly LogLimit[]
}

/** Which removals do not count, and which of those wait for somebody else's word. */
export interface Verdict {
  dead: ReadonlySet<string>
  contested: readonly Removal[]
}

/** Whether `one`, if it counts, rules out `other`: it removes its author and does not accept the entry that says it. */
const rulesOut = (one: Removal, other: Removal): boolean =>
  one.target === other.author && other.index >= (one.logs.find(({ log }) => log === other.log)?.size ?? 0)

/**
 * Which removals count (rule M7): one counts when everything that would rule it out is itself ruled out by one that
 * counts. What is left are circles, such as two coordinators who removed each other: none of these counts, until a
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
