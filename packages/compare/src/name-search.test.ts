import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forgetNames, rememberedNames } from './name-cache.ts'
import { foldWords } from './name-fold.ts'
import { nameKeys } from './name-keys.ts'
import { createPeopleIndex, type PersonHit } from './people-index.ts'

const people = [
  'شیرزاد خضر مراد',
  'Sherzad Khalaf',
  'Dilshad Khero Simo',
  'Şêrzad Xidir',
  'خالد شيرزاد',
  'Khadija Xalaf Elyas',
]
const index = createPeopleIndex()
for (const [id, name] of people.entries()) index.put({ id: String(id), names: [name] })
const hitsOf = (query: string, floor?: number): PersonHit[] =>
  index.search(query, floor === undefined ? {} : { floor }).hits

const ascending = (a: number, b: number): number => a - b
const idsOf = (query: string): number[] => hitsOf(query).map(({ id }) => Number(id))

test('M11 a whole name finds its person in every script first', () => {
  assert.deepEqual(idsOf('Sherzad Khidir').slice(0, 2).toSorted(ascending), [0, 3])
  assert.deepEqual(idsOf('شيرزاد خلف')[0], 1)
})

test('M11 a single word is found wherever it stands, given names first', () => {
  const found = idsOf('Sherzad')
  assert.deepEqual(found.toSorted(ascending), [0, 1, 3, 4])
  assert.equal(found.at(-1), 4)
  assert.deepEqual(idsOf('سمو'), [2])
})

test('M11 the last word may be a beginning, unless something follows it', () => {
  assert.ok(idsOf('Dil').includes(2))
  assert.deepEqual(idsOf('Sherzad Khi').slice(0, 2).toSorted(ascending), [0, 3])
  assert.deepEqual(idsOf('Dil '), [])
})

test('M11 swapped parts are found below those in order, and it says so', () => {
  const [first] = hitsOf('Xidir Şêrzad')
  assert.deepEqual([first?.id, first?.swapped], ['3', true])
  assert.ok((first?.score ?? 1) < (hitsOf('Şêrzad Xidir')[0]?.score ?? 0))
})

test('M11 what is unlike stays out, and a query without letters finds nothing', () => {
  assert.deepEqual(idsOf('Wafaa Munir'), [])
  assert.deepEqual(idsOf(' 12 '), [])
})

test('M11 scores lie between 0 and 1 and fall', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (query) => {
      const found = hitsOf(query, 0)
      for (const [at, { score }] of found.entries())
        assert.ok(score >= 0 && score <= 1 && score <= (found[at - 1]?.score ?? 1))
    }),
  )
})

const meets = (one: string, other: string): boolean => {
  const keys = new Set(nameKeys(one))
  return nameKeys(other).some((key) => keys.has(key))
}

test('M10 spellings of one name share a key', () => {
  for (const query of ['Sherzad Khidir', 'شێرزاد خدر', 'Scherzad Chidir', 'Sherzat Khidr', 'Sherzad Murad'])
    assert.ok(meets('شیرزاد خضر مراد', query), query)
})

test('M10 names with nothing in common share none', () => {
  assert.ok(!meets('شیرزاد خضر مراد', 'Layla Najm'))
})

test('M10 a long text has few keys', () => {
  assert.ok(nameKeys('chthdhgj '.repeat(10_000)).length < 2000)
})

test('H6 names that were compared are let go when asked, and compared again as before', () => {
  const found = idsOf('Sherzad Khidir')
  const folded = foldWords('Sherzad Khidir')
  assert.ok(rememberedNames() > 0)
  forgetNames()
  assert.equal(rememberedNames(), 0)
  assert.notEqual(foldWords('Sherzad Khidir'), folded)
  assert.deepEqual(idsOf('Sherzad Khidir'), found)
})

test('H6 the keys of names that an index was made of are let go with the names', () => {
  forgetNames()
  const keys = nameKeys('Sherzad Khidir')
  assert.equal(nameKeys('Sherzad Khidir'), keys)
  const remembered = rememberedNames()
  foldWords('Sherzad Khidir')
  assert.equal(rememberedNames(), remembered)
  forgetNames()
  assert.equal(rememberedNames(), 0)
  assert.notEqual(nameKeys('Sherzad Khidir'), keys)
  assert.deepEqual(nameKeys('Sherzad Khidir'), keys)
})
