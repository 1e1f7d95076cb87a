import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wording } from './wording.ts'

const words = wording({
  plain: 'This folder is empty.',
  item: 'Erase the item {item}.',
  archive: 'Erase the item {item} and the {n} files in it.',
  row: 'the identifier “{id}” stands in row {row} too',
  names: ['{n} name', '{n} names'],
})

test('R110 a sentence is made from its code and values, in one form for one thing and in another for several', () => {
  assert.deepEqual(words.say('plain'), { code: 'plain', values: {}, text: 'This folder is empty.' })
  assert.deepEqual(words.say('names', { n: 1 }), { code: 'names', values: { n: '1' }, text: '1 name' })
  assert.equal(words.say('names', { n: 3 }).text, '3 names')
  assert.equal(words.say('row', { id: '{row}', row: 2 }).text, 'the identifier “{row}” stands in row 2 too')
})

test('R111 what was written down is read back, by the sentence that has the most words of its own', () => {
  for (const said of [
    words.say('plain'),
    words.say('item', { item: 'source-1.4' }),
    words.say('archive', { item: 'source-1.4', n: 12 }),
    words.say('row', { id: 'KRG 4', row: 17 }),
    words.say('names', { n: 1 }),
    words.say('names', { n: 2 }),
  ])
    assert.deepEqual(words.read(said.text), said)
})

test('R111 words of no sentence come back as they stand', () => {
  for (const text of ['', 'Erase everybody.', 'This folder is empty', '1 names', 'Erase the item x.\n'])
    assert.deepEqual(words.read(text), { code: null, values: {}, text })
})

test('R111 whatever is read makes exactly the text that was read', () => {
  const value = fc.oneof(fc.string(), fc.constantFrom(' and the ', '{n}', '.', '” stands in row ', ' name'))
  fc.assert(
    fc.property(value, value, fc.constantFrom('archive', 'row', 'names'), (one, other, code) => {
      const said =
        code === 'names'
          ? words.say('names', { n: one })
          : code === 'row'
            ? words.say('row', { id: one, row: other })
            : words.say('archive', { item: one, n: other })
      assert.equal(words.read(said.text).text, said.text)
      const again = words.read(said.text)
      assert.ok(again.code !== null && said.code !== null)
    }),
  )
})
