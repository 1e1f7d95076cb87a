import { fromHex, openManifest, parseVkey, randomBytes, sha256, toHex } from '@homeward/format'
import type { AlbumManifest, AlbumPicture } from '@homeward/format'
import { writeRecords } from '../store/database.ts'
import type { Write } from '../store/database.ts'
import { missingPictures, replaceAlbum } from '../store/open-phone.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import { recordName } from '../store/phone-state.ts'
import type { PhoneRecord } from '../store/phone-state.ts'
import { idOf } from '../store/sealed.ts'
import type { Sealed } from '../store/sealed.ts'
import { ContactError, getBytes } from './office-api.ts'

const AT_ONCE = 4
const PER_WRITE = 8
// A record of a picture is filled up to a multiple of this, so that its size does not tell which picture it is.
const FILL_BYTES = 16 * 1024

/** How many pictures are here, of how many. */
export type OnPictures = (done: number, of: number) => void

/** The album as it is now. @throws ContactError `stranger` when it is not the office's, or not for this phone */
const fetchManifest = async ({ keys, office }: PhoneRecord, token: string): Promise<AlbumManifest> => {
  const sealed = await getBytes('manifest', token)
  if (keys === null || office === null) throw new ContactError('stranger', 'manifest')
  try {
    return openManifest(sealed, fromHex(keys.identity), parseVkey(office.officeKey))
  } catch {
    throw new ContactError('stranger', 'manifest')
  }
}

const fetchPicture = async (
  sealed: Sealed,
  { id, sha256: hash, size }: AlbumPicture,
  token: string,
): Promise<Write> => {
  const bytes = await getBytes(`pictures/${id}`, token)
  if (bytes.length !== size || toHex(sha256(bytes)) !== hash) throw new ContactError('stranger', 'picture')
  const filled = new Uint8Array(Math.ceil(size / FILL_BYTES) * FILL_BYTES)
  filled.set(bytes)
  for (let at = size; at < filled.length; at += FILL_BYTES)
    filled.set(randomBytes(Math.min(FILL_BYTES, filled.length - at)), at)
  return { table: 'sealed', key: idOf(sealed, recordName.picture(id)), value: filled }
}

/**
 * Fetches the pictures that are not here, a few at a time, each checked against the signed manifest before it is stored. What
 * was stored stays when the contact ends, so the next one goes on. @returns how many came, and how many the office had not.
 */
const fetchPictures = async (
  sealed: Sealed,
  wanted: readonly AlbumPicture[],
  token: string,
  onPicture: () => void,
): Promise<{ came: number; lacking: number }> => {
  const waiting = [...wanted]
  let came = 0
  let lacking = 0
  const worker = async (): Promise<void> => {
    let writes: Write[] = []
    for (let picture = waiting.shift(); picture !== undefined; picture = waiting.shift()) {
      try {
        writes.push(await fetchPicture(sealed, picture, token))
      } catch (error) {
        // Taken out of the album since the manifest was made: the next contact brings the new one.
        if (!(error instanceof ContactError) || error.fault !== 'refused') {
          await writeRecords(writes)
          throw error
        }
        lacking += 1
      }
      if (writes.length === PER_WRITE || waiting.length === 0) {
        await writeRecords(writes)
        came += writes.length
        writes = []
      }
      onPicture()
    }
    await writeRecords(writes)
    came += writes.length
  }
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return { came, lacking }
}

/** What a new album came to. */
export interface Fetched {
  manifest: AlbumManifest
  came: number
  gone: number
  missing: string[]
}

/** Fetches the album and its pictures in place of the one that is here. @throws ContactError; then the next contact goes on. */
export const fetchAlbum = async (
  open: OpenPhone,
  record: PhoneRecord,
  token: string,
  onPictures: OnPictures,
): Promise<Fetched> => {
  const manifest = await fetchManifest(record, token)
  const gone = await replaceAlbum(open.sealed, { before: open.manifest, after: manifest, record })
  const missing = new Set(await missingPictures(open.sealed, manifest))
  const of = manifest.pictures.length
  let done = of - missing.size
  onPictures(done, of)
  const wanted = manifest.pictures.filter(({ id }) => missing.has(id))
  const { came } = await fetchPictures(open.sealed, wanted, token, () => {
    done += 1
    onPictures(done, of)
  })
  return { manifest, came, gone, missing: await missingPictures(open.sealed, manifest) }
}
