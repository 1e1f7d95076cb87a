import { wording } from '@homeward/format'

/** What is said about a table of people, its rows and its cells: a closed list (rules I46, R59, R110). */
export const tableWords = wording({
  'not-a-sex': '{column}: “{text}” is not understood as a sex',
  'not-a-year': '{column}: “{text}” is not understood as a year of birth',
  'no-purpose': '{column}: “{text}” names no purpose without an exception; no consent was recorded',
  'not-understood': '{column}: “{text}” is not understood',

  'left-out': 'left out, as you chose',
  'no-name': 'there is no name in this row',
  'identifier-twice': 'the identifier “{id}” stands in row {row} too; choose who this row is about',
  'identifier-of-several': '{people} people carry the identifier “{id}”; choose who this row is about',
  'past-its-day': 'its source let this record be kept until {day} only; what it says was not taken',
  'ended-there': 'its source has nothing of this record any more, since {day}',

  'letters-arabic':
    'Nothing in this file says how its letters are written. It was read as Windows-1256 (Arabic). Look at the first values: if the letters are wrong, choose another encoding.',
  'letters-turkish':
    'Nothing in this file says how its letters are written. It was read as Windows-1254 (Turkish). Look at the first values: if the letters are wrong, choose another encoding.',
  title: 'Row {row} (“{title}”) was taken for a title and not for headings.',
  'many-lines':
    'A cell of row {row} holds more than 50 lines. If that should be several rows, a quotation mark is missing or too many there.',
  'hidden-sheet': 'The sheet “{sheet}” is hidden in the workbook.',
  'days-from-1904': 'This workbook counts days from 1904, as old Macs did; that is taken into account.',
  formulas:
    'Formulas are not calculated here; the values that the spreadsheet program last showed were taken ({cells}).',
  uncalculated: 'These cells hold a formula that was never calculated, and are read as empty: {cells}.',
  errors: 'These cells hold an error of the spreadsheet program, and are read as empty: {cells}.',
  merged: 'Cells are merged ({cells}). What stands in them counts for the first cell alone; the others are empty.',
  'years-as-days':
    'These cells are shown as days near 1905, and may be years that were typed into a cell for days: {cells}.',
  'long-numbers':
    'The spreadsheet program keeps only 15 digits of a number; the last digits of these may be lost: {cells}.',
  'hidden-rows': [
    '{n} row is hidden in the sheet. It is read too.',
    '{n} rows are hidden in the sheet. They are read too.',
  ],
  kobo: 'An export of KoboToolbox or ODK: the same submission is known again by its id. What the program itself noted (who filled it in, on which phone) stays in the sealed file.',
  'kobo-choices': 'Questions of several answers are read as one column each: {questions}.',
  'kobo-no-parent':
    'These rows belong to submissions in another file. Give that file too, so that their answers are read along.',
  'kobo-lost': 'The submission of these rows is not in the other file: {rows}.',
  pfif: 'PFIF {version}. Who wrote a record, and telephone and e-mail of anybody, stay in the sealed file and are not copied.',
  'pfif-linked':
    'Notes on {people} of these people say that another record is about the same person. They become statements; people decide.',
})

export type TableCode = (typeof tableWords.codes)[number]

/** The first few of many, and how many there are: `B2, B3, … (8)`. */
export function examplesOf(all: readonly (string | number)[]): string {
  return all.length > 5 ? `${all.slice(0, 5).join(', ')}, … (${all.length})` : all.join(', ')
}
