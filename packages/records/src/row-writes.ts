import { toColumn } from './column.ts'
import type { FieldName } from './fields.ts'
import { newId } from './ids.ts'
import { requireRecord, valuesOfPerson, type FieldValues, type NewPerson } from './people.ts'
import type { Records, Write } from './records.ts'
import { everSaid } from './registers.ts'
import { statementsOf, type NewStatement } from './statements.ts'
import { partOfField, personSubject } from './subjects.ts'

/** A statement as a row tells it: words, and no place of the gazetteer (rule R67). */
export type RowStatement = Omit<NewStatement, 'located'>

/** What a row of a table says about somebody that nobody had said before. */
export interface Additions {
  person: string
  values: FieldValues
  /** A remark, which becomes a statement: a second note beside the first would be no disagreement to settle. */
  remark: string | null
  statements: RowStatement[]
}

/** Stands for what a row said of one part of somebody. */
export interface RowDigest {
  part: 'names' | 'details'
  digest: string
}

/**
 * What of `given` was never said about this person: not now, not in a value that was replaced or taken back. That nothing is known is
 * no news where something is. Throws `RecordsError` NOT_FOUND. Rule R59.
 */
export function additionsTo(
  records: Records,
  person: string,
  given: NewPerson,
  { values: more = [], statements = [] }: { values?: FieldValues; statements?: readonly RowStatement[] } = {},
): Additions {
  // What a list says of an overdue record again, with a later day, brings it back.
  requireRecord(records, person)
  const said = everSaid(records, person)
  const kin = new Set([...(said.get('kin') ?? [])].map(withoutLink))
  const { note, ...rest } = given
  const values = [...valuesOfPerson(rest), ...more].filter(({ field, value }) => {
    if (isUnknown(field, value)) return !said.has(field)
    return field === 'kin' ? !kin.has(withoutLink(toColumn(value))) : said.get(field)?.has(toColumn(value)) !== true
  })
  const isKnown =
    note === undefined ||
    said.get('note')?.has(toColumn(note)) === true ||
    records.registry.prepare('SELECT 1 FROM statement WHERE person = ? AND text = ?').get([person, note]) !== undefined
  const told = new Set(
    statementsOf(records.registry, person).map(({ text, by, date = '', place = '' }) =>
      toColumn([text, by, date, place]),
    ),
  )
  const news = statements.filter(({ text, by, date = '', place = '' }) => !told.has(toColumn([text, by, date, place])))
  return { person, values, remark: isKnown ? null : note, statements: news }
}

function isUnknown(field: FieldName, value: unknown): boolean {
  if (field === 'sex') return value === 'unknown'
  return (
    field === 'whereabouts' &&
    typeof value === 'object' &&
    value !== null &&
    'state' in value &&
    value.state === 'unknown'
  )
}

function withoutLink(kinJson: string): string {
  const { relation, name } = JSON.parse(kinJson) as { relation: string; name?: string }
  return toColumn([relation, name ?? ''])
}

/** What writes additions beside everything that is there (rule R34): `by` says so, and `why` tells from which row. */
export function additionWrites(
  { person, values, remark, statements }: Additions,
  { by, why }: { by: string; why: string },
): Write[] {
  const writes: Write[] = []
  for (const part of ['names', 'details', 'photos'] as const) {
    const some = values.filter(({ field }) => partOfField(field) === part)
    if (some.length > 0)
      writes.push({
        compartment: 'registry',
        subject: personSubject(person, part),
        changes: [
          {
            type: 'person.changed',
            person,
            values: some.map((value) => ({ said: { by }, ...value, why, replaces: [] })),
          },
        ],
      })
  }
  const remarks: RowStatement[] = remark === null ? [] : [{ kind: 'other', text: remark, by }]
  const made = [...remarks, ...statements].map((statement) => ({
    type: 'statement.made' as const,
    statement: newId('statement'),
    person,
    ...statement,
  }))
  for (const change of made)
    writes.push({ compartment: 'registry', subject: personSubject(person, 'statements'), changes: [change] })
  return writes
}

/** Adds to the writes about somebody that a row said it (rule R60), each digest to those of its part. */
export function rowWrites(
  writes: readonly Write[],
  { person, register, digests }: { person: string; register: string; digests: readonly RowDigest[] },
): Write[] {
  const all = writes.map((write) => ({ ...write, changes: [...write.changes] }))
  for (const { part, digest } of digests) {
    const subject = personSubject(person, part)
    const change = { type: 'row.imported' as const, person, register, part, digest }
    const into = all.find((write) => write.subject === subject)
    if (into === undefined) all.push({ compartment: 'registry', subject, changes: [change] })
    else into.changes.push(change)
  }
  return all
}
