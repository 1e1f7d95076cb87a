/** What the order of an entry depends on: its place, and how much of the other logs its device had. */
export interface Ordered {
  log: string
  index: number
  seen: Readonly<Record<string, number>>
}

/** How many entries of each log (by log id in hex). An absent log counts as none. */
export type Position = Readonly<Record<string, number>>

/** How far the entries of a compartment have been folded: what a reader goes on from. */
export interface Folded {
  /** How many entries of each log: one more than the index of the last one that was folded. */
  sizes: Position
  /** The most entries of each log that any folded entry says its device had seen. */
  claimed: Position
}

/** Where a reader begins. */
export const NOTHING_FOLDED: Folded = { sizes: {}, claimed: {} }

/** Whether `entry` waits for `head`, the next entry of another log: its device had seen that one. */
const waitsFor = (entry: Ordered, head: Ordered): boolean =>
  head !== entry && head.log !== entry.log && (entry.seen[head.log] ?? 0) > head.index

/** All that `entry` waits for among `heads`, directly or by way of others. */
const awaited = (entry: Ordered, heads: readonly Ordered[]): Set<Ordered> => {
  const found = new Set<Ordered>()
  const open = [entry]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const head of heads) {
      if (!found.has(head) && waitsFor(one, head)) {
        found.add(head)
        open.push(head)
      }
    }
  }
  return found
}

/**
 * Which entry is folded next (rule V12): of the heads of all logs, in the order of their log ids, the first one that
 * waits for no other. When there is none, devices claim to have seen what could not be, in a circle; then the first one
 * of a circle that waits for nothing outside it. So whatever waits for all that is there changes nothing of its order.
 */
const nextOf = <Entry extends Ordered>(headByLog: ReadonlyMap<string, Entry>): Entry | undefined => {
  const heads = [...headByLog.values()]
  return (
    heads.find((entry) => !heads.some((head) => waitsFor(entry, head))) ??
    heads.find((entry) => [...awaited(entry, heads)].every((other) => awaited(other, heads).has(entry)))
  )
}

const byLogId = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1

/** A log's next entry becomes its head, or it has none any more. Replacing the value of a key keeps its place. */
const setHead = <Entry>(headByLog: Map<string, Entry>, log: string, next: IteratorResult<Entry> | undefined): void => {
  if (next === undefined || next.done === true) {
    headByLog.delete(log)
  } else {
    headByLog.set(log, next.value)
  }
}

/**
 * Puts entries into the one order in which every device folds them (rule V12): an entry comes after those that its
 * device had seen, and after those before it in its log; among several that could come next, the one with the smallest
 * log id does. The result depends on the set of entries only, not on the order in which they arrived.
 *
 * Entries of one log must be given in the order of their index. Nothing but the next entry of each log is held.
 */
export async function* foldStreams<Entry extends Ordered>(
  entriesByLog: ReadonlyMap<string, AsyncIterator<Entry>>,
): AsyncGenerator<Entry> {
  const headByLog = new Map<string, Entry>()
  for (const [log, entries] of [...entriesByLog].toSorted(byLogId)) {
    setHead(headByLog, log, await entries.next())
  }
  for (let entry = nextOf(headByLog); entry !== undefined; entry = nextOf(headByLog)) {
    yield entry
    setHead(headByLog, entry.log, await entriesByLog.get(entry.log)?.next())
  }
}

/**
 * Whether all that is new comes after all that was folded, given the first new entry of each log: when each of them has seen
 * everything that was folded, and nothing that was folded says it has seen a new one. When not, the place of some of it
 * is found only by going through everything again.
 */
export const comesAfter = (firsts: readonly Ordered[], { sizes, claimed }: Folded): boolean =>
  firsts.every(
    (first) =>
      first.index >= (claimed[first.log] ?? 0) &&
      Object.entries(sizes).every(([log, size]) => log === first.log || (first.seen[log] ?? 0) >= size),
  )
