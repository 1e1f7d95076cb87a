import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detect } from './detect.ts'
import { bytesInMemory } from './item-bytes.ts'
import { readSample, sampleTest } from './test-samples.ts'
import { buildZip } from './test-zip.ts'

async function formatOf(bytes: Uint8Array | string): Promise<string | null> {
  return (await detect(bytesInMemory(Buffer.from(bytes)))).format
}

async function typeOf(bytes: Uint8Array | string): Promise<string> {
  return (await detect(bytesInMemory(Buffer.from(bytes as string, 'latin1')))).mediaType
}

sampleTest('I20 samples: every sample is taken for what it is, whatever its name', async () => {
  const expected: [string, string | null][] = [
    ['telegram-json/chat-miner/test_batch_export.json', 'telegram-account'],
    ['telegram-json/chat-miner/test_single_export.json', 'telegram-json'],
    ['telegram-json/chm-telegram_2021-05/result.json', 'telegram-account'],
    ['telegram-json/own-berlin-dst/result.json', 'telegram-json'],
    ['telegram-json/own-x-escape/result.json', 'telegram-json'],
    ['telegram-json/chat-miner/target.json', null],
    ['telegram-html/own-berlin-dst/messages.html', 'telegram-html'],
    ['whatsapp/chat-miner/test_[mmddyy]_24hrs.txt', 'whatsapp-txt'],
    ['whatsapp/chat-miner/test_yyyymmdd_24hrs.txt', 'whatsapp-txt'],
    ['whatsapp/media-reader/basic.txt', 'whatsapp-txt'],
    ['whatsapp/media-reader/macos-ditto-export.zip', 'zip'],
    ['whatsapp/own/arabic-android-12h.txt', 'whatsapp-txt'],
    ['whatsapp/own/turkish-ios.txt', 'whatsapp-txt'],
    ['zip-hostile/14-junk-prefix-suffix.zip', 'zip'],
    ['messenger/own/message_1.json', 'meta-json'],
    ['messenger/msgvault/e2ee_simple/your_activity_across_facebook/messages/alice_1.json', 'meta-json'],
    ['instagram/chat-miner/test_export.json', 'meta-json'],
    ['instagram/chat-miner/target.json', null],
    ['signal/own-main-jsonl/main.jsonl', 'signal-jsonl'],
    ['signal/own-main-jsonl/metadata.json', null],
    ['signal/chat-miner/test_export.txt', 'signal-text'],
    ['signal/chat-miner/target.json', null],
    ['eml-mbox/own/three.mbox', 'mbox'],
    ['eml-mbox/cpython/msg_01.txt', 'eml'],
    ['eml-mbox/cpython/msg_15.txt', 'eml'],
    ['eml-mbox/cpython/msg_21.txt', 'eml'],
    ['eml-mbox/cpython/msg_26.txt', 'eml'],
    ['eml-mbox/cpython/msg_35.txt', null],
    ['eml-mbox/cpython/msg_47.txt', 'eml'],
    ['mhtml-singlefile/own/chrome-like.mhtml', null],
    ['warc-wacz/warcio/example.warc', null],
  ]
  for (const [file, format] of expected) assert.equal(await formatOf(readSample(file)), format, file)
})

test('I20 Telegram exports are recognised without messages, with a byte order mark, cut, or behind long lists', async () => {
  assert.equal(await formatOf('\uFEFF{"name":"Cats","type":"private_group","id":1,"messages":[]}'), 'telegram-json')
  assert.equal(await formatOf('{"name":"Cats","type":"private_group","id":1,"messages":[{"id":1,"ty'), 'telegram-json')
  const contacts = Array.from({ length: 5000 }, (_, id) => ({ first_name: `Cat ${id}`, phone_number: '+00' }))
  assert.equal(
    await formatOf(JSON.stringify({ about: '', contacts: { list: contacts }, chats: { list: [] } })),
    'telegram-account',
  )
  for (const other of [
    '{"name":"x","messages":[{"text":"y"}]}',
    '{"messages":[],"participants":[]}',
    '{}',
    '{"id":1}',
    '[{"id":1}]',
    'null',
  ])
    assert.equal(await formatOf(other), null, other)
})

test('I20 WhatsApp text is recognised by its first line or by many, not by a single date somewhere', async () => {
  assert.equal(await formatOf('\u200E[3/18/22, 14:56:01] Mara: rain'), 'whatsapp-txt')
  assert.equal(
    await formatOf('cut off\n3/9/25, 8:14 AM - A: x\n3/9/25, 8:14 AM - A: x\n3/9/25, 8:14 AM - A: x\n'),
    'whatsapp-txt',
  )
  for (const other of [
    'meeting notes\n3/9/25, 8:14 AM - A: x\n',
    '',
    '\n\n',
    'just text',
    '2024-01-15 a list - of things',
  ])
    assert.equal(await formatOf(other), null, other)
})

test('I53 the text of Signal is not taken for that of WhatsApp, nor the other way round', async () => {
  assert.equal(await formatOf('[2019-12-24, 12:23] Mara: rain\n[2020-01-17, 21:49] Omar: sun\n'), 'signal-text')
  assert.equal(await formatOf('[2019-05-29 15:04:00] Mara: rain\n'), 'signal-text')
  assert.equal(await formatOf('\n[2019-05-29 15:04] Mara: rain\n'), 'signal-text')
  // An iPhone in Swedish writes its dates so, and marks what the app says.
  assert.equal(
    await formatOf('[2019-05-29 15:04:00] Mara: \u200EMeddelanden är krypterade\n[2019-05-29 15:05:00] Mara: regn\n'),
    'whatsapp-txt',
  )
  assert.equal(await formatOf('2019-05-29 15:04 - Mara: rain\n'), 'whatsapp-txt')
  assert.equal(await formatOf('[29/05/2019, 15:04:00] Mara: rain\n'), 'whatsapp-txt')
  for (const other of [
    'From the beginning it rained\n',
    '{"messages":[{"text":"sender_name"}]}',
    '<html class="chat_page">',
  ])
    assert.equal(await formatOf(other), null, other)
})

test('I54 a mail is known by its headers, and a note that looks like one is none', async () => {
  const headers = 'From: Lane <lane@example.org>\nTo: omar@example.org\nSubject: rain\n'
  const date = 'Date: Fri, 20 Apr 2001 19:35:02 -0400\n'
  for (const mail of [
    `${headers}${date}\nIt rained.\n`,
    `\uFEFF${headers}${date}\nIt rained.\n`.replaceAll('\n', '\r\n'),
    `Received: from a.example.org\n\tby b.example.org; Fri, 20 Apr 2001 19:35:02 -0400\nMessage-ID: <1@example.org>\n${headers}\nIt rained.\n`,
    `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n${headers}\n--x\n\n{"messages":[]}\n`,
    `${headers}${date}X-Long: ${'x'.repeat(100_000)}\n\nIt rained.\n`,
  ])
    assert.equal(await formatOf(mail), 'eml', mail.slice(0, 80))
  const eightBit = Buffer.concat([Buffer.from(`${headers}${date}\n`), Buffer.from([0xe9, 0xe8, 0x0a])])
  assert.equal(await formatOf(eightBit), 'eml')
  for (const other of [
    'From: Lane\n\nIt rained.\n',
    'Subject: rain\nIt rained all day.\n',
    `${headers}\nIt rained.\n`,
    `${headers}Received: from my aunt, by post\n\nIt rained.\n`,
    `${headers}Date: 3 May 2024 10:00\n\nTyped above a note.\n`,
    `${headers}${date}It rained, and no line is empty.\n`,
    `It rained.\n${headers}${date}\n`,
    `Note: forwarded\n\n${headers}${date}\nIt rained.\n`,
    `From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\nSubject: rain\n${date}MIME-Version: 1.0\n\n`,
    `[2019-12-24, 12:23] From: rain\n`,
  ])
    assert.notEqual(await formatOf(other), 'eml', other)
})

test('I20 media types are judged by bytes', async () => {
  const expected: [string, string][] = [
    ['\u00FF\u00D8\u00FF\u00E0', 'image/jpeg'],
    ['\u0089PNG\r\n\u001A\n', 'image/png'],
    ['RIFF\u0000\u0000\u0000\u0000WEBP', 'image/webp'],
    ['\u0000\u0000\u0000\u0018ftypheic', 'image/heic'],
    ['\u0000\u0000\u0000\u0018ftypavif', 'image/avif'],
    ['\u0000\u0000\u0000\u0018ftypisom', 'video/mp4'],
    ['OggS', 'audio/ogg'],
    ['%PDF-1.7', 'application/pdf'],
    ['MZ\u0090', 'application/vnd.microsoft.portable-executable'],
    ['<!DOCTYPE html><p>', 'text/html'],
    ['{"a":1}', 'application/json'],
    ['rain\n', 'text/plain'],
    ['rain\u0000', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ]
  for (const [bytes, type] of expected) assert.equal(await typeOf(bytes), type)
  const cut = Buffer.concat([Buffer.from('rain'), Buffer.from('☔').subarray(0, 2)])
  assert.equal((await detect(bytesInMemory(cut))).mediaType, 'text/plain')
  assert.equal((await detect(bytesInMemory(buildZip([])))).mediaType, 'application/zip')
})
