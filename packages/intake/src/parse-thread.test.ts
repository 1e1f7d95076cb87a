import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ItemBytes } from '@homeward/records'
import type { MessageRow } from '@homeward/records/message-row'
import { bytesInMemory } from './item-bytes.ts'
import type { ParseReport, RowBatch } from './parsed-chat.ts'
import { parseExport } from './parse-export.ts'
import type { ExportFile } from './parse-export.ts'
import { parseInThread } from './parse-thread.ts'

async function drain(
  parser: AsyncGenerator<RowBatch, ParseReport>,
): Promise<{ rows: MessageRow[]; report: ParseReport }> {
  const rows: MessageRow[] = []
  for (;;) {
    const next = await parser.next()
    if (next.done === true) return { rows, report: next.value }
    rows.push(...next.value.rows)
  }
}

const telegram = Buffer.from(
  JSON.stringify(
    {
      name: 'Weather',
      type: 'private_group',
      id: 1,
      messages: Array.from({ length: 5000 }, (_, id) => ({
        id,
        type: 'message',
        date: '2024-01-15T12:00:00',
        date_unixtime: '1705316400',
        from: id % 3 ? 'Mara' : null,
        from_id: 'user1',
        ...(id % 7 ? {} : { photo: `photos/${id % 2}.jpg`, reply_to_message_id: 1 }),
        text: `rain ☔ ${id}`,
      })),
    },
    null,
    1,
  ),
)
const whatsapp = Buffer.from(
  Array.from(
    { length: 3000 },
    (_, line) => `13/03/22, 08:${String(line % 60).padStart(2, '0')} - Mara: rain ☔ ${line}`,
  ).join('\n'),
)
const files = [
  { path: 'Export/result.json', item: 's.0' },
  { path: 'Export/photos/1.jpg', item: 's.1' },
]

const exports: [ExportFile, Buffer][] = [
  [{ format: 'telegram-json', path: 'Export/result.json', size: telegram.length, files }, telegram],
  [{ format: 'whatsapp-txt', path: 'Export/_chat.txt', size: whatsapp.length, files }, whatsapp],
]

test('I32 another thread reads an export as this one does', async () => {
  for (const [file, bytes] of exports) {
    const here = await drain(parseExport(file, bytesInMemory(bytes, 40_000)))
    const there = await drain(parseInThread(file, bytesInMemory(bytes, 40_000)))
    assert.deepEqual(there, here)
    assert.ok(here.rows.length >= 3000)
  }
})

test('I32 what reading the bytes throws is thrown, and leaving early ends the thread', async () => {
  const [file, bytes] = exports[0]!
  const failing: ItemBytes = {
    ...bytesInMemory(bytes),
    // oxlint-disable-next-line require-await -- an async generator is the shape of a stream
    async *stream() {
      yield bytes.subarray(0, 300_000)
      throw new Error('the disk failed')
    },
  }
  await assert.rejects(drain(parseInThread(file, failing)), /the disk failed/u)
  const left = parseInThread(file, bytesInMemory(bytes, 40_000))
  assert.equal((await left.next()).done, false)
  // The test process ends by itself only if the thread is gone.
  await left.return({ chats: [], anomalies: [] })
})

test('I32 a thread that fails is told in words', async () => {
  const [file, bytes] = exports[0]!
  // Nothing that an export holds makes the thread fail, so its order is spoiled.
  const spoiled = { ...file, files: null as unknown as ExportFile['files'] }
  await assert.rejects(drain(parseInThread(spoiled, bytesInMemory(bytes))), {
    name: 'IntakeError',
    code: 'READING_STOPPED',
    message: /safe/u,
  })
})
