import assert from 'node:assert/strict'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { listChats, listItems, listSources, messagesOfChat, openItem, searchMessages } from '@homeward/records'
import { IntakeError } from './error.ts'
import { filesFromPaths } from './files-from-paths.ts'
import type { IncomingFile } from './files-from-paths.ts'
import { importFiles } from './import-files.ts'
import type { Progress } from './progress.ts'
import { memoryFile, newVault, picture, telegramExport } from './test-import.ts'
import { factsOf, readSample, sampleTest } from './test-samples.ts'

test('I27 I30 a folder with an export and pictures becomes one source with messages, hashes and a receipt that adds up', async (t) => {
  const { records, folder } = await newVault(t)
  const dir = join(folder, 'ChatExport')
  mkdirSync(join(dir, 'photos'), { recursive: true })
  writeFileSync(join(dir, 'result.json'), telegramExport(3))
  writeFileSync(join(dir, 'photos', 'cat.jpg'), await picture(10))
  writeFileSync(join(dir, 'photos', 'same.jpg'), await picture(10))
  writeFileSync(join(dir, 'photos', 'broken.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))
  symlinkSync('/etc/hostname', join(dir, 'link'))
  const stages = new Set<string>()
  const last = new Map<string, Progress>()
  const receipt = await importFiles(
    records,
    { files: await filesFromPaths([dir]), from: 'a neighbour', note: 'handed over on a stick', legalBasis: 'consent' },
    {
      onProgress: (progress) => {
        stages.add(progress.stage)
        assert.ok(progress.done <= progress.total)
        last.set(progress.stage, progress)
      },
    },
  )
  assert.deepEqual(receipt.files, {
    in: 5,
    stored: 3,
    duplicate: 1,
    refused: [
      {
        path: 'ChatExport/link',
        reason: 'This is a link to another place, and links are not followed. Import the file it leads to.',
      },
    ],
  })
  assert.deepEqual(receipt.messages, { parsed: 3, service: 0, unparsed: 0 })
  assert.deepEqual(receipt.photos, { hashed: 1, unreadable: 1 })
  assert.deepEqual([...stages].toSorted(), ['look', 'messages', 'photos', 'seal'])
  assert.equal(last.get('messages')?.done, last.get('messages')?.total)

  const [source] = listSources(records)
  assert.deepEqual(
    [source?.name, source?.from, source?.note, source?.legalBasis],
    ['ChatExport', 'a neighbour', 'handed over on a stick', 'consent'],
  )
  const { items } = listItems(records, receipt.source)
  assert.deepEqual(
    items.map(({ path, format, mediaType }) => [path, format, mediaType]),
    [
      ['ChatExport/photos/broken.jpg', null, 'image/jpeg'],
      ['ChatExport/photos/cat.jpg', null, 'image/jpeg'],
      ['ChatExport/photos/same.jpg', null, 'image/jpeg'],
      ['ChatExport/result.json', 'telegram-json', 'application/json'],
    ],
  )
  const { messages } = searchMessages(records, { query: 'number1' })
  const bytes = await openItem(records, messages[0]?.bytes.item ?? '')
  const sliced = Buffer.from(
    await bytes.read(messages[0]?.bytes.start ?? 0, (messages[0]?.bytes.end ?? 0) - (messages[0]?.bytes.start ?? 0)),
  )
  assert.equal((JSON.parse(sliced.toString()) as { text: string }).text, 'rain number1')
  assert.deepEqual(
    messages[0]?.attachments.map(({ status, item }) => [status, item]),
    [['present', items[1]?.id]],
  )
})

test('I27 the same export twice is all duplicates and doubles no message', async (t) => {
  const { records } = await newVault(t)
  const files = [memoryFile('a/result.json', telegramExport(5)), memoryFile('a/photos/cat.jpg', await picture(20))]
  await importFiles(records, { files })
  const again = await importFiles(records, { files })
  assert.deepEqual(again.files, { in: 2, stored: 0, duplicate: 2, refused: [] })
  assert.deepEqual(again.messages, { parsed: 0, service: 0, unparsed: 0 })
  assert.equal(searchMessages(records, { query: 'rain' }).total, 5)
})

// oxlint-disable-next-line require-await -- an async generator is the shape of a stream
async function* halfAFile(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half')
  throw new Error('The stick was pulled out.')
}

test('I28 a file that vanishes or fails while it is read is refused and the rest goes on', async (t) => {
  const { records, folder } = await newVault(t)
  const path = join(folder, 'gone.txt')
  writeFileSync(path, 'rain')
  const files = await filesFromPaths([path])
  rmSync(path)
  const failing: IncomingFile = { path: 'failing.txt', open: halfAFile }
  const receipt = await importFiles(records, { files: [...files, failing, memoryFile('stays.txt', 'sun')] })
  assert.deepEqual(receipt.files, {
    in: 3,
    stored: 1,
    duplicate: 0,
    refused: [
      { path: 'gone.txt', reason: 'The file is no longer there.' },
      { path: 'failing.txt', reason: 'The file could not be read.' },
    ],
  })
})

test('I28 with nothing to take, nothing is recorded and a sentence says why', async (t) => {
  const { records, folder } = await newVault(t)
  mkdirSync(join(folder, 'empty'))
  await assert.rejects(
    importFiles(records, { files: await filesFromPaths([join(folder, 'empty')]) }),
    (error) =>
      error instanceof IntakeError &&
      error.code === 'NOTHING_TO_IMPORT' &&
      error.message === 'Nothing was imported. empty: This folder is empty.' &&
      error.refused.length === 1,
  )
  await assert.rejects(importFiles(records, { files: [] }), { code: 'NOTHING_TO_IMPORT' })
  assert.deepEqual(listSources(records), [])
})

test('I12 a truncated export is imported as far as it goes and says so', async (t) => {
  const { records } = await newVault(t)
  const text = telegramExport(10)
  const receipt = await importFiles(records, {
    files: [memoryFile('result.json', text.slice(0, text.indexOf('number7')))],
  })
  assert.deepEqual(receipt.messages, { parsed: 7, service: 0, unparsed: 1 })
  const { items } = listItems(records, receipt.source)
  assert.match(items[0]?.anomalies.join() ?? '', /ends in the middle/u)
})

test('I27 sealed files are taken as they are', async (t) => {
  const { records } = await newVault(t)
  const sealed = await records.vault.sealBytes('evidence', Buffer.from(telegramExport(2)))
  const never: IncomingFile = {
    path: 'result.json',
    sealed,
    open: () => {
      throw new Error('must not be read')
    },
  }
  const receipt = await importFiles(records, { files: [never] })
  assert.deepEqual([receipt.files.stored, receipt.messages.parsed], [1, 2])
})

sampleTest('I27 samples: a real WhatsApp archive and a Telegram export are imported as their facts say', async (t) => {
  const { records } = await newVault(t)
  const zip = 'whatsapp/media-reader/macos-ditto-export.zip'
  const receipt = await importFiles(records, { files: [memoryFile('export.zip', readSample(zip))] })
  const facts = factsOf(zip)
  assert.deepEqual(receipt.files.refused, [])
  const parsed = Number(facts['messages']) - Number(facts['system'])
  assert.deepEqual(receipt.messages, { parsed, service: facts['system'], unparsed: 0 })
  const [chat] = listChats(records)
  assert.equal(chat?.name, 'WhatsApp Chat - Team Q1')
  const { messages } = messagesOfChat(records, chat?.id ?? 0)
  const attachments = messages.flatMap((message) => message.attachments)
  assert.equal(attachments.length, facts['attachments_referenced'])
  assert.equal(attachments.filter(({ status }) => status === 'present').length, facts['attachments_present'])
  assert.deepEqual(
    attachments.filter(({ status }) => status === 'missing').map(({ path }) => path),
    facts['missing'],
  )
  assert.deepEqual([messages[0]?.time.local, messages.at(-1)?.time.local], ['2026-07-27T08:15', '2026-07-30T09:30'])

  const berlin = readSample('telegram-json/own-berlin-dst/result.json')
  const second = await importFiles(records, { files: [memoryFile('result.json', berlin)] })
  assert.deepEqual(second.messages, { parsed: 9, service: 2, unparsed: 1 })
})
