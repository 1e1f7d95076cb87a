import { chatTime, messageSeconds, tdesktopDate } from './chat-time.ts'
import type { TextPart } from './chat-texts.ts'
import { sayCaption, sayFormatted, sayText } from './chat-texts.ts'
import type { Stream } from './stream.ts'
import { createStream } from './stream.ts'
import type { TdesktopValue } from './tdesktop-json.ts'
import { emptyList } from './tdesktop-json.ts'
import { filePart, notIncluded, servicePart } from './telegram-parts.ts'
import type { ChatMember, TelegramChat } from './world-types.ts'

/** A picture that lies beside the export: its path as the export writes it, its pixels and its bytes. */
export type PlacedPicture = { path: string; width: number; height: number; size: number }

/** What one element of `messages` is, for counting. */
type TelegramKind = 'message' | 'service' | 'unsupported'

export type TelegramElement = {
  value: TdesktopValue
  kind: TelegramKind
  /** A picture that lies beside the export. */
  picture: boolean
  /** Media that the export names but did not include. */
  missing: boolean
  escaped: boolean
}

type Members = Record<string, TdesktopValue | undefined>

/** How many elements of a supergroup come from the small group that it was before, and from the change. */
const openingLength = (chat: TelegramChat): number =>
  chat.type === 'private_supergroup' && chat.messages >= 20 ? 5 : 0

/** Message ids of a former group are shifted by this much (tdesktop: kMigratedMessagesIdShift). */
const migratedShift = -1_000_000_000

/** Ids grow with gaps, where messages were deleted before the export. */
const messageId = (index: number, opening: number): number =>
  opening > 0 && index < opening - 1
    ? migratedShift + index + 1
    : index - Math.max(0, opening - 1) + 1 + Math.floor(index / 17)

/** The elements that show the pictures of a chat, one each, spread evenly after the opening. */
export const pictureIndexes = (chat: TelegramChat): number[] => {
  const first = openingLength(chat)
  const room = chat.messages - first
  return chat.pictures.map((_, order) => first + Math.floor(((order + 0.5) * room) / chat.pictures.length))
}

/** The elements that hold a control character; never one that shows a picture. */
const escapeIndexes = (chat: TelegramChat, pictures: ReadonlyMap<number, PlacedPicture>): Set<number> => {
  const indexes = new Set<number>()
  for (let order = 1; order <= chat.controlEscapes; order += 1) {
    let index = Math.floor((chat.messages * order) / (chat.controlEscapes + 1))
    while (pictures.has(index) || indexes.has(index)) index += 1
    if (index >= openingLength(chat) && index < chat.messages) indexes.add(index)
  }
  return indexes
}

const textMembers = (text: string): Members =>
  text === '' ? { text, text_entities: emptyList } : { text, text_entities: [{ type: 'plain', text }] }

const partMembers = (parts: readonly TextPart[]): Members => ({
  text: parts.map((part) => (part.type === 'plain' ? part.text : part)),
  text_entities: parts,
})

const forwardSources = ['Weather of the hills', 'ورشة الأدوات', 'Nûçeyên pisîkan', 'پێشبینی کەشوهەوا', null] as const

/** What a text message may carry besides its text, before and after it. */
const decorate = (
  stream: Stream,
  member: ChatMember,
  unixSeconds: number,
  replyTo: number | null,
): [Members, Members] => {
  const roll = stream.below(1000)
  if (roll < 120 && replyTo !== null) return [{ reply_to_message_id: replyTo }, {}]
  if (roll < 150) return [{ forwarded_from: stream.pick(forwardSources) }, {}]
  if (roll >= 172) return [{}, {}]
  const date = tdesktopDate(chatTime(unixSeconds + 60))
  const recent = [{ from: member.name, from_id: `user${member.id}`, date }]
  return [{}, { reactions: [{ type: 'emoji', count: 1, emoji: stream.pick(['👍', '🐈', '☀️', '❤']), recent }] }]
}

/**
 * Prepares to invent the elements of a chat; call the result for 0, 1, 2 … in that order. Needs no memory of earlier
 * elements beyond a few words, so half a million of them are no more trouble than ten.
 */
export const createMessageMaker = (
  seed: string,
  chat: TelegramChat,
  pictures: ReadonlyMap<number, PlacedPicture>,
): ((index: number) => TelegramElement) => {
  const stream = createStream(seed, `telegram/${chat.key}`)
  const opening = openingLength(chat)
  const escapes = escapeIndexes(chat, pictures)
  let sender = stream.pick(chat.members)

  const head = (index: number, type: TelegramKind, edited = false): Members => {
    // tdesktop writes the two notices of a migration in one go; the second may be a second older.
    const changed = index === opening - 1 && opening > 0
    const unixSeconds = changed ? messageSeconds(index - 1, chat.messages) - 1 : messageSeconds(index, chat.messages)
    const members: Members = {
      id: messageId(index, opening),
      type,
      date: tdesktopDate(chatTime(unixSeconds)),
      date_unixtime: String(unixSeconds),
    }
    if (!edited) return members
    const later = unixSeconds + stream.between(5, 600)
    return { ...members, edited: tdesktopDate(chatTime(later)), edited_unixtime: String(later) }
  }

  const service = (index: number, notice: Members): TelegramElement => ({
    value: {
      ...head(index, 'service'),
      actor: sender.name,
      actor_id: `user${sender.id}`,
      ...notice,
      ...textMembers(''),
    },
    kind: 'service',
    picture: false,
    missing: notice['photo'] !== undefined,
    escaped: false,
  })

  const message = (index: number, before: Members, after: Members, edited = false): TelegramElement => ({
    value: { ...head(index, 'message', edited), from: sender.name, from_id: `user${sender.id}`, ...before, ...after },
    kind: 'message',
    picture: false,
    missing: false,
    escaped: false,
  })

  const open = (index: number): TelegramElement => {
    const names = chat.members.slice(0, 4).map((member) => member.name)
    if (index === 0) return service(index, { action: 'create_group', title: chat.title, members: names.slice(0, 3) })
    if (index === 1) return message(index, {}, textMembers(sayText(stream, sender.language)))
    if (index === 2) return service(index, { action: 'invite_members', members: [...names.slice(3), null] })
    if (index === 3) return service(index, { action: 'migrate_to_supergroup' })
    return service(index, { action: 'migrate_from_group', title: chat.title })
  }

  return (index) => {
    if (!stream.chance(0.35)) sender = stream.pick(chat.members)
    if (index < opening) return open(index)
    if (escapes.has(index)) {
      const text = `${sayText(stream, sender.language)} ${stream.pick(['\u0007', '\u001B[0m', '\u0000'])}`
      return { ...message(index, {}, textMembers(text)), escaped: true }
    }
    const picture = pictures.get(index)
    if (picture !== undefined) {
      const shown = { photo: picture.path, photo_file_size: picture.size, width: picture.width, height: picture.height }
      return { ...message(index, shown, textMembers(sayCaption(stream, sender.language))), picture: true }
    }
    const roll = stream.below(1000)
    if (roll < 8) return service(index, servicePart(stream, chat, messageId(index - 1, opening)))
    if (roll < 10) {
      const value = { id: messageId(index, opening), type: 'unsupported' }
      return { value, kind: 'unsupported', picture: false, missing: false, escaped: false }
    }
    if (roll < 30) {
      const size = { photo_file_size: stream.between(20_000, 190_000), width: 960, height: 1280 }
      const shown = { photo: notIncluded, ...size }
      return { ...message(index, shown, textMembers(sayCaption(stream, sender.language))), missing: true }
    }
    if (roll < 52) {
      const media = filePart(stream, roll)
      return { ...message(index, media, textMembers('')), missing: media['file'] !== undefined }
    }
    const replyTo = index - 6 > opening ? messageId(index - stream.between(1, 5), opening) : null
    const [before, after] = decorate(stream, sender, messageSeconds(index, chat.messages), replyTo)
    const text = stream.chance(0.05)
      ? partMembers(sayFormatted(stream, sender.language))
      : textMembers(sayText(stream, sender.language))
    return message(index, before, { ...text, ...after }, stream.chance(0.025))
  }
}
