import type { ParsedMessage } from '@homeward/records'
import type { ItemBytes } from '@homeward/records'
import { unreadableMessage } from './parsed-chat.ts'
import type { ParsedBatch, ParsedChat, ParseReport } from './parsed-chat.ts'
import { readLines } from './utf8-lines.ts'
import type { TextLine } from './utf8-lines.ts'
import { isMarked, phoneOf, readBody, splitSender } from './whatsapp-body.ts'
import type { FilesBeside } from './whatsapp-body.ts'
import { readHeader } from './whatsapp-header.ts'
import type { Header } from './whatsapp-header.ts'
import { isCredible, surveyWhatsapp } from './whatsapp-survey.ts'
import type { Survey } from './whatsapp-survey.ts'
import { readingWords } from './reading-words.ts'

/** The text of a longer message is cut for reading; its byte range is not. */
const maxTextLength = 1 << 20

/**
 * Reads a WhatsApp text export in two passes of constant memory: one to learn how this file writes dates, headers and
 * names, one to read the messages. Rules I15–I19 of docs/spec/intake.md. Never throws for what the bytes are; passes on
 * what reading them throws.
 */
export async function* parseWhatsapp(
  bytes: ItemBytes,
  { files, chatName }: { files: FilesBeside; chatName: string | null },
): AsyncGenerator<ParsedBatch, ParseReport> {
  const survey = await surveyWhatsapp(bytes)
  const chat: ParsedChat = { number: 0, name: chatName, type: null, nativeId: null }
  const counts = { invalid: 0, forged: 0, headerLike: 0, loose: 0 }
  let open: ParsedMessage | null = null
  let previousMs: number | null = null
  let seq = 0

  function begin(line: TextLine, header: Header): ParsedMessage {
    const { message, orderMs } = toMessage({ line, header, seq: seq++, survey, files, previousMs })
    previousMs = orderMs ?? previousMs
    if (message.flags.includes('possibly-forged')) counts.forged++
    return message
  }

  for await (const lines of readLines(bytes)) {
    const messages: ParsedMessage[] = []
    for (const line of lines) {
      const header = line.isStart ? readHeader(line.text) : null
      const isHeader = header !== null && header.family === survey.family
      if (isHeader || open === null) {
        if (open) messages.push(open)
        if (isHeader) open = begin(line, header)
        else {
          open = {
            ...unreadableMessage(seq++, line.start, line.end, 'exporter'),
            text: line.text,
            flags: ['no-header'],
          }
          counts.loose++
        }
      } else {
        extend(open, line)
        if (header && !open.flags.includes('header-like-line')) {
          open.flags.push('header-like-line')
          counts.headerLike++
        }
      }
      if (!line.isValid && !open.flags.includes('invalid-utf8')) {
        open.flags.push('invalid-utf8')
        counts.invalid++
      }
    }
    if (messages.length > 0) yield { chat, messages }
  }
  if (open) yield { chat, messages: [open] }
  return { chats: [chat], anomalies: anomaliesOf(survey, counts) }
}

function extend(message: ParsedMessage, line: TextLine): void {
  message.end = line.end
  if (message.text.length + line.text.length < maxTextLength) message.text += `${line.isStart ? '\n' : ''}${line.text}`
  else if (!message.flags.includes('text-cut')) message.flags.push('text-cut')
}

interface Place {
  line: TextLine
  header: Header
  seq: number
  survey: Survey
  files: FilesBeside
  previousMs: number | null
}

function toMessage({ line, header, seq, survey, files, previousMs }: Place): {
  message: ParsedMessage
  orderMs: number | null
} {
  const rest = line.text.slice(header.bodyAt)
  const split = splitSender(rest)
  const named = split && isCredible(survey, split.sender) ? split : null
  const text = named?.text ?? rest
  const { time, readings, orderMs } = survey.dates.read(header.stamp, header.raw)
  const body = named ? readBody(text, files) : { attachments: [], flags: [] }
  const seen = named ? survey.senders.get(named.sender) : undefined
  const flags = [...body.flags]
  if (isMarked(text)) flags.push('generated')
  flags.push(...doubts({ header, survey, previousMs, orderMs, isOnlyHere: seen?.count === 1 }))
  const message: ParsedMessage = {
    seq,
    nativeId: null,
    // Notices stand under the group's name on iPhones (chats.md W2): a name under which nobody ever typed is no person's.
    kind: named && seen?.typed !== 0 ? 'message' : 'service',
    sender: named?.sender ?? null,
    senderId: named ? phoneOf(named.sender) : null,
    text: text.replace(/^[\u200E\u200F]+/u, ''),
    time,
    start: line.start,
    end: line.end,
    replyTo: null,
    forwardedFrom: null,
    editedMs: null,
    attachments: body.attachments,
    flags,
    extra: readings.length > 1 ? { readings } : {},
  }
  return { message, orderMs }
}

/**
 * Signs that a line only looks like a header and was typed or pasted into the message before it (chats.md W4). A
 * single sign is common in honest files, so it is only recorded; a different shape, or two signs, count as a warning.
 */
function doubts(seen: {
  header: Header
  survey: Survey
  previousMs: number | null
  orderMs: number | null
  isOnlyHere: boolean
}): string[] {
  const { header, survey, previousMs, orderMs, isOnlyHere } = seen
  const flags: string[] = []
  // Two exports of one chat differ by a second here and there (chats.md W10).
  const isBackwards = previousMs !== null && orderMs !== null && orderMs < previousMs - 1000
  if (isBackwards) flags.push('time-backwards')
  const usual = Math.max(1, survey.headers / 20)
  const hasOddStyle = (survey.countByStyle.get(header.style) ?? 0) <= usual && survey.countByStyle.size > 1
  if (hasOddStyle) flags.push('header-style-differs')
  if (isBackwards && isOnlyHere) flags.push('sender-only-here')
  if (previousMs !== null && (hasOddStyle || (isBackwards && isOnlyHere))) flags.push('possibly-forged')
  return flags
}

function anomaliesOf(
  survey: Survey,
  counts: { invalid: number; forged: number; headerLike: number; loose: number },
): string[] {
  const sentences = [...survey.dates.notes]
  if (counts.forged > 0) {
    sentences.push(readingWords.say('perhaps-forged', { n: counts.forged }).text)
  }
  if (counts.headerLike > 0) {
    sentences.push(readingWords.say('other-headers', { n: counts.headerLike }).text)
  }
  if (counts.loose > 0) sentences.push(readingWords.say('before-the-first').text)
  if (counts.invalid > 0) sentences.push(readingWords.say('invalid-utf8', { n: counts.invalid }).text)
  return sentences
}
