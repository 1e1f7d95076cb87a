import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Picture } from './picture-bytes.ts'
import { renderDrawing, transformPicture } from './picture-bytes.ts'
import type { PlantedPicture } from './truth.ts'
import type { PlannedPicture, World } from './world-types.ts'

/** What is being written, and how much of it is done. */
export type WorldProgress = {
  part: 'families' | 'telegram' | 'messages' | 'whatsapp' | 'pictures'
  done: number
  total: number
}

/** A world on its way to a folder; `planted` collects what the truth will tell. */
export type Writing = {
  world: World
  dir: string
  planted: PlantedPicture[]
  onProgress: (progress: WorldProgress) => void
}

/** Does the work for every item, as many at once as the machine has cores; results keep the order of the items. */
export const inParallel = async <T, R>(
  items: readonly T[],
  work: (item: T, order: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const order = next
      next += 1
      results[order] = await work(items[order] as T, order)
    }
  }
  await Promise.all(Array.from({ length: Math.min(items.length, availableParallelism()) }, worker))
  return results
}

/** Where the family's own picture of a person is, below the world's folder. */
const originalOf = (person: string): string => `families/photos/${person}.jpg`

/** Makes a planned picture; a planted one is copied from the family's picture, which must have been written. */
export const makePicture = async (writing: Writing, planned: PlannedPicture): Promise<Picture> => {
  const { width, height, quality } = planned.transformation
  if (planned.person === null) return renderDrawing(writing.world.seed, planned.drawing, width, height, quality)
  return transformPicture(await readFile(join(writing.dir, originalOf(planned.person))), planned.transformation)
}

/** Makes several planned pictures, in their order. */
export const makePictures = (writing: Writing, planned: readonly PlannedPicture[]): Promise<Picture[]> =>
  inParallel(planned, (one) => makePicture(writing, one))

/** Notes for the truth that a picture was written, if it is planted. */
export const remember = (
  writing: Writing,
  planned: PlannedPicture | undefined,
  picture: Picture,
  file: string,
  member: string | null,
): void => {
  if (planned === undefined || planned.person === null) return
  writing.planted.push({
    file,
    member,
    person: planned.person,
    original: originalOf(planned.person),
    transformation: planned.transformation,
    sha256: createHash('sha256').update(picture.bytes).digest('hex'),
  })
}
