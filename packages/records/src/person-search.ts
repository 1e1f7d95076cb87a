import { nameKeys, searchNames } from '@homeward/compare'
import { keyWord, searchableNames } from './fold-registry.ts'
import { conditionOf } from './disagreements.ts'
import { summarise } from './people.ts'
import type { Records } from './records.ts'
import type { PeoplePage, PersonMatch } from './types.ts'

/** Below this many people every name is compared; above, those that share a key with the query. */
const compareAllBelow = 2000

/**
 * Finds people by a name in any script, best first, with the reasons in words (H4: these are proposals to look at).
 * `total` counts all whose name fits, whatever the page; nobody is ranked by anything but how their names fit the query.
 */
export function searchPeople(
  records: Records,
  query: string,
  { limit = 20, offset = 0, only }: PeoplePage = {},
): { total: number; people: PersonMatch[] } {
  const people = candidates(records, query, only)
  const names = people.flatMap((person) =>
    searchableNames(records.registry, person).map((name) => ({ id: person, name })),
  )
  const matchesByPerson = new Map<string, { score: number; why: string[] }>()
  for (const match of searchNames(query, names)) {
    const known = matchesByPerson.get(match.id)
    if (known === undefined || match.score > known.score)
      matchesByPerson.set(match.id, { score: match.score, why: match.why })
  }
  const page = [...matchesByPerson].toSorted(([, a], [, b]) => b.score - a.score).slice(offset, offset + limit)
  return {
    total: matchesByPerson.size,
    people: page.map(([person, match]) => ({ ...summarise(records, person), ...match })),
  }
}

function candidates(records: Records, query: string, only: PeoplePage['only']): string[] {
  const among = only === undefined ? 'true' : conditionOf[only]
  const { n } = records.registry.prepare('SELECT count(*) AS n FROM person').get() as { n: number }
  if (n < compareAllBelow)
    return records.registry
      .prepare(`SELECT id FROM person WHERE ${among} ORDER BY rowid`)
      .all<{ id: string }>()
      .map((row) => row.id)
  const keys = nameKeys(query, 'query')
  if (keys.length === 0) return []
  return records.registry
    .prepare(
      `SELECT person.id AS id FROM name_keys JOIN person ON person.rowid = name_keys.rowid WHERE name_keys MATCH ? AND ${among}`,
    )
    .all<{ id: string }>([keys.map(keyWord).join(' OR ')])
    .map((row) => row.id)
}
