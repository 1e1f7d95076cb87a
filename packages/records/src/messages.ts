import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import type { MessageDetails, MessageRow } from './message-row.ts'
import type { Records } from './records.ts'
import { foldForSearch } from './search-fold.ts'
import type { Attachment, Message, MessageTime } from './evidence-types.ts'

/** Removes everything that was derived from the messages of an item, so that it can be derived again. Runs inside the caller's transaction. */
export function clearMessages(records: Records, item: string): void {
  const db = records.evidence
  const chats = 'SELECT id FROM chat WHERE item = ?'
  const messages = `SELECT id FROM message WHERE chat IN (${chats})`
  db.prepare(`DELETE FROM message_words WHERE rowid IN (${messages})`).run([item])
  db.prepare(`DELETE FROM attachment WHERE message IN (${messages})`).run([item])
  db.prepare(`DELETE FROM message WHERE chat IN (${chats})`).run([item])
  db.prepare('DELETE FROM chat WHERE item = ?').run([item])
}

/** Adds the chat with this number inside an item and returns its id in the index (which a rebuild may change). */
export function addChat(
  records: Records,
  chat: { item: string; source: string; number: number; name: string | null; type: string | null },
): number {
  return records.evidence
    .prepare('INSERT INTO chat (item, source, number, name, type) VALUES (?, ?, ?, ?, ?)')
    .run([chat.item, chat.source, chat.number, chat.name, chat.type]).lastInsertRowid
}

/**
 * Returns a function that writes one message of a chat, from its row (`toMessageRow`). Call it inside a transaction.
 */
export function messageWriter(records: Records, chat: number): (row: MessageRow) => void {
  const db = records.evidence
  const insert = db.prepare(
    `INSERT INTO message (chat, seq, native_id, kind, sender, sender_id, text, start_byte, end_byte, raw_time, local_time, time_precision, earliest_ms, latest_ms, basis, clock, details)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    { persistent: true },
  )
  const words = db.prepare('INSERT INTO message_words (rowid, text, sender) VALUES (?, ?, ?)', { persistent: true })
  const attach = db.prepare('INSERT INTO attachment (message, path, status, item) VALUES (?, ?, ?, ?)', {
    persistent: true,
  })
  return (row) => {
    const { lastInsertRowid } = insert.run([
      chat,
      row.seq,
      row.nativeId,
      row.kind,
      row.sender,
      row.senderId,
      row.text,
      row.start,
      row.end,
      row.rawTime,
      row.localTime,
      row.precision,
      row.earliestMs,
      row.latestMs,
      row.basis,
      row.clock,
      row.details,
    ])
    words.run([lastInsertRowid, row.words, row.senderWords])
    for (const attachment of row.attachments)
      attach.run([lastInsertRowid, attachment.path, attachment.status, attachment.item])
  }
}

interface StoredMessage {
  id: number
  chat: number
  source: string
  item: string
  seq: number
  native_id: string | null
  kind: Message['kind']
  sender: string | null
  sender_id: string | null
  text: string
  start_byte: number
  end_byte: number
  raw_time: string | null
  local_time: string | null
  time_precision: MessageTime['precision']
  earliest_ms: number | null
  latest_ms: number | null
  basis: MessageTime['basis']
  clock: MessageTime['clock']
  details: string | null
}

function toMessage(records: Records, row: StoredMessage): Message {
  const details = row.details === null ? {} : fromColumn<MessageDetails>(row.details)
  const attachments = records.evidence
    .prepare(
      'SELECT attachment.path, attachment.status, attachment.item, item.media_type AS mediaType FROM attachment LEFT JOIN item ON item.id = attachment.item WHERE message = ? ORDER BY attachment.rowid',
    )
    .all([row.id]) as unknown as Attachment[]
  return {
    id: `${row.item}/${row.seq}`,
    source: row.source,
    item: row.item,
    chat: row.chat,
    seq: row.seq,
    nativeId: row.native_id,
    kind: row.kind,
    sender: row.sender,
    senderId: row.sender_id,
    text: row.text,
    time: {
      raw: row.raw_time,
      local: row.local_time,
      precision: row.time_precision,
      earliestMs: row.earliest_ms,
      latestMs: row.latest_ms,
      basis: row.basis,
      clock: row.clock,
      ambiguities: details.ambiguities ?? [],
    },
    bytes: { item: row.item, start: row.start_byte, end: row.end_byte },
    replyTo: details.replyTo ?? null,
    forwardedFrom: details.forwardedFrom ?? null,
    editedMs: details.editedMs ?? null,
    attachments,
    flags: details.flags ?? [],
    extra: details.extra ?? {},
  }
}

const select =
  'SELECT message.*, chat.item AS item, chat.source AS source FROM message JOIN chat ON chat.id = message.chat'

/** Messages of one chat in the order in which they stand in the source. */
export function messagesOfChat(
  records: Records,
  chat: number,
  { limit = 200, offset = 0 } = {},
): { total: number; messages: Message[] } {
  const { total } = records.evidence.prepare('SELECT count(*) AS total FROM message WHERE chat = ?').get([chat]) as {
    total: number
  }
  const rows = records.evidence
    .prepare(`${select} WHERE message.chat = ? ORDER BY message.seq LIMIT ? OFFSET ?`)
    .all([chat, limit, offset]) as unknown as StoredMessage[]
  return { total, messages: rows.map((row) => toMessage(records, row)) }
}

/** One message by item and place in it, with its row number in its chat. Throws `RecordsError` NOT_FOUND. */
export function getMessage(records: Records, item: string, seq: number): { message: Message; position: number } {
  const row = records.evidence
    .prepare(`${select} WHERE chat.item = ? AND message.seq = ?`)
    .get([item, seq]) as unknown as StoredMessage | undefined
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no message ${item}/${seq}.`)
  const { position } = records.evidence
    .prepare('SELECT count(*) AS position FROM message WHERE chat = ? AND seq < ?')
    .get([row.chat, seq]) as { position: number }
  return { message: toMessage(records, row), position }
}

/** Messages that carry an item, or another item with the same bytes, as an attachment. */
export function messagesWithItem(records: Records, item: string, limit = 20): Message[] {
  const rows = records.evidence
    .prepare(
      `${select} WHERE message.id IN (
         SELECT attachment.message FROM attachment JOIN item ON item.id = attachment.item
         WHERE item.sha256 = (SELECT sha256 FROM item WHERE id = ?)) ORDER BY message.id LIMIT ?`,
    )
    .all([item, limit]) as unknown as StoredMessage[]
  return rows.map((row) => toMessage(records, row))
}

/**
 * The messages of a chat that carry this number in the platform's export, in the order of the source, with their row numbers
 * in the chat; one, unless the export says a number twice. Reads every message of the chat.
 */
export function messagesByNativeId(
  records: Records,
  chat: number,
  nativeId: string,
  limit = 20,
): { message: Message; position: number }[] {
  return records.evidence
    .prepare(
      `SELECT chat.item, message.seq FROM message JOIN chat ON chat.id = message.chat
       WHERE message.chat = ? AND message.native_id = ? ORDER BY message.seq LIMIT ?`,
    )
    .all<{ item: string; seq: number }>([chat, nativeId, limit])
    .map(({ item, seq }) => getMessage(records, item, seq))
}

/**
 * Messages whose text or sender has all words of the query, each as the beginning of a word; letters that are written
 * in several ways are folded (see `foldForSearch`). An empty query finds nothing. `total` counts all in this source or chat,
 * whatever the page.
 */
export function searchMessages(
  records: Records,
  {
    query,
    source,
    chat,
    limit = 50,
    offset = 0,
  }: {
    query: string
    source?: string | undefined
    chat?: number | undefined
    limit?: number
    offset?: number
  },
): { total: number; messages: Message[] } {
  const words = foldForSearch(query).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  if (words.length === 0) return { total: 0, messages: [] }
  const match = words.map((word) => `"${word}"*`).join(' ')
  const filters = [
    ...(source === undefined ? [] : [{ sql: 'chat.source = ?', value: source }]),
    ...(chat === undefined ? [] : [{ sql: 'chat.id = ?', value: chat }]),
  ]
  // CROSS JOIN keeps the order: from the few messages with the words to their chats, never from all messages of a chat.
  const places = 'CROSS JOIN message ON message.id = message_words.rowid CROSS JOIN chat ON chat.id = message.chat'
  const parameters = [match, ...filters.map(({ value }) => value)]
  const found = `FROM message_words ${filters.length === 0 ? '' : places} WHERE ${['message_words MATCH ?', ...filters.map(({ sql }) => sql)].join(' AND ')}`
  const { total } = records.evidence.prepare(`SELECT count(*) AS total ${found}`).get(parameters) as { total: number }
  const rows = records.evidence
    .prepare(
      `${select} WHERE message.id IN (SELECT message_words.rowid ${found} ORDER BY message_words.rowid LIMIT ? OFFSET ?) ORDER BY message.id`,
    )
    .all([...parameters, limit, offset]) as unknown as StoredMessage[]
  return { total, messages: rows.map((row) => toMessage(records, row)) }
}
