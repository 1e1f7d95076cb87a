import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getItem, listChats, messagesOfChat } from '@homeward/records'
import type { Records } from '@homeward/records'
import { rebuild } from './derive-source.ts'
import { importFiles } from './import-files.ts'
import { memoryFile, newVault, picture } from './test-import.ts'

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
