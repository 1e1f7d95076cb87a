import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import {
  getItem,
  listChats,
  listItems,
  listSources,
  messagesOfChat,
  openItem,
  openRecords,
  searchMessages,
  underived,
} from '@homeward/records'
import type { Records } from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'
import sharp from 'sharp'
import { deriveMissing, rebuild } from './derive-source.ts'
import { IntakeError } from './error.ts'
import { filesFromPaths } from './files-from-paths.ts'
import type { IncomingFile } from './files-from-paths.ts'
import { importFiles } from './import-files.ts'
import type { Progress } from './progress.ts'
import { factsOf, readSample, sampleTest } from './test-samples.ts'
import { buildZip } from './test-zip.ts'

const passphrase = 'a test passphrase'

async function newVault(t: TestContext): Promise<{ records: Records; folder: string; reopen: () => Promise<Records> }> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-import-'))
  const dir = join(folder, 'vault')
  await createVault({ dir, name: 'Test', memberName: 'One', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  let records = await openRecords(await openVault({ dir, passphrase }))
  t.after(() => {
    records.vault.close()
    rmSync(folder, { recursive: true })
  })
  const reopen = async (): Promise<Records> => {
    records.vault.close()
    records = await openRecords(await openVault({ dir, passphrase }))
    return records
  }
  return { records, folder, reopen }
}

function memoryFile(path: string, bytes: Uint8Array | string): IncomingFile {
  const content = Buffer.from(bytes)
  return {
    path,
    size: content.length,
    // oxlint-disable-next-line require-await -- an async generator is the shape of a stream
    open: async function* open() {
      yield content
    },
  }
}

function picture(hue: number): Promise<Buffer> {
  const shapes = Array.from(
    { length: 12 },
    (_, at) =>
      `<circle cx="${(at * 97 + hue) % 320}" cy="${(at * 61 + hue * 3) % 240}" r="${10 + ((at * 13) % 40)}" fill="hsl(${hue + at * 30} 70% ${30 + at * 4}%)"/>`,
  )
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240">${shapes.join('')}</svg>`))
    .jpeg()
    .toBuffer()
}

function telegramExport(count: number, padding = ''): string {
  const messages = Array.from({ length: count }, (_, id) => ({
    id,
    type: 'message',
    date: '2024-01-15T12:00:00',
    date_unixtime: String(1_705_316_400 + id),
    from: 'Mara',
    from_id: 'user1',
    text: `rain number${id}${padding}`,
    ...(id === 1 ? { photo: 'photos/cat.jpg' } : {}),
  }))
  return JSON.stringify({ name: 'Weather', type: 'private_group', id: 7, messages }, null, 1)
}

/** Everything that was derived, without row numbers. */
function derived(records: Records): unknown {
  const items = listSources(records).flatMap(({ id }) => listItems(records, id, { limit: 1000 }).items)
  const chats = listChats(records).map((chat) => ({
    ...chat,
    id: 0,
    rows: messagesOfChat(records, chat.id, { limit: 100_000 }).messages.map((message) => ({ ...message, chat: 0 })),
  }))
  return { items, chats, receipts: listSources(records).map(({ receipt }) => receipt) }
}

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

/** The attachments of all messages, by path, and the path of the item that each points to. */
function attachedOf(records: Records): [string, string, string | null][] {
  return listChats(records).flatMap(({ id }) =>
    messagesOfChat(records, id).messages.flatMap(({ attachments }) =>
      attachments.map(({ path, status, item }): [string, string, string | null] => [
        path,
        status,
        item === null ? null : `${getItem(records, item).source === item.split('.')[0]} ${getItem(records, item).path}`,
      ]),
    ),
  )
}

const chatWith = (text: string, photo: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      name: text,
      type: 'personal_chat',
      id: 1,
      messages: [{ id: 1, type: 'message', date: '2024-01-15T12:00:00', from: 'Mara', text, photo }],
    }),
  )

test('I33 media that come in later, with their export or alone, are attached; a rebuild says the same', async (t) => {
  const { records } = await newVault(t)
  const cat = await picture(30)
  const rain = chatWith('rain', 'photos/cat.jpg')
  await importFiles(records, { files: [memoryFile('Rain/result.json', rain)] })
  assert.deepEqual(attachedOf(records), [['photos/cat.jpg', 'missing', null]])
  // Beside another export the same path means another picture.
  await importFiles(records, {
    files: [
      memoryFile('Sun/result.json', chatWith('sun', 'photos/sun.jpg')),
      memoryFile('Sun/photos/cat.jpg', await picture(31)),
    ],
  })
  assert.deepEqual(attachedOf(records), [
    ['photos/cat.jpg', 'missing', null],
    ['photos/sun.jpg', 'missing', null],
  ])
  await importFiles(records, {
    files: [memoryFile('Again/result.json', rain), memoryFile('Again/photos/cat.jpg', cat)],
  })
  await importFiles(records, { files: [memoryFile('photos/sun.jpg', await picture(32))] })
  const expected = [
    ['photos/cat.jpg', 'present', 'true Again/photos/cat.jpg'],
    ['photos/sun.jpg', 'present', 'true photos/sun.jpg'],
  ]
  assert.deepEqual(attachedOf(records), expected)
  await rebuild(records)
  assert.deepEqual(attachedOf(records), expected)
})

test('I33 a file that several exports miss, or that has only its name in common, is attached to none', async (t) => {
  const { records } = await newVault(t)
  for (const name of ['wind', 'snow']) {
    await importFiles(records, { files: [memoryFile(`${name}/result.json`, chatWith(name, 'photos/cat.jpg'))] })
  }
  await importFiles(records, { files: [memoryFile('photos/cat.jpg', await picture(33))] })
  await importFiles(records, { files: [memoryFile('cat.jpg', await picture(34))] })
  assert.deepEqual(
    attachedOf(records).map(([, status]) => status),
    ['missing', 'missing'],
  )
  // The whole path tells which one is meant.
  await importFiles(records, { files: [memoryFile('snow/photos/cat.jpg', await picture(35))] })
  assert.deepEqual(attachedOf(records), [
    ['photos/cat.jpg', 'missing', null],
    ['photos/cat.jpg', 'present', 'true snow/photos/cat.jpg'],
  ])
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
      { path: 'failing.txt', reason: 'The stick was pulled out.' },
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

test('I29 members of an archive are items of it, read without unpacking; a bad one is refused alone', async (t) => {
  const { records } = await newVault(t)
  const zip = buildZip([
    {
      name: 'Weather/_chat.txt',
      bytes: Buffer.from(
        '13/3/22, 8:14 - Mara: cat.jpg (file attached)\n13/3/22, 8:15 - Omar: locked.jpg (file attached)',
      ),
    },
    { name: 'Weather/cat.jpg', bytes: await picture(30) },
    { name: 'Weather/locked.jpg', bytes: Buffer.from('x'), flags: 0x801 },
    { name: 'Weather/inner.zip', bytes: buildZip([{ name: 'deep.txt', bytes: Buffer.from('deep') }]) },
    { name: '../evil\u202Egpj.txt', bytes: Buffer.from('evil') },
  ])
  const receipt = await importFiles(records, { files: [memoryFile('export.zip', zip)] })
  assert.equal(receipt.files.in, 6)
  assert.equal(receipt.files.stored, 5)
  assert.deepEqual(
    receipt.files.refused.map(({ path, reason }) => [path, /password/u.test(reason)]),
    [['export.zip/Weather/locked.jpg', true]],
  )
  assert.deepEqual([receipt.messages.parsed, receipt.photos.hashed], [2, 1])
  const { items } = listItems(records, receipt.source)
  assert.deepEqual(
    items.map(({ path, format, container }) => [path, format, container === null ? null : 'export.zip']),
    [
      ['export.zip', 'zip', null],
      ['export.zip/Weather/_chat.txt', 'whatsapp-txt', 'export.zip'],
      ['export.zip/Weather/cat.jpg', null, 'export.zip'],
      ['export.zip/Weather/inner.zip', null, 'export.zip'],
      ['export.zip/../evil\\u{202E}gpj.txt', null, 'export.zip'],
    ],
  )
  assert.deepEqual(
    listChats(records).map(({ name }) => name),
    ['Weather'],
  )
  const { messages } = searchMessages(records, { query: 'attached' })
  assert.deepEqual(
    messages.map(({ attachments }) => attachments[0]?.status),
    ['present', 'missing'],
  )
  const evil = await openItem(records, items[4]?.id ?? '')
  assert.equal(Buffer.from(await evil.read(0, evil.size)).toString(), 'evil')
})

test('I29 an archive whose list is damaged is sealed whole and its members are counted as refused', async (t) => {
  const { records } = await newVault(t)
  const zip = buildZip([{ name: 'a', bytes: Buffer.from('rain') }])
  const receipt = await importFiles(records, { files: [memoryFile('cut.zip', zip.subarray(0, zip.length - 5))] })
  assert.deepEqual([receipt.files.in, receipt.files.stored], [2, 1])
  assert.match(receipt.files.refused[0]?.reason ?? '', /cannot be opened/u)
  const { items } = listItems(records, receipt.source)
  assert.match(items[0]?.anomalies.join() ?? '', /cannot be opened/u)
})

test('I30 a rebuild gives the same rows', async (t) => {
  const { records } = await newVault(t)
  await importFiles(records, {
    files: [
      memoryFile('a/result.json', telegramExport(40)),
      memoryFile('a/photos/cat.jpg', await picture(40)),
      memoryFile(
        'b/behind.json',
        '{"messages":[{"id":1,"type":"message","text":"sun"}],"id":5,"type":"bot_chat","name":"Late name"}',
      ),
    ],
  })
  await importFiles(records, {
    files: [memoryFile('c.txt', '13/3/22, 8:14 - Mara: rain'), memoryFile('result.json', telegramExport(40))],
  })
  const before = derived(records)
  assert.deepEqual(
    listChats(records).map(({ name }) => name),
    ['Weather', 'Late name', 'c'],
  )
  await rebuild(records)
  assert.deepEqual(derived(records), before)
})

test('I30 an import that was interrupted anywhere is completed by importing again', async (t) => {
  // Large enough for a thread of its own.
  const big = telegramExport(4000, ` ${'x'.repeat(1000)}`)
  assert.ok(big.length > 4 * 1024 * 1024)
  const files = [memoryFile('a/result.json', big), memoryFile('a/photos/cat.jpg', await picture(50))]
  for (const stage of ['seal', 'look', 'messages', 'photos'] as const) {
    const { records, reopen } = await newVault(t)
    const stop = new AbortController()
    const options = {
      signal: stop.signal,
      onProgress: (progress: Progress) => {
        if (progress.stage === stage) stop.abort()
      },
    }
    await assert.rejects(
      importFiles(records, { files }, options),
      (error) => error instanceof IntakeError && error.code === 'CANCELLED',
    )
    const later = await reopen()
    const receipt = await importFiles(later, { files })
    assert.equal(receipt.files.in, 2, stage)
    assert.deepEqual(underived(later), [])
    assert.equal(searchMessages(later, { query: 'rain' }).total, 4000, stage)
    const total = listSources(later).reduce((sum, source) => sum + source.receipt.messages.parsed, 0)
    assert.equal(total, 4000, stage)
  }
})

test('I30 what an interrupted import left is derived when the vault is opened again', async (t) => {
  const { records, reopen } = await newVault(t)
  const stop = new AbortController()
  const onProgress = ({ stage }: Progress): void => {
    if (stage === 'messages') stop.abort()
  }
  await assert.rejects(
    importFiles(
      records,
      { files: [memoryFile('result.json', telegramExport(10))] },
      { onProgress, signal: stop.signal },
    ),
  )
  const later = await reopen()
  assert.equal(underived(later).length, 1)
  await deriveMissing(later)
  assert.equal(listSources(later)[0]?.receipt.messages.parsed, 10)
})

test('I30 a disk that is full while the index is written is named, and with room the import goes on', async (t) => {
  const { records } = await newVault(t)
  const pages = records.evidence.pragma('page_count', { simple: true })
  records.evidence.pragma(`max_page_count = ${Number(pages) + 20}`)
  await assert.rejects(importFiles(records, { files: [memoryFile('result.json', telegramExport(2000))] }), {
    name: 'IntakeError',
    code: 'DISK_FULL',
    message: /Make room and start the import again/u,
  })
  records.evidence.pragma('max_page_count = 1000000')
  await deriveMissing(records)
  assert.equal(listSources(records)[0]?.receipt.messages.parsed, 2000)
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
