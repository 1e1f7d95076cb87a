import { RecordsError } from '@homeward/records'
import { CsvError, parse } from 'csv-parse/sync'

/** How the cells of a line are set off. */
export type Delimiter = ',' | ';' | '\t'

/**
 * Cuts the text of a table into its rows, blank ones too, so that a row has the number that a spreadsheet gives it. The delimiter is
 * the one that the first line with anything in it has most of outside quotation marks. Throws `RecordsError` INVALID with a sentence
 * that names the line where the quotation marks are wrong (rule I42).
 */
export function readCsv(text: string): { delimiter: Delimiter; rows: string[][] } {
  const delimiter = delimiterOf(text)
  try {
    return { delimiter, rows: parse(text, { delimiter, bom: true, relax_column_count: true }) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new RecordsError('INVALID', sentenceOf(error, text), { cause: error })
  }
}

function delimiterOf(text: string): Delimiter {
  const line = /^[^\r\n]*\S[^\r\n]*$/mu.exec(text.slice(0, 100_000))?.[0] ?? ''
  const bare = line.replaceAll(/"[^"]*"/gu, '')
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, n: bare.split(delimiter).length }))
  return counts.toSorted((a, b) => b.n - a.n)[0]?.delimiter ?? ','
}

function sentenceOf(error: CsvError, text: string): string {
  const what = {
    CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
    CSV_INVALID_CLOSING_QUOTE: 'something stands behind a closing quotation mark',
    INVALID_OPENING_QUOTE: 'a quotation mark stands in the middle of a cell',
  }[error.code as string]
  // The bytes before the row that could not be read: where a quotation mark was forgotten, that is lines before it is noticed.
  const { bytes } = error as CsvError & { bytes?: number }
  const line = new TextDecoder()
    .decode(new TextEncoder().encode(text).subarray(0, bytes ?? 0))
    .split(/\r\n|\r|\n/u).length
  return what === undefined
    ? `This table cannot be read (${error.message}). Save it as “CSV UTF-8” and try again.`
    : `This table cannot be read: in the row that begins in line ${line}, ${what}. Nothing was taken from it. Correct that row, or save the table as “CSV UTF-8” or .xlsx, and try again.`
}
