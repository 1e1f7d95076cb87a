import type { ChangeOf } from './changes.ts'
import { consentsOf, refusalsOf } from './consent-rows.ts'
import { challengesOf } from './challenge-rows.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { singleFields, type FieldName, type KeyedField, type PlaceField, type SingleField } from './fields.ts'
import { newId, type IdKind } from './ids.ts'
import { joinedWith } from './joined.ts'
import { locate, type PlaceChoice } from './located.ts'
import { kinFrom, linkedKin } from './kin-links.ts'
import { keyedOf, valueRows } from './person-values.ts'
import { commit, type Records, type Write } from './records.ts'
import { scriptOf } from './script.ts'
import { partOfField, personSubject, type PersonPart } from './subjects.ts'
import { statementsOf } from './statements.ts'
import type {
  Fate,
  Kin,
  Keyed,
  LastSeen,
  Located,
  LossEvent,
  Mark,
  Origin,
  Person,
  PersonName,
  PhotoRef,
  Reference,
  Said,
  Value,
  Whereabouts,
  YearRange,
} from './types.ts'

/** What a new person is registered with. At least one name is needed. */
export interface NewPerson {
  names: (Omit<PersonName, 'script'> & { script?: PersonName['script'] })[]
  sex?: 'female' | 'male' | 'unknown'
  birth?: YearRange
  origin?: string
  circumstances?: string
  event?: LossEvent
  lastSeen?: LastSeen
  fate?: Fate
  whereabouts?: Whereabouts
  note?: string
  marks?: Mark[]
  kin?: Kin[]
  photos?: PhotoRef[]
  references?: Reference[]
  /** Which places the words of these fields are taken to mean. */
  located?: { [F in PlaceField]?: PlaceChoice }
  /** Who says all of it. */
  said?: Said
}

/** The fields that hold one value. */
export const singleFieldNames = Object.keys(singleFields) as SingleField[]

export type FieldValues = ChangeOf<'person.changed'>['values']
type FieldValue = FieldValues[number]['value']

/** A value with the script of most of its letters, where it is a name that came without. */
function withScript(value: FieldValue): FieldValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const { text, script } = value
  return typeof text === 'string' && script === undefined ? { ...value, script: scriptOf(text) } : value
}

/** Registers a person and returns the new id. Throws `RecordsError` INVALID without a name. */
export async function registerPerson(records: Records, person: NewPerson): Promise<string> {
  const { id, writes } = registration(person)
  await commit(records, writes)
  return id
}

/**
 * The changes that register a person, each part under a subject of its own (rule R23), for callers that commit many at once and may
 * need the ids before. `register` is the table that the person came in. Throws as `registerPerson`.
 */
export function registration(
  person: NewPerson,
  { id = newId('person'), register }: { id?: string; register?: string } = {},
): { id: string; writes: Write[] } {
  if (person.names.length === 0) throw new RecordsError('INVALID', invalidWords.say('no-name').text)
  const values = valuesOfPerson(person)
  const valuesOf = (part: PersonPart): FieldValues => values.filter(({ field }) => partOfField(field) === part)
  const about = { person: id, ...(register === undefined ? {} : { register }) }
  const writes: Write[] = [
    {
      compartment: 'registry',
      subject: personSubject(id, 'names'),
      changes: [{ type: 'person.registered', ...about, values: valuesOf('names') }],
    },
  ]
  for (const part of ['details', 'photos'] as const) {
    const some = valuesOf(part)
    if (some.length > 0)
      writes.push({
        compartment: 'registry',
        subject: personSubject(id, part),
        changes: [{ type: 'person.changed', person: id, values: some }],
      })
  }
  return { id, writes }
}

/** What is said with a new person, as values of fields; those of keyed fields have new ids. */
export function valuesOfPerson(person: NewPerson): FieldValues {
  const values: FieldValues = [
    ...person.names.map((name) => ({ field: 'name' as const, id: newId('name'), value: withScript({ ...name }) })),
    ...(person.kin ?? []).map((kin) => ({ field: 'kin' as const, id: newId('kin'), value: { ...kin } })),
    ...(person.photos ?? []).map((photo) => ({ field: 'photo' as const, id: newId('photo'), value: { ...photo } })),
    ...(person.marks ?? []).map((mark) => ({ field: 'mark' as const, id: newId('mark'), value: { ...mark } })),
    ...(person.references ?? []).map((reference) => ({
      field: 'reference' as const,
      id: newId('ref'),
      value: { ...reference },
    })),
  ]
  for (const field of singleFieldNames) {
    const value = person[field]
    if (value === undefined) continue
    const place = locate(person.located?.[field as PlaceField])
    values.push({ field, value: typeof value === 'object' ? { ...value } : value, ...place })
  }
  const { said } = person
  return said === undefined ? values : values.map((value) => ({ ...value, said: { ...said } }))
}

const idKindOfField: Readonly<Record<KeyedField, IdKind>> = {
  name: 'name',
  kin: 'kin',
  photo: 'photo',
  mark: 'mark',
  reference: 'ref',
}

/** One value to be written, as `fieldValue` of fields.ts describes it. */
export type NewValue = Omit<FieldValues[number], 'id' | 'located'> & { id?: string; located?: PlaceChoice | Located }

/**
 * Sets (or with `value: null` takes back) one value of a person. A keyed field without `id` gets a new one, and a name without
 * a script that of most of its letters. Where current values disagree, `replaces` has to say which of them this one stands for;
 * settling it takes `reconcile` and a reason (rule R34). Throws `RecordsError` NOT_FOUND or INVALID. Returns the id of the keyed value, or null for a field that holds one.
 */
export async function changePerson(records: Records, person: string, given: NewValue): Promise<string | null> {
  const { id, write } = valueWrite(records, person, given)
  await commit(records, [write])
  return id
}

/** What `changePerson` writes, for callers that write more in the same commit. Throws as it does. */
export function valueWrite(records: Records, person: string, given: NewValue): { id: string | null; write: Write } {
  requirePerson(records, person)
  const kind = given.field in idKindOfField ? idKindOfField[given.field as KeyedField] : undefined
  const id = kind === undefined ? undefined : (given.id ?? newId(kind))
  if (given.replaces === undefined && disagree(records, person, given.field, id ?? ''))
    throw new RecordsError('INVALID', invalidWords.say('values-differ').text)
  if (given.field === 'kin' && isSelf(given.value, person))
    throw new RecordsError('INVALID', invalidWords.say('own-relative').text)
  const value = given.field === 'name' ? withScript(given.value) : given.value
  const { located, ...told } = given
  return {
    id: id ?? null,
    write: {
      compartment: 'registry',
      subject: personSubject(person, partOfField(given.field)),
      changes: [
        {
          type: 'person.changed',
          person,
          values: [{ ...told, value, ...locate(located), ...(id === undefined ? {} : { id }) }],
        },
      ],
    },
  }
}

function isSelf(value: FieldValue, person: string): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && value['person'] === person
}

/** What the current values of a field say, each once. */
export function currentTexts(records: Records, person: string, field: FieldName, id: string): Set<string> {
  const rows = records.registry
    .prepare('SELECT value FROM person_value WHERE person = ? AND field = ? AND id = ?')
    .all<{ value: string }>([person, field, id])
  return new Set(rows.map(({ value }) => value))
}

/** Whether current values of a field say different things, or take the same words for different places (H3). */
export function disagree(records: Records, person: string, field: FieldName, id: string): boolean {
  if (currentTexts(records, person, field, id).size > 1) return true
  const { n } = records.registry
    .prepare(
      `SELECT count(DISTINCT n.located) AS n FROM person_value v JOIN value_note n USING (person, field, id, log, position)
       WHERE v.person = ? AND v.field = ? AND v.id = ?`,
    )
    .get([person, field, id]) as { n: number }
  return n > 1
}

/** Throws `RecordsError` NOT_FOUND unless this person is registered, OVERDUE when the record may not be kept any longer (rule R109). */
export function requirePerson(records: Records, person: string): void {
  requireRecord(records, person)
  if (isOverdue(records, person))
    throw new RecordsError(
      'OVERDUE',
      'The list that this record came from has ended it, or let it be kept until a day that is over. Erase it, or write down why it is kept longer.',
    )
}

/** `requirePerson` for what is done to a record that is not shown any more. Throws `RecordsError` NOT_FOUND. */
export function requireRecord(records: Records, person: string): void {
  const { registry } = records
  if (registry.prepare('SELECT 1 FROM person WHERE id = ?').get([person]) === undefined && !isOverdue(records, person))
    throw new RecordsError('NOT_FOUND', `There is no person with the id ${person}. Look for the person by name first.`)
}

function isOverdue({ registry }: Records, person: string): boolean {
  return registry.prepare('SELECT 1 FROM overdue WHERE id = ?').get([person]) !== undefined
}

/** Everything that the registry says about one person. Throws `RecordsError` as `requirePerson`. */
export function getPerson(records: Records, person: string): Person {
  requirePerson(records, person)
  return readRecord(records, person)
}

/** `getPerson`, also of a record that is overdue: for erasing it. Throws `RecordsError` NOT_FOUND. */
export function readRecord(records: Records, person: string): Person {
  requireRecord(records, person)
  const db = records.registry
  const registered = db
    .prepare(
      'SELECT entry, at, member FROM person WHERE id = $id UNION ALL SELECT entry, at, member FROM overdue WHERE id = $id',
    )
    .get({ id: person }) as unknown as Origin
  const rows = valueRows(db, person)
  const valuesOf = <T>(field: FieldName): Keyed<T>[] =>
    rows.filter((row) => row.field === field).map((row) => keyedOf<T>(row))
  const single = <T>(field: FieldName): Value<T>[] => valuesOf<T>(field).map(({ id: _id, ...value }) => value)
  return {
    id: person,
    names: valuesOf<PersonName>('name'),
    sex: single('sex'),
    birth: single<YearRange>('birth'),
    origin: single<string>('origin'),
    circumstances: single<string>('circumstances'),
    event: single<LossEvent>('event'),
    lastSeen: single<LastSeen>('lastSeen'),
    fate: single<Fate>('fate'),
    whereabouts: single<Whereabouts>('whereabouts'),
    note: single<string>('note'),
    marks: valuesOf<Mark>('mark'),
    kin: linkedKin(db, valuesOf<Kin>('kin')),
    kinFrom: kinFrom(db, person),
    photos: valuesOf<PhotoRef>('photo').map((photo) =>
      records.vault.isQuarantined(photo.value.blob)
        ? { ...photo, value: { ...photo.value, quarantined: true as const } }
        : photo,
    ),
    references: valuesOf<Reference>('reference'),
    statements: statementsOf(db, person),
    challenges: challengesOf(db, person),
    consents: consentsOf(db, person),
    refusals: refusalsOf(db, person),
    joined: joinedWith(db, person).filter((one) => one !== person),
    registered,
  }
}
