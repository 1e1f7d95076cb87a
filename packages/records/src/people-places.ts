import { openGazetteer, type PlaceArea } from '@homeward/places'
import type { Database } from '@homeward/vault'
import { placeFields, type PlaceField } from './fields.ts'
import { standsFor } from './joined.ts'
import { requirePerson } from './people.ts'
import { keyedOf, valueRows } from './person-values.ts'
import type { Records } from './records.ts'
import { statementsOf } from './statements.ts'
import type { Located, Origin, Said } from './types.ts'

/** Somewhere that a person is said to be from, to have been or to be. */
export interface PersonPlace extends Origin {
  /** The field that names it, or that a statement does. */
  of: PlaceField | 'statement'
  /** What was said. */
  words: string
  said?: Said
  /** Days in the words in which they were said. */
  date?: string
  located?: Located
  /** What stands for it on a map; null where nothing can, because it is words alone or the data have no area. */
  area: PlaceArea | { shape: 'point'; lat: number; lon: number } | null
}

/**
 * The places of a person: of their current values and of the statements about them, in the order of the record (rule R70). Throws
 * `RecordsError` NOT_FOUND.
 */
export function placesOf(records: Records, person: string): PersonPlace[] {
  requirePerson(records, person)
  const rows = valueRows(records.registry, person)
  const ofValues = placeFields.flatMap((field) =>
    rows
      .filter((row) => row.field === field)
      .map((row) => keyedOf<string | { place?: string; date?: string }>(row))
      .flatMap(({ value, entry, at, member, said, located }): PersonPlace[] => {
        const { place: words, date } = typeof value === 'string' ? { place: value, date: undefined } : value
        if (words === undefined) return []
        return [placeOf({ of: field, words, entry, at, member, ...given({ said, date, located }) })]
      }),
  )
  const ofStatements = statementsOf(records.registry, person).flatMap(
    ({ place, by, date, located, entry, at, member }): PersonPlace[] =>
      place === undefined
        ? []
        : [placeOf({ of: 'statement', words: place, said: { by }, entry, at, member, ...given({ date, located }) })],
  )
  return [...ofValues, ...ofStatements]
}

/** What is known of several optional parts. */
function given<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function placeOf(place: Omit<PersonPlace, 'area'>): PersonPlace {
  const { located } = place
  if (located === undefined) return { ...place, area: null }
  const { id, point } = located
  return { ...place, area: point === undefined ? openGazetteer().area(id) : { shape: 'point', ...point } }
}

const idOf = "json_extract(located, '$.id')"

/** A condition on the table `person`: one of the ids of a JSON list stands in a current value or in a statement of one of their records. */
export const hasPlaceIn = standsFor(`
  WITH wanted AS (SELECT value AS id FROM json_each(?))
  SELECT n.person AS person FROM value_note n JOIN person_value v USING (person, field, id, log, position)
   WHERE n.located IS NOT NULL AND json_extract(n.located, '$.id') IN (SELECT id FROM wanted)
  UNION SELECT person FROM statement WHERE located IS NOT NULL AND ${idOf} IN (SELECT id FROM wanted)`)

/** The ids in this index that are a place or lie in it, as a JSON list. A place that the gazetteer lost is found by its own id. */
export function placesWithin(db: Database, place: string): string {
  const gazetteer = openGazetteer()
  const ids = db
    .prepare(
      `SELECT DISTINCT ${idOf} AS id FROM value_note WHERE located IS NOT NULL
       UNION SELECT ${idOf} FROM statement WHERE located IS NOT NULL`,
    )
    .all<{ id: string }>()
    .map(({ id }) => id)
  return JSON.stringify(ids.filter((id) => id === place || gazetteer.isWithin(id, place)))
}
