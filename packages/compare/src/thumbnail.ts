import { openPhoto, readable } from './photo-input.ts'

/**
 * A small WebP copy of a picture to show in a list: as people see it, no larger than `edge` pixels in either direction,
 * never enlarged, without any metadata of the original. Of a damaged picture, what can be decoded.
 *
 * @throws CompareError `PHOTO_UNSUPPORTED`, `PHOTO_TOO_LARGE`, or `PHOTO_UNREADABLE`.
 */
export async function thumbnail(bytes: Uint8Array, edge: number): Promise<Uint8Array> {
  const photo = await openPhoto(bytes, 'none')
  const small = photo.open().autoOrient().resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
  return readable(small.webp({ quality: 80 }).toBuffer())
}
