import { rowDigest, type FieldValues, type NewPerson, type RowStatement, type YearRange } from '@homeward/records'
import type { ReadRow } from './people-rows.ts'
import type { PfifDocument, PfifFields, PfifPerson } from './pfif-read.ts'
import { tableWords } from './table-words.ts'

/** Record ids of PFIF are unique everywhere: domain, slash, local id. So all files of this format are one list. */
export const pfifList = 'PFIF'

/**
 * The people of a PFIF document as rows. A record whose `expiry_date` has passed by `now`, a placeholder among them, is refused: its
 * data are not taken. Nobody is ever dead by it: `believed_dead` becomes “reported dead” with its author. Contact data of authors and
 * of people found stay in the sealed file. Rules I49–I51.
 */
export function pfifRows({ people }: PfifDocument, now: Date): ReadRow[] {
  return people.map((record, at) => rowOf(record, at + 1, now))
}

/** All that an expired or deleted record may still hold (PFIF 1.4, data expiry). */
const placeholderFields = new Set(['person_record_id', 'source_date', 'entry_date', 'expiry_date'])

function rowOf({ fields, notes }: PfifPerson, number: number, now: Date): ReadRow {
  const id = fields.get('person_record_id') ?? ''
  const problems: string[] = []
  const expiry = fields.get('expiry_date')
  const row: ReadRow = {
    number,
    identifiers: id === '' ? [] : [id.slice(0, 500)],
    digests: [],
    person: { names: [] },
    photo: null,
    consent: null,
    problems,
    statements: [],
    values: [],
  }
  if (expiry !== undefined && !(Date.parse(expiry) > now.getTime())) {
    const day = dayOf(expiry)
    const isPlaceholder = notes.length === 0 && [...fields.keys()].every((name) => placeholderFields.has(name))
    const home = id.split('/')[0] ?? ''
    return {
      ...row,
      ...(home === '' ? {} : { person: { names: [], said: { by: home.slice(0, 500) } } }),
      refused: tableWords.say(isPlaceholder ? 'ended-there' : 'past-its-day', { day: day ?? expiry }).text,
      ...(day === undefined ? {} : { ending: { day, isPlaceholder } }),
    }
  }
  row.person = personOf(fields, problems)
  if (id !== '') {
    const until = dayOf(expiry)
    row.person.references = [{ registry: pfifList, id: id.slice(0, 500), ...(until === undefined ? {} : { until }) }]
  }
  row.statements = notes.map(statementOf)
  row.values = fateOf(notes)
  const words = [...fields].filter(([name]) => name !== 'entry_date')
  const said = notes.flatMap((note, one) =>
    [...note].filter(([name]) => name !== 'entry_date').map(([name, text]) => [`note ${one} ${name}`, text]),
  )
  row.digests = [
    {
      part: 'names',
      digest: rowDigest(
        pfifList,
        'names',
        words.filter(([name]) => name.includes('name')),
      ),
    },
    {
      part: 'details',
      digest: rowDigest(pfifList, 'details', [...words.filter(([name]) => !name.includes('name')), ...said]),
    },
  ]
  return row
}

const homeFields = ['home_street', 'home_neighborhood', 'home_city', 'home_state', 'home_postal_code', 'home_country']
/** What has no field of its own and names nobody who told it. */
const keptFields = ['source_name', 'source_date', 'source_url', 'photo_url', 'profile_urls']

function personOf(fields: PfifFields, problems: string[]): NewPerson {
  const lines = (name: string): string[] =>
    (fields.get(name) ?? '')
      .split('\n')
      .map((line) => line.trim().slice(0, 500))
      .filter((line) => line !== '')
  const named = (name: string, kind: NewPerson['names'][number]['kind']) => lines(name).map((text) => ({ text, kind }))
  const names = [
    ...named('full_name', 'full'),
    ...named('given_name', 'given'),
    ...named('family_name', 'family'),
    ...named('alternate_names', 'full'),
  ]
  const kept = keptFields.flatMap((name) => (fields.has(name) ? [`${name}: ${fields.get(name)}`] : []))
  const keep = (name: string): void => {
    kept.push(`${name}: ${fields.get(name) ?? ''}`)
    problems.push(tableWords.say('not-understood', { column: name, text: fields.get(name) ?? '' }).text)
  }
  const person: NewPerson = { names }
  const sex = fields.get('sex')
  if (sex === 'female' || sex === 'male') person.sex = sex
  else if (sex !== undefined) keep('sex')
  const birth = birthOf(fields)
  if (birth !== null) person.birth = birth
  else if (fields.has('date_of_birth')) keep('date_of_birth')
  if (fields.has('age') && (birth === null || fields.has('date_of_birth'))) kept.push(`age: ${fields.get('age')}`)
  const home = homeFields
    .flatMap((name) => fields.get(name) ?? [])
    .join(', ')
    .replaceAll(/\s+/gu, ' ')
  if (home !== '') person.origin = home.slice(0, 500)
  const description = fields.get('description')
  if (description !== undefined) person.circumstances = description
  if (kept.length > 0) person.note = kept.join('\n').slice(0, 20_000)
  const date = dayOf(fields.get('source_date'))
  const by = (fields.get('source_name') ?? fields.get('person_record_id')?.split('/')[0] ?? '').slice(0, 500)
  if (by !== '') person.said = { by, ...(date === undefined ? {} : { date }) }
  return person
}

/** A date of birth, as exact as it is given; else the age at the day of the source. 1 January and 1 July are the year alone (rule I47). */
function birthOf(fields: PfifFields): YearRange | null {
  const born = /^(?<year>\d{4})(?:-\d{2}(?:-\d{2})?)?$/u.exec(fields.get('date_of_birth') ?? '')?.groups?.['year']
  if (born !== undefined) {
    const basis = /-0[17]-01$/u.test(fields.get('date_of_birth') ?? '') ? 'year-only' : 'stated'
    return range(Number(born), Number(born), basis)
  }
  const age = /^(?<least>\d{1,3})(?:-(?<most>\d{1,3}))?$/u.exec(fields.get('age') ?? '')?.groups
  const year = Number(dayOf(fields.get('source_date'))?.slice(0, 4) ?? Number.NaN)
  if (age?.['least'] === undefined || Number.isNaN(year)) return null
  const [least, most] = [Number(age['least']), Number(age['most'] ?? age['least'])]
  return range(year - Math.max(least, most) - 1, year - Math.min(least, most), 'estimated')
}

function range(earliest: number, latest: number, basis: YearRange['basis']): YearRange | null {
  return earliest >= 1850 && latest <= 2200 ? { earliest, latest, basis } : null
}

function dayOf(time: string | undefined): string | undefined {
  return /^\d{4}-\d{2}-\d{2}(?=T|$)/u.exec(time ?? '')?.[0]
}

const authorOf = (note: PfifFields): string => (note.get('author_name') ?? 'a note without an author').slice(0, 500)

function statementOf(note: PfifFields): RowStatement {
  const linked = note.get('linked_person_record_id')
  const [status, date, place] = [note.get('status'), dayOf(note.get('source_date')), note.get('last_known_location')]
  const text = [
    note.get('text'),
    status === undefined ? undefined : `Status: ${status.replaceAll('_', ' ')}`,
    note.get('author_made_contact') === 'true' ? 'The author has been in contact with this person.' : undefined,
    linked === undefined ? undefined : `Says that this record and ${linked} are about the same person.`,
    note.has('photo_url') ? `Picture: ${note.get('photo_url')}` : undefined,
    note.has('note_record_id') ? `PFIF note ${note.get('note_record_id')}` : undefined,
  ]
  return {
    kind: status === undefined ? 'other' : 'status',
    text:
      text
        .filter((line) => line !== undefined)
        .join('\n')
        .slice(0, 20_000) || 'An empty note',
    by: authorOf(note),
    ...(date === undefined ? {} : { date }),
    ...(place === undefined ? {} : { place: place.slice(0, 500) }),
  }
}

const fates: Readonly<Record<string, 'alive' | 'reported-dead'>> = {
  is_note_author: 'alive',
  believed_alive: 'alive',
  believed_dead: 'reported-dead',
}

const time = (note: PfifFields): string => note.get('source_date') ?? ''

/** What the last note that has one of these status says became of the person. Missing and sought are no answer to that. */
function fateOf(notes: readonly PfifFields[]): FieldValues {
  const last = notes
    .filter((note) => note.has('status'))
    .toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0))
    .at(-1)
  const status = last?.get('status') ?? ''
  const state = Object.hasOwn(fates, status) ? fates[status] : undefined
  if (last === undefined || state === undefined) return []
  const date = dayOf(time(last))
  const dated = date === undefined ? {} : { date }
  const basis = `PFIF note with the status “${status.replaceAll('_', ' ')}”`
  return [{ field: 'fate', value: { state, basis, ...dated }, said: { by: authorOf(last), ...dated } }]
}
