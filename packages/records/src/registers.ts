import { canonicalJson, sha256, toHex } from '@homeward/format'
import { fromColumn } from './column.ts'
import type { FieldName } from './fields.ts'
import type { Records } from './records.ts'

/** How a table was read before. */
export interface RememberedTable {
  /** Field by heading; of a table with exactly these headings, one that is missing here was left for the note. */
  mapping: Record<string, string>
  /** Whether a table with exactly these headings came before. */
  isSame: boolean
  /** Whose list it was then. */
  list: string | null
}

/** What stands for the headings of a table: their SHA-256, in their order (rule R61). */
export function headerDigest(headings: readonly string[]): string {
  return toHex(sha256(canonicalJson([...headings])))
}

/**
 * How a table with these headings was read the last time; if none was, what each of its headings stood for in any table, of those
 * that came several times the last.
 */
export function rememberedTable(records: Records, headings: readonly string[]): RememberedTable {
  const rows = records.registry
    .prepare('SELECT mapping, header, list FROM register_import ORDER BY at, entry')
    .all<{ mapping: string; header: string | null; list: string | null }>()
  const digest = headerDigest(headings)
  const same = rows.findLast(({ header }) => header === digest)
  const known = (same === undefined ? rows : [same]).flatMap(({ mapping }) =>
    Object.entries(fromColumn<Record<string, string>>(mapping)),
  )
  return {
    mapping: Object.fromEntries(known.filter(([heading]) => headings.includes(heading))),
    isSame: same !== undefined,
    list: same?.list ?? null,
  }
}

/** What stands for what a row of a list said of one part of somebody: a SHA-256 over the list, the part and the words. */
export function rowDigest(list: string, part: 'names' | 'details', words: readonly (readonly string[])[]): string {
  return toHex(sha256(canonicalJson([list, part, words.map((pair) => [...pair])])))
}

/** Those about whom a row said exactly this before (rule R60): who has all of the digests, oldest first. */
export function peopleOfRow(
  records: Records,
  digests: readonly { part: 'names' | 'details'; digest: string }[],
): string[] {
  const withOne = digests.map(({ part, digest }) =>
    records.registry
      .prepare(
        'SELECT DISTINCT person FROM person_row JOIN person ON person.id = person_row.person WHERE digest = ? AND part = ? ORDER BY person.rowid',
      )
      .all<{ person: string }>([digest, part])
      .map(({ person }) => person),
  )
  const [first = [], ...others] = withOne
  return first.filter((person) => others.every((some) => some.includes(person)))
}

/** Those who carry identifiers of one list, by the identifier. */
export function peopleByReference(records: Records, list: string): Map<string, string[]> {
  const people = new Map<string, string[]>()
  for (const { person, value } of records.registry
    .prepare("SELECT person, value FROM person_value WHERE field = 'reference' ORDER BY at, person")
    .all<{ person: string; value: string }>()) {
    const { registry, id } = fromColumn<{ registry: string; id: string }>(value)
    if (registry !== list) continue
    const known = people.get(id) ?? []
    if (!known.includes(person)) people.set(id, [...known, person])
  }
  return people
}

/** Everything that was ever said about somebody, by field: the values as canonical JSON, those that were replaced or taken back too. */
export function everSaid(records: Records, person: string): Map<FieldName, Set<string>> {
  const said = new Map<FieldName, Set<string>>()
  for (const table of ['person_value', 'past_value'] as const)
    for (const { field, value } of records.registry
      .prepare(`SELECT field, value FROM ${table} WHERE person = ? AND value IS NOT NULL`)
      .all<{ field: FieldName; value: string }>([person])) {
      const some = said.get(field) ?? new Set<string>()
      said.set(field, some.add(value))
    }
  return said
}
