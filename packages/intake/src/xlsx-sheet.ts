import { RecordsError } from '@homeward/records'
import { tableLimits, type TableRow } from './table-limits.ts'
import type { NumberFormat } from './xlsx-formats.ts'
import { numberText } from './xlsx-number.ts'
import type { Parts } from './xlsx-parts.ts'
import { examplesOf, tableWords } from './table-words.ts'

/** What the cells of a sheet refer to. */
export interface SheetContext {
  strings: readonly string[]
  formats: readonly NumberFormat[]
  is1904: boolean
}

/** What was met on the way, with the first cells as examples. */
interface Met {
  formulas: string[]
  uncalculated: string[]
  errors: string[]
  merged: string[]
  yearsAsDays: string[]
  longNumbers: string[]
  hiddenRows: number
}

interface Cell {
  at: string
  column: number
  type: string
  format: NumberFormat
  value: string
  text: string
  hasFormula: boolean
}

/** The rows of one sheet as text, and sentences about what is not plain text in it (rules I43–I45). Throws `RecordsError` INVALID. */
export async function readSheet(
  parts: Parts,
  name: string,
  context: SheetContext,
): Promise<{ rows: TableRow[]; remarks: string[] }> {
  const rows: TableRow[] = []
  const met: Met = {
    formulas: [],
    uncalculated: [],
    errors: [],
    merged: [],
    yearsAsDays: [],
    longNumbers: [],
    hiddenRows: 0,
  }
  let number = 0
  let row: string[] = []
  let isHidden = false
  let cell: Cell | null = null
  let cells = 0
  let into: 'value' | 'text' | null = null
  let isInPhonetic = false
  await parts.read(name, {
    open(element, attributes) {
      if (element === 'row') {
        number = positive(attributes.get('r')) ?? number + 1
        row = []
        isHidden = isTrue(attributes.get('hidden'))
      } else if (element === 'c') {
        const at = attributes.get('r') ?? ''
        const column = columnOf(at) ?? row.length
        cell = {
          at: at === '' ? `row ${number}` : at,
          column,
          type: attributes.get('t') ?? 'n',
          format: context.formats[Number(attributes.get('s') ?? 0)] ?? { shows: 'number' },
          value: '',
          text: '',
          hasFormula: false,
        }
      } else if (element === 'v') into = 'value'
      else if (element === 't' && !isInPhonetic) into = 'text'
      else if (element === 'rPh') isInPhonetic = true
      else if (element === 'f' && cell !== null) cell.hasFormula = true
      else if (element === 'mergeCell') met.merged.push(attributes.get('ref') ?? '?')
    },
    text(heard) {
      if (cell === null || into === null) return
      cell[into] += heard
    },
    close(element) {
      if (element === 'v' || element === 't') into = null
      else if (element === 'rPh') isInPhonetic = false
      else if (element === 'c' && cell !== null) {
        const text = textOf(cell, context, met)
        if (cell.column >= tableLimits.columns && text.trim() !== '')
          throw tooLarge(`something stands in cell ${cell.at}, beyond ${tableLimits.columns} columns`)
        if (text !== '') {
          if (cell.column < row.length) throw twice(cell.at)
          while (row.length < cell.column) row.push('')
          row.push(text)
        }
        cell = null
      } else if (element === 'row') {
        if (row.some((text) => text.trim() !== '')) {
          const last = rows.at(-1)
          if (last !== undefined && number <= last.number) throw twice(`row ${number}`)
          rows.push({ number, cells: row })
          cells += row.length
          if (isHidden) met.hiddenRows++
          if (rows.length > tableLimits.rows || cells > tableLimits.cells)
            throw tooLarge(`more than ${tableLimits.rows} rows`)
        }
        row = []
      }
    },
  })
  return { rows, remarks: remarksOf(met) }
}

function textOf(cell: Cell, { strings, is1904 }: SheetContext, met: Met): string {
  // A text may be calculated to be empty; a number cannot.
  if (cell.hasFormula) (cell.value !== '' || cell.type === 'str' ? met.formulas : met.uncalculated).push(cell.at)
  const raw = unescape(cell.type === 'inlineStr' ? cell.text : cell.value)
  if (cell.type === 'e') {
    met.errors.push(cell.at)
    return ''
  }
  if (cell.type === 's') return strings[Number(raw)] ?? ''
  if (cell.type === 'b') return raw === '1' ? 'TRUE' : raw === '0' ? 'FALSE' : raw
  if (cell.type !== 'n') return raw.slice(0, tableLimits.cellLength)
  const { shows } = cell.format
  // Somebody typed a year into a cell that is shown as a day: 1998 is then a day of 1905.
  if (shows === 'date' && /^(?:1[89]|20)\d\d$/u.test(raw)) met.yearsAsDays.push(cell.at)
  if (shows === 'number' && Number.isInteger(Number(raw)) && Math.abs(Number(raw)) >= 1e15)
    met.longNumbers.push(cell.at)
  return numberText(raw, cell.format, is1904).slice(0, tableLimits.cellLength)
}

/** `_x000D_` stands for a character that XML cannot hold. */
export function unescape(text: string): string {
  return text.replaceAll(/_x(?<hex>[0-9a-f]{4})_/giu, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  )
}

/** Zero for A, or null where the cell does not say where it is. */
function columnOf(at: string): number | null {
  const letters = /^[A-Za-z]{1,3}(?=\d)/u.exec(at)?.[0].toUpperCase()
  if (letters === undefined) return null
  let number = 0
  for (const letter of letters) number = number * 26 + (letter.codePointAt(0) ?? 0) - 64
  return number - 1
}

function positive(text: string | undefined): number | null {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 && number <= 1_048_576 ? number : null
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}

function twice(where: string): RecordsError {
  return new RecordsError(
    'INVALID',
    `This workbook contradicts itself: ${where} stands in it twice. Open it in a spreadsheet program, save it anew and try again.`,
  )
}

function tooLarge(why: string): RecordsError {
  return new RecordsError(
    'INVALID',
    `This sheet is larger than a list of people: ${why}. Copy the list into a workbook of its own and try again.`,
  )
}

function remarksOf(met: Met): string[] {
  const { formulas, uncalculated, errors, merged, yearsAsDays, longNumbers, hiddenRows } = met
  const about = [
    ['formulas', formulas],
    ['uncalculated', uncalculated],
    ['errors', errors],
    ['merged', merged],
    ['years-as-days', yearsAsDays],
    ['long-numbers', longNumbers],
  ] as const
  return [
    ...about.flatMap(([code, cells]) =>
      cells.length === 0 ? [] : [tableWords.say(code, { cells: examplesOf(cells) }).text],
    ),
    ...(hiddenRows === 0 ? [] : [tableWords.say('hidden-rows', { n: hiddenRows }).text]),
  ]
}
