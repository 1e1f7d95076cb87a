import type { CompartmentName } from '@homeward/vault'
import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { itemIdOf } from './fold-evidence.ts'
import type { ItemRecord } from './item-record.ts'
import type { Records } from './records.ts'
import { getItem, itemRecordOf } from './sources.ts'
import type { PhotoRef } from './types.ts'

/** What somebody puts in quarantine: a file of a source, or a photo of a person. */
export type QuarantineTarget = { item: string } | { person: string; photo: string }

/** Everything in the vault that holds the same bytes, as far as this member opens it (rule R87). */
export interface QuarantineScope {
  blobs: { compartment: CompartmentName; blob: string }[]
  sha256s: string[]
  /** All items whose bytes are in those sealed files. */
  items: string[]
  persons: string[]
}

/** The SHA-256 that is known of a target. Throws `RecordsError` NOT_FOUND. */
export function sha256Of(records: Records, target: QuarantineTarget): string {
  if ('item' in target) return itemRecordOf(records, target.item).sha256
  const photo = photosWith(records, (row) => row.person === target.person && row.photo === target.photo)[0]
  if (photo === undefined)
    throw new RecordsError('NOT_FOUND', 'This person has no such photo. It may have been withdrawn.')
  return photo.sha256
}

/** What holds the content with one of these SHA-256: archives as a whole, copies of packages and pictures in albums too. */
export function scopeOf(records: Records, sha256s: readonly string[]): QuarantineScope {
  const wanted = new Set(sha256s)
  const roots = new Map<string, { blob: string; sha256: string }>()
  const sameBytes = records.evidence.prepare('SELECT id FROM item WHERE sha256 = ?')
  for (const sha256 of wanted)
    for (const { id } of sameBytes.all<{ id: string }>([sha256])) {
      const root = rootOf(records, id)
      if (root !== null) roots.set(root.id, root)
    }
  const photos = photosWith(records, (row) => wanted.has(row.sha256))
  const items = [...roots.keys()].flatMap((root) => [root, ...within(records, root)])
  const persons = [...new Set(photos.map(({ person }) => person))]
  const blobs = [
    ...[...roots.values()].map(({ blob }) => ({ compartment: 'evidence' as const, blob })),
    ...packagesWith(records, items, persons).map((blob) => ({ compartment: 'evidence' as const, blob })),
    ...photos.map(({ blob }) => ({ compartment: 'registry' as const, blob })),
    ...photos
      .flatMap((photo) => albumPictures(records, photo))
      .map((blob) => ({ compartment: 'registry' as const, blob })),
  ]
  return {
    blobs: [...new Map(blobs.map((one) => [one.blob, one])).values()],
    sha256s: [...new Set([...wanted, ...[...roots.values()].map(({ sha256 }) => sha256)])],
    items,
    persons,
  }
}

/** The item whose sealed file holds the bytes of an item: itself, or the archive in which it lies. */
function rootOf(records: Records, item: string): { id: string; blob: string; sha256: string } | null {
  const { blob, container, sha256 } = itemRecordOf(records, item)
  if (blob !== undefined) return { id: item, blob, sha256 }
  // A member comes after its archive in the list, so this ends whatever a list says.
  const { source, index } = getItem(records, item)
  return container === undefined || container >= index ? null : rootOf(records, itemIdOf(source, container))
}

function within(records: Records, archive: string): string[] {
  const { source, index } = getItem(records, archive)
  const known = new Set([archive])
  const found: string[] = []
  for (const row of records.evidence
    .prepare(
      'SELECT id, container FROM item WHERE source = ? AND position > ? AND container IS NOT NULL ORDER BY position',
    )
    .all<{ id: string; container: string }>([source, index]))
    if (known.has(row.container)) {
      known.add(row.id)
      found.push(row.id)
    }
  return found
}

interface PhotoRow {
  person: string
  photo: string
  blob: string
  sha256: string
}

/** Photos of people that stand or stood, by what holds of them. */
function photosWith(records: Records, holds: (row: PhotoRow) => boolean): PhotoRow[] {
  return ['person_value', 'past_value'].flatMap((table) =>
    records.registry
      .prepare(`SELECT person, id AS photo, value FROM ${table} WHERE field = 'photo'`)
      .all<{ person: string; photo: string; value: string | null }>()
      .flatMap(({ person, photo, value }) => {
        const ref = value === null ? null : fromColumn<PhotoRef | null>(value)
        return ref === null ? [] : [{ person, photo, blob: ref.blob, sha256: ref.sha256 }]
      })
      .filter(holds),
  )
}

function albumPictures(records: Records, { person, photo }: PhotoRow): string[] {
  return records.registry
    .prepare('SELECT blob FROM album_picture WHERE person = ? AND photo = ?')
    .all<{ blob: string }>([person, photo])
    .map(({ blob }) => blob)
}

/** This vault's own copies of packages in which it may be. */
function packagesWith(records: Records, items: readonly string[], persons: readonly string[]): string[] {
  const [ofItems, ofPersons] = [new Set(items), new Set(persons)]
  return records.evidence
    .prepare('SELECT blob, items, persons FROM package')
    .all<{ blob: string; items: string; persons: string }>()
    .filter(
      (row) =>
        fromColumn<string[]>(row.items).some((one) => ofItems.has(one)) ||
        fromColumn<string[]>(row.persons).some((one) => ofPersons.has(one)),
    )
    .map(({ blob }) => blob)
}

/** Whether the bytes of an item record, or the archive that holds them, are in quarantine. `isHeld`: of items before it in the list. */
export function isRecordHeld(
  { vault }: Records,
  { blob }: ItemRecord,
  container: string | null,
  isHeld: (item: string) => boolean,
): boolean {
  return blob === undefined ? container !== null && isHeld(container) : vault.isQuarantined(blob)
}
