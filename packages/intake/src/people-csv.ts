import {
  commit,
  derivePersonPhotos,
  consentWrite,
  newId,
  proposeForPersonPhotos,
  registration,
  RecordsError,
  sealPhoto,
  type NewPerson,
  type Records,
  type Write,
} from '@homeward/records'
import { CsvError, parse } from 'csv-parse/sync'
import { fieldOfHeading, peopleFields, type PeopleField } from './people-fields.ts'
import { readPeopleRow } from './people-row.ts'

/** Which field each column holds, by its heading; a column that is left out is not read and goes into the note. */
export type PeopleMapping = Record<string, PeopleField | null>

/** What an import of a table would do, before it does it. */
export interface PeoplePreview {
  columns: { column: string; field: PeopleField | null; sample: string[] }[]
  rows: number
  fields: readonly PeopleField[]
  problems: { row: number; problem: string }[]
}

/** What became of every row (H2): in = stored + refused. Rows are numbered as in a spreadsheet, the headings being row 1. */
export interface PeopleReceipt {
  in: number
  stored: number
  refused: { row: number; reason: string }[]
  problems: { row: number; problem: string }[]
  photos: { stored: number; missing: string[]; unreadable: number }
  leads: number
  people: string[]
}

/**
 * Reads a table of people and says what each column is taken for and what is not understood. Writes nothing.
 * Throws `RecordsError` INVALID with a sentence about the line if the bytes are not a table in UTF-8 or UTF-16.
 */
export function previewPeopleCsv(bytes: Uint8Array, mapping?: PeopleMapping): PeoplePreview {
  const { headings, rows } = readTable(bytes)
  const columns = headings.map((column, at) => ({
    column,
    field: mapping === undefined ? fieldOfHeading(column) : (mapping[column] ?? null),
    sample: rows.slice(0, 3).map((row) => row[at] ?? ''),
  }))
  const problems = rows.flatMap((row, at) => {
    const read = readPeopleRow(cellsOf(columns, row), 'preview')
    const missing = read.person.names.length === 0 ? ['there is no name in this row, so it will be refused'] : []
    return [...missing, ...read.problems].map((problem) => ({ row: at + 2, problem }))
  })
  return { columns, rows: rows.length, fields: peopleFields, problems }
}

/**
 * Registers the people of a table: all rows in one commit, each person an entry of its own, with the table itself sealed
 * beside them. `photoBytes` finds a photo by the text in its column, or gives null. Throws `RecordsError` INVALID for a
 * table that cannot be read or one that was imported before, and stops without writing when `signal` is aborted.
 */
export async function importPeopleCsv(
  records: Records,
  bytes: Uint8Array,
  {
    name,
    mapping,
    photoBytes,
  }: {
    name: string
    mapping?: PeopleMapping
    photoBytes: (path: string) => Promise<{ bytes: Uint8Array; mediaType: string } | null>
  },
  {
    onProgress,
    signal,
  }: { onProgress?: (progress: { stage: string; done: number; total: number }) => void; signal?: AbortSignal } = {},
): Promise<PeopleReceipt> {
  const { headings, rows } = readTable(bytes)
  const columns = headings.map((column) => ({
    column,
    field: mapping === undefined ? fieldOfHeading(column) : (mapping[column] ?? null),
  }))
  const file = await records.vault.sealBytes('registry', bytes)
  if (wasImported(records, file.sha256))
    throw new RecordsError(
      'INVALID',
      `This table was imported before (“${name}” has the same bytes). Nothing was added, so that nobody is registered twice.`,
    )
  const receipt: PeopleReceipt = {
    in: rows.length,
    stored: 0,
    refused: [],
    problems: [],
    photos: { stored: 0, missing: [], unreadable: 0 },
    leads: 0,
    people: [],
  }
  const writes: Write[] = []
  const register = newId('register')
  const read = rows.map((cells) => ({ id: newId('person'), ...readPeopleRow(cellsOf(columns, cells), name) }))
  const idByReference = new Map(
    read.flatMap((row) =>
      row.person.names.length === 0 ? [] : (row.person.references ?? []).map(({ id }) => [id, row.id]),
    ),
  )
  for (const [at, row] of read.entries()) {
    signal?.throwIfAborted()
    receipt.problems.push(...row.problems.map((problem) => ({ row: at + 2, problem })))
    if (row.person.names.length === 0) receipt.refused.push({ row: at + 2, reason: 'there is no name in this row' })
    else {
      if (row.photo !== null) {
        const photo = await photoBytes(row.photo)
        if (photo === null) receipt.photos.missing.push(row.photo)
        else {
          row.person.photos = [await sealPhoto(records, photo.bytes, { mediaType: photo.mediaType })]
          receipt.photos.stored++
        }
      }
      linkKin(row.person, idByReference)
      const { id, writes: some } = registration(row.person, { id: row.id, register })
      if (row.consent !== null) some.push(consentWrite(id, row.consent))
      writes.push(...some)
      receipt.people.push(id)
      receipt.stored++
    }
    onProgress?.({ stage: 'people', done: at + 1, total: rows.length })
  }
  const stated = Object.fromEntries(columns.flatMap(({ column, field }) => (field === null ? [] : [[column, field]])))
  writes.push({
    compartment: 'registry',
    changes: [
      {
        type: 'register.imported',
        register,
        file: { blob: file.blob, sha256: file.sha256, size: file.size, mediaType: 'text/csv' },
        mapping: stated,
        rows: { in: receipt.in, stored: receipt.stored, refused: receipt.refused.length },
      },
    ],
  })
  signal?.throwIfAborted()
  await commit(records, writes)
  const hashed = await derivePersonPhotos(records)
  receipt.leads = proposeForPersonPhotos(records, hashed)
  receipt.photos.unreadable = unreadableAmong(records, hashed)
  return receipt
}

/** A relative written as `Name (reference)` is the person with that reference in the same table. */
function linkKin(person: NewPerson, idByReference: ReadonlyMap<string, string>): void {
  for (const kin of person.kin ?? []) {
    const named = /^(?<name>.+?)\s*\((?<reference>[^()]+)\)$/u.exec(kin.name ?? '')?.groups
    const linked = idByReference.get(named?.['reference']?.trim() ?? '')
    if (named === undefined || linked === undefined) continue
    if (named['name'] !== undefined) kin.name = named['name']
    kin.person = linked
  }
}

function wasImported(records: Records, sha256: string): boolean {
  return records.registry.prepare('SELECT 1 FROM register_import WHERE sha256 = ?').get([sha256]) !== undefined
}

function unreadableAmong(records: Records, photos: readonly string[]): number {
  const state = records.registry.prepare("SELECT 1 FROM person_photo_hash WHERE photo = ? AND state = 'unreadable'")
  return photos.filter((photo) => state.get([photo]) !== undefined).length
}

function cellsOf(
  columns: readonly { column: string; field: PeopleField | null }[],
  row: readonly string[],
): { field: PeopleField; column: string; text: string }[] {
  return columns.map(({ column, field }, at) => {
    const text = (row[at] ?? '').trim()
    return { field: field ?? 'note', column, text: field === null && text !== '' ? `${column}: ${text}` : text }
  })
}

function readTable(bytes: Uint8Array): { headings: string[]; rows: string[][] } {
  const text = decode(bytes)
  const [firstLine = ''] = text.split(/\r?\n/u, 1)
  const delimiter = [',', ';', '\t'].toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ','
  try {
    const [headings = [], ...rows] = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
    })
    if (headings.every((heading) => heading.trim() === ''))
      throw new RecordsError('INVALID', 'This table is empty. The first row must hold the headings of the columns.')
    return {
      headings: headings.map((heading, at) => (heading.trim() === '' ? `column ${at + 1}` : heading.trim())),
      rows,
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new RecordsError(
      'INVALID',
      `This table cannot be read (${error.message}). Save it as “CSV UTF-8” and try again.`,
      { cause: error },
    )
  }
}

function decode(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw new RecordsError(
      'INVALID',
      'This table is not in UTF-8. In the spreadsheet program choose “Save as → CSV UTF-8” and try again.',
      { cause: error },
    )
  }
}
