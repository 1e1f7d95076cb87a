import { askFinder } from './people-finders.ts'
import { peopleCondition, summarise } from './people-lists.ts'
import type { Records } from './records.ts'
import type { PeoplePage, PersonMatch } from './types.ts'

/** More hits than this are no answer to a question; it has to be asked more closely. */
const mostHits = 1000

/**
 * Finds people by name, mother, place or identifier in any script while it is typed, best first, and tells of each word what it met (H4:
 * these are proposals to look at). `total` counts all who fit, whatever the page; nobody is ranked by anything but how they fit the query.
 */
export async function searchPeople(
  records: Records,
  query: string,
  { limit = 20, offset = 0, ...page }: PeoplePage = {},
): Promise<{ total: number; people: PersonMatch[] }> {
  // Of a registry that is closed to this member there is nobody, and nothing is started for it.
  if (records.registry.prepare('SELECT 1 FROM person LIMIT 1').get() === undefined) return { total: 0, people: [] }
  const isNarrowed = page.only !== undefined || page.place !== undefined
  const { ids } = await askFinder(records, (finder) => {
    const among = isNarrowed ? { among: amongThose(records, null, page) } : {}
    return finder.search(query, { limit: mostHits, ...among })
  })
  const wanted = amongThose(records, ids, page)
  const shown = wanted.slice(offset, offset + limit)
  const hits = shown.length === 0 ? [] : await askFinder(records, (finder) => finder.explain(query, shown))
  // Who was erased since is not shown.
  const there = new Set(amongThose(records, shown, page))
  const people = hits
    .filter(({ id }) => there.has(id))
    .map(({ id, score, found, parts, swapped }): PersonMatch => ({
      ...summarise(records, id),
      score,
      found,
      parts,
      swapped,
    }))
  return { total: wanted.length, people }
}

/** Those who are still registered and of whom the page is, in their order; of everybody for null. */
function amongThose({ registry }: Records, ids: readonly string[] | null, page: PeoplePage): string[] {
  const { where, values } = peopleCondition(registry, page)
  const some = ids === null ? '' : 'id IN (SELECT value FROM json_each(?)) AND '
  const rows = registry
    .prepare(`SELECT id FROM person WHERE ${some}${where}`)
    .all<{ id: string }>([...(ids === null ? [] : [JSON.stringify(ids)]), ...values])
  const among = rows.map(({ id }) => id)
  if (ids === null) return among
  const known = new Set(among)
  return ids.filter((id) => known.has(id))
}
