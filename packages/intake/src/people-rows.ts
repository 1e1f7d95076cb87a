import { rowDigest, type Ending, type FieldValues, type RowStatement, type RowDigest } from '@homeward/records'
import { fieldOfHeading, peopleFields, type PeopleField } from './people-fields.ts'
import { readPeopleRow, type PeopleRow } from './people-row.ts'
import type { Table } from './table.ts'

/** Which field each column holds, by its heading; a column that is left out is not read and goes into the note. */
export type PeopleMapping = Record<string, PeopleField | null>

/** A column with the field that it stands for. */
export interface PeopleColumn {
  column: string
  field: PeopleField | null
}

/** One row of a table, read: whom it is about by the list's own identifiers, and what stands for its words. */
export interface ReadRow extends PeopleRow {
  number: number
  identifiers: string[]
  digests: RowDigest[]
  /** Values that somebody else says than the rest of the row, and statements. */
  values?: FieldValues
  statements?: RowStatement[]
  /** Why nothing of this row may be taken, whatever anybody decides. */
  refused?: string
  /** Of a row that may not be taken: since when its list has nothing of it any more (rule R115). */
  ending?: Pick<Ending, 'day' | 'isPlaceholder'>
}

/**
 * What each column stands for: as `mapping` says; without one, what its heading meant before (`remembered`), else what it says.
 * `isRemembered` marks the second.
 */
export function columnsOf(
  { headings }: Table,
  mapping: PeopleMapping | undefined,
  remembered: { mapping: Readonly<Record<string, string>>; isSame: boolean },
  guess: (heading: string) => PeopleField | null = fieldOfHeading,
): (PeopleColumn & { isRemembered: boolean })[] {
  return headings.map((column) => {
    if (mapping !== undefined)
      return { column, field: Object.hasOwn(mapping, column) ? (mapping[column] ?? null) : null, isRemembered: false }
    const before = Object.hasOwn(remembered.mapping, column) ? remembered.mapping[column] : undefined
    const field = peopleFields.find((known) => known === before)
    if (field !== undefined) return { column, field, isRemembered: true }
    // Of a table with the same headings it is known as well which columns were left for the note.
    if (remembered.isSame && before === undefined) return { column, field: null, isRemembered: true }
    return { column, field: guess(column), isRemembered: false }
  })
}

/** Reads all rows of a table. `list` is whose list it is: identifiers are unique within it. Never throws for what the cells hold. */
export function readRows({ rows }: Table, columns: readonly PeopleColumn[], list: string): ReadRow[] {
  return rows.map(({ number, cells }) => {
    const given = columns
      .map(({ column, field }, at) => {
        const text = (cells[at] ?? '').trim()
        return { field: field ?? 'note', column, text: field === null && text !== '' ? `${column}: ${text}` : text }
      })
      .filter(({ text }) => text !== '')
    const digests = (['names', 'details'] as const).flatMap((part) => {
      const words = given.filter(({ field }) => field.startsWith('name') === (part === 'names'))
      const pairs = words.map(({ field, text }) => [field, text])
      return pairs.length === 0 ? [] : [{ part, digest: rowDigest(list, part, pairs) }]
    })
    const read = readPeopleRow(given, list)
    return { ...read, number, identifiers: (read.person.references ?? []).map(({ id }) => id), digests }
  })
}
