import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { familiesCsv } from './families-csv.ts'
import { renderDrawing } from './picture-bytes.ts'
import type { Person, PlannedPicture } from './world-types.ts'
import type { Writing } from './writing.ts'
import { inParallel, makePicture, remember } from './writing.ts'

/** Writes families/missing.csv and families/photos/, copies after the pictures that they are copied from. */
export const writeFamilies = async (writing: Writing, people: readonly Person[]): Promise<void> => {
  const { world, dir } = writing
  await mkdir(join(dir, 'families/photos'), { recursive: true })
  await writeFile(join(dir, 'families/missing.csv'), familiesCsv(people))
  const photos = people.flatMap((person) => (person.photo === null ? [] : [person.photo]))
  let done = 0
  const report = (): void => {
    done += 1
    writing.onProgress({ part: 'families', done, total: photos.length })
  }
  const originals = photos.filter((photo) => photo.copyOf === null)
  await inParallel(originals, async (photo) => {
    const picture = await renderDrawing(world.seed, photo.drawing, photo.width, photo.height, photo.quality)
    await writeFile(join(dir, photo.file), picture.bytes)
    report()
  })
  for (const photo of photos) {
    if (photo.copyOf === null) continue
    const { width, height, quality, drawing, copyOf } = photo
    const transformation = { kind: 'resized', width, height, quality } as const
    const planned: PlannedPicture = { person: copyOf, drawing, transformation }
    const picture = await makePicture(writing, planned)
    await writeFile(join(dir, photo.file), picture.bytes)
    remember(writing, planned, picture, photo.file, null)
    report()
  }
}
