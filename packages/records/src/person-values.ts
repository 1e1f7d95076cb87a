import type { Database } from '@homeward/vault'
import { fromColumn } from './column.ts'
import type { FieldName } from './fields.ts'
import type { Keyed, Located, Said } from './types.ts'

/** One row of the values of a person, with who says it. */
export interface ValueRow {
  field: FieldName
  id: string
  value: string | null
  log: string
  position: number
  at: string
  member: string
  said: string | null
  why: string | null
  chosen: string | null
  located: string | null
}

const columns = `v.field, v.id, v.value, v.log, v.position, v.at, v.member, n.said, n.why, n.chosen, n.located`
const note = `LEFT JOIN value_note n ON n.person = v.person AND n.field = v.field AND n.id = v.id AND n.log = v.log AND n.position = v.position`

/** The current values of a person, in the order in which their devices' clocks say that they were entered. */
export function valueRows(db: Database, person: string): ValueRow[] {
  return rowsOf(db, person, 'person_value')
}

/** What was replaced or taken back, in the same order; a row without a value is a taking back. */
export function pastRows(db: Database, person: string): ValueRow[] {
  return rowsOf(db, person, 'past_value')
}

function rowsOf(db: Database, person: string, table: 'person_value' | 'past_value'): ValueRow[] {
  return db
    .prepare(`SELECT ${columns} FROM ${table} v ${note} WHERE v.person = ? ORDER BY v.at, v.log, v.position, v.ordinal`)
    .all([person]) as unknown as ValueRow[]
}

/** Who says a value, why it was entered, what it was chosen from and which place it means, as far as that is known. */
export function notesOf({
  said,
  why,
  chosen,
  located = null,
}: Pick<ValueRow, 'said' | 'why' | 'chosen'> & Partial<Pick<ValueRow, 'located'>>): {
  said?: Said
  why?: string
  chosen?: string
  located?: Located
} {
  return {
    ...(said === null ? {} : { said: fromColumn<Said>(said) }),
    ...(why === null ? {} : { why }),
    ...(chosen === null ? {} : { chosen }),
    ...(located === null ? {} : { located: fromColumn<Located>(located) }),
  }
}

/** A current value as queries return it. */
export function keyedOf<T>(row: ValueRow): Keyed<T> {
  return {
    id: row.id,
    value: fromColumn<T>(row.value ?? 'null'),
    entry: `${row.log}:${row.position}`,
    at: row.at,
    member: row.member,
    ...notesOf(row),
  }
}
