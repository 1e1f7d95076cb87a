import { fromUtf8 } from '@homeward/format'
import {
  discloseOf,
  listPackages,
  ownCopyOf,
  RecordsError,
  type DisclosureRequest,
  type PackageRecord,
  type Records,
} from '@homeward/records'
import { ownRecordId } from './pfif-people.ts'
import { recordIdsIn } from './pfif-xml.ts'

/**
 * The record ids under which this recipient got people as PFIF whose names may not go there any more, or who were erased: every id of
 * each, because a record can have left under that of its home and later under ours. Of a file whose copy here was destroyed only our
 * ids are known. Rule R63.
 */
export async function recalledIds(records: Records, request: DisclosureRequest): Promise<string[]> {
  const gone = new Set<string>()
  const staying = new Set<string>()
  for (const made of listPackages(records).toReversed()) {
    if (made.form !== 'pfif' || !isSameName(made.recipient, request.recipient)) continue
    for (const { person, id } of await leftIn(records, made))
      if (mayStillGo(records, person, request)) staying.add(id)
      else gone.add(id)
  }
  // Two records here can be of one record at its home: what may still go there under an id is not asked back under it.
  return [...gone].filter((id) => !staying.has(id))
}

/** The id under which each person of a file left, in the order of its people. */
async function leftIn(records: Records, { id, persons }: PackageRecord): Promise<{ person: string; id: string }[]> {
  const copy = await ownCopyOf(records, id)
  const written = copy === null ? [] : recordIdsIn(fromUtf8(await copy.read(0, copy.size)))
  return persons.map((person, at) => ({ person, id: written[at] ?? ownRecordId(records, person) }))
}

function mayStillGo(records: Records, person: string, request: DisclosureRequest): boolean {
  try {
    return discloseOf(records, person, request).allowed.some(({ scope }) => scope === 'names')
  } catch (error) {
    if (error instanceof RecordsError && error.code === 'NOT_FOUND') return false
    throw error
  }
}

function isSameName(a: string, b: string): boolean {
  return a.normalize('NFC').trim().toLocaleLowerCase('en') === b.normalize('NFC').trim().toLocaleLowerCase('en')
}
