import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listItems } from './sources.ts'
import { receiveFiles, testRecords } from './test-records.ts'

test('H2 an item is found by a part of its path, however that is written, and every fit is counted', async (t) => {
  const records = await testRecords(t)
  const names = ['IMG_0001.JPG', 'Wêne/şev.png', 'Wêne/roj.png'.normalize('NFD'), 'صور/أحمد.jpg', '100%_a.txt', 'b.txt']
  const source = await receiveFiles(records, Object.fromEntries(names.map((name, at) => [name, new Uint8Array([at])])))
  await receiveFiles(records, { 'IMG_0001.JPG': new Uint8Array([77]) })
  const found = (path: string, page = {}): unknown => {
    const { total, items } = listItems(records, source, { path, ...page })
    return [total, items.map(({ index }) => index)]
  }
  assert.deepEqual(found('img_0001'), [1, [0]])
  assert.deepEqual(found('WÊNE/'), [2, [1, 2]])
  assert.deepEqual(found('wêne/', { limit: 1, offset: 1 }), [2, [2]])
  assert.deepEqual(found('احمد'), [1, [3]])
  assert.deepEqual(found('0%_'), [1, [4]])
  assert.deepEqual(found('nothing'), [0, []])
  assert.deepEqual(found('  '), [6, [0, 1, 2, 3, 4, 5]])
  assert.deepEqual(found('', { limit: 2, offset: 4 }), [6, [4, 5]])
})
