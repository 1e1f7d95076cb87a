import { fieldOfHeading, type PeopleField } from './people-fields.ts'
import type { TableRow } from './table-limits.ts'
import type { Table } from './table.ts'
import { examplesOf, tableWords } from './table-words.ts'

/** The column in which a submission of KoboToolbox or ODK says which one it is, after it was made ready for reading. */
const submissionColumn = 'submission id'
/** What stands before the columns that a row of a repeat takes from its submission. */
const fromSubmission = 'submission/'

/** The bookkeeping of the two programs: no words of anybody. Who filled in a form and on which phone is not copied into records. */
const bookkeeping =
  /^(?:_(?:id|uuid|validation_status|notes|status|submitted_by|tags|index|attachments|geolocation|xform_id_string)|__version__|_?(?:parent|submission_)_\w+|start|end|today|deviceid|username|subscriberid|simserial|phonenumber|formhub\/uuid|meta\/\w+|instanceID|KEY|PARENT_KEY|SET-OF-.*|SubmitterID|SubmitterName|AttachmentsPresent|AttachmentsExpected|Status|ReviewState|DeviceID|Edits|FormVersion)$/u

const idColumns = ['meta/rootUuid', '_uuid', 'meta/instanceID', 'instanceID', 'KEY', '_submission__uuid']

/** Whether a table was exported from KoboToolbox or ODK: it says which submission each row is. */
export function isKobo({ headings }: Pick<Table, 'headings'>): boolean {
  const has = (name: string): boolean => headings.includes(name)
  return (
    has('_uuid') ||
    has('_submission__uuid') ||
    has('meta/instanceID') ||
    (has('KEY') && (has('SubmissionDate') || has('PARENT_KEY')))
  )
}

/** Whether its rows are those of a repeat, which belong to submissions in another file or sheet. */
export function isRepeat({ headings }: Pick<Table, 'headings'>): boolean {
  return headings.includes('_parent_index') || headings.includes('PARENT_KEY')
}

/** The sheet of a workbook that holds the submissions of a repeat, or null where it is not said. */
export function parentSheet({ headings, rows }: Table): string | null {
  const name = rows[0]?.cells[headings.indexOf('_parent_table_name')] ?? ''
  return name === '' ? null : name
}

/**
 * An export of KoboToolbox or ODK as a table of people: each row with one id that a later export gives again, questions of several
 * answers in one column, bookkeeping left out, and the rows of a repeat with the answers of their submission (`parent`). Rule I52.
 */
export function koboTable(table: Table, parent: Table | null): Table {
  const joined = parent === null ? table : joinParent(table, parent)
  const { headings, rows, notes } = foldChoices(joined)
  const ids = idsOf(table)
  const kept = headings
    .map((heading, at) => ({ heading, at }))
    .filter(({ heading }) => !bookkeeping.test(heading.replace(fromSubmission, '')))
  const remarks = [
    tableWords.say('kobo').text,
    ...notes,
    ...(isRepeat(table) && parent === null ? [tableWords.say('kobo-no-parent').text] : []),
  ]
  return {
    ...table,
    headings: [submissionColumn, ...kept.map(({ heading }) => heading)],
    rows: rows.map(({ number, cells }, row) => ({
      number,
      cells: [ids[row] ?? '', ...kept.map(({ at }) => cells[at] ?? '')],
    })),
    remarks: [...remarks, ...joined.remarks],
  }
}

/** What a heading of such an export means: groups stand before the question. A name in a submission is that of who answered, not of a row of its repeat. */
export function fieldOfQuestion(heading: string): PeopleField | null {
  if (heading === submissionColumn) return 'reference'
  const whole = fieldOfHeading(heading)
  if (whole !== null) return whole
  const last = heading.split(/[/-]/u).at(-1) ?? ''
  const field = fieldOfHeading(last)
  return heading.startsWith(fromSubmission) && (field?.startsWith('name') === true || field === 'reference')
    ? null
    : field
}

/** The name of a form, without what its export adds for the day and the version. */
export function formName(file: string): string {
  return file
    .replace(/\.[a-z0-9]{1,5}$/iu, '')
    .replace(/\s*-\s*(?:all versions|latest version)\b.*$/iu, '')
    .replace(/[-_ ]*\d{4}-\d{2}-\d{2}(?:[-_ T]\d{2}[-:]\d{2}[-:]\d{2})?$/u, '')
    .trim()
}

const plainId = (text: string): string => text.trim().replace(/^uuid:/u, '')

/** One id a row: of an edited submission the first one; of a row of a repeat, which one it is within its submission. */
function idsOf({ headings, rows }: Table): string[] {
  const columns = idColumns.map((name) => headings.indexOf(name)).filter((at) => at >= 0)
  const repeat = headings.includes('_parent_index')
  const counted = new Map<string, number>()
  return rows.map(({ cells }) => {
    const id = plainId(columns.map((at) => cells[at] ?? '').find((text) => text.trim() !== '') ?? '')
    if (!repeat || id === '') return id
    const nth = (counted.get(id) ?? 0) + 1
    counted.set(id, nth)
    return `${id}/${nth}`
  })
}

/** Puts the answers of the submission behind those of each row of its repeat. */
function joinParent(table: Table, parent: Table): Table {
  const [own, theirs] = table.headings.includes('_parent_index') ? ['_parent_index', '_index'] : ['PARENT_KEY', 'KEY']
  const [ownAt, theirAt] = [table.headings.indexOf(own), parent.headings.indexOf(theirs)]
  const byKey = new Map(theirAt < 0 ? [] : parent.rows.map((row) => [row.cells[theirAt] ?? '', row.cells]))
  const lost: number[] = []
  const rows = table.rows.map(({ number, cells }): TableRow => {
    const more = byKey.get(cells[ownAt] ?? '')
    if (more === undefined) lost.push(number)
    const padded = table.headings.map((_, at) => cells[at] ?? '')
    return { number, cells: [...padded, ...parent.headings.map((_, at) => more?.[at] ?? '')] }
  })
  const remark = tableWords.say('kobo-lost', { rows: examplesOf(lost) }).text
  return {
    ...table,
    headings: [...table.headings, ...parent.headings.map((heading) => `${fromSubmission}${heading}`)],
    rows,
    remarks: lost.length === 0 ? table.remarks : [...table.remarks, remark],
  }
}

const isYesNo = (text: string): boolean => ['', '0', '1', 'true', 'false'].includes(text.trim().toLowerCase())
const isYes = (text: string): boolean => ['1', 'true'].includes(text.trim().toLowerCase())

/** A question of several answers comes as one column, as a column of 0 and 1 for each answer, or as both: one column is made of them. */
function foldChoices({ headings, rows }: Table): { headings: string[]; rows: TableRow[]; notes: string[] } {
  const columnsByQuestion = new Map<string, number[]>()
  for (const [at, heading] of headings.entries()) {
    const cut = heading.lastIndexOf('/')
    if (cut < 1 || bookkeeping.test(heading)) continue
    const question = heading.slice(0, cut)
    columnsByQuestion.set(question, [...(columnsByQuestion.get(question) ?? []), at])
  }
  const choices = [...columnsByQuestion].filter(
    ([, columns]) =>
      columns.length > 1 &&
      rows.every(({ cells }) => columns.every((at) => isYesNo(cells[at] ?? ''))) &&
      rows.some(({ cells }) => columns.some((at) => isYes(cells[at] ?? ''))),
  )
  if (choices.length === 0) return { headings, rows: [...rows], notes: [] }
  const folded = new Set(choices.flatMap(([, columns]) => columns))
  const stays = headings.map((_, at) => at).filter((at) => !folded.has(at))
  const added = choices.filter(([question]) => !headings.includes(question))
  return {
    headings: [...stays.map((at) => headings[at] ?? ''), ...added.map(([question]) => question)],
    rows: rows.map(({ number, cells }) => ({
      number,
      cells: [
        ...stays.map((at) => cells[at] ?? ''),
        ...added.map(([question, columns]) =>
          columns
            .filter((at) => isYes(cells[at] ?? ''))
            .map((at) => (headings[at] ?? '').slice(question.length + 1))
            .join('; '),
        ),
      ],
    })),
    notes: [tableWords.say('kobo-choices', { questions: choices.map(([question]) => question).join(', ') }).text],
  }
}
