import { getPerson, listOverdue, type Records } from '@homeward/records'
import { peopleFields, type PeopleField } from './people-fields.ts'
import { readPeopleFile, type PeopleFile, type PeopleReading } from './people-file.ts'
import { planRows } from './people-plan.ts'

/** Somebody who is registered, with the name that stands first, or the id alone of a record that is past its day. */
export interface Somebody {
  id: string
  name: string
}

/** What an import would do with one row, for a person to read. */
export interface PreviewRow {
  row: number
  /** The first name in the row. */
  name: string
  outcome: 'new' | 'adds' | 'same' | 'refused'
  /** To whom it adds, or about whom it says nothing new. */
  person?: Somebody
  /** The fields of which it says something new. */
  fields?: string[]
  reason?: string
  /** Whose identifier a row has that may not be taken. */
  about?: Somebody[]
  /** People who are registered under exactly this name. */
  alike?: Somebody[]
}

/** What an import of a table would do, before it does it. */
export interface PeoplePreview {
  table: PeopleFile['table']
  list: string
  /** `isRemembered`: read as in a table that was imported before. */
  columns: { column: string; field: PeopleField | null; isRemembered: boolean; sample: string[] }[]
  rows: number
  fields: readonly PeopleField[]
  problems: { row: number; problem: string }[]
  counts: Record<PreviewRow['outcome'], number>
  /** Of how many records here it says, and nobody had said before, that their list has nothing of them any more. */
  endings: number
  plan: PreviewRow[]
}

/**
 * Reads a table of people and says how each column is read, what is not understood, and for each row whether it is about somebody new,
 * adds to somebody, says nothing new, or is refused and why. Writes nothing. Throws `RecordsError` INVALID with a sentence if the bytes
 * are not a table, and NOT_FOUND if a decision names nobody.
 */
export async function previewPeople(
  records: Records,
  bytes: Uint8Array,
  reading: PeopleReading,
): Promise<PeoplePreview> {
  const { table, list, columns, rows } = await readPeopleFile(records, bytes, reading)
  const plan = planRows(records, rows, { list, ...(reading.decisions ? { decisions: reading.decisions } : {}) })
  const overdue = new Set(listOverdue(records).map(({ id }) => id))
  // Of a record past its day not a word is said (rule R109).
  const somebody = (id: string): Somebody => ({
    id,
    name: overdue.has(id) ? id : (getPerson(records, id).names[0]?.value.text ?? id),
  })
  const counts = { new: 0, adds: 0, same: 0, refused: 0 }
  for (const { outcome } of plan) counts[outcome]++
  return {
    table,
    list,
    columns,
    rows: rows.length,
    fields: peopleFields,
    problems: rows.flatMap(({ number, problems }) => problems.map((problem) => ({ row: number, problem }))),
    counts,
    endings: plan.reduce((sum, one) => sum + (one.outcome === 'refused' ? one.endings.length : 0), 0),
    plan: plan.map((one) => {
      const { row, name, outcome } = one
      if (one.outcome === 'refused') {
        const about = one.about.map(somebody)
        return { row, name, outcome, reason: one.reason, ...(about.length === 0 ? {} : { about }) }
      }
      if (one.outcome === 'new')
        return { row, name, outcome, ...(one.alike.length === 0 ? {} : { alike: one.alike.map(somebody) }) }
      const { values, remark, statements } = one.additions
      const told = [...(remark === null ? [] : ['note']), ...(statements.length === 0 ? [] : ['statement'])]
      const fields = [...new Set([...values.map(({ field }) => field), ...told])]
      return { row, name, outcome, person: somebody(one.person), fields }
    }),
  }
}
