import type { JsonValue } from '@homeward/format'
import type { FieldName } from './fields.ts'
import { currentTexts, disagree, requirePerson, requireRecord, valueWrite } from './people.ts'
import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { openKin } from './kin-links.ts'
import { notesOf, pastRows, valueRows, type ValueRow } from './person-values.ts'
import { commit, type Records } from './records.ts'
import { partOfField, personSubject } from './subjects.ts'
import type { Kin, PastValue } from './types.ts'

/** Which value of a person is meant: its field, its id where the field holds several, and the entry in which it was said. */
export interface ValuePlace {
  field: FieldName
  id?: string
  entry: string
}

/**
 * Everything that was ever written about the fields of a person, in the order in which devices' clocks say that it was: values
 * that stand, values that others replaced, and takings back (rule R33). Throws `RecordsError` NOT_FOUND.
 */
export function historyOf(records: Records, person: string, only?: { field: FieldName; id?: string }): PastValue[] {
  requirePerson(records, person)
  return wholeHistoryOf(records, person, only)
}

/** `historyOf`, also of a record that is overdue: for erasing it. Throws `RecordsError` NOT_FOUND. */
export function wholeHistoryOf(
  records: Records,
  person: string,
  only?: { field: FieldName; id?: string },
): PastValue[] {
  requireRecord(records, person)
  const { registry: db } = records
  const isWanted = (row: ValueRow): boolean =>
    only === undefined || (row.field === only.field && (only.id === undefined || row.id === only.id))
  const steps = [
    ...pastRows(db, person).map((row) => stepOf(row, false)),
    ...valueRows(db, person).map((row) => stepOf(row, true)),
  ]
  return steps
    .filter(({ row }) => isWanted(row))
    .flatMap(({ row, step }) => {
      if (step.field !== 'kin' || step.value === null) return [{ row, step }]
      const value = openKin(db, step.value as unknown as Kin)
      return value === null ? [] : [{ row, step: { ...step, value: { ...value } } }]
    })
    .toSorted((a, b) => compare(a.row.at, b.row.at) || compare(a.row.log, b.row.log) || a.row.position - b.row.position)
    .map(({ step }) => step)
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function stepOf(row: ValueRow, isCurrent: boolean): { row: ValueRow; step: PastValue } {
  const notes = notesOf(row)
  return {
    row,
    step: {
      field: row.field,
      id: row.id,
      did: row.value === null ? 'taken-back' : notes.chosen === undefined ? 'said' : 'chosen',
      value: row.value === null ? null : fromColumn<JsonValue>(row.value),
      isCurrent,
      entry: `${row.log}:${row.position}`,
      at: row.at,
      member: row.member,
      ...notes,
    },
  }
}

/**
 * Settles values that disagree by one of them, with a reason (rule R34). The others become past values, and can be brought back.
 * A value that another device writes meanwhile stands beside the chosen one again (H3). Throws `RecordsError` NOT_FOUND, and
 * INVALID when there is no such value or nothing to settle.
 */
export async function reconcile(
  records: Records,
  person: string,
  { field, id, entry, why }: ValuePlace & { why: string },
): Promise<void> {
  requirePerson(records, person)
  const rows = valueRows(records.registry, person).filter((row) => row.field === field && row.id === (id ?? ''))
  const row = rows.find(({ log, position }) => `${log}:${position}` === entry)
  if (row?.value === undefined || row.value === null)
    throw new RecordsError('INVALID', invalidWords.say('value-gone').text)
  if (!disagree(records, person, field, id ?? ''))
    throw new RecordsError('INVALID', invalidWords.say('nothing-to-settle').text)
  const { said, located } = notesOf(row)
  await commit(records, [
    {
      compartment: 'registry',
      subject: personSubject(person, partOfField(field)),
      changes: [
        {
          type: 'person.reconciled',
          person,
          field,
          ...(id === undefined ? {} : { id }),
          value: fromColumn(row.value),
          ...(said === undefined ? {} : { said }),
          ...(located === undefined ? {} : { located }),
          chosen: entry,
          why,
        },
      ],
    },
  ])
}

/**
 * Puts a past value beside those that stand, with who said it then (rule R34). Throws `RecordsError` NOT_FOUND, and INVALID when
 * there is no such past value or it stands already.
 */
export async function bringBack(
  records: Records,
  person: string,
  { field, id, entry, why }: ValuePlace & { why?: string },
): Promise<void> {
  requirePerson(records, person)
  const row = pastRows(records.registry, person).find(
    (one) => one.field === field && one.id === (id ?? '') && `${one.log}:${one.position}` === entry,
  )
  if (row?.value === undefined || row.value === null)
    throw new RecordsError('INVALID', invalidWords.say('past-value-unknown').text)
  if (currentTexts(records, person, field, id ?? '').has(row.value))
    throw new RecordsError('INVALID', invalidWords.say('value-stands').text)
  const { said, located } = notesOf(row)
  const { write } = valueWrite(records, person, {
    field,
    ...(id === undefined ? {} : { id }),
    value: fromColumn(row.value),
    ...(said === undefined ? {} : { said }),
    ...(located === undefined ? {} : { located }),
    ...(why === undefined ? {} : { why }),
    replaces: [],
  })
  await commit(records, [write])
}
