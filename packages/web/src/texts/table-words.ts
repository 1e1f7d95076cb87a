import type { PeopleImportPreview } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { countedValues as counted, givenValues as given, type SaidWords } from '../language/said.ts'

type TableCode = NonNullable<PeopleImportPreview['problems'][number]['problem']['code']>

/** What is said about a table of people, its rows and its cells: the server's closed list (rule R110), in its own words. */
export const tableWords: SaidWords<TableCode> = messages('table-words', {
  'not-a-sex': say(given, '{column}: “{text}” is not understood as a sex'),
  'not-a-year': say(given, '{column}: “{text}” is not understood as a year of birth'),
  'no-purpose': say(given, '{column}: “{text}” names no purpose without an exception; no consent was recorded'),
  'not-understood': say(given, '{column}: “{text}” is not understood'),
  'left-out': 'left out, as you chose',
  'no-name': 'there is no name in this row',
  'identifier-twice': say(given, 'the identifier “{id}” stands in row {row} too; choose who this row is about'),
  'identifier-of-several': say(given, '{people} people carry the identifier “{id}”; choose who this row is about'),
  'past-its-day': say(given, 'its source let this record be kept until {day} only; what it says was not taken'),
  'ended-there': say(given, 'its source has nothing of this record any more, since {day}'),
  'letters-arabic':
    'Nothing in this file says how its letters are written. It was read as Windows-1256 (Arabic). Look at the first values: if the letters are wrong, choose another encoding.',
  'letters-turkish':
    'Nothing in this file says how its letters are written. It was read as Windows-1254 (Turkish). Look at the first values: if the letters are wrong, choose another encoding.',
  title: say(given, 'Row {row} (“{title}”) was taken for a title and not for headings.'),
  'many-lines': say(
    given,
    'A cell of row {row} holds more than 50 lines. If that should be several rows, a quotation mark is missing or too many there.',
  ),
  'hidden-sheet': say(given, 'The sheet “{sheet}” is hidden in the workbook.'),
  'days-from-1904': 'This workbook counts days from 1904, as old Macs did; that is taken into account.',
  formulas: say(
    given,
    'Formulas are not calculated here; the values that the spreadsheet program last showed were taken ({cells}).',
  ),
  uncalculated: say(given, 'These cells hold a formula that was never calculated, and are read as empty: {cells}.'),
  errors: say(given, 'These cells hold an error of the spreadsheet program, and are read as empty: {cells}.'),
  merged: say(
    given,
    'Cells are merged ({cells}). What stands in them counts for the first cell alone; the others are empty.',
  ),
  'years-as-days': say(
    given,
    'These cells are shown as days near 1905, and may be years that were typed into a cell for days: {cells}.',
  ),
  'long-numbers': say(
    given,
    'The spreadsheet program keeps only 15 digits of a number; the last digits of these may be lost: {cells}.',
  ),
  'hidden-rows': say(
    counted,
    '{n, plural, one {# row is hidden in the sheet. It is read too.} other {# rows are hidden in the sheet. They are read too.}}',
  ),
  kobo: 'An export of KoboToolbox or ODK: the same submission is known again by its id. What the program itself noted (who filled it in, on which phone) stays in the sealed file.',
  'kobo-choices': say(given, 'Questions of several answers are read as one column each: {questions}.'),
  'kobo-no-parent':
    'These rows belong to submissions in another file. Give that file too, so that their answers are read along.',
  'kobo-lost': say(given, 'The submission of these rows is not in the other file: {rows}.'),
  pfif: say(
    given,
    'PFIF {version}. Who wrote a record, and telephone and e-mail of anybody, stay in the sealed file and are not copied.',
  ),
  'pfif-linked': say(
    given,
    'Notes on {people} of these people say that another record is about the same person. They become statements; people decide.',
  ),
})
