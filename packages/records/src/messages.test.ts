import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTransaction } from './column.ts'
import { displayPath } from './display-path.ts'
import { toMessageRow } from './message-row.ts'
import { addChat, clearMessages, getMessage, messagesOfChat, messageWriter, searchMessages } from './messages.ts'
import type { Records } from './records.ts'
import { foldForSearch } from './search-fold.ts'
import { getChat, markDerived, receiptOf, underived } from './sources.ts'
import { receiveFiles, testRecords } from './test-records.ts'
import type { ParsedMessage } from './types.ts'

const message = (seq: number, text: string, more: Partial<ParsedMessage> = {}): ParsedMessage => ({
  seq,
  nativeId: String(seq),
  kind: 'message',
  sender: 'Sender',
  senderId: 'user1',
  text,
  start: seq * 100,
  end: seq * 100 + 50,
  time: {
    raw: null,
    local: null,
    precision: null,
    earliestMs: null,
    latestMs: null,
    basis: 'unknown',
    clock: 'exporter',
    ambiguities: [],
  },
  replyTo: null,
  forwardedFrom: null,
  editedMs: null,
  attachments: [],
  flags: [],
  extra: {},
  ...more,
})

async function withChat(
  records: Records,
  messages: ParsedMessage[],
): Promise<{ chat: number; item: string; source: string }> {
  const source = await receiveFiles(records, { 'result.json': new Uint8Array([123, 125]) })
  const item = `${source}.0`
  const chat = inTransaction(records.evidence, () => {
    const id = addChat(records, { item, source, number: 0, name: 'Tools', type: null })
    const write = messageWriter(records, id)
    for (const each of messages) write(toMessageRow(each))
    return id
  })
  return { chat, item, source }
}

test('R14 a message is found by the beginning of its words, however they are written', async (t) => {
  const records = await testRecords(t)
  await withChat(records, [
    message(0, 'أدوات للبيع في المدينة'),
    message(1, 'the weather is FINE'),
    message(2, 'ئاو و هەوا خۆشە'),
    message(3, 'قطة ١٢'),
  ])
  const found = (query: string): number[] => searchMessages(records, { query }).messages.map((each) => each.seq)
  assert.deepEqual(found('ادوات'), [0])
  assert.deepEqual(found('weath fine'), [1])
  assert.deepEqual(found('خوشه'), [2])
  assert.deepEqual(found('قطه 12'), [3])
  assert.deepEqual(found('"; DROP'), [])
  assert.deepEqual(found(''), [])
  const [source] = underived(records)
  assert.equal(searchMessages(records, { query: 'weather', source }).total, 1)
  assert.deepEqual(searchMessages(records, { query: 'weather', source: 'source-other' }), { total: 0, messages: [] })
})

test('R14 everything a parser handed over comes back, with its byte range', async (t) => {
  const records = await testRecords(t)
  const full = message(0, 'hello', {
    replyTo: '7',
    forwardedFrom: 'Somebody',
    editedMs: 5,
    flags: ['repaired'],
    extra: { via_bot: '@b' },
    attachments: [{ path: 'photos/a.jpg', status: 'missing', item: null, mediaType: null }],
    time: {
      raw: '1/2/25',
      local: '2025-02-01',
      precision: 'day',
      earliestMs: 1,
      latestMs: 2,
      basis: 'unknown',
      clock: 'exporter',
      ambiguities: ['date-order'],
    },
  })
  const { item, chat, source } = await withChat(records, [full])
  const { message: got } = getMessage(records, item, 0)
  const { start, end, ...rest } = full
  assert.deepEqual(got, { id: `${item}/0`, source, item, chat, bytes: { item, start, end }, ...rest })
})

test('R14 clearing and writing again does not double a message', async (t) => {
  const records = await testRecords(t)
  const { chat, item, source } = await withChat(records, [
    message(0, 'once'),
    message(1, 'service', { kind: 'service' }),
  ])
  markDerived(records, source)
  assert.deepEqual(receiptOf(records, source).messages, { parsed: 1, service: 1, unparsed: 0 })
  assert.equal(getChat(records, chat).messages, 2)
  assert.equal(messagesOfChat(records, chat).total, 2)
  inTransaction(records.evidence, () => {
    clearMessages(records, item)
  })
  assert.equal(searchMessages(records, { query: 'once' }).total, 0)
})

test('R14 folding for search keeps other scripts as they are', () => {
  assert.equal(foldForSearch('Şîrîn x1'), 'Şîrîn x1')
  assert.equal(foldForSearch('مُحَمَّد'), 'محمد')
})

test('H5 a path is shown without what would act on the screen', () => {
  assert.equal(displayPath('../a\u202Egpj.exe\u0000'), '../a\\u{202E}gpj.exe\\u{0}')
  const long = displayPath('x'.repeat(400))
  assert.ok(long.length < 330 && long.includes('120 more characters'))
})
