import { pdqFromLuma } from './pdq.ts'
import { pdqToHex } from './pdq-hash.ts'
import { decoderVersion } from './photo-input.ts'
import { readLuma } from './photo-luma.ts'

export interface PhotoHash {
  readonly pdqHex: string
  /** 0 to 100; below 50 the hash says little (a plain surface, a blurred picture). */
  readonly quality: number
  /** Pixels of the picture as it is shown. */
  readonly width: number
  readonly height: number
  /** What computed the hash and from which pixels; hashes are most alike when this is the same. */
  readonly impl: string
  /** The hashes of the eight turned and mirrored pictures, `pdqHex` first: search with all to find mirrored copies. */
  readonly dihedralHex: readonly string[]
}

/** Changes whenever the same bytes could give another hash. */
const impl = `homeward-pdq-1 nearest-512 upright flat-on-black ${decoderVersion}`

/**
 * The PDQ hash of a picture file, by the reference's rule (see photo-luma.ts).
 * On this thread: for many photos use createPhotoHasher.
 *
 * @throws CompareError `PHOTO_UNSUPPORTED`, `PHOTO_TOO_LARGE`, or `PHOTO_UNREADABLE`.
 */
export async function hashPhoto(bytes: Uint8Array): Promise<PhotoHash> {
  const { luma, rows, cols, width, height } = await readLuma(bytes)
  const { hash, quality, dihedral } = pdqFromLuma(luma, rows, cols)
  return { pdqHex: pdqToHex(hash), quality, width, height, impl, dihedralHex: dihedral().map(pdqToHex) }
}
