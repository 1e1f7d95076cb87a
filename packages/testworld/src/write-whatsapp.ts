import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeStoredZip } from './stored-zip.ts'
import type { Truth } from './truth.ts'
import { dialects } from './whatsapp-dialects.ts'
import { writeWhatsappText } from './whatsapp-export.ts'
import type { WhatsappChat } from './world-types.ts'
import type { Writing } from './writing.ts'
import { makePictures, remember } from './writing.ts'

/** Where an export stands below the world's folder: a zip, a folder, or the text itself. */
const exportPath = (chat: WhatsappChat): string => {
  const dialect = dialects[chat.dialect]
  const name = dialect.packageName(chat.title)
  if (chat.packing === 'text') return `whatsapp-text/${dialect.textName(chat.title)}`
  return `whatsapp-${dialect.platform}/${name}${chat.packing === 'zip' ? '.zip' : ''}`
}

const writeOne = async (writing: Writing, chat: WhatsappChat): Promise<Truth['whatsapp'][number]> => {
  const { text, pictureNames, counts } = writeWhatsappText(writing.world.seed, chat)
  const file = exportPath(chat)
  const textName = dialects[chat.dialect].textName(chat.title)
  const pictures = await makePictures(writing, chat.pictures)
  const entries = [
    { name: textName, bytes: Buffer.from(text) },
    ...pictures.map((picture, place) => ({ name: pictureNames[place] ?? '', bytes: picture.bytes })),
  ]
  const path = join(writing.dir, file)
  await mkdir(chat.packing === 'folder' ? path : join(path, '..'), { recursive: true })
  if (chat.packing === 'zip') await writeStoredZip(path, entries)
  else if (chat.packing === 'text') await writeFile(path, text)
  else for (const entry of entries) await writeFile(join(path, entry.name), entry.bytes)
  for (const [place, picture] of pictures.entries()) {
    const name = pictureNames[place] ?? ''
    if (chat.packing === 'zip') remember(writing, chat.pictures[place], picture, file, name)
    else remember(writing, chat.pictures[place], picture, `${file}/${name}`, null)
  }
  const member = chat.packing === 'text' ? null : textName
  return { file, member, title: chat.title, dialect: chat.dialect, ...counts }
}

/** Writes the WhatsApp exports of every dialect. */
export const writeWhatsapp = async (writing: Writing): Promise<Truth['whatsapp']> => {
  const truth: Truth['whatsapp'] = []
  for (const chat of writing.world.whatsapp) {
    truth.push(await writeOne(writing, chat))
    writing.onProgress({ part: 'whatsapp', done: truth.length, total: writing.world.whatsapp.length })
  }
  return truth
}
