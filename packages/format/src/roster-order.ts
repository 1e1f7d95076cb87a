/** The order in which changes of a roster count: one rule for the vault and for an outsider (docs/spec/members.md, M3). */
import type { Ordered } from './fold-order.ts'

/** How many entries the device had when it wrote this one: always more than for one that it had. */
const merged = ({ log, index, seen }: Ordered): number =>
  Object.entries(seen).reduce((sum, [other, size]) => (other === log ? sum : sum + size), index)

/**
 * Entries in the order in which they count: an entry comes after those that its device had merged (rule E7); of two that knew nothing of
 * each other first the one whose device had merged less, then the one of the smaller log id.
 *
 * [Note: An order that needs no others] The place of two entries to each other depends on these two alone. So an outsider, who is shown a
 * few entries of the roster, finds the order that the vault finds among all of them; the order of `foldStreams` depends on what lies between.
 */
export const rosterOrder = <Entry extends Ordered>(entries: Iterable<Entry>): Entry[] =>
  [...entries]
    .map((entry) => ({ entry, merged: merged(entry) }))
    .toSorted(
      (left, right) =>
        left.merged - right.merged ||
        (left.entry.log === right.entry.log
          ? left.entry.index - right.entry.index
          : left.entry.log < right.entry.log
            ? -1
            : 1),
    )
    .map(({ entry }) => entry)
