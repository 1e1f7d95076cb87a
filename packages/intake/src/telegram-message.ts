import type { Attachment, ParsedMessage } from '@homeward/records'
import type { SliceFlag } from './json-slice.ts'
import type { AttachmentResolver } from './source-files.ts'
import { describeService } from './telegram-service.ts'
import { describeContent, isPlain, joinText } from './telegram-text.ts'
import type { TelegramFields } from './telegram-text.ts'
import { telegramEditedMs, telegramTime } from './telegram-time.ts'

/** Where an item of an export stands: its place in the file, its byte range, and what parsing had to record. */
export interface ItemPlace {
  seq: number
  start: number
  end: number
  flags: readonly SliceFlag[]
}

/** Keys that have a column of their own; every other key is kept in `extra` as it came. */
const columns = new Set([
  'id',
  'type',
  'date',
  'date_unixtime',
  'edited_unixtime',
  'from',
  'from_id',
  'actor',
  'actor_id',
  'forwarded_from',
  'reply_to_message_id',
  'text',
  'text_entities',
])

/** Fields that hold the path of an exported file, or prose that says why there is none (chats.md T2). */
const fileKeys = ['photo', 'file', 'thumbnail', 'contact_vcard'] as const

/**
 * Turns one exported message into columns. Rules I7–I12 of docs/spec/intake.md. Nothing is rejected: unknown keys,
 * types and actions are kept. Expects the parsed slice to be an object.
 */
export function readTelegramMessage(
  fields: TelegramFields,
  place: ItemPlace,
  resolve: AttachmentResolver,
): ParsedMessage {
  const kind = fields['type'] === 'service' ? 'service' : fields['type'] === 'unsupported' ? 'unsupported' : 'message'
  const flags: string[] = [...place.flags]
  const extra: [string, unknown][] = []
  for (const key in fields) if (!columns.has(key)) extra.push([key, fields[key]])
  if (kind === 'message' && fields['type'] !== 'message') extra.push(['type', fields['type']])

  const senderKey = 'from' in fields ? 'from' : 'actor'
  const sender = scalar(fields[senderKey])
  if (fields[senderKey] === null) flags.push('deleted-account')
  const attachments = attachmentsOf(fields, resolve, flags)
  const forwardedFrom = scalar(fields['forwarded_from'])
  if (forwardedFrom === null && 'forwarded_from' in fields) flags.push('forwarded-from-deleted-account')

  return {
    seq: place.seq,
    nativeId: scalar(fields['id']),
    kind,
    sender,
    senderId: scalar(fields[senderKey === 'from' ? 'from_id' : 'actor_id'] ?? fields['from_id']),
    text: textOf(fields, kind, flags, extra),
    time: telegramTime(fields['date'], fields['date_unixtime']),
    start: place.start,
    end: place.end,
    replyTo: scalar(fields['reply_to_message_id']),
    forwardedFrom,
    editedMs: telegramEditedMs(fields['edited_unixtime']),
    attachments,
    flags,
    // `fromEntries` defines properties, so a key `__proto__` stays a key.
    extra: extra.length === 0 ? {} : Object.fromEntries(extra),
  }
}

function scalar(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

function textOf(
  fields: TelegramFields,
  kind: ParsedMessage['kind'],
  flags: string[],
  extra: [string, unknown][],
): string {
  const text = joinText(fields['text'])
  const entities = fields['text_entities']
  if (entities === undefined) {
    if (typeof fields['text'] === 'object') extra.push(['text', fields['text']])
  } else if (!isPlain(entities, text)) extra.push(['text_entities', entities])
  if (kind === 'service') {
    const sentence = describeService(fields)
    return text === '' ? sentence : `${sentence}\n${text}`
  }
  if (text !== '') return text
  const described = extra.length === 0 ? '' : describeContent(fields)
  if (described !== '') flags.push('rendered-text')
  return described
}

function attachmentsOf(fields: TelegramFields, resolve: AttachmentResolver, flags: string[]): Attachment[] {
  const attachments: Attachment[] = []
  for (const key of fileKeys) {
    const path = fields[key]
    if (typeof path !== 'string' || path === '') continue
    const mediaType =
      key === 'file' ? scalar(fields['mime_type']) : key === 'contact_vcard' ? 'text/vcard' : 'image/jpeg'
    if (path.startsWith('(')) {
      const name = key === 'file' ? scalar(fields['file_name']) : null
      attachments.push({ path: name ?? path, status: 'not-included', item: null, mediaType })
    } else attachments.push(resolved(path, resolve, flags, mediaType))
  }
  if (Array.isArray(fields['text_entities'])) {
    for (const entity of fields['text_entities'] as unknown[]) {
      const path = emojiFile(entity)
      if (path !== null) attachments.push(resolved(path, resolve, flags, null))
    }
  }
  return attachments
}

/** A custom emoji's `document_id` is the path of its file, or prose. */
function emojiFile(entity: unknown): string | null {
  if (typeof entity !== 'object' || entity === null || !('document_id' in entity)) return null
  const path = entity.document_id
  return typeof path === 'string' && path.includes('/') && !path.startsWith('(') ? path : null
}

function resolved(path: string, resolve: AttachmentResolver, flags: string[], mediaType: string | null): Attachment {
  const found = resolve(path)
  if (found === 'unsafe') flags.push('unsafe-path')
  return found === null || found === 'unsafe'
    ? { path, status: 'missing', item: null, mediaType }
    : { path, status: 'present', item: found.item, mediaType }
}
