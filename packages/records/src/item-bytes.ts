import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { RecordsError } from './errors.ts'
import { itemIdOf } from './fold-evidence.ts'
import type { ItemRecord } from './item-record.ts'
import type { Records } from './records.ts'
import { itemRecordOf } from './sources.ts'

/** The exact bytes of an item, read from its sealed blob. */
export interface ItemBytes {
  size: number
  /** Exactly `length` bytes from `offset`. */
  read: (offset: number, length: number) => Promise<Uint8Array>
  /** The bytes from `start` (0 when not given) up to but not including `end` (the size when not given). */
  stream: (start?: number, end?: number) => AsyncIterable<Uint8Array>
}

/**
 * Opens the bytes of an item. A file is read where it is asked for; a member of an archive is served from the sealed
 * archive without unpacking it: stored members by seeking, deflated ones by inflating from the member's beginning.
 * Does not compare the SHA-256; `verify` and packages do. Throws `RecordsError` NOT_FOUND and what `openBlob` throws.
 */
export async function openItem(records: Records, item: string): Promise<ItemBytes> {
  const record = itemRecordOf(records, item)
  if (record.blob !== undefined) return records.vault.openBlob('evidence', record.blob)
  if (record.container === undefined || record.member === undefined)
    throw new RecordsError('NOT_FOUND', `The item ${item} has no bytes of its own.`)
  const archive = await openItem(records, itemIdOf(item.slice(0, item.lastIndexOf('.')), record.container))
  return memberBytes(archive, record, record.member)
}

function memberBytes(archive: ItemBytes, record: ItemRecord, member: NonNullable<ItemRecord['member']>): ItemBytes {
  const { size } = record
  const { offset, compressedSize, method } = member
  const stream =
    method === 0
      ? (start = 0, end = size) => archive.stream(offset + start, offset + end)
      : (start = 0, end = size) => cut(inflate(archive.stream(offset, offset + compressedSize)), start, end)
  return {
    size,
    stream,
    read: async (from, length) => {
      if (from < 0 || length < 0 || from + length > size) throw new RangeError('outside the item')
      if (method === 0) return archive.read(offset + from, length)
      const bytes = new Uint8Array(length)
      let filled = 0
      for await (const chunk of stream(from, from + length)) {
        bytes.set(chunk, filled)
        filled += chunk.length
      }
      return bytes
    },
  }
}

function inflate(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const inflater = createInflateRaw()
  // An error on either side destroys both, and is thrown to who reads.
  pipeline(Readable.from(compressed), inflater, () => undefined)
  return inflater
}

async function* cut(chunks: AsyncIterable<Uint8Array>, start: number, end: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const chunk of chunks) {
    const from = Math.max(0, start - at)
    const to = Math.min(chunk.length, end - at)
    if (to > from) yield chunk.subarray(from, to)
    at += chunk.length
    if (at >= end) return
  }
}
