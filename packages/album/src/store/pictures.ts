import { fromHex } from '@homeward/format'
import type { AlbumPicture } from '@homeward/format'
import { readRecord } from './database.ts'
import { recordName } from './phone-state.ts'
import { idOf } from './sealed.ts'
import type { Sealed } from './sealed.ts'

const nonce = new Uint8Array(12)

/** The encoded picture in memory; null when it is not on this phone, or is not what its key sealed. The caller wipes it. */
export const openPictureBytes = async (
  sealed: Sealed,
  { id, key, size }: AlbumPicture,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const record = await readRecord('sealed', idOf(sealed, recordName.picture(id)))
  if (!(record instanceof Uint8Array) || record.length < size) return null
  try {
    const raw = new Uint8Array(fromHex(key))
    const opener = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt'])
    raw.fill(0)
    const bytes = new Uint8Array(record.subarray(0, size))
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, opener, bytes))
  } catch {
    return null
  }
}
