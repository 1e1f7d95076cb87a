import type { IndexedPerson } from '@homeward/compare'
import type { Database } from '@homeward/vault'
import { fromColumn } from './column.ts'
import { headOf, isHead, joinedWith } from './joined.ts'
import { wholeNames } from './person-names.ts'
import type { Kin, LastSeen, LossEvent, PersonName, Reference, YearRange } from './types.ts'

interface Row {
  person: string
  field: string
  value: string
}

/** So many people are read at once; then others have their turn. */
const slice = 250

/** Everybody who is in the index, slice by slice in the order of registration, as they are searched for and compared. */
export function* peopleInSlices(db: Database): Generator<IndexedPerson[]> {
  const next = db.prepare(`SELECT rowid AS number, id FROM person WHERE rowid > ? AND ${isHead} ORDER BY rowid LIMIT ?`)
  let last = 0
  for (;;) {
    const rows = next.all<{ number: number; id: string }>([last, slice])
    if (rows.length === 0) return
    last = rows.at(-1)?.number ?? last
    yield indexedPeople(
      db,
      rows.map(({ id }) => id),
    )
  }
}

/**
 * These people as they are searched for and compared: each once, under the id that stands for all records of the person and with what all of them
 * say. Who is not registered is left out.
 */
export function indexedPeople(db: Database, ids: readonly string[]): IndexedPerson[] {
  const heads = new Set(ids.map((id) => headOf(db, id)))
  const records = new Map([...heads].flatMap((head) => joinedWith(db, head).map((id) => [id, head] as const)))
  const wanted = JSON.stringify([...records.keys()])
  const registered = db
    .prepare('SELECT id FROM person WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid')
    .all<{ id: string }>([wanted])
  const rows = db
    .prepare(
      `SELECT person, field, value FROM person_value WHERE person IN (SELECT value FROM json_each(?))
       AND field IN ('name', 'kin', 'origin', 'event', 'lastSeen', 'reference', 'birth', 'sex') ORDER BY at, log, position, ordinal`,
    )
    .all<Row & Record<string, string>>([wanted])
  const rowsByHead = new Map<string, Row[]>()
  for (const row of rows) {
    const head = records.get(row.person) ?? row.person
    const known = rowsByHead.get(head)
    if (known === undefined) rowsByHead.set(head, [row])
    else known.push(row)
  }
  return registered.filter(({ id }) => heads.has(id)).map(({ id }) => indexedPerson(id, rowsByHead.get(id) ?? []))
}

function indexedPerson(id: string, rows: readonly Row[]): IndexedPerson {
  const valuesOf = <T>(field: string): T[] =>
    rows.filter((row) => row.field === field).map((row) => fromColumn<T>(row.value))
  const names = namesIn(rows)
  const births = valuesOf<YearRange>('birth')
  const sexes = new Set(valuesOf<string>('sex').filter((sex) => sex !== 'unknown'))
  const [sex] = sexes
  return {
    id,
    // Parts of a name are put together within one record alone.
    names: recordsOf(rows).flatMap((own) => wholeNames(namesIn(own))),
    mothers: [
      ...names.filter(({ kind }) => kind === 'mother').map(({ text }) => text),
      ...valuesOf<Kin>('kin').flatMap(({ relation, name }) =>
        relation === 'mother' && name !== undefined ? [name] : [],
      ),
    ],
    places: [
      ...valuesOf<string>('origin'),
      ...[...valuesOf<LossEvent>('event'), ...valuesOf<LastSeen>('lastSeen')].flatMap(({ place }) => place ?? []),
    ],
    events: [...valuesOf<LossEvent>('event'), ...valuesOf<LastSeen>('lastSeen')].map(eventOf),
    identifiers: valuesOf<Reference>('reference').map((reference) => reference.id),
    birthYear:
      births.length === 0
        ? null
        : {
            from: Math.min(...births.map(({ earliest }) => earliest)),
            to: Math.max(...births.map(({ latest }) => latest)),
          },
    sex: sexes.size === 1 && sex !== undefined ? sex : null,
  }
}

function namesIn(rows: readonly Row[]): PersonName[] {
  return rows.filter(({ field }) => field === 'name').map(({ value }) => fromColumn<PersonName>(value))
}

function recordsOf(rows: readonly Row[]): Row[][] {
  const persons = [...new Set(rows.map(({ person }) => person))]
  return persons.map((person) => rows.filter((row) => row.person === person))
}

function eventOf({ what, earliest, latest }: LossEvent): NonNullable<IndexedPerson['events']>[number] {
  const [from, to] = [earliest ?? latest, latest ?? earliest]
  return {
    ...(what === undefined ? {} : { what }),
    ...(from === undefined || to === undefined ? {} : { days: { from, to } }),
  }
}
