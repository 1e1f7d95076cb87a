import type { NameFrequencies } from './name-frequency.ts'
import type { PersonEntry, WordField } from './person-entry.ts'

/** How many people carry a word, by its skeleton; kept up to date as people come and go. */
type Counts = { persons: number; countBySkeleton: Map<string, number> }

/** How often words occur in each field. */
export type FieldFrequencies = Readonly<Record<WordField, NameFrequencies>>
/** The same, to be counted. */
export type FieldCounts = Record<WordField, Counts>

/** Counts of an empty registry. Mothers bear the names that all people bear. */
export function createFieldCounts(): FieldCounts {
  const name: Counts = { persons: 0, countBySkeleton: new Map() }
  return { name, mother: name, place: { persons: 0, countBySkeleton: new Map() } }
}

/** Counts the words of a person's names and places in (1) or out (-1). */
export function countWords(counts: FieldCounts, entry: PersonEntry, by: 1 | -1): void {
  for (const field of ['name', 'place'] as const) {
    const rows = entry.rows.filter((row) => row.field === field)
    if (rows.length === 0) continue
    const { countBySkeleton } = counts[field]
    counts[field].persons += by
    for (const skeleton of new Set(rows.flatMap(({ folded }) => folded.words.map((word) => word.skeleton))))
      countBySkeleton.set(skeleton, (countBySkeleton.get(skeleton) ?? 0) + by)
  }
}
