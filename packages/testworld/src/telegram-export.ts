import { inventMembers } from './chat-members.ts'
import { chatTime, fileNameDate, messageSeconds } from './chat-time.ts'
import { lineBreak, quoteTdesktop, writeTdesktop } from './tdesktop-json.ts'
import type { PlacedPicture } from './telegram-messages.ts'
import { createMessageMaker, pictureIndexes } from './telegram-messages.ts'
import { createTextFile } from './text-file.ts'
import type { TextFile } from './text-file.ts'
import type { TelegramChat } from './world-types.ts'

/** What was written into one chat; `elements` = `messages` + `service` + `unsupported`. */
export type TelegramCounts = {
  elements: number
  messages: number
  service: number
  unsupported: number
  /** Messages with a picture that lies beside the export. */
  pictures: number
  /** Messages and notices that name media which the export does not hold. */
  missing: number
  /** Messages with an invalid `\xNN` escape. */
  controlEscapes: number
}

/** The names that Telegram Desktop gives the pictures of a chat; `folder` leads from the export to the chat's files. */
export const picturePaths = (chat: TelegramChat, folder: string): string[] =>
  pictureIndexes(chat).map((index, order) => {
    const date = fileNameDate(chatTime(messageSeconds(index, chat.messages)))
    return `${folder}photos/photo_${order + 1}@${date}.jpg`
  })

/** Writes one chat object whose bracket stands at `depth`; `placed` are its pictures in the order of the chat's. */
export const writeTelegramChat = async (
  file: TextFile,
  seed: string,
  chat: TelegramChat,
  placed: readonly PlacedPicture[],
  depth: number,
  onProgress?: (done: number, total: number) => void,
): Promise<TelegramCounts> => {
  const indexes = pictureIndexes(chat)
  const pictures = new Map(placed.map((picture, order) => [indexes[order] ?? -1, picture]))
  const make = createMessageMaker(seed, chat, pictures)
  const counts = { elements: 0, messages: 0, service: 0, unsupported: 0, pictures: 0, missing: 0, controlEscapes: 0 }
  const inner = lineBreak(depth + 1)
  await file.write(
    `{${inner}"name": ${quoteTdesktop(chat.title)},${inner}"type": "${chat.type}",${inner}"id": ${chat.id},${inner}"messages": [`,
  )
  let separator = lineBreak(depth + 2)
  for (let index = 0; index < chat.messages; index += 1) {
    const element = make(index)
    const full = file.write(separator + writeTdesktop(element.value, depth + 2))
    // Waiting only for full blocks is what makes half a million messages fast.
    if (full !== undefined) {
      await full
      onProgress?.(index + 1, chat.messages)
    }
    separator = `,${lineBreak(depth + 2)}`
    counts.elements += 1
    if (element.kind === 'service') counts.service += 1
    else if (element.kind === 'message') counts.messages += 1
    else counts.unsupported += 1
    if (element.picture) counts.pictures += 1
    if (element.missing) counts.missing += 1
    if (element.escaped) counts.controlEscapes += 1
  }
  await file.write(`${inner}]${lineBreak(depth)}}`)
  onProgress?.(chat.messages, chat.messages)
  return counts
}

/** The market group of a world: cats, tools, phones and weather. */
export const marketChat = (seed: string, messages: number, controlEscapes: number): TelegramChat => ({
  key: 'market',
  title: 'سوق ستيركافا – Tools, phones & cats 🐈',
  type: 'private_supergroup',
  id: 1_402_345_678,
  members: inventMembers(seed, 'market', 24, ['arabic', 'sorani', 'kurmanji', 'english', 'arabic'], true),
  messages,
  controlEscapes,
  pictures: [],
})

/**
 * Writes a market chat of any length as one result.json at `path`, without pictures beside it, for benchmarks. Memory
 * stays small. `messages` counts elements of every type. With `controlEscapes: 0` the file is valid JSON; otherwise
 * that many messages carry an invalid `\xNN`, as in real exports.
 */
export const writeTelegramExport = async (options: {
  path: string
  messages: number
  seed: number | string
  controlEscapes?: number
  onProgress?: (done: number, total: number) => void
}): Promise<TelegramCounts & { bytes: number }> => {
  const seed = String(options.seed)
  const file = await createTextFile(options.path)
  try {
    const chat = marketChat(seed, options.messages, options.controlEscapes ?? 2)
    const counts = await writeTelegramChat(file, seed, chat, [], 0, options.onProgress)
    return { ...counts, bytes: await file.close() }
  } catch (error) {
    await file.close().catch(() => 0)
    throw error
  }
}
