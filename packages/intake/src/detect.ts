import type { ItemBytes, UnreadFormat } from '@homeward/records'
import { parseSlice } from './json-slice.ts'
import { createJsonSplitter } from './json-splitter.ts'
import { headBytes, mediaTypeOf } from './media-type.ts'
import { planTelegram } from './telegram-export.ts'
import { isFields } from './telegram-text.ts'
import { unreadChatOf } from './unread-chats.ts'
import { readHeader } from './whatsapp-header.ts'

/** Formats that Homeward reads further than as a plain file. */
export type Format = 'telegram-json' | 'telegram-account' | 'whatsapp-txt' | 'zip'

export interface Detection {
  mediaType: string
  /** Null for a plain file; some chat exports are known and not read (rule I53). */
  format: Format | UnreadFormat | null
}

/** An account export may begin with long lists of contacts; beyond this many bytes no chat is looked for. */
const accountBytes = 64 * 1024 * 1024
/** Top-level keys of Telegram Desktop's exports (chats.md §1.1). */
const telegramKeys = new Set([
  'name',
  'type',
  'id',
  'messages',
  'about',
  'personal_information',
  'profile_pictures',
  'profile_music',
  'stories',
  'contacts',
  'frequent_contacts',
  'sessions',
  'web_sessions',
  'other_data',
  'chats',
  'left_chats',
])
const messageTypes = new Set(['message', 'service', 'unsupported'])
const chatTypes =
  /^(?:saved_messages|replies|verification_codes|personal_chat|bot_chat|private_group|(?:private|public)_(?:supergroup|channel))$/u

/** What a file is by its bytes; its name never counts. Rule I20 of docs/spec/intake.md. */
export async function sniff(bytes: ItemBytes): Promise<string> {
  return (await look(bytes)).mediaType
}

/** The same, and whether it is a format that is read further: for exports that can mean reading up to their first message. */
export async function detect(bytes: ItemBytes): Promise<Detection> {
  const { mediaType, text } = await look(bytes)
  if (mediaType === 'application/zip') return { mediaType, format: 'zip' }
  if (text === null) return { mediaType, format: null }
  const unread = unreadChatOf(text)
  if (beginsAsObject(text)) return { mediaType, format: unread ?? (await detectTelegram(bytes)) }
  return { mediaType, format: unread ?? (isWhatsapp(text) ? 'whatsapp-txt' : null) }
}

/** The media type, and the beginning as text if it may be text. */
async function look(bytes: ItemBytes): Promise<{ mediaType: string; text: string | null }> {
  const head = await bytes.read(0, Math.min(headBytes, bytes.size))
  const mediaType = mediaTypeOf(head)
  const isUnknown = mediaType === 'application/octet-stream'
  if (!isUnknown && !/^text\/|^application\/json$/u.test(mediaType)) return { mediaType, text: null }
  const text = Buffer.from(head).toString('utf8')
  // A few bytes that are not text do not make an export another thing.
  if (beginsAsObject(text)) return { mediaType: isUnknown ? 'application/json' : mediaType, text }
  if (isUnknown && isWhatsapp(text)) return { mediaType: 'text/plain', text }
  if ((isUnknown || mediaType === 'text/plain') && (await endsAsZip(bytes)))
    return { mediaType: 'application/zip', text: null }
  return { mediaType, text }
}

function beginsAsObject(text: string): boolean {
  return /^\uFEFF?\s*\{/u.test(text)
}

/** An archive may stand behind other bytes; its list is found from the end (APPNOTE 4.3.16). */
async function endsAsZip(bytes: ItemBytes): Promise<boolean> {
  const from = Math.max(0, bytes.size - 70_000)
  const tail = Buffer.from(await bytes.read(from, bytes.size - from))
  const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (end < 0 || tail.length < end + 22) return false
  const listSize = tail.readUInt32LE(end + 12)
  const list = listSize > 0 && listSize <= from + end ? await bytes.read(from + end - listSize, 4) : null
  return list !== null && Buffer.from(list).equals(Buffer.from('PK\u0001\u0002', 'latin1'))
}

async function detectTelegram(bytes: ItemBytes): Promise<Format | null> {
  const evidence = { isForeign: false, isDecided: false, hasMessage: false, chatType: '', isAccount: false, keys: 0 }
  const top = (path: readonly string[]): void => {
    if (path.length !== 1) return
    evidence.keys++
    if (!telegramKeys.has(path[0] ?? '')) evidence.isForeign = true
    if (path[0] === 'chats' || path[0] === 'left_chats' || path[0] === 'personal_information') evidence.isAccount = true
  }
  const splitter = createJsonSplitter({
    plan(path) {
      top(path)
      return planTelegram(path)
    },
    entered: () => undefined,
    left: () => undefined,
    value(path, slice) {
      const value = parseSlice(slice)?.value
      if (path.at(-1) === 'type' && typeof value === 'string') evidence.chatType = value
    },
    item(slice) {
      const value = parseSlice(slice)?.value
      if (isFields(value)) {
        evidence.isDecided = true
        evidence.hasMessage = messageTypes.has(String(value['type'])) && !('sender_name' in value)
      }
      return isFields(value)
    },
    fault: () => undefined,
  })
  for await (const chunk of bytes.stream(0, Math.min(bytes.size, accountBytes))) {
    for (let from = 0; from < chunk.length && !evidence.isDecided; from += headBytes)
      splitter.write(chunk.subarray(from, from + headBytes))
    if (evidence.isDecided || evidence.isForeign) break
  }
  if (evidence.isForeign) return null
  const isTelegram =
    evidence.hasMessage || chatTypes.test(evidence.chatType) || (evidence.isAccount && evidence.keys > 1)
  if (!isTelegram) return null
  return evidence.isAccount ? 'telegram-account' : 'telegram-json'
}

/** The first line that is not empty begins a message, or several of the first lines do. */
function isWhatsapp(text: string): boolean {
  const lines = text.split('\n', 200)
  const first = lines.find((line) => line.replaceAll(/[\s\uFEFF\u200E\u200F]/gu, '') !== '')
  if (first === undefined) return false
  if (readHeader(first.replace(/\r$/u, ''))) return true
  const headers = lines.filter((line) => readHeader(line) !== null).length
  return headers >= 3 && headers * 5 >= lines.length
}
