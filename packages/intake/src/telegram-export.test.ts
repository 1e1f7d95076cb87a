import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ParsedMessage } from '@homeward/records'
import fc from 'fast-check'
import { bytesInMemory } from './item-bytes.ts'
import type { ParseReport } from './parsed-chat.ts'
import { createSourceFiles } from './source-files.ts'
import type { AttachmentResolver } from './source-files.ts'
import { parseTelegram } from './telegram-export.ts'
import { factsOf, readSample, sampleTest } from './test-samples.ts'

type Outcome = ParseReport & { messages: (ParsedMessage & { chat: number })[] }

async function read(
  document: string | Uint8Array,
  resolve: AttachmentResolver = () => null,
  chunk = 997,
): Promise<Outcome> {
  const batches = parseTelegram(bytesInMemory(Buffer.from(document), chunk), resolve)
  const messages: Outcome['messages'] = []
  for (;;) {
    const next = await batches.next()
    if (next.done === true) return { ...next.value, messages }
    for (const message of next.value.messages) messages.push({ ...message, chat: next.value.chat.number })
  }
}

async function one(fields: Record<string, unknown>): Promise<ParsedMessage> {
  const { messages } = await read(JSON.stringify({ name: 'Tools', type: 'private_group', id: 7, messages: [fields] }))
  assert.ok(messages[0])
  return messages[0]
}

function kinds({ messages }: Outcome): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of messages) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** A fact is a number, or a number for each chat. */
function sum(fact: unknown): number {
  return [fact ?? 0].flat().reduce<number>((total, count) => total + Number(count), 0)
}

const base = {
  id: 1,
  type: 'message',
  date: '2024-01-15T12:00:00',
  date_unixtime: '1705316400',
  from: 'Mara',
  from_id: 'user1',
  text: 'rain',
}

sampleTest('I7 samples: every message of every Telegram sample is found where its bytes say', async () => {
  for (const [file, chats] of [
    ['telegram-json/chat-miner/test_batch_export.json', 1],
    ['telegram-json/chat-miner/test_single_export.json', 1],
    ['telegram-json/chm-telegram_2021-05/result.json', 1],
    ['telegram-json/chm-telegram_2023-08/result.json', 1],
    ['telegram-json/own-2020-format/result.json', 2],
    ['telegram-json/own-berlin-dst/result.json', 1],
    ['telegram-json/own-x-escape/result.json', 1],
  ] as const) {
    const bytes = readSample(file)
    const facts = factsOf(file)
    const outcome = await read(bytes)
    assert.equal(outcome.messages.length, sum(facts['messages']), file)
    if ('service' in facts) assert.equal(kinds(outcome)['service'] ?? 0, sum(facts['service']), file)
    if ('unsupported' in facts) assert.equal(kinds(outcome)['unsupported'] ?? 0, sum(facts['unsupported']), file)
    assert.equal(outcome.chats.length, chats, file)
    for (const { start, end } of outcome.messages) assert.match(bytes.toString('utf8', start, end), /^\{[^]*\}$/u)
  }
})

sampleTest('I8 T1 T7 samples: ids, times, attachments and reply links of a migrated group', async () => {
  const outcome = await read(readSample('telegram-json/own-berlin-dst/result.json'))
  assert.deepEqual(outcome.chats, [
    { number: 0, name: 'Dorfgruppe', type: 'private_supergroup', nativeId: '1234567890' },
  ])
  assert.equal(outcome.messages[0]?.nativeId, '-999999990')
  const summer = outcome.messages[2]
  assert.deepEqual(summer?.time, {
    raw: '1688299200',
    local: '2023-07-02T14:00:00',
    precision: 'second',
    earliestMs: Date.UTC(2023, 6, 2, 12),
    latestMs: Date.UTC(2023, 6, 2, 12),
    basis: 'unix-field',
    clock: 'server',
    ambiguities: [],
  })
  assert.equal(outcome.messages[4]?.replyTo, '2')
  assert.deepEqual(
    outcome.messages.flatMap(({ attachments }) => attachments),
    [
      { path: 'photos/photo_1@02-07-2023_14-35-00.jpg', status: 'missing', item: null, mediaType: 'image/jpeg' },
      { path: 'clip.mp4', status: 'not-included', item: null, mediaType: 'video/mp4' },
    ],
  )
  assert.equal(outcome.messages[6]?.extra['file'], '(File not included. Change data exporting settings to download.)')
  assert.equal(outcome.messages[7]?.forwardedFrom, 'News Desk')
  assert.equal(outcome.messages[8]?.text, 'Mara Feld pinned message 2')
  assert.deepEqual(outcome.messages[9]?.time.earliestMs, null)
  assert.ok(outcome.messages[10]?.flags.includes('deleted-account'))
  assert.equal(outcome.messages[10]?.senderId, 'user333333')
})

sampleTest('I6 samples: a control character costs no message, and long numbers keep their digits', async () => {
  const file = 'telegram-json/own-x-escape/result.json'
  const outcome = await read(readSample(file))
  assert.equal(outcome.messages[1]?.text, factsOf(file)['message2_text'])
  assert.deepEqual(outcome.messages[1]?.flags, ['repaired-escapes'])
  assert.equal(outcome.messages[2]?.extra['new_icon_emoji_id'], '5312536423851630001')
  assert.match(outcome.messages[2]?.text ?? '', /5312536423851630001/u)
  assert.equal(outcome.messages[3]?.text, 'after')
  assert.match(outcome.anomalies.join('\n'), /1 message holds control characters/u)
})

sampleTest('I13 T2 T3 samples: without unix time the instant is an interval, and 1970 means never edited', async () => {
  const outcome = await read(readSample('telegram-json/own-2020-format/result.json'))
  assert.deepEqual(
    outcome.chats.map(({ name, nativeId }) => [name, nativeId]),
    [
      ['Group', '8123123123'],
      ['Left channel', '9999999999'],
    ],
  )
  const second = outcome.messages[1]
  const local = Date.UTC(2019, 6, 2, 17, 1)
  assert.deepEqual(
    [second?.time.earliestMs, second?.time.latestMs],
    [local - 14 * 3_600_000, local + 12 * 3_600_000 + 999],
  )
  assert.deepEqual([second?.time.basis, second?.time.ambiguities], ['unknown', ['zone']])
  assert.equal(second?.text, 'see https://example.org')
  assert.deepEqual(
    outcome.messages.map(({ editedMs }) => editedMs),
    [null, null, null, null],
  )
  assert.equal(second?.extra['edited'], '2019-07-02T17:05:00')
  assert.match(outcome.anomalies.join('\n'), /UTC\+05:00 in January 1970/u)
  assert.match(
    outcome.anomalies.join('\n'),
    /not read into messages: about, personal_information, contacts, frequent_contacts, sessions/u,
  )
})

test('I9 fields without a column are kept as they came, known or not', async () => {
  const media = {
    file: 'files/drill.pdf',
    file_size: 12,
    mime_type: 'application/pdf',
    future_field: { __proto__: null, a: [1] },
  }
  const message = await one({
    ...base,
    ...media,
    edited: '2024-01-15T12:01:00',
    edited_unixtime: '1705316460',
    reply_to_peer_id: 'channel9',
  })
  assert.deepEqual(message.extra, {
    ...media,
    future_field: { a: [1] },
    edited: '2024-01-15T12:01:00',
    reply_to_peer_id: 'channel9',
  })
  assert.equal(message.editedMs, 1_705_316_460_000)
  const polluting = await read('{"messages":[{"id":1,"type":"message","text":"","__proto__":{"x":1}}]}')
  assert.deepEqual(Object.entries(polluting.messages[0]?.extra ?? {}), [['__proto__', { x: 1 }]])
})

test('I9 an unknown type or action is kept and named', async () => {
  assert.equal((await one({ ...base, type: 'hologram' })).extra['type'], 'hologram')
  const unknown = await one({
    id: 2,
    type: 'service',
    actor: 'Mara',
    actor_id: 'user1',
    action: 'set_new_thing',
    thing: 5,
    text: '',
  })
  assert.deepEqual(
    [unknown.kind, unknown.text, unknown.extra],
    ['service', 'Mara: set_new_thing', { action: 'set_new_thing', thing: 5 }],
  )
  const custom = await one({
    id: 3,
    type: 'service',
    actor: 'Bot',
    information_text: 'The weather bot was added',
    text: '',
  })
  assert.equal(custom.text, 'The weather bot was added')
})

test('I10 text parts are joined without separators and entities kept where they say more', async () => {
  const text = ['see ', { type: 'bold', text: 'the ' }, '', { type: 'link', text: 'forecast' }]
  const entities = [
    { type: 'plain', text: 'see ' },
    { type: 'bold', text: 'the ' },
    { type: 'link', text: 'forecast' },
  ]
  const rich = await one({ ...base, text, text_entities: entities })
  assert.deepEqual([rich.text, rich.extra], ['see the forecast', { text_entities: entities }])
  assert.deepEqual((await one({ ...base, text })).extra, { text })
  assert.deepEqual((await one({ ...base, text_entities: [{ type: 'plain', text: 'rain' }] })).extra, {})
})

test('I10 content without text is described, and said to be', async () => {
  const described: [Record<string, unknown>, string][] = [
    [
      {
        poll: {
          question: 'Which hammer?',
          answers: [
            { text: 'big', voters: 2 },
            { text: [{ type: 'plain', text: 'small' }], voters: 0 },
          ],
        },
      },
      '[Poll] Which hammer?, big (2), small (0)',
    ],
    [{ contact_information: { first_name: 'Omar', last_name: 'K', phone_number: '+00 0' } }, '[Contact] Omar K, +00 0'],
    [{ location_information: { latitude: 1.5, longitude: 2 }, place_name: 'Market' }, '[Location] Market, 1.5, 2'],
    [{ location_information: null, live_location_period_seconds: 60 }, '[Live location]'],
    [{ invoice_information: '{"title": "Drill", "amount": 500, "currency": "EUR"}' }, '[Invoice] Drill, 500, EUR'],
    [{ todo_list: { title: 'Garden', answers: [{ id: 1, text: 'rake' }] } }, '[Checklist] Garden, rake'],
    [
      { game_title: 'Chess', game_description: 'a game', game_link: 'https://example.org' },
      '[Game] Chess, a game, https://example.org',
    ],
  ]
  for (const [fields, text] of described) {
    const message = await one({ ...base, text: '', text_entities: [], ...fields })
    assert.equal(message.text, text)
    assert.ok(message.flags.includes('rendered-text'))
    assert.deepEqual(message.extra, fields)
  }
})

test('I11 attachments are found among the files of the source, never outside it', async () => {
  const files = createSourceFiles([
    { path: 'Export/result.json', item: 's.0' },
    { path: 'Export/photos/caf\u0065\u0301.jpg', item: 's.1' },
    { path: 'secret.jpg', item: 's.2' },
  ])
  const paths = [
    'photos/café.jpg',
    'photos/gone.jpg',
    '../secret.jpg',
    '/etc/hostname',
    'C:\\x.jpg',
    'photos/../../secret.jpg',
    'a\0b.jpg',
    './photos//café.jpg',
  ]
  const document = JSON.stringify({ messages: paths.map((photo, id) => ({ ...base, id, photo })) })
  const { messages } = await read(document, files.resolverFrom('Export/result.json'))
  assert.deepEqual(
    messages.map(({ attachments, flags }) => [
      attachments[0]?.status,
      attachments[0]?.item,
      flags.includes('unsafe-path'),
    ]),
    [
      ['present', 's.1', false],
      ['missing', null, false],
      ['missing', null, true],
      ['missing', null, true],
      ['missing', null, true],
      ['missing', null, true],
      ['missing', null, true],
      ['present', 's.1', false],
    ],
  )
  assert.deepEqual(
    messages.map(({ attachments }) => attachments[0]?.path),
    paths,
  )
})

test('I2 I12 a truncated export keeps all complete messages and a place for the rest', async () => {
  const document = Buffer.from(
    JSON.stringify({ name: 'Cats', messages: [1, 2, 3].map((id) => ({ ...base, id })) }, null, 1),
  )
  const whole = await read(document)
  for (let length = 0; length < document.length; length += 3) {
    const outcome = await read(document.subarray(0, length))
    const complete = whole.messages.filter(({ end }) => end <= length)
    assert.deepEqual(
      outcome.messages.filter(({ flags }) => !flags.includes('unreadable')),
      complete,
    )
    assert.match(outcome.anomalies.join('\n'), /ends in the middle/u)
  }
})

test('I2 I12 whatever bit flips, no complete message before it is lost and nothing is thrown', async () => {
  const document = readFixture()
  const whole = await read(document)
  await fc.assert(
    fc.asyncProperty(fc.nat(document.length - 1), fc.nat(7), async (at, bit) => {
      const damaged = Buffer.from(document)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit)
      const outcome = await read(damaged)
      const before = whole.messages.filter(({ end }) => end <= at)
      if (at > (whole.messages[0]?.start ?? 0)) assert.deepEqual(outcome.messages.slice(0, before.length), before)
    }),
    { numRuns: 500 },
  )
})

function readFixture(): Buffer {
  const messages = [
    { ...base, id: 1 },
    { ...base, id: 2, photo: 'photos/cat.jpg', width: 4 },
    { id: 3, type: 'service', action: 'pin_message', message_id: 1, text: '' },
    { ...base, id: 4 },
  ]
  return Buffer.from(JSON.stringify({ name: 'Cats', type: 'private_group', id: 1, messages }, null, 1))
}

test('I12 chat fields are found wherever they stand', async () => {
  const { chats } = await read('{"messages":[{"id":1,"type":"message"}],"id":5,"type":"bot_chat","name":"Weather"}')
  assert.deepEqual(chats, [{ number: 0, name: 'Weather', type: 'bot_chat', nativeId: '5' }])
  const account = await read(
    '{"chats":{"about":"","list":[{"type":"saved_messages","id":1,"messages":[]},{"name":null,"messages":[{"id":1}]}]},"left_chats":{"list":[{"name":"Left","messages":[]}]}}',
  )
  assert.deepEqual(
    account.chats.map(({ number, name, type }) => [number, name, type]),
    [
      [0, null, 'saved_messages'],
      [1, null, null],
      [2, 'Left', null],
    ],
  )
  assert.deepEqual(
    account.messages.map(({ chat, nativeId }) => [chat, nativeId]),
    [[1, '1']],
  )
})
