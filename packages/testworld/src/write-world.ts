import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TestworldError } from './testworld-error.ts'
import type { Truth } from './truth.ts'
import type { Person, World } from './world-types.ts'
import { writeFamilies } from './write-families.ts'
import { writePictures } from './write-pictures.ts'
import { accountFolder, telegramFolder, writeTelegram } from './write-telegram.ts'
import { writeWhatsapp } from './write-whatsapp.ts'
import type { WorldProgress, Writing } from './writing.ts'

/** Where the parts of a written world are: below `dir` as it was given. */
export type WorldFiles = {
  dir: string
  /** The families' file, and the folder that its `photo` column is relative to. */
  familiesCsv: string
  familiesDir: string
  /** Folders with a result.json. */
  telegramDir: string
  telegramAccountDir: string
  /** Zips, a folder and a bare text, one of each dialect. */
  whatsapp: string[]
  picturesDir: string
  /** JSON of the type `Truth`. */
  truth: string
}

const tellTruth = (
  writing: Writing,
  people: readonly Person[],
  parts: Pick<Truth, 'telegram' | 'whatsapp' | 'pictures'>,
): Truth => ({
  seed: writing.world.seed,
  people: people.map((person) => ({
    id: person.id,
    sex: person.sex,
    birthYear: person.birthYear,
    photo: person.photo === null ? null : person.photo.file,
    names: person.spellings,
  })),
  samePerson: people.flatMap((person): Truth['samePerson'] =>
    person.samePersonAs === null ? [] : [[person.samePersonAs, person.id]],
  ),
  albumAnswers: writing.world.albumAnswers,
  planted: writing.planted,
  ...parts,
})

/**
 * Writes a world into an empty or new folder: the families' file with photos, Telegram and WhatsApp exports, a folder
 * of pictures, and `truth.json`. Equal worlds give equal bytes wherever the same version of sharp runs; the order of
 * `world.people` does not matter. Messages are streamed, so a long chat needs no more memory than a short one. What
 * was written stays if it fails midway. Throws TestworldError FOLDER_NOT_EMPTY, or the file system's error.
 */
export const writeWorld = async (
  world: World,
  dir: string,
  options: { onProgress?: (progress: WorldProgress) => void } = {},
): Promise<WorldFiles> => {
  await mkdir(dir, { recursive: true })
  if ((await readdir(dir)).length > 0) {
    throw new TestworldError(
      'FOLDER_NOT_EMPTY',
      `The folder ${dir} is not empty. Choose a new folder for the invented world.`,
    )
  }
  const writing: Writing = { world, dir, planted: [], onProgress: options.onProgress ?? (() => undefined) }
  const people = world.people.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1))
  await writeFamilies(writing, people)
  const telegram = await writeTelegram(writing)
  const whatsapp = await writeWhatsapp(writing)
  const pictures = await writePictures(writing)
  const truth = tellTruth(writing, people, { telegram, whatsapp, pictures })
  await writeFile(join(dir, 'truth.json'), `${JSON.stringify(truth, undefined, 1)}\n`)
  return {
    dir,
    familiesCsv: join(dir, 'families/missing.csv'),
    familiesDir: join(dir, 'families'),
    telegramDir: join(dir, telegramFolder),
    telegramAccountDir: join(dir, accountFolder),
    whatsapp: whatsapp.map((chat) => join(dir, chat.file)),
    picturesDir: join(dir, 'pictures'),
    truth: join(dir, 'truth.json'),
  }
}
