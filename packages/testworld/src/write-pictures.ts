import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Truth } from './truth.ts'
import type { Writing } from './writing.ts'
import { makePictures, remember } from './writing.ts'

const folder = 'pictures'

/** A letter in two code points, a right-to-left override, a percent sign, three scripts. */
const oddName = 'صورة e\u0302 100% \u202Egpj.وێنە (2).jpg'

const fileName = (order: number): string => {
  if (order === 1) return oddName
  return `picture ${order + 1}${order === 2 ? '.JPG' : '.jpg'}`
}

/** Writes a plain folder of pictures, with one file twice, one broken and one oddly named. */
export const writePictures = async (writing: Writing): Promise<Truth['pictures']> => {
  await mkdir(join(writing.dir, folder), { recursive: true })
  const { pictures: planned } = writing.world
  const made = await makePictures(writing, planned)
  for (const [order, picture] of made.entries()) {
    const file = `${folder}/${fileName(order)}`
    await writeFile(join(writing.dir, file), picture.bytes)
    remember(writing, planned[order], picture, file, null)
    writing.onProgress({ part: 'pictures', done: order + 1, total: made.length })
  }
  const [first] = made
  if (first === undefined) return { files: 0, decodable: 0, broken: [], duplicates: [] }
  const copy = `${folder}/copy of picture 1.jpg`
  await writeFile(join(writing.dir, copy), first.bytes)
  remember(writing, planned[0], first, copy, null)
  // Ends within the tables, before the size of the picture.
  const broken = `${folder}/broken.jpg`
  await writeFile(join(writing.dir, broken), first.bytes.subarray(0, 120))
  return {
    files: made.length + 2,
    decodable: made.length + 1,
    broken: [broken],
    duplicates: [[copy, `${folder}/${fileName(0)}`]],
  }
}
