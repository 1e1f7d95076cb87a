import type { PersonHit } from '@homeward/compare'
import { conditionOf } from './disagreements.ts'
import { isHead } from './joined.ts'
import { askFinder } from './people-finders.ts'
import { summarise } from './people.ts'
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
  { limit = 20, offset = 0, only }: PeoplePage = {},
): Promise<{ total: number; people: PersonMatch[] }> {
  // Of a registry that is closed to this member there is nobody, and nothing is started for it.
  if (records.registry.prepare('SELECT 1 FROM person LIMIT 1').get() === undefined) return { total: 0, people: [] }
  const { hits } = await askFinder(records, (finder) => finder.search(query, { limit: mostHits }))
  const wanted = amongThose(records, hits, only)
  const people = wanted.slice(offset, offset + limit).map(({ id, score, found, parts, swapped }) => {
    const match: PersonMatch = { ...summarise(records, id), score, found, parts, swapped }
    return match
  })
  return { total: wanted.length, people }
}

/** Those hits who are still registered and of whom the page is. */
function amongThose({ registry }: Records, hits: PersonHit[], only: PeoplePage['only']): PersonHit[] {
  const among = only === undefined ? isHead : conditionOf[only]
  const rows = registry
    .prepare(`SELECT id FROM person WHERE id IN (SELECT value FROM json_each(?)) AND ${among}`)
    .all<{ id: string }>([JSON.stringify(hits.map(({ id }) => id))])
  const ids = new Set(rows.map(({ id }) => id))
  return hits.filter(({ id }) => ids.has(id))
}
