import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeTelegramAccount } from './telegram-account.ts'
import { picturePaths, writeTelegramChat } from './telegram-export.ts'
import type { PlacedPicture } from './telegram-messages.ts'
import { createTextFile } from './text-file.ts'
import type { Truth } from './truth.ts'
import type { TelegramChat } from './world-types.ts'
import type { Writing } from './writing.ts'
import { inParallel, makePicture, remember } from './writing.ts'

export const telegramFolder = 'telegram/ChatExport_2015-12-01'
export const accountFolder = 'telegram-account/DataExport_2015-12-02'

/** Writes the pictures of a chat; `below` leads from the export's folder to the chat's files. */
const placePictures = async (
  writing: Writing,
  chat: TelegramChat,
  folder: string,
  below: string,
): Promise<PlacedPicture[]> => {
  await mkdir(join(writing.dir, folder, below, 'photos'), { recursive: true })
  const paths = picturePaths(chat, below)
  let done = 0
  const made = await inParallel(chat.pictures, async (planned, order) => {
    const picture = await makePicture(writing, planned)
    const path = paths[order] ?? ''
    await writeFile(join(writing.dir, folder, path), picture.bytes)
    done += 1
    writing.onProgress({ part: 'telegram', done, total: paths.length })
    // Only what is needed later: hundreds of pictures need not stay in memory.
    const noted: Writing = { ...writing, planted: [] }
    remember(noted, planned, picture, `${folder}/${path}`, null)
    return { planted: noted.planted, path, width: picture.width, height: picture.height, size: picture.bytes.length }
  })
  return made.map(({ planted, ...placed }) => {
    writing.planted.push(...planted)
    return placed
  })
}

const plantedIn = (chat: TelegramChat): number => chat.pictures.filter((picture) => picture.person !== null).length

const writeMarket = async (writing: Writing): Promise<Truth['telegram'][number]> => {
  const { world, dir } = writing
  const chat = world.telegram
  const placed = await placePictures(writing, chat, telegramFolder, '')
  const path = `${telegramFolder}/result.json`
  const file = await createTextFile(join(dir, path))
  try {
    const counts = await writeTelegramChat(file, world.seed, chat, placed, 0, (done, total) => {
      writing.onProgress({ part: 'messages', done, total })
    })
    return { file: path, title: chat.title, picturesPlanted: plantedIn(chat), ...counts }
  } finally {
    await file.close()
  }
}

const writeAccount = async (writing: Writing): Promise<Truth['telegram']> => {
  const { world, dir } = writing
  const placed: PlacedPicture[][] = []
  for (const [order, chat] of world.account.entries()) {
    placed.push(await placePictures(writing, chat, accountFolder, `chats/chat_0${order + 1}/`))
  }
  const path = `${accountFolder}/result.json`
  const counts = await writeTelegramAccount(join(dir, path), world.seed, world.account, placed)
  return world.account.flatMap((chat, order) => {
    const chatCounts = counts[order]
    if (chatCounts === undefined) return []
    return [{ file: path, title: chat.title, picturesPlanted: plantedIn(chat), ...chatCounts }]
  })
}

/** Writes the market group's export and the small account's, each with its pictures. */
export const writeTelegram = async (writing: Writing): Promise<Truth['telegram']> => [
  await writeMarket(writing),
  ...(await writeAccount(writing)),
]
