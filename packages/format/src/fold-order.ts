/** What the order of an entry depends on: its place, and how much of the other logs its device had. */
export interface Ordered {
  log: string
  index: number
  seen: Readonly<Record<string, number>>
}

/**
 * Puts entries into the one order in which every device folds them (rule V12): an entry comes after those that its
 * device had seen, and after those before it in its log; among several that could come next, the one with the smallest
 * log id does. The result depends on the set of entries only, not on the order in which they arrived.
 *
 * Entries of one log must be given in the order of their index. A device that claims to have seen what could not be
 * (a circle) does not stop the others: of the entries in the circle the one with the smallest log id goes first.
 */
export const foldOrder = <Entry extends Ordered>(entriesByLog: ReadonlyMap<string, readonly Entry[]>): Entry[] => {
  const logs = [...entriesByLog]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, entries]) => ({ id, entries, next: 0 }))
  const byId = new Map(logs.map((log) => [log.id, log]))
  const isReady = (entry: Entry): boolean =>
    Object.entries(entry.seen).every(([id, size]) => {
      const other = id === entry.log ? undefined : byId.get(id)
      const head = other?.entries[other.next]
      return head === undefined || head.index >= size
    })
  const ordered: Entry[] = []
  for (;;) {
    const waiting = logs.filter((log) => log.next < log.entries.length)
    const chosen =
      waiting.find((log) => {
        const head = log.entries[log.next]
        return head !== undefined && isReady(head)
      }) ?? waiting[0]
    const entry = chosen?.entries[chosen.next]
    if (chosen === undefined || entry === undefined) {
      return ordered
    }
    ordered.push(entry)
    chosen.next += 1
  }
}
