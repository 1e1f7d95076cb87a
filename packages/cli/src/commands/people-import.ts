import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  importPeopleCsv,
  peopleFields,
  previewPeopleCsv,
  type PeopleMapping,
  type PeoplePreview,
  type PeopleReceipt,
} from '@homeward/intake'
import { InvalidArgumentError, type Command } from 'commander'
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
  photos?: string
  dryRun?: boolean
  yes?: boolean
}

/** `homeward people import FILE.csv`: shows what each column is taken for, then registers the people. */
export function addPeopleImport(people: Command, act: Act): void {
  people
    .command('import <csv>')
    .description('register the people of a table; shows first what each column is taken for')
    .option(
      '--map <column=field>',
      `what a column holds (${peopleFields.join(', ')}, note); may be repeated`,
      readMap,
      [],
    )
    .option('--photos <dir>', 'folder that the photo column is relative to (the folder of the table if left out)')
    .option('--dry-run', 'only show what would be done')
    .option('--yes', 'do not ask before writing')
    .action(
      act(async (context, csv: string, { map, photos, dryRun, yes }: ImportOptions) => {
        const bytes = await readFile(csv)
        const mapping = mappingWith(previewPeopleCsv(bytes), map)
        const preview = previewPeopleCsv(bytes, mapping)
        if (dryRun === true) return { json: preview, text: previewText(preview) }
        context.note(previewText(preview))
        return withRecords(context, ['registry'], async (records) => {
          if (yes !== true && process.stdin.isTTY) {
            const isWanted = await confirm(`Register ${count(preview.rows, 'person', 'people')}?`, context.signal)
            if (!isWanted) throw new CliError('CANCELLED', 'Stopped. Nothing was written.')
          }
          const { photoBytes, signal, onProgress } = watchPhotos(photos ?? path.dirname(csv), context)
          const about = { name: path.basename(csv), mapping, photoBytes }
          const receipt = await importPeopleCsv(records, bytes, about, { onProgress, signal })
          return { json: receipt, text: receiptText(receipt), exit: isWhole(receipt) ? EXIT.done : EXIT.refused }
        })
      }),
    )
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

function readMap(text: string, before: ImportOptions['map']): ImportOptions['map'] {
  const at = text.lastIndexOf('=')
  const field = peopleFields.find((known) => known === text.slice(at + 1))
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

function previewText({ columns, rows, problems }: PeoplePreview): string {
  return [
    table(
      ['column', 'is taken for', 'for example'],
      columns.map(({ column, field, sample }) => [
        clip(column, 30),
        field ?? 'note',
        clip(sample.filter((text) => text !== '').join(' | '), 60),
      ]),
    ),
    `${count(rows, 'row')}.`,
    ...problems.map(({ row, problem }) => `  row ${row}: ${foreign(problem)}`),
  ].join('\n')
}

function receiptText({ in: rows, stored, refused, photos, leads }: PeopleReceipt): string {
  return [
    `${rows} in = ${stored} registered + ${refused.length} refused`,
    ...refused.map(({ row, reason }) => `  refused row ${row}: ${foreign(reason)}`),
    `${count(photos.stored, 'photo')} sealed, ${photos.unreadable} unreadable, ${photos.missing.length} missing`,
    ...photos.missing.map((photo) => `  missing: ${foreign(photo)}`),
    `${count(leads, 'lead')} to decide`,
  ].join('\n')
}

/** True if nothing of the table was left out (H2). */
function isWhole({ refused, photos }: PeopleReceipt): boolean {
  return refused.length + photos.missing.length + photos.unreadable === 0
}
