import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { captions, formattedPieces, sentences } from './sentences.ts'
import { writeTelegramExport } from './telegram-export.ts'

type Message = {
  id: number
  type: string
  date_unixtime?: string
  reply_to_message_id?: number
  text?: string | (string | { text: string })[]
}

let dir = ''
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'testworld-'))
})
after(async () => {
  await rm(dir, { recursive: true })
})

const write = async (name: string, messages: number, controlEscapes: number) => {
  const path = join(dir, name)
  const counts = await writeTelegramExport({ path, messages, seed: 3, controlEscapes })
  return { path, counts, text: await readFile(path, 'utf8') }
}

test('TW1 an export is the same on every machine', async () => {
  const { text } = await write('golden.json', 300, 2)
  assert.equal(
    createHash('sha256').update(text).digest('hex'),
    '2dd1258261af5609e924c0720c6a70102a87623a0e9a7c119deecd58feb34de7',
  )
})

test('TW6 without escapes the export is JSON in the layout of one space a level', async () => {
  const { text, counts } = await write('valid.json', 3000, 0)
  const parsed = JSON.parse(text) as { messages: Message[] }
  assert.equal(JSON.stringify(parsed, undefined, 1), text)
  assert.equal(parsed.messages.length, 3000)
  assert.equal(counts.elements, 3000)
  assert.equal(counts.bytes, Buffer.byteLength(text))
})

test('TW6 exactly the stated messages are invalid, and only by their escapes', async () => {
  const { text, counts } = await write('escaped.json', 1000, 5)
  assert.equal(counts.controlEscapes, 5)
  assert.throws(() => JSON.parse(text) as unknown, SyntaxError)
  assert.equal(text.match(/(?<!\\)\\x[0-9A-F]{2}/gu)?.length, 5 * 2)
  const repaired = text.replaceAll(/\\x([0-9A-F]{2})/gu, String.raw`\u00$1`)
  assert.equal((JSON.parse(repaired) as { messages: Message[] }).messages.length, 1000)
})

test('TW4 the counts are what the export holds', async () => {
  const { text, counts } = await write('counted.json', 5000, 0)
  const { messages } = JSON.parse(text) as { messages: Message[] }
  const count = (type: string): number => messages.filter((message) => message.type === type).length
  assert.deepEqual(
    [counts.messages, counts.service, counts.unsupported],
    [count('message'), count('service'), count('unsupported')],
  )
  assert.ok(counts.service > 10 && counts.unsupported > 3)
  assert.equal(counts.missing, text.match(/\n {3}"(?:photo|file)": "\(File/gu)?.length)
})

test('TW6 ids are unique, replies lead to an earlier id, time goes back only where the group was changed', async () => {
  const { text } = await write('ordered.json', 5000, 0)
  const { messages } = JSON.parse(text) as { messages: Message[] }
  const seen = new Set<number>()
  let latest = 0
  const backward: number[] = []
  let replies = 0
  for (const message of messages) {
    assert.ok(!seen.has(message.id))
    if (message.reply_to_message_id !== undefined) {
      assert.ok(seen.has(message.reply_to_message_id))
      replies += 1
    }
    seen.add(message.id)
    if (message.date_unixtime === undefined) continue
    if (Number(message.date_unixtime) < latest) backward.push(message.id)
    latest = Number(message.date_unixtime)
  }
  assert.ok(replies > 300)
  assert.deepEqual(backward, [1])
  assert.deepEqual(
    messages.slice(0, 5).map((message) => message.id),
    [-999_999_999, -999_999_998, -999_999_997, -999_999_996, 1],
  )
})

test('TW6 very short chats are whole', async () => {
  for (const messages of [0, 1, 5, 19, 20]) {
    const { text } = await write(`short-${messages}.json`, messages, 0)
    assert.equal((JSON.parse(text) as { messages: Message[] }).messages.length, messages)
  }
})

test('TW5 everything that is said stands in the tables', async () => {
  const { text } = await write('said.json', 5000, 0)
  const { messages } = JSON.parse(text) as { messages: Message[] }
  const known = [
    ...Object.values(sentences).flat(),
    ...Object.values(captions).flat(),
    ...formattedPieces.map(([, piece]) => piece),
  ].toSorted((a, b) => b.length - a.length)
  let said = 0
  for (const { text: parts = '' } of messages) {
    let rest =
      typeof parts === 'string' ? parts : parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')
    if (rest !== '') said += 1
    for (const sentence of known) rest = rest.replaceAll(sentence, '')
    assert.equal(rest.trim(), '')
  }
  assert.ok(said > 4000)
})

test('TW9 all but the last block is on disk before the next is made', async () => {
  const path = join(dir, 'streamed.json')
  const ahead: number[] = []
  const { bytes } = await writeTelegramExport({
    path,
    messages: 20_000,
    seed: 1,
    onProgress: (done, total) => {
      if (done < total) ahead.push(statSync(path).size / done)
    },
  })
  assert.ok(ahead.length >= 8)
  for (const bytesEach of ahead) assert.ok(Math.abs(bytesEach / (bytes / 20_000) - 1) < 0.1)
})
