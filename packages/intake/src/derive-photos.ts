import { CompareError, createPhotoHasher } from '@homeward/compare'
import { hasPhoto, openItem, storePhoto } from '@homeward/records'
import type { PhotoResult, Records } from '@homeward/records'
import { stopIfAsked } from './progress.ts'
import type { RunOptions } from './progress.ts'
import { readingWords } from './reading-words.ts'

/** A picture among the items of a source. */
export interface Picture {
  item: string
  sha256: string
  size: number
}

/** Pictures that are read and wait for a free worker. */
const inFlight = 4
/** A larger file is not read into memory to be compared. */
const maxPictureBytes = 256 * 1024 * 1024

/**
 * Hashes pictures that have no hash yet, several at a time, and keeps hash or reason. Pictures that are known are left
 * as they are (rule I31). Throws `IntakeError` CANCELLED, and what the vault throws.
 */
export async function derivePhotos(
  records: Records,
  pictures: readonly Picture[],
  { onProgress, signal }: RunOptions,
): Promise<void> {
  const waiting = pictures.filter(({ sha256 }) => !hasPhoto(records, sha256))
  if (waiting.length === 0) return
  const total = waiting.length
  const hasher = createPhotoHasher()
  let done = 0

  async function work(): Promise<void> {
    for (let picture = waiting.shift(); picture; picture = waiting.shift()) {
      stopIfAsked(signal)
      storePhoto(records, picture.sha256, await resultOf(picture))
      done++
      onProgress?.({ stage: 'photos', done, total })
    }
  }

  async function resultOf({ item, size }: Picture): Promise<PhotoResult> {
    if (size > maxPictureBytes) return { state: 'unreadable', reason: readingWords.say('picture-too-large').text }
    const bytes = await openItem(records, item)
    const whole = await bytes.read(0, bytes.size)
    try {
      const { pdqHex, quality, width, height } = await hasher.hash(whole)
      return { state: 'hashed', pdqHex, quality, width, height }
    } catch (error) {
      return { state: 'unreadable', reason: reasonOf(error) }
    }
  }

  try {
    await Promise.all(Array.from({ length: inFlight }, work))
  } finally {
    waiting.length = 0
    await hasher.close()
  }
}

/** Why a picture is not compared, by the code of the hasher. */
function reasonOf(error: unknown): string {
  if (!(error instanceof CompareError)) return error instanceof Error ? error.message : String(error)
  if (error.code === 'PHOTO_UNSUPPORTED') return readingWords.say('picture-unsupported').text
  if (error.code === 'PHOTO_TOO_LARGE') return readingWords.say('picture-too-large').text
  return readingWords.say(error.code === 'PHOTO_UNREADABLE' ? 'picture-damaged' : 'picture-failed').text
}
