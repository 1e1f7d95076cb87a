import {
  additionWrites,
  commit,
  consentsOf,
  consentWrite,
  derivePersonPhotos,
  getPerson,
  headerDigest,
  listOverdue,
  newId,
  proposeForPersonPhotos,
  registration,
  rowWrites,
  sealPhoto,
  type Records,
  type Write,
} from '@homeward/records'
import { planRows, type RowPlan } from './people-plan.ts'
import { readPeopleFile, type PeopleReading } from './people-file.ts'
import type { ReadRow } from './people-rows.ts'

/** What became of every row (H2): in = stored + added + same + refused. Rows have the numbers that a spreadsheet shows. */
export interface PeopleReceipt {
  in: number
  /** Rows by which somebody was registered. */
  stored: number
  /** Rows that said something new about somebody who was registered. */
  added: number
  /** Rows that said nothing new. */
  same: number
  /** `about`: whose identifier a row has that may not be taken, and whether that record is past its day now (rule R115). */
  refused: { row: number; reason: string; about?: { person: string; isOverdue: boolean }[] }[]
  /** Records here of which the list said, and nobody had said before, that it has nothing of them any more. */
  endings: number
  problems: { row: number; problem: string }[]
  remarks: string[]
  photos: { stored: number; missing: string[]; unreadable: number }
  leads: number
  people: string[]
}

/** Finds a photo by the text in its column, or gives null. */
export type FindPhoto = (path: string) => Promise<{ bytes: Uint8Array; mediaType: string } | null>

interface Work {
  records: Records
  list: string
  register: string
  receipt: PeopleReceipt
  photoBytes: FindPhoto
}

/**
 * Registers the people of a table and adds to those who are registered, all in one commit, each person an entry of its own, with the
 * table itself sealed beside them. Nothing that stands is replaced (rule R59); a table that says nothing new writes nothing. Throws as
 * `previewPeople`, and stops without writing when `signal` is aborted.
 */
export async function importPeople(
  records: Records,
  bytes: Uint8Array,
  { photoBytes, ...reading }: PeopleReading & { photoBytes: FindPhoto },
  {
    onProgress,
    signal,
  }: { onProgress?: (progress: { stage: string; done: number; total: number }) => void; signal?: AbortSignal } = {},
): Promise<PeopleReceipt> {
  const { table, list, headings, columns, rows } = await readPeopleFile(records, bytes, reading)
  const plan = planRows(records, rows, { list, ...(reading.decisions ? { decisions: reading.decisions } : {}) })
  const register = newId('register')
  const receipt: PeopleReceipt = {
    in: rows.length,
    stored: 0,
    added: 0,
    same: 0,
    refused: [],
    endings: 0,
    problems: rows.flatMap(({ number, problems }) => problems.map((problem) => ({ row: number, problem }))),
    remarks: table.remarks,
    photos: { stored: 0, missing: [], unreadable: 0 },
    leads: 0,
    people: [],
  }
  const work: Work = { records, list, register, receipt, photoBytes }
  const writes: Write[] = []
  for (const [at, row] of rows.entries()) {
    signal?.throwIfAborted()
    const one = plan[at]
    if (one !== undefined) writes.push(...(await writesOf(work, row, one)))
    onProgress?.({ stage: 'people', done: at + 1, total: rows.length })
  }
  signal?.throwIfAborted()
  if (writes.length === 0) return withOverdue(records, receipt)
  const file = await records.vault.sealBytes('registry', bytes)
  writes.push({
    compartment: 'registry',
    changes: [
      {
        type: 'register.imported',
        register,
        file: { blob: file.blob, sha256: file.sha256, size: file.size, mediaType: mediaTypes[table.kind] },
        mapping: Object.fromEntries(columns.flatMap(({ column, field }) => (field === null ? [] : [[column, field]]))),
        rows: {
          in: receipt.in,
          stored: receipt.stored,
          added: receipt.added,
          same: receipt.same,
          refused: receipt.refused.length,
        },
        list,
        header: headerDigest(headings),
        read: {
          kind: table.kind,
          ...(table.sheet === undefined ? {} : { sheet: table.sheet.slice(0, 500) }),
          ...(table.encoding === undefined ? {} : { encoding: table.encoding }),
        },
      },
    ],
  })
  // In an entry of its own, so that both files are known and are erased with whoever is in them.
  if (reading.parent !== undefined) writes.push(await parentWrite(records, reading.parent, { register, list }))
  await commit(records, writes)
  const hashed = await derivePersonPhotos(records)
  receipt.leads = proposeForPersonPhotos(records, hashed)
  receipt.photos.unreadable = unreadableAmong(records, hashed)
  return withOverdue(records, receipt)
}

/** Says in a receipt which of the records that its refused rows are about are past their day. */
function withOverdue(records: Records, receipt: PeopleReceipt): PeopleReceipt {
  const overdue = new Set(listOverdue(records).map(({ id }) => id))
  for (const one of receipt.refused.flatMap(({ about = [] }) => about)) one.isOverdue = overdue.has(one.person)
  return receipt
}

const mediaTypes = {
  csv: 'text/csv',
  pfif: 'application/xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The file with the submissions of a repeat, sealed beside the table. */
async function parentWrite(
  records: Records,
  bytes: Uint8Array,
  { register, list }: { register: string; list: string },
): Promise<Write> {
  const file = await records.vault.sealBytes('registry', bytes)
  return {
    compartment: 'registry',
    changes: [
      {
        type: 'register.imported',
        register,
        file: { blob: file.blob, sha256: file.sha256, size: file.size, mediaType: mediaTypes.csv },
        mapping: {},
        rows: { in: 0, stored: 0, refused: 0 },
        list,
      },
    ],
  }
}

/** What one row writes; counted in the receipt. */
async function writesOf(work: Work, row: ReadRow, plan: RowPlan): Promise<Write[]> {
  const { receipt, register } = work
  if (plan.outcome === 'refused') {
    const about = plan.about.map((person) => ({ person, isOverdue: false }))
    receipt.refused.push({ row: plan.row, reason: plan.reason, ...(about.length === 0 ? {} : { about }) })
    receipt.endings += plan.endings.length
    return plan.endings.flatMap((ending) => additionWrites(ending, sourceOf(work, row)))
  }
  const { person: id } = plan
  const about = { person: id, register, digests: row.digests }
  if (plan.outcome === 'new') {
    await addPhoto(work, row, null)
    const { writes } = registration(row.person, { id, register })
    if (row.consent !== null) writes.push(consentWrite(id, row.consent))
    const more = { person: id, values: row.values ?? [], remark: null, statements: row.statements ?? [] }
    writes.push(...additionWrites(more, sourceOf(work, row)))
    receipt.people.push(id)
    receipt.stored++
    return rowWrites(writes, about)
  }
  const writes = additionWrites(plan.additions, sourceOf(work, row))
  const { consent } = row
  // A consent that was withdrawn is not given again by importing the same row.
  const isKnownConsent = consentsOf(work.records.registry, id).some(
    ({ givenBy, note }) => givenBy === consent?.givenBy && note === consent.note,
  )
  if (consent !== null && !isKnownConsent) writes.push(consentWrite(id, consent))
  const photo = await addPhoto(work, row, plan)
  if (photo !== null) writes.push(photo)
  if (writes.length === 0) {
    receipt.same++
    return []
  }
  receipt.added++
  return rowWrites(writes, about)
}

/**
 * Seals the photo that a row names. Of somebody new it goes to the values of the row; of somebody who is registered it comes back as a
 * write of its own, or as null where they have it. That a photo of a row that says nothing new is not among the files is no loss.
 */
async function addPhoto(
  work: Work,
  row: ReadRow,
  plan: Extract<RowPlan, { additions: unknown }> | null,
): Promise<Write | null> {
  const { records, receipt, photoBytes } = work
  if (row.photo === null) return null
  const photo = await photoBytes(row.photo)
  if (photo === null) {
    if (plan?.outcome !== 'same') receipt.photos.missing.push(row.photo)
    return null
  }
  const sealed = await sealPhoto(records, photo.bytes, { mediaType: photo.mediaType })
  if (plan === null) {
    row.person.photos = [sealed]
    receipt.photos.stored++
    return null
  }
  if (getPerson(records, plan.person).photos.some(({ value }) => value.sha256 === sealed.sha256)) return null
  receipt.photos.stored++
  const values = [{ field: 'photo' as const, id: newId('photo'), value: { ...sealed } }]
  const [write] = additionWrites({ person: plan.person, values, remark: null, statements: [] }, sourceOf(work, row))
  return write ?? null
}

/** Who says what a row says, and where that stands. */
function sourceOf({ list }: Work, { number, person }: ReadRow): { by: string; why: string } {
  return { by: person.said?.by ?? `table “${list}”`, why: `table “${list}”, row ${number}` }
}

function unreadableAmong(records: Records, photos: readonly string[]): number {
  const state = records.registry.prepare("SELECT 1 FROM person_photo_hash WHERE photo = ? AND state = 'unreadable'")
  return photos.filter((photo) => state.get([photo]) !== undefined).length
}
