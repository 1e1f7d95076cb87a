import { sayCaption, sayText } from './chat-texts.ts'
import type { ChatTime } from './chat-time.ts'
import { chatTime, messageSeconds, twoDigits } from './chat-time.ts'
import { createStream } from './stream.ts'
import { dialects } from './whatsapp-dialects.ts'
import type { WhatsappChat } from './world-types.ts'

/** What was written into one chat; `lines` = `messages` + `notices`, and continuation lines are not counted. */
export type WhatsappCounts = {
  lines: number
  messages: number
  /** Lines that the app wrote on its own: encryption, created, added, left, renamed. */
  notices: number
  /** Attached files that are there. */
  pictures: number
  /** Attached files that the text names but the export does not hold. */
  missing: number
  omitted: number
  deleted: number
}

export type WhatsappText = { text: string; pictureNames: string[]; counts: WhatsappCounts }

/**
 * When a line was sent. In an undecidable chat every date reads as day/month and as month/day, in order both ways:
 * the first number grows from 3 to 11 and the second stays 4.
 */
const lineTime = (chat: WhatsappChat, index: number): ChatTime => {
  const time = chatTime(messageSeconds(index, chat.messages))
  if (chat.dialect !== 'undecidable') return time
  const place = (index * 9) / chat.messages
  const minutes = Math.floor((place % 1) * 14 * 60)
  return { ...time, day: 3 + Math.floor(place), month: 4, hour: 8 + Math.floor(minutes / 60), minute: minutes % 60 }
}

/** Invents the text of a WhatsApp export and the names under which its pictures lie beside it. */
export const writeWhatsappText = (seed: string, chat: WhatsappChat): WhatsappText => {
  const stream = createStream(seed, `whatsapp/${chat.key}`)
  const dialect = dialects[chat.dialect]
  const ios = dialect.platform === 'ios'
  const opening = 4
  const counts = { lines: 0, messages: 0, notices: 0, pictures: 0, missing: 0, omitted: 0, deleted: 0 }
  const pictureNames: string[] = []
  const room = chat.messages - opening
  const orderByIndex = new Map(
    chat.pictures.map((_, order) => [opening + Math.floor(((order + 0.5) * room) / chat.pictures.length), order]),
  )
  const names = chat.members.map((member) => member.name ?? '')
  const [first = '', second = '', third = ''] = names

  const fileName = (time: ChatTime, index: number, number: number): string => {
    const day = [time.year, twoDigits(time.month), twoDigits(time.day)]
    const clock = [twoDigits(time.hour), twoDigits(time.minute), twoDigits(time.second)]
    return ios
      ? `${String(index).padStart(8, '0')}-PHOTO-${[...day, ...clock].join('-')}.jpg`
      : `IMG-${day.join('')}-WA${String(number).padStart(4, '0')}.jpg`
  }

  let text = ''
  const put = (time: ChatTime, marked: boolean, content: string): void => {
    text += `${marked ? dialect.mark : ''}${dialect.header(time)}${content}${dialect.lineEnd}`
    counts.lines += 1
  }
  // Android writes notices without a sender, iOS under the name of the group and with a mark.
  const notice = (time: ChatTime, words: string): void => {
    counts.notices += 1
    put(time, ios, ios ? `${chat.title}: ${dialect.mark}${words}` : words)
  }
  const say = (time: ChatTime, name: string, words: string, marked: boolean): void => {
    counts.messages += 1
    put(time, marked && ios, `${name}: ${words}`)
  }

  const openings = [
    dialect.encrypted,
    dialect.created(first, chat.title),
    dialect.added(first, second),
    dialect.added(first, third),
  ]
  for (let index = 0; index < chat.messages; index += 1) {
    const time = lineTime(chat, index)
    const opened = openings[index]
    if (opened !== undefined) {
      notice(time, opened)
      continue
    }
    const member = stream.pick(chat.members)
    const name = member.name ?? ''
    const order = orderByIndex.get(index)
    const roll = stream.below(100)
    if (order !== undefined) {
      const file = fileName(time, index, order + 1)
      pictureNames[order] = file
      counts.pictures += 1
      say(time, name, dialect.attached(file, sayCaption(stream, member.language)), true)
    } else if (roll < 4) {
      counts.omitted += 1
      say(time, name, dialect.omitted, true)
    } else if (roll < 6) {
      counts.deleted += 1
      say(time, name, dialect.deleted, true)
    } else if (roll < 8 && chat.packing !== 'text') {
      counts.missing += 1
      say(time, name, dialect.attached(fileName(time, index, 900 + index), ''), true)
    } else if (roll < 9) notice(time, dialect.renamed(name, `${chat.title}: 2`))
    else if (roll < 10) notice(time, dialect.left(name))
    else say(time, name, sayText(stream, member.language), false)
  }
  return { text, pictureNames, counts }
}
