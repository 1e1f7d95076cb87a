import sharp, { type Metadata, type Sharp } from 'sharp'
import { CompareError } from './compare-error.ts'

/** Larger pictures are refused before they are decoded: 120 megapixels are beyond almost any camera. */
const maxPixels = 120_000_000

// A sealed picture must not be left in the clear: libvips caches decoded pictures, and writes those over 100 MB to a
// temporary file unless this limit is raised before its first use.
process.env['VIPS_DISC_THRESHOLD'] = '1000g'
sharp.cache(false)
// Several photos at once use the processors better than several threads for one photo.
sharp.concurrency(1)

/** The version of the library that decodes; two versions may decode a few pixels differently. */
export const decoderVersion = `libvips-${sharp.versions.vips}`

export interface PhotoInput {
  readonly metadata: Metadata
  /** Starts a new decoding of the first frame, stored pixels as they are: not oriented, not colour-managed. */
  open(): Sharp
}

/**
 * Looks at a picture's header, without decoding it.
 * Only formats that are recognised by their first bytes reach a decoder: JPEG, PNG, WebP, GIF, TIFF and AVIF; never SVG,
 * which could refer to other files.
 *
 * @param failOn `'error'` refuses a damaged or truncated picture, `'none'` takes what can be decoded of it.
 * @throws CompareError `PHOTO_UNSUPPORTED`, `PHOTO_TOO_LARGE`, or `PHOTO_UNREADABLE`.
 */
export async function openPhoto(bytes: Uint8Array, failOn: 'none' | 'error'): Promise<PhotoInput> {
  if (!isSupported(bytes)) {
    throw new CompareError(
      'PHOTO_UNSUPPORTED',
      'This file is not a picture that can be compared. JPEG, PNG, WebP, GIF, TIFF and AVIF pictures can; of a HEIC photo, a copy saved as JPEG.',
    )
  }
  const open = (): Sharp =>
    sharp(bytes, { failOn, ignoreIcc: true, limitInputPixels: maxPixels, pages: 1, sequentialRead: true })
  const metadata = await readable(sharp(bytes, { failOn, limitInputPixels: false, pages: 1 }).metadata())
  if (metadata.width * metadata.height > maxPixels) {
    throw new CompareError(
      'PHOTO_TOO_LARGE',
      `This picture has ${metadata.width} × ${metadata.height} pixels, more than the ${maxPixels / 1e6} megapixels that can be compared. A smaller copy of it can.`,
    )
  }
  return { metadata, open }
}

/** Waits for the decoder and says in plain words that it failed. */
export async function readable<T>(decoding: Promise<T>): Promise<T> {
  try {
    return await decoding
  } catch (cause) {
    throw new CompareError('PHOTO_UNREADABLE', 'This picture cannot be decoded: the file is damaged or incomplete.', {
      cause,
    })
  }
}

/** By the first bytes, never by a name. */
function isSupported(bytes: Uint8Array): boolean {
  const startHex = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString('hex')
  return photoStarts.some((photoStart) => photoStart.test(startHex))
}

const photoStarts = [
  /^ffd8ff/u, // JPEG
  /^89504e470d0a1a0a/u, // PNG
  /^52494646.{8}57454250/u, // RIFF…WEBP
  /^474946383[79]61/u, // GIF87a, GIF89a
  /^(?:49492a00|4d4d002a)/u, // TIFF
  /^.{8}66747970(?:61766966|61766973|6d696631|6d736631)/u, // …ftyp avif, avis, mif1, msf1
]
