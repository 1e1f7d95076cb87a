import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  importPeople,
  peopleFields,
  previewPeople,
  tableEncodings,
  type PeopleMapping,
  type PeoplePreview,
  type PeopleReading,
  type PeopleReceipt,
  type TableEncoding,
} from '@homeward/intake'
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { count } from '../numbers.ts'
import { photosBelow } from '../photos-below.ts'
import { confirm } from '../prompt.ts'
import { clip, foreign, table } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface ImportOptions {
  map: [column: string, field: PeopleMapping[string]][]
  list?: string
  sheet?: string
  encoding?: TableEncoding
  row: [row: string, decision: string][]
  parent?: string
  photos?: string
  dryRun?: boolean
  yes?: boolean
}

/** `homeward people import FILE`: shows how each column and row is read, then registers the people and adds to those who are registered. */
export function addPeopleImport(people: Command, act: Act): void {
  people
    .command('import <table>')
    .description(
      'register the people of a table (CSV or .xlsx) or a PFIF file; shows first how each column and row is read',
    )
    .option(
      '--map <column=field>',
      `what a column holds (${peopleFields.join(', ')}, or nothing: into the note); may be repeated`,
      readMap,
      [],
    )
    .option('--list <name>', 'whose list it is: identifiers are unique within it (as before, or the name of the file)')
    .option('--sheet <name>', 'the sheet of a workbook (the first visible one with anything in it if left out)')
    .addOption(new Option('--encoding <name>', 'how the letters of a CSV file are written').choices(tableEncodings))
    .option(
      '--row <row=person>',
      'who a row is about: the id of a person, “new”, or “skip” to leave it out; may be repeated',
      readRow,
      [],
    )
    .option('--parent <file>', 'of rows of a repeat (KoboToolbox, ODK): the file with their submissions')
    .option('--photos <dir>', 'folder that the photo column is relative to (the folder of the table if left out)')
    .option('--dry-run', 'only show what would be done')
    .option('--yes', 'do not ask before writing')
    .action(
      act(async (context, file: string, options: ImportOptions) => {
        const bytes = await readFile(file)
        return withRecords(context, ['registry'], async (records) => {
          const parent = options.parent === undefined ? {} : { parent: new Uint8Array(await readFile(options.parent)) }
          const reading = { ...readingOf(path.basename(file), options), ...parent }
          const guessed = await previewPeople(records, bytes, reading)
          const preview =
            options.map.length === 0
              ? guessed
              : await previewPeople(records, bytes, { ...reading, mapping: mappingWith(guessed, options.map) })
          if (options.dryRun === true) return { json: preview, text: previewText(preview) }
          context.note(previewText(preview))
          if (options.yes !== true && process.stdin.isTTY) {
            const isWanted = await confirm(question(preview), context.signal)
            if (!isWanted) throw new CliError('CANCELLED', 'Stopped. Nothing was written.')
          }
          const { photoBytes, signal, onProgress } = watchPhotos(options.photos ?? path.dirname(file), context)
          const mapping = mappingWith(preview, [])
          const about = { ...reading, mapping, list: preview.list, photoBytes }
          const receipt = await importPeople(records, bytes, about, { onProgress, signal })
          return { json: receipt, text: receiptText(receipt), exit: isWhole(receipt) ? EXIT.done : EXIT.refused }
        })
      }),
    )
}

function readingOf(name: string, { list, sheet, encoding, row }: ImportOptions): PeopleReading {
  return {
    name,
    ...(list === undefined ? {} : { list }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(encoding === undefined ? {} : { encoding }),
    decisions: Object.fromEntries(row),
  }
}

function question({ counts }: PeoplePreview): string {
  return `Register ${count(counts.new, 'person', 'people')} and add to ${counts.adds}?`
}

/**
 * Stops the import before it writes if not one of the photos that the table names is in the folder: that is a mistyped folder, and a
 * table can be imported only once.
 */
function watchPhotos(dir: string, { progress, signal }: Context) {
  const find = photosBelow(dir)
  const mistyped = new AbortController()
  let found = 0
  let missing = 0
  const photoBytes = async (named: string): ReturnType<typeof find> => {
    const photo = await find(named)
    if (photo === null) missing++
    else found++
    return photo
  }
  const onProgress = (at: { stage: string; done: number; total: number }): void => {
    progress.show(at)
    if (at.done < at.total || found > 0 || missing === 0) return
    const sentence = `Not one of the photos that the table names (${missing}) is in ${dir}. Name their folder with --photos DIR. Nothing was written.`
    mistyped.abort(new CliError('FILE_MISSING', sentence))
  }
  return { signal: AbortSignal.any([signal, mistyped.signal]), photoBytes, onProgress }
}

function readRow(text: string, before: ImportOptions['row']): ImportOptions['row'] {
  const named = /^(?<row>\d{1,7})=(?<decision>\S{3,80})$/u.exec(text)?.groups
  if (named?.['row'] === undefined || named['decision'] === undefined)
    throw new InvalidArgumentError('Write row=person, row=new or row=skip, with the number of the row.')
  return [...before, [named['row'], named['decision']]]
}

function readMap(text: string, before: ImportOptions['map']): ImportOptions['map'] {
  const at = text.lastIndexOf('=')
  const named = text.slice(at + 1)
  const field = named === '' ? null : peopleFields.find((known) => known === named)
  if (at < 1 || field === undefined)
    throw new InvalidArgumentError(`Write column=field, with one of the fields ${peopleFields.join(', ')}.`)
  return [...before, [text.slice(0, at), field]]
}

/** What the headings mean by themselves, changed by what --map says. @throws CliError USAGE for a column that the table does not have */
function mappingWith(guessed: PeoplePreview, map: ImportOptions['map']): PeopleMapping {
  const columns = guessed.columns.map(({ column }) => column)
  const unknown = map.find(([column]) => !columns.includes(column))
  if (unknown !== undefined)
    throw new CliError('USAGE', `The table has no column “${unknown[0]}”. It has: ${columns.join(', ')}.`)
  return Object.fromEntries([...guessed.columns.map(({ column, field }) => [column, field] as const), ...map])
}

/** How many rows of one kind are listed; the counts tell of all, and --json lists all. */
const listed = 30

function previewText({ columns, rows, problems, table: file, list, counts, endings, plan }: PeoplePreview): string {
  const wordOf = { new: 'new', adds: 'adds to', same: 'as before', refused: 'refused' }
  const rowText = ({
    row,
    name,
    outcome,
    person,
    fields = [],
    reason,
    about = [],
    alike = [],
  }: PeoplePreview['plan'][number]): string =>
    [
      `  row ${row}: ${wordOf[outcome]}`,
      person === undefined ? foreign(clip(name, 40)) : `${foreign(clip(person.name, 40))} (${person.id})`,
      fields.length === 0 ? '' : `– ${fields.join(', ')}`,
      reason === undefined ? '' : `– ${foreign(reason)}`,
      about.length === 0 ? '' : `– about ${about.map(({ id }) => id).join(', ')}`,
      alike.length === 0 ? '' : `– the same name: ${alike.map(({ id }) => id).join(', ')}`,
    ]
      .filter((part) => part !== '')
      .join(' ')
  // Of somebody new of whom nothing has to be decided the count is enough.
  const told = plan.filter(({ outcome, alike }) => outcome === 'adds' || outcome === 'refused' || alike !== undefined)
  return [
    ...(file.sheet === undefined ? [] : [`sheet “${foreign(file.sheet)}”${otherSheets(file)}`]),
    ...file.remarks.map((remark) => `  ${foreign(remark)}`),
    ...(columns.length === 0 ? [] : [columnsText(columns)]),
    `${count(rows, 'row')} of the list “${foreign(list)}”: ${counts.new} new, ${counts.adds} add to somebody, ${counts.same} as before, ${counts.refused} refused.`,
    ...endingsText(endings),
    ...told.slice(0, listed).map(rowText),
    ...(told.length > listed ? [`  and ${told.length - listed} more (--json lists all)`] : []),
    ...problems.map(({ row, problem }) => `  row ${row}: ${foreign(problem)}`),
  ].join('\n')
}

function endingsText(endings: number): string[] {
  return endings === 0 ? [] : [`${count(endings, 'record')} here: their list has nothing of them any more`]
}

function columnsText(columns: PeoplePreview['columns']): string {
  return table(
    ['column', 'is taken for', 'for example'],
    columns.map(({ column, field, isRemembered, sample }) => [
      clip(column, 30),
      `${field ?? 'note'}${isRemembered ? ' (as before)' : ''}`,
      clip(sample.filter((text) => text !== '').join(' | '), 60),
    ]),
  )
}

function otherSheets({ sheet, sheets = [] }: PeoplePreview['table']): string {
  const others = sheets.filter(({ name }) => name !== sheet)
  return others.length === 0 ? '' : `; also there: ${others.map(({ name }) => foreign(name)).join(', ')} (--sheet)`
}

function receiptText({ in: rows, stored, added, same, refused, endings, photos, leads }: PeopleReceipt): string {
  return [
    `${rows} in = ${stored} registered + ${added} added to somebody + ${same} as before + ${refused.length} refused`,
    ...refused.flatMap(({ row, reason, about = [] }) => [
      `  refused row ${row}: ${foreign(reason)}`,
      ...about.map(({ person, isOverdue }) => `    about ${person}${isOverdue ? ', which is past its day' : ''}`),
    ]),
    ...endingsText(endings),
    ...(refused.some(({ about = [] }) => about.some(({ isOverdue }) => isOverdue))
      ? ['Decide about what is past its day: homeward people overdue']
      : []),
    `${count(photos.stored, 'photo')} sealed, ${photos.unreadable} unreadable, ${photos.missing.length} missing`,
    ...photos.missing.map((photo) => `  missing: ${foreign(photo)}`),
    `${count(leads, 'lead')} to decide`,
  ].join('\n')
}

/** True if nothing of the table was left out (H2). */
function isWhole({ refused, photos }: PeopleReceipt): boolean {
  return refused.length + photos.missing.length + photos.unreadable === 0
}
