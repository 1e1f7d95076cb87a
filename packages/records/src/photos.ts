import { hashPhoto } from '@homeward/compare'
import { concatBytes, fromHex } from '@homeward/format'
import { RecordsError } from './errors.ts'
import { proposeForPersonPhotos } from './leads.ts'
import { changePerson, requirePerson } from './people.ts'
import type { Records } from './records.ts'
import type { PhotoRef, Said } from './types.ts'

/** What became of one picture: its hash, or why it has none. */
export type PhotoResult =
  | { state: 'hashed'; pdqHex: string; quality: number; width: number; height: number }
  | { state: 'unreadable'; reason: string }

/** Keeps the hash of a picture of a source, by the SHA-256 of its bytes. A picture that is known keeps its row. */
export function storePhoto(records: Records, sha256: string, result: PhotoResult): void {
  const hashed = result.state === 'hashed' ? result : null
  records.evidence
    .prepare(
      'INSERT OR IGNORE INTO photo (sha256, state, reason, pdq, quality, width, height) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run([
      sha256,
      result.state,
      result.state === 'unreadable' ? result.reason : null,
      hashed === null ? null : asColumn(fromHex(hashed.pdqHex)),
      hashed?.quality ?? null,
      hashed?.width ?? null,
      hashed?.height ?? null,
    ])
}

/** Whether a picture with these bytes was looked at already. */
export function hasPhoto(records: Records, sha256: string): boolean {
  return records.evidence.prepare('SELECT 1 FROM photo WHERE sha256 = ?').get([sha256]) !== undefined
}

/**
 * Seals a photo of a person in the registry, adds it to the person, compares it with the pictures of all sources and
 * returns how many new leads that gave. Throws `RecordsError` PHOTO_UNREADABLE before anything is stored if the bytes
 * are not a picture that can be opened, and NOT_FOUND.
 */
export async function addPersonPhoto(
  records: Records,
  person: string,
  bytes: Uint8Array,
  { said, ...about }: { mediaType: string; caption?: string; taken?: string; said?: Said },
): Promise<{ photo: string; newLeads: number }> {
  requirePerson(records, person)
  try {
    await hashPhoto(bytes)
  } catch (error) {
    throw new RecordsError(
      'PHOTO_UNREADABLE',
      `This photo was not added: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
  const value = await sealPhoto(records, bytes, about)
  const photo =
    (await changePerson(records, person, {
      field: 'photo',
      value: { ...value },
      ...(said === undefined ? {} : { said }),
    })) ?? ''
  await derivePersonPhotos(records)
  return { photo, newLeads: proposeForPersonPhotos(records, [photo]) }
}

/** Seals the bytes of a person's photo in the registry compartment. */
export async function sealPhoto(
  records: Records,
  bytes: Uint8Array,
  about: { mediaType: string; caption?: string; taken?: string },
): Promise<PhotoRef> {
  const sealed = await records.vault.sealBytes('registry', bytes)
  return {
    blob: sealed.blob,
    sha256: sealed.sha256,
    size: sealed.size,
    mediaType: about.mediaType,
    ...(about.caption === undefined ? {} : { caption: about.caption }),
    ...(about.taken === undefined ? {} : { taken: about.taken }),
  }
}

/** Hashes every photo of a person that has no hash row yet, and returns the ids of those photos. An unreadable one gets a row that says why. */
export async function derivePersonPhotos(records: Records): Promise<string[]> {
  const rows = records.registry
    .prepare(
      `SELECT person, id AS photo, value FROM person_value WHERE field = 'photo'
       AND NOT EXISTS (SELECT 1 FROM person_photo_hash h WHERE h.person = person_value.person AND h.photo = person_value.id) ORDER BY person, id`,
    )
    .all() as { person: string; photo: string; value: string }[]
  const insert = records.registry.prepare(
    'INSERT OR REPLACE INTO person_photo_hash (person, photo, sha256, state, reason, pdqs, quality, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const derived: string[] = []
  for (const row of rows) {
    const photo = JSON.parse(row.value) as PhotoRef
    if (records.vault.isQuarantined(photo.blob)) continue
    derived.push(row.photo)
    try {
      const reader = await records.vault.openBlob('registry', photo.blob)
      const hash = await hashPhoto(await reader.read(0, reader.size))
      const pdqs = concatBytes(...hash.dihedralHex.map(fromHex))
      insert.run([
        row.person,
        row.photo,
        photo.sha256,
        'hashed',
        null,
        asColumn(pdqs),
        hash.quality,
        hash.width,
        hash.height,
      ])
    } catch (error) {
      insert.run([
        row.person,
        row.photo,
        photo.sha256,
        'unreadable',
        error instanceof Error ? error.message : String(error),
        null,
        null,
        null,
        null,
      ])
    }
  }
  return derived
}

/** The bytes of a person's photo and what they are. Throws `RecordsError` NOT_FOUND. */
export async function readPersonPhoto(
  records: Records,
  person: string,
  photo: string,
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  requirePerson(records, person)
  const row = records.registry
    .prepare(
      "SELECT value FROM person_value WHERE person = ? AND field = 'photo' AND id = ? ORDER BY log, position LIMIT 1",
    )
    .get([person, photo]) as { value: string } | undefined
  if (row === undefined)
    throw new RecordsError('NOT_FOUND', 'This person has no such photo. It may have been withdrawn.')
  const ref = JSON.parse(row.value) as PhotoRef
  const reader = await records.vault.openBlob('registry', ref.blob)
  return { bytes: await reader.read(0, reader.size), mediaType: ref.mediaType }
}

function asColumn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
