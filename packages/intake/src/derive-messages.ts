import {
  addChat,
  clearMessages,
  describeItem,
  inTransaction,
  isUnreadFormat,
  messageWriter,
  openItem,
} from '@homeward/records'
import type { ItemBytes, ItemRecord, Records } from '@homeward/records'
import type { MessageRow } from '@homeward/records/message-row'
import { openArchive } from './archive.ts'
import { detect } from './detect.ts'
import { IntakeError } from './error.ts'
import type { ParsedChat, ParseReport, RowBatch } from './parsed-chat.ts'
import { parseExport } from './parse-export.ts'
import type { ExportFile } from './parse-export.ts'
import { parseInThread } from './parse-thread.ts'
import { stopIfAsked } from './progress.ts'

/** Messages written in one transaction. */
const perTransaction = 10_000

/** One item of a source, with what reading it needs. */
export interface ItemToRead {
  id: string
  source: string
  record: ItemRecord
  /** Files of the source that its messages can name. */
  files: ExportFile['files']
  signal?: AbortSignal | undefined
  /** Called with the position up to which the item has been read. */
  onRead?: ((bytes: number) => void) | undefined
}

/** Types in which an export or an archive can hide; pictures and films need not be looked into. */
const readable = /^(?:text\/|application\/(?:json|octet-stream|zip)$)/u

/**
 * Reads the messages of one item into the index, if it is an export. What was there of this item is replaced, so it can
 * be done again at any time with the same result (rule I30). Throws `IntakeError` CANCELLED, and what the vault throws.
 */
export async function deriveMessages(records: Records, item: ItemToRead): Promise<void> {
  const { record } = item
  if (!readable.test(record.mediaType)) return
  const bytes = await openItem(records, item.id)
  const { format } = await detect(bytes)
  if (format === null) return
  if (isUnreadFormat(format)) {
    describeItem(records, item.id, format, [])
    return
  }
  if (format === 'zip') {
    if (record.container === undefined) describeItem(records, item.id, 'zip', await anomaliesOfArchive(bytes))
    return
  }
  let known: ParsedChat[] = []
  let report = await readInto(records, { ...item, bytes, format, known })
  if (isRenamed(report.chats, known)) {
    // A chat's fields stood behind its messages: rare, and not worth more than reading twice.
    known = report.chats
    report = await readInto(records, { ...item, bytes, format, known })
  }
  describeItem(records, item.id, format, report.anomalies)
}

async function anomaliesOfArchive(bytes: ItemBytes): Promise<string[]> {
  try {
    const archive = await openArchive(bytes)
    return archive.isDocument ? [] : archive.anomalies
  } catch (error) {
    if (error instanceof IntakeError) return [error.message]
    throw error
  }
}

interface Reading extends ItemToRead {
  bytes: ItemBytes
  format: ExportFile['format']
  /** Receives the chats as they were written; names that are here already are written from the start. */
  known: ParsedChat[]
}

async function readInto(records: Records, reading: Reading): Promise<ParseReport> {
  const { id, source, known, signal } = reading
  inTransaction(records.evidence, () => {
    clearMessages(records, id)
  })
  const writers = new Map<number, (row: MessageRow) => void>()
  const isNew = known.length === 0

  function writerOf(chat: ParsedChat): (row: MessageRow) => void {
    const existing = writers.get(chat.number)
    if (existing) return existing
    const { name, type } = (isNew ? undefined : known[chat.number]) ?? chat
    if (isNew) known[chat.number] = { ...chat }
    const row = addChat(records, { item: id, source, number: chat.number, name, type })
    const writer = messageWriter(records, row)
    writers.set(chat.number, writer)
    return writer
  }

  function write(batches: readonly RowBatch[]): void {
    inTransaction(records.evidence, () => {
      for (const { chat, rows } of batches) {
        const writer = writerOf(chat)
        for (const row of rows) writer(row)
      }
    })
  }

  const parser = parserOf(reading)
  try {
    let waiting: RowBatch[] = []
    let count = 0
    for (;;) {
      const next = await parser.next()
      stopIfAsked(signal)
      if (next.done !== true) {
        waiting.push(next.value)
        count += next.value.count
      }
      if (count >= perTransaction || next.done === true) {
        write(waiting)
        waiting = []
        count = 0
      }
      if (next.done === true) {
        // A chat without messages is a chat all the same.
        inTransaction(records.evidence, () => {
          for (const chat of next.value.chats) writerOf(chat)
        })
        return next.value
      }
    }
  } finally {
    // Ends its thread, if it has one.
    await parser.return({ chats: [], anomalies: [] })
  }
}

function isRenamed(chats: readonly ParsedChat[], written: readonly ParsedChat[]): boolean {
  return chats.some(({ number, name, type }) => written[number]?.name !== name || written[number]?.type !== type)
}

/** From this size on another thread parses while this one writes; below, starting it takes longer. */
const threadFrom = 4 * 1024 * 1024

function parserOf({ bytes, format, record, files, onRead }: Reading): AsyncGenerator<RowBatch, ParseReport> {
  const watched = onRead ? watchedBytes(bytes, onRead) : bytes
  const file = { format, path: record.path, size: record.size, files }
  return record.size < threadFrom ? parseExport(file, watched) : parseInThread(file, watched)
}

function watchedBytes(bytes: ItemBytes, onRead: (bytes: number) => void): ItemBytes {
  return {
    ...bytes,
    async *stream(start = 0, end = bytes.size) {
      let at = start
      for await (const chunk of bytes.stream(start, end)) {
        at += chunk.length
        onRead(at)
        yield chunk
      }
    },
  }
}
