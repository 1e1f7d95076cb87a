import type { Database } from '@homeward/vault'
import { fromColumn } from './column.ts'
import { isSaidLater } from './completed-answers.ts'
import { conditionOf } from './disagreements.ts'
import { searchableNames } from './person-names.ts'
import { isHead, joinedWith } from './joined.ts'
import { hasPlaceIn, placesWithin } from './people-places.ts'
import type { Records } from './records.ts'
import type { PeoplePage, PersonName, PersonSummary, PhotoRef, YearRange } from './types.ts'

/** People in the order in which they were registered, newest last, each once however many records they are in. `total` counts all, whatever the page. */
export function listPeople(
  records: Records,
  { limit = 100, offset = 0, ...page }: PeoplePage = {},
): { total: number; people: PersonSummary[] } {
  const { where, values } = peopleCondition(records.registry, page)
  const { total } = records.registry.prepare(`SELECT count(*) AS total FROM person WHERE ${where}`).get(values) as {
    total: number
  }
  const rows = records.registry
    .prepare(`SELECT id FROM person WHERE ${where} ORDER BY rowid LIMIT ? OFFSET ?`)
    .all([...values, limit, offset]) as { id: string }[]
  return { total, people: rows.map((row) => summarise(records, row.id)) }
}

/** The condition on the table `person` behind what a list is narrowed to, and what is put in for its question marks. */
export function peopleCondition(
  db: Database,
  { only, place }: Pick<PeoplePage, 'only' | 'place'>,
): { where: string; values: string[] } {
  const where = only === undefined ? isHead : conditionOf[only]
  return place === undefined
    ? { where, values: [] }
    : { where: `${where} AND ${hasPlaceIn}`, values: [placesWithin(db, place)] }
}

/** The id of every record in the order of registration, those joined with others too. */
export function everyRecord({ registry }: Records): string[] {
  return registry
    .prepare('SELECT id FROM person ORDER BY rowid')
    .all<{ id: string }>()
    .map(({ id }) => id)
}

/** One row of a list about a person that exists, with all records that are joined with this one. */
export function summarise(records: Records, person: string): PersonSummary {
  const db: Database = records.registry
  const all = joinedWith(db, person)
  const among = JSON.stringify(all)
  const rows = db
    .prepare(
      "SELECT person, field, id, value FROM person_value WHERE person IN (SELECT value FROM json_each(?)) AND field IN ('name', 'sex', 'birth', 'origin', 'photo') ORDER BY at, log, position, ordinal",
    )
    .all<{ person: string; field: string; id: string; value: string }>([among])
  const first = <T>(field: string): T | null => {
    const row = rows.find((candidate) => candidate.field === field)
    return row === undefined ? null : fromColumn<T>(row.value)
  }
  const photos = rows.filter((row) => row.field === 'photo')
  const names = rows.filter((row) => row.field === 'name').map((row) => fromColumn<PersonName>(row.value))
  const whole = [...new Set(all.flatMap((one) => searchableNames(db, one)))]
  const statements = db
    .prepare(
      `SELECT count(*) AS n FROM statement WHERE person IN (SELECT value FROM json_each(?)) AND NOT ${isSaidLater}`,
    )
    .get([among]) as { n: number }
  const openLeads = records.evidence
    .prepare(
      'SELECT count(*) AS n FROM lead WHERE person IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.lead = lead.id)',
    )
    .get([among]) as { n: number }
  const photo = photos.find((row) => !records.vault.isQuarantined(fromColumn<PhotoRef>(row.value).blob))
  return {
    id: person,
    records: all.length,
    names: whole.length > 0 ? whole : names.map(({ text }) => text),
    sex: first<string>('sex') ?? 'unknown',
    birth: first<YearRange>('birth'),
    origin: first<string>('origin'),
    photo: photo === undefined ? null : { person: photo.person, id: photo.id },
    photos: photos.length,
    statements: statements.n,
    openLeads: openLeads.n,
  }
}
