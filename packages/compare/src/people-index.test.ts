import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createPeopleIndex, type PeopleIndex } from './people-index.ts'
import type { IndexedPerson } from './person-entry.ts'

const people: IndexedPerson[] = [
  {
    id: 'a',
    names: ['شیرزاد خضر مراد', 'Sherzad Khidir'],
    mothers: ['گوڵناز'],
    places: ['Stêrkava'],
    identifiers: ['KR-2014/0077'],
  },
  { id: 'b', names: ['Sherzad Khalaf'], mothers: ['Nazdar'], places: ['Nurbakhan'] },
  { id: 'c', names: ['Dilshad Khero Simo'], identifiers: ['٧٧٤٥'] },
  { id: 'd', names: ['خالد شيرزاد'], places: ['ستيركافا'] },
  { id: 'e', names: ['عبد الجبار علي'] },
  { id: 'f', names: [], mothers: ['Gulnaz'] },
]

function indexOf(all: readonly IndexedPerson[]): PeopleIndex {
  const index = createPeopleIndex()
  for (const person of all) index.put(person)
  return index
}

const index = indexOf(people)
const idsOf = (query: string): string[] => index.search(query).hits.map(({ id }) => id)

test('M14 a name in any script finds its people, whole names first', () => {
  assert.equal(idsOf('Şêrzad Xidir')[0], 'a')
  assert.equal(idsOf('شێرزاد خەلەف')[0], 'b')
  assert.deepEqual(idsOf('سمو'), ['c'])
  assert.deepEqual(idsOf('Wafaa Munir'), [])
  assert.deepEqual(idsOf('  '), [])
})

test('M14 every beginning of a name finds it, Abd and its article too', () => {
  for (const query of ['She', 'Sherz', 'Sherzad Kh', 'شی', 'شێرزاد خ']) assert.ok(idsOf(query).includes('a'), query)
  for (const query of [
    'Ab',
    'Abd',
    'Abdul',
    'Abdul J',
    'Abduljab',
    'عب',
    'عبد ال',
    'عبد الج',
    'عەبدولج',
    'Evdilc',
    '3abdel j',
  ])
    assert.ok(idsOf(query).includes('e'), query)
  assert.ok(!idsOf('Abdul K').includes('e'))
})

test('M14 mother, place and identifier are found too, alone or beside the name', () => {
  assert.deepEqual(new Set(idsOf('گولناز')), new Set(['a', 'f']))
  assert.deepEqual(new Set(idsOf('Sterkava')), new Set(['a', 'd']))
  assert.equal(idsOf('Sherzad Nurbakhan')[0], 'b')
  assert.deepEqual(idsOf('kr 2014 0077'), ['a'])
  assert.deepEqual(idsOf('KR-20'), ['a'])
  assert.deepEqual(idsOf('7745'), ['c'])
  assert.deepEqual(idsOf('77'), [])
})

test('M14 a result tells which word met what in which field', () => {
  const [hit] = index.search('Sherzad Xidir Gulnaz Wafaa').hits
  assert.equal(hit?.id, 'a')
  assert.deepEqual(
    hit?.parts.map(({ field, part, a, b, fit }) => [field, field === 'name' ? part : '', a, b, fit === 'missing']),
    [
      ['name', 'given', 'Sherzad', 'Sherzad', false],
      ['name', 'father', 'Xidir', 'Khidir', false],
      ['mother', '', 'Gulnaz', 'گوڵناز', false],
      ['name', 'family', 'Wafaa', null, true],
    ],
  )
  assert.equal(index.search('Khidir Sherzad').hits[0]?.swapped, true)
  assert.deepEqual(
    index.search('KR-2014').hits[0]?.parts.map(({ field, b, fit }) => [field, b, fit]),
    [['identifier', 'KR-2014/0077', 'begins']],
  )
})

test('M14 who was removed or changed is found as they are now', () => {
  const changing = indexOf(people)
  changing.remove('b')
  changing.remove('nobody')
  assert.ok(!changing.search('Sherzad Khalaf').hits.some(({ id }) => id === 'b'))
  changing.put({ id: 'c', names: ['Rizgar Omar'] })
  assert.deepEqual(changing.search('Dilshad').hits, [])
  assert.equal(changing.search('ڕزگار عومەر').hits[0]?.id, 'c')
  assert.equal(changing.size(), people.length - 1)
})

test('M14 scores lie between 0 and 1 and fall, whatever is asked and stored', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 24 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), text, (names, query) => {
      const small = indexOf(
        names.map((name, at) => ({ id: String(at), names: [name], places: [query], identifiers: [name] })),
      )
      const { total, hits } = small.search(query, { limit: 100 })
      assert.equal(total, hits.length)
      for (const [at, { score }] of hits.entries())
        assert.ok(score >= 0 && score <= 1 && score <= (hits[at - 1]?.score ?? 1))
      for (const name of names.keys()) small.remove(String(name))
      assert.deepEqual(small.search(query).hits, [])
    }),
    { numRuns: 60 },
  )
})
