import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTransaction } from './column.ts'
import { displayPath } from './display-path.ts'
import { toMessageRow } from './message-row.ts'
import {
  addChat,
  clearMessages,
  getMessage,
  messagesByNativeId,
  messagesOfChat,
  messageWriter,
  searchMessages,
} from './messages.ts'
import type { Records } from './records.ts'
import { foldForSearch } from './search-fold.ts'
import { getChat, markDerived, receiptOf, underived } from './sources.ts'
import { receiveFiles, testRecords } from './test-records.ts'
import type { ParsedMessage } from './evidence-types.ts'

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

test('R14 H2 a search in one chat counts and pages the messages of that chat alone', async (t) => {
  const records = await testRecords(t)
  const texts = Array.from({ length: 5 }, (_, seq) => message(seq, `river ${seq}`))
  const one = await withChat(records, texts)
  const other = await withChat(records, [message(0, 'river elsewhere')])
  const pages = [0, 2, 4, 6].map((offset) =>
    searchMessages(records, { query: 'river', chat: one.chat, limit: 2, offset }),
  )
  assert.deepEqual(
    pages.map(({ total, messages }) => [total, messages.map(({ seq }) => seq)]),
    [
      [5, [0, 1]],
      [5, [2, 3]],
      [5, [4]],
      [5, []],
    ],
  )
  assert.deepEqual(
    searchMessages(records, { query: 'river', chat: other.chat, source: other.source }).messages.map(
      (each) => each.item,
    ),
    [other.item],
  )
  assert.equal(searchMessages(records, { query: 'river', chat: other.chat, source: one.source }).total, 0)
  assert.equal(searchMessages(records, { query: 'river', source: one.source }).total, 5)
  assert.equal(searchMessages(records, { query: 'river' }).total, 6)
})

test('R14 a search among the messages of a chat begins with the words, not with the chat', async (t) => {
  const records = await testRecords(t)
  const { chat } = await withChat(records, [message(0, 'river')])
  const plans: string[] = []
  const { evidence } = records
  const prepare = evidence.prepare.bind(evidence)
  evidence.prepare = (sql: string) => {
    if (sql.includes('MATCH')) {
      const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>(
        Array.from(sql.matchAll(/\?/gu), () => 1),
      )
      plans.push(...steps.map(({ detail }) => detail))
    }
    return prepare(sql)
  }
  searchMessages(records, { query: 'river', chat, source: 'any' })
  assert.ok(
    plans.some((step) => /SCAN message_words/u.test(step)),
    plans.join('; '),
  )
  assert.ok(!plans.some((step) => /message_chat|SCAN message$|SCAN chat/u.test(step)), plans.join('; '))
})

test('R14 a message is found by its number in the platform, in its own chat', async (t) => {
  const records = await testRecords(t)
  const { chat, item } = await withChat(records, [
    message(0, 'a', { nativeId: '70' }),
    message(1, 'b', { nativeId: 'x-9' }),
    message(2, 'c', { nativeId: '70' }),
    message(3, 'd', { nativeId: null }),
  ])
  const other = await withChat(records, [message(0, 'e', { nativeId: '71' })])
  const found = (where: number, nativeId: string): unknown[] =>
    messagesByNativeId(records, where, nativeId).map(({ message: { id }, position }) => [id, position])
  assert.deepEqual(found(chat, 'x-9'), [[`${item}/1`, 1]])
  assert.deepEqual(found(chat, '70'), [
    [`${item}/0`, 0],
    [`${item}/2`, 2],
  ])
  assert.deepEqual(found(chat, '71'), [])
  assert.deepEqual(found(other.chat, '71'), [[`${other.item}/0`, 0]])
  assert.deepEqual(found(chat, ''), [])
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
