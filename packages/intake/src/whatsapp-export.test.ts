import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ParsedMessage } from '@homeward/records'
import fc from 'fast-check'
import { bytesInMemory } from './item-bytes.ts'
import type { ParseReport } from './parsed-chat.ts'
import { createSourceFiles } from './source-files.ts'
import { factsOf, readSample, sampleTest } from './test-samples.ts'
import { parseWhatsapp } from './whatsapp-export.ts'

type Outcome = ParseReport & { messages: ParsedMessage[] }

async function read(text: string | Uint8Array, names: string[] = [], chunk = 61): Promise<Outcome> {
  const source = createSourceFiles(['_chat.txt', ...names].map((path, index) => ({ path, item: `s.${index}` })))
  const files = { names: source.namesBeside('_chat.txt'), resolve: source.resolverFrom('_chat.txt') }
  const batches = parseWhatsapp(bytesInMemory(Buffer.from(text), chunk), { files, chatName: 'Tools' })
  const messages: ParsedMessage[] = []
  for (;;) {
    const next = await batches.next()
    if (next.done === true) return { ...next.value, messages }
    messages.push(...next.value.messages)
  }
}

function local(outcome: Outcome): (string | null)[] {
  return outcome.messages.map(({ time }) => time.local)
}

function senders(outcome: Outcome): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { sender, kind } of outcome.messages)
    if (sender !== null && kind === 'message') counts[sender] = (counts[sender] ?? 0) + 1
  return counts
}

const twelve = [
  'test_[mmddyy]_24hrs',
  'test_ddmmyy_24hrs',
  'test_mmddyy_24hrs',
  'test_mmddyyyy_12hrs',
  'test_yyyymmdd_24hrs',
]

sampleTest('I15 T5 samples: one chat in five date styles gives the same messages', async () => {
  for (const style of twelve) {
    const file = `whatsapp/chat-miner/${style}.txt`
    const facts = factsOf(file)
    const outcome = await read(readSample(file))
    assert.equal(outcome.messages.length, facts['messages'], file)
    assert.equal(outcome.messages.filter(({ kind }) => kind === 'service').length, facts['system'], file)
    assert.equal(local(outcome)[0], '2019-01-01T11:25', file)
    assert.equal(local(outcome).at(-1), '2021-12-30T22:01', file)
    assert.deepEqual(
      senders(outcome),
      { 'John Doe': 3, 'Jahn Doe': 1, 'John-John Doe': 1, 'John Doe 🤓': 1, '🤓': 1 },
      file,
    )
    assert.equal(outcome.messages[2]?.text, 'Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit. Duis libero.')
    assert.ok(outcome.messages[1]?.flags.includes('empty'))
    assert.equal(outcome.messages[4]?.time.local?.slice(11), '00:08')
  }
})

sampleTest('T6 samples: an undecidable date order keeps both readings', async () => {
  const outcome = await read(readSample('whatsapp/media-reader/basic.txt'))
  assert.deepEqual(senders(outcome), factsOf('whatsapp/media-reader/basic.txt')['senders'])
  const [first, second] = outcome.messages
  assert.equal(first?.time.local, null)
  assert.deepEqual(first?.extra['readings'], ['2025-09-03T08:14', '2025-03-09T08:14'])
  assert.deepEqual(first?.time.ambiguities, ['zone', 'date-order'])
  assert.equal(first?.time.earliestMs, Date.UTC(2025, 2, 9, 8, 14) - 14 * 3_600_000)
  assert.equal(first?.time.latestMs, Date.UTC(2025, 8, 3, 8, 14) + 12 * 3_600_000 + 59_999)
  assert.equal(first?.time.raw, '3/9/25, 8:14 AM')
  assert.deepEqual(second?.attachments, [
    { path: 'IMG-20250903-WA0001.jpg', status: 'missing', item: null, mediaType: null },
  ])
  assert.match(outcome.anomalies.join('\n'), /Both readings are kept/u)
})

sampleTest('I15 samples: system lines, markers and marks in Arabic and Turkish', async () => {
  const arabic = await read(readSample('whatsapp/own/arabic-android-12h.txt'), ['IMG-20260915-WA0001.jpg'])
  assert.deepEqual(local(arabic), [
    '2026-09-15T20:46',
    '2026-09-15T20:47',
    '2026-09-15T20:48',
    '2026-09-16T00:05',
    '2026-09-16T12:06',
  ])
  assert.deepEqual(
    arabic.messages.map(({ kind }) => kind),
    ['service', 'message', 'message', 'message', 'message'],
  )
  assert.deepEqual(
    arabic.messages.flatMap(({ attachments }) => attachments.map(({ status }) => status)),
    ['present', 'not-included'],
  )
  assert.match(arabic.messages[2]?.text ?? '', /\nتعليق على الصورة$/u)
  assert.ok(arabic.messages[4]?.flags.includes('deleted'))

  const turkish = await read(readSample('whatsapp/own/turkish-ios.txt'))
  assert.equal(turkish.messages.length, 4)
  assert.deepEqual(
    turkish.messages.map(({ sender, kind }) => [sender, kind]),
    [
      ['Köy Grubu', 'service'],
      ['Ayşe', 'message'],
      ['Ali', 'message'],
      ['Ali', 'message'],
    ],
  )
  assert.deepEqual(
    turkish.messages.flatMap(({ attachments }) => attachments.map(({ status }) => status)),
    ['missing', 'not-included'],
  )
  assert.equal(local(turkish)[1], '2026-09-15T20:46:00')
})

sampleTest('I18 samples: a header typed inside a message is flagged', async () => {
  const outcome = await read(readSample('whatsapp/own/forged-header-in-multiline.txt'))
  assert.deepEqual(
    outcome.messages.map(({ flags }) => flags.includes('possibly-forged')),
    [false, false, true, false],
  )
  assert.deepEqual(outcome.messages[2]?.flags, ['time-backwards', 'sender-only-here', 'possibly-forged'])
  assert.match(outcome.anomalies.join('\n'), /may have been typed inside another/u)
})

test('I15 T4 T9 every header variant is read', async () => {
  const variants: [string, string][] = [
    ['[3/18/22, 14:56:01] Mara: rain', '2022-03-18T14:56:01'],
    ['[3/18/22 14.56.01] Mara: rain', '2022-03-18T14:56:01'],
    ['[14:56:01, 3/18/22] Mara: rain', '2022-03-18T14:56:01'],
    ['[\u200F18\u200F/3\u200F/2022\u060C 14:56:01] Mara: rain', '2022-03-18T14:56:01'],
    [
      '[\u0661\u0668\u200F/\u0663\u200F/\u0662\u0660\u0662\u0662\u060C \u0662:\u0665\u0666:\u0660\u0660\u00A0\u0645] Mara: rain',
      '2022-03-18T14:56:00',
    ],
    [
      '[\u06F2\u06F0\u06F2\u06F2/\u06F3/\u06F1\u06F8, \u06F1\u06F4:\u06F5\u06F6:\u06F0\u06F1] Mara: rain',
      '2022-03-18T14:56:01',
    ],
    ['23/03/2022, 13:31 - Mara: rain', '2022-03-23T13:31'],
    ['23.03.22 13:31 - Mara: rain', '2022-03-23T13:31'],
    ['23-03-2022 13:31 - Mara: rain', '2022-03-23T13:31'],
    ['23/03/2022, 13:31 \u2013 Mara: rain', '2022-03-23T13:31'],
    ['6/30/23, 12:05\u202FAM - Mara: rain', '2023-06-30T00:05'],
    ['30/6/2023, 8:14 p.\u00A0m. - Mara: rain', '2023-06-30T20:14'],
    ['13.6.2018 klo 21.25.15 - Mara: rain', '2018-06-13T21:25:15'],
    ['2018. 3. 5. 오후 2:30 - Mara: rain', '2018-03-05T14:30'],
    ['[2022/3/18 下午2:56:01] Mara: rain', '2022-03-18T14:56:01'],
    ['28/01/16 20:15:03: Mara: rain', '2016-01-28T20:15:03'],
    ['\uFEFF\u200E[18.03.22, 14:56:01] Mara: rain', '2022-03-18T14:56:01'],
  ]
  for (const [line, expected] of variants) {
    const { messages } = await read(`${line}\r\nand sun\r\n`)
    assert.deepEqual(
      messages.map(({ sender, text, time }) => [sender, text, time.local]),
      [['Mara', 'rain\nand sun', expected]],
      line,
    )
  }
  const buddhist = await read('[3/18/2565 BE, 14:56:01] Mara: rain')
  assert.deepEqual(
    [buddhist.messages[0]?.time.local, buddhist.messages[0]?.time.ambiguities],
    ['2022-03-18T14:56:01', ['zone', 'calendar']],
  )
  const japanese = await read('[3/18/R4, 14:56:01] Mara: rain')
  assert.deepEqual(
    [japanese.messages[0]?.time.local, japanese.messages[0]?.time.ambiguities],
    ['2022-03-18T14:56:01', ['zone', 'calendar']],
  )
  const unknown = await read('[1401/12/27, 14:56:01] Mara: rain')
  assert.deepEqual(
    [unknown.messages[0]?.time.local, unknown.messages[0]?.time.ambiguities],
    [null, ['zone', 'calendar']],
  )
})

test('T5 the date order is inferred from the whole file, for each shape of date', async () => {
  const mixed = await read(
    '6/3/23, 8:14 AM - A: x\n6/30/23, 8:15 AM - A: y\n1/7/2023, 8:16 AM - B: z\n30/7/2023, 8:17 AM - A: w\n',
  )
  assert.deepEqual(local(mixed), ['2023-06-03T08:14', '2023-06-30T08:15', '2023-07-01T08:16', '2023-07-30T08:17'])
  const days = [3, 5, 9, 11].flatMap((month) => [1, 4, 7, 10, 12].map((day) => [day, month]))
  const monotone = await read(days.map(([day, month]) => `${day}/${month}/24, 10:00 - A: x`).join('\n'))
  assert.equal(local(monotone)[1], '2024-03-04T10:00')
  assert.match(monotone.anomalies.join('\n'), /jump back and forth/u)
  const same = await read('5/5/24, 10:00 - A: x')
  assert.deepEqual([local(same), same.messages[0]?.extra], [['2024-05-05T10:00'], {}])
})

test('T8 an unknown word beside the time keeps both halves of the day', async () => {
  const outcome = await read('13/3/22, 8:14 qux - A: x\n13/3/22, 9:14 quux - A: y\n')
  assert.deepEqual(outcome.messages[0]?.extra['readings'], ['2022-03-13T08:14', '2022-03-13T20:14'])
  assert.ok(outcome.messages[0]?.time.ambiguities.includes('half-of-day'))
  const plain = await read('13/3/22, 8:14 qux - A: x\n13/3/22, 19:14 qux - A: y\n')
  assert.deepEqual(local(plain), ['2022-03-13T08:14', '2022-03-13T19:14'])
})

test('I16 attachments are recognised by words of many languages and by the files that exist', async () => {
  const lines: [string, string[], string, string][] = [
    [
      '\u200E<attached: 00000044-PHOTO-2022-03-27-21-49-19.jpg>',
      [],
      '00000044-PHOTO-2022-03-27-21-49-19.jpg',
      'missing',
    ],
    [
      '\u200E<00000035-PHOTO-2026-09-15-20-46-00.jpg eklendi>',
      ['00000035-PHOTO-2026-09-15-20-46-00.jpg'],
      '00000035-PHOTO-2026-09-15-20-46-00.jpg',
      'present',
    ],
    ['\u200F<المُرفق: cat.jpg>', [], 'cat.jpg', 'missing'],
    ['\u200E< pièce jointe : cat.jpg >', [], 'cat.jpg', 'missing'],
    [
      'drill.pdf • \u200E2 pages \u200E<attached: 00000047-drill.pdf>',
      ['00000047-drill.pdf'],
      '00000047-drill.pdf',
      'present',
    ],
    ['IMG-20250903-WA0001.jpg (Datei angehängt)', [], 'IMG-20250903-WA0001.jpg', 'missing'],
    [
      'Meeting Notes (final).docx (file attached)',
      ['Meeting Notes (final).docx'],
      'Meeting Notes (final).docx',
      'present',
    ],
    ['فایل پیوست شد cat.jpg', [], 'cat.jpg', 'missing'],
    ['cat.jpg <\u200Eattached>', ['cat.jpg'], 'cat.jpg', 'present'],
    ['cat.jpg (zzz unknown words)', ['cat.jpg'], 'cat.jpg', 'present'],
    ['zzz unknown cat.jpg', ['cat.jpg'], 'cat.jpg', 'present'],
    ['caf\u00E9.jpg (file attached)', ['cafe\u0301.jpg'], 'caf\u00E9.jpg', 'present'],
    ['IMG-20250903-WA0001.jpg zzz', [], 'IMG-20250903-WA0001.jpg', 'missing'],
    ['<Media omitted>', [], '<Media omitted>', 'not-included'],
    ['<medya dahil edilmedi>', [], '<medya dahil edilmedi>', 'not-included'],
    ['\u200Egörüntü dahil edilmedi', [], 'görüntü dahil edilmedi', 'not-included'],
  ]
  for (const [body, names, path, status] of lines) {
    const { messages } = await read(`13/3/22, 8:14 - Mara: ${body}\ncaption`, names)
    assert.deepEqual(
      messages[0]?.attachments.map((found) => [found.path, found.status]),
      [[path, status]],
      body,
    )
    assert.ok(messages[0]?.text.endsWith('\ncaption'))
  }
  for (const body of ['look at cat.jpg', '(file attached)', 'nothing <here>', 'a (b)']) {
    const { messages } = await read(`13/3/22, 8:14 - Mara: ${body}`)
    assert.deepEqual(messages[0]?.attachments, [], body)
  }
  const outside = await read('13/3/22, 8:14 - Mara: ../cat.jpg (file attached)', ['cat.jpg'])
  assert.ok(outside.messages[0]?.flags.includes('unsafe-path'))
})

test('I17 deleted, view-once, edited, phone numbers and names with marks', async () => {
  const outcome = await read(
    [
      '13/3/22, 8:14 - \u202A+00\u00A055\u00A0500\u00A000\u00A000\u202C: null',
      '13/3/22, 8:15 - Mara: You deleted this message',
      '13/3/22, 8:16 - Mara: sunny <This message was edited>',
      '13/3/22, 8:17 - Mara changed the subject to “Plan: go” ',
      '13/3/22, 8:18 - Mara: ',
      '13/3/22, 8:19 - Mara: location: https://maps.google.com/?q=1.5,2.5',
    ].join('\n'),
  )
  assert.deepEqual(
    outcome.messages.map(({ sender, senderId, kind }) => [sender, senderId, kind]),
    [
      ['+00 55 500 00 00', '+00555000000', 'message'],
      ['Mara', null, 'message'],
      ['Mara', null, 'message'],
      [null, null, 'service'],
      ['Mara', null, 'message'],
      ['Mara', null, 'message'],
    ],
  )
  assert.deepEqual(
    outcome.messages.map(({ flags }) => flags),
    [['view-once'], ['deleted', 'deleted-by-exporter'], ['edited'], [], ['empty'], ['location']],
  )
})

test('I18 headers of another shape inside a file are kept in the message or flagged', async () => {
  const honest = Array.from(
    { length: 30 },
    (_, minute) => `[13/03/22, 08:${String(minute).padStart(2, '0')}:00] ${minute % 2 ? 'Mara' : 'Omar'}: rain`,
  )
  const pasted = await read(
    [...honest, '13/03/22, 08:40 - Mara: pasted from an Android phone', ...honest.slice(0, 1)].join('\n'),
  )
  assert.equal(pasted.messages.length, 31)
  assert.ok(pasted.messages[29]?.flags.includes('header-like-line'))
  const odd = await read([...honest, '[13/03/2022, 08:40:00] Mara: another year style'].join('\n'))
  assert.deepEqual(odd.messages.at(-1)?.flags, ['header-style-differs', 'possibly-forged'])
  const late = await read(['[23/03/22, 08:00:00] Tools: \u200Enotice', ...honest].join('\n'))
  assert.deepEqual(late.messages.map(({ flags }) => flags.includes('possibly-forged')).filter(Boolean), [])
})

test('I19 byte ranges of all messages cover the file, whatever the chunks and line ends', async () => {
  const line = fc.constantFrom(
    '13/3/22, 8:14 - Mara: rain ☔',
    '14/3/22, 9:00 - Omar: قطة',
    'more text',
    '',
    '\u200Ex',
    'cat.jpg (file attached)',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 40 }),
      async (lines, end, chunk) => {
        const bytes = Buffer.from(lines.join(end))
        const { messages } = await read(bytes, [], chunk)
        const joined = messages.map((message) => bytes.toString('utf8', message.start, message.end)).join(end)
        // Only a last line that is empty has no bytes of its own.
        assert.equal(
          joined,
          lines.join(end).replace(new RegExp(`(?:${end})$`, 'u'), lines.at(-1) === '' && lines.length > 1 ? '' : end),
        )
        assert.deepEqual((await read(bytes, [], 1000)).messages, messages)
      },
    ),
  )
})

test('I19 any bytes are read without a throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constant(Buffer.from('\n13/3/22, 8:14 - A: ')), fc.uint8Array({ maxLength: 30 })), {
        maxLength: 8,
      }),
      async (parts) => {
        const bytes = Buffer.concat(parts)
        const { messages } = await read(bytes)
        for (const { start, end } of messages) assert.ok(start <= end && end <= bytes.length)
      },
    ),
  )
  const invalid = await read(Buffer.concat([Buffer.from('13/3/22, 8:14 - A: rain '), Buffer.from([0xff, 0x0a])]))
  assert.deepEqual([invalid.messages[0]?.text, invalid.messages[0]?.flags], ['rain \uFFFD', ['invalid-utf8']])
})

test('I19 a line of many megabytes is one message in bounded pieces', async () => {
  const bytes = Buffer.from(`13/3/22, 8:14 - A: ${'rain ☔ '.repeat(400_000)}\n13/3/22, 8:15 - A: after`)
  const { messages } = await read(bytes, [], 70_000)
  assert.deepEqual(
    messages.map(({ flags }) => flags),
    [['text-cut'], []],
  )
  assert.equal(messages[0]?.end, bytes.lastIndexOf(0x0a))
  assert.ok(!messages[0]?.text.includes('\uFFFD'))
})
