import type { ParsedMessage } from '@homeward/records'
import type { ItemBytes } from '@homeward/records'
import { parseSlice } from './json-slice.ts'
import { createJsonSplitter } from './json-splitter.ts'
import type { Slice, SplitFault, SplitPlan } from './json-splitter.ts'
import { unreadableMessage } from './parsed-chat.ts'
import type { ParsedBatch, ParsedChat, ParseReport } from './parsed-chat.ts'
import type { AttachmentResolver } from './source-files.ts'
import { createTelegramNotes } from './telegram-anomalies.ts'
import { readTelegramMessage } from './telegram-message.ts'
import { asText, isFields } from './telegram-text.ts'
import { neverEditedOffset } from './telegram-time.ts'

const chatFields = new Set(['name', 'type', 'id'])
const chatLists = new Set(['chats', 'left_chats'])

/**
 * How the two shapes of Telegram Desktop's `result.json` are walked: one chat at the top, or an account with chats
 * under `chats.list` and `left_chats.list`. Contacts, sessions and the like stay sealed and are passed over.
 */
export function planTelegram(path: readonly string[]): SplitPlan {
  const [first = '', second, third, key = ''] = path
  if (path.length === 0) return 'enter'
  if (path.length === 1)
    return first === 'messages' ? 'items' : chatLists.has(first) ? 'enter' : chatFields.has(first) ? 'value' : 'skip'
  if (!chatLists.has(first) || second !== 'list') return 'skip'
  if (path.length < 4) return third === undefined || third === '[]' ? 'enter' : 'skip'
  return key === 'messages' ? 'items' : chatFields.has(key) ? 'value' : 'skip'
}

function isChatObject(path: readonly string[]): boolean {
  return path.length === 0 || (path.length === 3 && path[2] === '[]')
}

/**
 * Reads the messages of a Telegram Desktop JSON export, of one chat or of an account, in one pass of constant memory.
 * Rules I1–I12 of docs/spec/intake.md. Never throws for what the bytes are; passes on what reading them throws.
 */
export async function* parseTelegram(
  bytes: ItemBytes,
  resolve: AttachmentResolver,
): AsyncGenerator<ParsedBatch, ParseReport> {
  const chats: ParsedChat[] = []
  const ready: ParsedBatch[] = []
  const notes = createTelegramNotes()
  let chat: ParsedChat | null = null
  let fields: Pick<ParsedChat, 'name' | 'type' | 'nativeId'> = { name: null, type: null, nativeId: null }
  let messages: ParsedMessage[] = []
  let seq = 0

  function flush(): void {
    if (chat && messages.length > 0) ready.push({ chat, messages })
    messages = []
  }

  function item(slice: Slice): boolean {
    const parsed = parseSlice(slice)
    if (!parsed || !isFields(parsed.value)) return false
    messages.push(
      readTelegramMessage(
        parsed.value,
        { seq: seq++, start: slice.start, end: slice.end, flags: parsed.flags },
        resolve,
      ),
    )
    for (const flag of parsed.flags) notes.repaired(flag)
    const offset = neverEditedOffset(parsed.value['edited'])
    if (offset !== null) notes.zoneHint(offset)
    return true
  }

  function fault(found: SplitFault): void {
    notes.fault(found)
    if (found.isItem && found.code !== 'DUPLICATE_KEY' && found.end > found.start) {
      messages.push(unreadableMessage(seq++, found.start, found.end, 'server'))
    }
  }

  const splitter = createJsonSplitter({
    plan(path) {
      const plan = planTelegram(path)
      if (plan === 'skip') notes.passedOver(path)
      return plan
    },
    entered(path) {
      if (isChatObject(path)) fields = { name: null, type: null, nativeId: null }
      if (path.at(-1) !== 'messages') return
      chat = { number: chats.length, ...fields }
      chats.push(chat)
    },
    value(path, slice) {
      const value = parseSlice(slice)?.value
      const text = value === null || value === undefined ? null : asText(value)
      const key = path.at(-1)
      if (key === 'name') fields.name = text
      else if (key === 'type') fields.type = text
      else fields.nativeId = text
    },
    left(path) {
      if (path.at(-1) === 'messages') flush()
      // Fields may stand behind the messages.
      if (isChatObject(path) && chat) Object.assign(chat, fields)
      if (isChatObject(path)) chat = null
    },
    item,
    fault,
  })

  for await (const chunk of bytes.stream()) {
    splitter.write(chunk)
    flush()
    yield* ready.splice(0)
  }
  splitter.end()
  flush()
  yield* ready.splice(0)
  return { chats, anomalies: notes.sentences() }
}
