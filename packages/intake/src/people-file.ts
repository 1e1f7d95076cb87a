import { rememberedTable, type Records } from '@homeward/records'
import { columnsOf, readRows, type PeopleColumn, type PeopleMapping, type ReadRow } from './people-rows.ts'
import type { RowDecisions } from './people-plan.ts'
import { isPfif, readPfif } from './pfif-read.ts'
import { pfifList, pfifRows } from './pfif-rows.ts'
import { readTable, type Table, type TableChoice } from './table.ts'

/** How a person wants a file of people to be read; what is left out is as before, or as the file says. */
export interface PeopleReading extends TableChoice {
  /** The name of the file. */
  name: string
  mapping?: PeopleMapping
  /** Whose list it is: identifiers are unique within it. As before, or the name of the file, if left out. */
  list?: string
  decisions?: RowDecisions
  /** What the clock says; records that may not be kept any longer are refused by it. */
  now?: Date
}

/** A file of people, read: how, whose list it is, and its rows. */
export interface PeopleFile {
  table: Omit<Table, 'headings' | 'rows' | 'kind'> & { kind: Table['kind'] | 'pfif' }
  list: string
  headings: string[]
  columns: (PeopleColumn & { isRemembered: boolean; sample: string[] })[]
  rows: ReadRow[]
}

/** Reads a table of text, a workbook or PFIF; which, its bytes say. Throws `RecordsError` INVALID with a sentence. Writes nothing. */
export async function readPeopleFile(records: Records, bytes: Uint8Array, reading: PeopleReading): Promise<PeopleFile> {
  if (isPfif(bytes)) return readPfifFile(bytes, reading.now ?? new Date())
  const { headings, rows, ...table } = await readTable(bytes, reading)
  const remembered = rememberedTable(records, headings)
  const list = listOf(reading, remembered.list)
  const columns = columnsOf({ headings, rows, ...table }, reading.mapping, remembered)
  return {
    table,
    list,
    headings,
    columns: columns.map((column, at) => ({
      ...column,
      sample: rows.slice(0, 3).map(({ cells }) => (cells[at] ?? '').slice(0, 500)),
    })),
    rows: readRows({ headings, rows, ...table }, columns, list),
  }
}

async function readPfifFile(bytes: Uint8Array, now: Date): Promise<PeopleFile> {
  const document = await readPfif(bytes)
  const linked = document.people.filter(({ notes }) => notes.some((note) => note.has('linked_person_record_id'))).length
  const remarks = [
    `PFIF ${document.version}. Who wrote a record, and telephone and e-mail of anybody, stay in the sealed file and are not copied.`,
    ...(linked === 0
      ? []
      : [
          `Notes on ${linked} of these people say that another record is about the same person. They become statements; people decide.`,
        ]),
  ]
  return {
    table: { kind: 'pfif', remarks },
    list: pfifList,
    headings: ['pfif'],
    columns: [],
    rows: pfifRows(document, now),
  }
}

/** Whose list a table is. */
function listOf({ list, name }: PeopleReading, remembered: string | null): string {
  const given = list?.trim() ?? ''
  return (given === '' ? (remembered ?? name.replace(/\.[a-z0-9]{1,5}$/iu, '')) : given).slice(0, 200) || 'table'
}
