import { rememberedTable, type Records } from '@homeward/records'
import { fieldOfQuestion, formName, isKobo, isRepeat, koboTable, parentSheet } from './kobo-table.ts'
import { fieldOfHeading } from './people-fields.ts'
import { columnsOf, readRows, type PeopleColumn, type PeopleMapping, type ReadRow } from './people-rows.ts'
import type { RowDecisions } from './people-plan.ts'
import { isPfif, readPfif } from './pfif-read.ts'
import { pfifList, pfifRows } from './pfif-rows.ts'
import { readTable, type Table, type TableChoice } from './table.ts'
import { tableWords } from './table-words.ts'

/** How a person wants a file of people to be read; what is left out is as before, or as the file says. */
export interface PeopleReading extends TableChoice {
  /** The name of the file. */
  name: string
  mapping?: PeopleMapping
  /** Whose list it is: identifiers are unique within it. As before, or the name of the file, if left out. */
  list?: string
  decisions?: RowDecisions
  /** The submissions of KoboToolbox or ODK to which the rows of a repeat belong, where they are in a file of their own. */
  parent?: Uint8Array
  /** What the clock says; records that may not be kept any longer are refused by it. */
  now?: Date
}

/** A file of people, read: how, whose list it is, and its rows. */
export interface PeopleFile {
  table: Omit<Table, 'headings' | 'rows' | 'kind'> & {
    kind: Table['kind'] | 'pfif'
    /** Whether its rows belong to submissions that are in another file. */
    isRepeat?: boolean
  }
  list: string
  headings: string[]
  columns: (PeopleColumn & { isRemembered: boolean; sample: string[] })[]
  rows: ReadRow[]
}

/** Reads a table of text, a workbook or PFIF; which, its bytes say. Throws `RecordsError` INVALID with a sentence. Writes nothing. */
export async function readPeopleFile(records: Records, bytes: Uint8Array, reading: PeopleReading): Promise<PeopleFile> {
  if (isPfif(bytes)) return readPfifFile(bytes, reading.now ?? new Date())
  const read = await readTable(bytes, reading)
  const isForm = isKobo(read)
  const { headings, rows, ...table } = isForm ? koboTable(read, await submissionsOf(bytes, read, reading)) : read
  const remembered = rememberedTable(records, headings)
  const list = listOf(reading, remembered.list, isForm)
  const columns = columnsOf(
    { headings, rows, ...table },
    reading.mapping,
    remembered,
    isForm ? fieldOfQuestion : fieldOfHeading,
  )
  return {
    table: isForm && isRepeat(read) ? { ...table, isRepeat: true } : table,
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
    tableWords.say('pfif', { version: document.version }).text,
    ...(linked === 0 ? [] : [tableWords.say('pfif-linked', { people: linked }).text]),
  ]
  return {
    table: { kind: 'pfif', remarks },
    list: pfifList,
    headings: ['pfif'],
    columns: [],
    rows: pfifRows(document, now),
  }
}

/** The submissions to which the rows of a repeat belong: another file, or another sheet of the same workbook. */
async function submissionsOf(bytes: Uint8Array, table: Table, { parent }: PeopleReading): Promise<Table | null> {
  if (!isRepeat(table)) return null
  if (parent !== undefined) {
    const given = await readTable(parent)
    return given
  }
  const sheet = table.kind === 'xlsx' ? parentSheet(table) : null
  if (sheet === null || table.sheets?.some(({ name }) => name === sheet) !== true) return null
  const found = await readTable(bytes, { sheet })
  return found
}

/** Whose list a table is. */
function listOf({ list, name }: PeopleReading, remembered: string | null, isForm: boolean): string {
  const given = list?.trim() ?? ''
  const named = isForm ? formName(name) : name.replace(/\.[a-z0-9]{1,5}$/iu, '')
  return (given === '' ? (remembered ?? named) : given).slice(0, 200) || 'table'
}
