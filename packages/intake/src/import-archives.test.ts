import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listChats, listItems, openItem, planErasure, putInQuarantine, searchMessages } from '@homeward/records'
import { importFiles } from './import-files.ts'
import { memoryFile, newVault, picture } from './test-import.ts'
import { buildZip } from './test-zip.ts'

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

test('H11 R87 an archive that brings what is in quarantine goes there as a whole, and the rest of the import goes on', async (t) => {
  const { records } = await newVault(t)
  const held = await picture(30)
  const before = await importFiles(records, { files: [memoryFile('cat.jpg', held)] })
  await putInQuarantine(records, { item: listItems(records, before.source).items[0]?.id ?? '' })
  const chat = Buffer.from('13/3/22, 8:14 - Mara: cat.jpg (file attached)')
  const zip = buildZip([
    { name: 'Weather/_chat.txt', bytes: chat },
    { name: 'Weather/cat.jpg', bytes: held },
  ])
  const files = [memoryFile('export.zip', zip), memoryFile('note.txt', Buffer.from('a note'))]
  const { source } = await importFiles(records, { files })
  const items = new Map(listItems(records, source).items.map(({ path, id }) => [path, id]))
  for (const path of ['export.zip', 'export.zip/Weather/_chat.txt', 'export.zip/Weather/cat.jpg'])
    await assert.rejects(openItem(records, items.get(path) ?? ''), { code: 'QUARANTINED' }, path)
  const note = await openItem(records, items.get('note.txt') ?? '')
  assert.equal(Buffer.from(await note.read(0, note.size)).toString(), 'a note')
  assert.deepEqual(listChats(records), [])
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

test('R28 a file inside an archive is not erased alone, and the refusal says what can be done; the archive goes with all of it', async (t) => {
  const { records } = await newVault(t)
  const members = ['one.txt', 'two.txt'].map((name) => ({ name, bytes: Buffer.from(name) }))
  const { source } = await importFiles(records, { files: [memoryFile('notes.zip', buildZip(members))] })
  const [archive, one] = listItems(records, source).items
  assert.throws(
    () => planErasure(records, { item: one?.id ?? '' }, '2026-11-22'),
    (error: Error) =>
      [
        `archive ${archive?.id}`,
        'kept exactly as it came',
        `Erase the item ${archive?.id}`,
        '(2)',
        'bring in first',
      ].every((words) => error.message.includes(words)),
  )
  const { gone } = planErasure(records, { item: archive?.id ?? '' }, '2026-11-22')
  assert.deepEqual(
    gone.map(({ text }) => text),
    ['3 files of the source'],
  )
})
