import { RecordsError } from '@homeward/records'
import { readCsv } from './table-csv.ts'
import { decodeTable, type TableEncoding } from './table-encoding.ts'
import { tableLimits, type TableRow } from './table-limits.ts'
import { tableWords } from './table-words.ts'
import { readWorkbook, type SheetName } from './xlsx-workbook.ts'

/** What a person chose where a file can be read in more than one way. */
export interface TableChoice {
  /** Name of the sheet of a workbook. */
  sheet?: string
  /** How the characters of a table of text are written. */
  encoding?: TableEncoding
}

/** A table as it was read: every cell as text. `remarks` are sentences about what a person should know before it is used. */
export interface Table {
  kind: 'csv' | 'xlsx'
  headings: string[]
  rows: TableRow[]
  remarks: string[]
  sheet?: string
  sheets?: SheetName[]
  encoding?: TableEncoding
  /** Whether nothing in the bytes says how its characters are written. */
  isEncodingGuessed?: boolean
}

/**
 * Reads a table of text or a workbook; what it is, its bytes say (rule I20). Throws `RecordsError` INVALID with a sentence and what to
 * do instead. Rules I40–I46 of docs/spec/intake.md.
 */
export async function readTable(bytes: Uint8Array, choice: TableChoice = {}): Promise<Table> {
  refuseOthers(bytes)
  if (startsWith(bytes, [0x50, 0x4b])) {
    const { sheet, sheets, rows, remarks } = await readWorkbook(bytes, choice.sheet)
    const table = tableOf(rows)
    return { kind: 'xlsx', ...table, remarks: [...remarks, ...table.remarks], sheet, sheets }
  }
  const { text, encoding, isGuessed } = decodeTable(bytes, choice.encoding)
  const { rows } = readCsv(text)
  const table = tableOf(rows.map((cells, at) => ({ number: at + 1, cells })))
  const guessed = tableWords.say(encoding === 'windows-1254' ? 'letters-turkish' : 'letters-arabic').text
  return {
    kind: 'csv',
    ...table,
    remarks: isGuessed ? [guessed, ...table.remarks] : table.remarks,
    encoding,
    isEncodingGuessed: isGuessed,
  }
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte)
}

/** Refuses the files that people mistake for a table, each with what to do. */
function refuseOthers(bytes: Uint8Array): void {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new RecordsError(
      'INVALID',
      'This is an old Excel file (.xls) or one with a password. Open it, choose “Save as → Excel workbook (.xlsx)” without a password, and try again.',
    )
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46]))
    throw new RecordsError('INVALID', 'This is a PDF, not a table. Ask for the table as .xlsx or CSV.')
}

/** Headings and rows out of what a file holds. Blank rows are left out; a cell beyond the headings gets a column of its own. */
function tableOf(all: readonly TableRow[]): Pick<Table, 'headings' | 'rows' | 'remarks'> {
  const rows = all.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const remarks: string[] = []
  const [first, second] = rows
  // A title over the table: one cell alone above a row of several.
  const hasTitle = first !== undefined && second !== undefined && filled(first.cells) === 1 && filled(second.cells) > 2
  if (hasTitle) {
    const title = first.cells.find((cell) => cell.trim() !== '') ?? ''
    remarks.push(tableWords.say('title', { row: first.number, title: title.trim().slice(0, 100) }).text)
    rows.shift()
  }
  const [top, ...body] = rows
  if (top === undefined)
    throw new RecordsError('INVALID', 'This table is empty. The first row must hold the headings of the columns.')
  let width = 0
  let cells = 0
  for (const row of rows) {
    width = Math.max(width, row.cells.findLastIndex((cell) => cell.trim() !== '') + 1)
    cells += row.cells.length
  }
  if (width > tableLimits.columns || body.length > tableLimits.rows || cells > tableLimits.cells)
    throw new RecordsError(
      'INVALID',
      `This table is larger than a list of people (${width} columns, ${body.length} rows; at most ${tableLimits.columns} and ${tableLimits.rows} are read). Divide it into several files.`,
    )
  const long = rows.find((row) => row.cells.some((cell) => cell.split('\n').length > 50))
  if (long !== undefined) remarks.push(tableWords.say('many-lines', { row: long.number }).text)
  return { headings: headingsOf(top.cells, width), rows: body, remarks }
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length
}

/** One heading a column, each different from the others, so that each can be read in its own way. */
function headingsOf(cells: readonly string[], width: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, at) => {
    const named = (cells[at] ?? '').replaceAll(/\s+/gu, ' ').trim().slice(0, 500)
    const base = named === '' ? `column ${at + 1}` : named
    let heading = base
    for (let again = 2; taken.has(heading); again++) heading = `${base} ${again}`
    taken.add(heading)
    return heading
  })
}
