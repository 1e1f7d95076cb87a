import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposeDuplicates } from './duplicate-search.ts'
import { pairKey } from './duplicates.ts'
import { createPeopleIndex } from './people-index.ts'
import type { IndexedPerson } from './person-entry.ts'

const year = (from: number, to = from): { from: number; to: number } => ({ from, to })

const twice: IndexedPerson[] = [
  {
    id: 'first',
    names: ['شیرزاد خضر مراد'],
    mothers: ['گوڵناز'],
    places: ['ستێرکاوا'],
    birthYear: year(1999),
    sex: 'male',
  },
  {
    id: 'again',
    names: ['Sherzad Khidir'],
    mothers: ['Gulnaz Ali'],
    places: ['Sterkava'],
    birthYear: year(1998, 2000),
    sex: 'male',
  },
  {
    id: 'brother',
    names: ['دڵشاد خضر مراد'],
    mothers: ['گوڵناز'],
    places: ['ستێرکاوا'],
    birthYear: year(2001),
    sex: 'male',
  },
  { id: 'stranger', names: ['Sherzad Omar'], mothers: ['Nazdar'], birthYear: year(1970), sex: 'male' },
]

/** Others, so that the registry has the size and the names of a registry. */
const syllables = 'ba di ru sa no ke mi la ho zu fe ta'.split(' ')
const others = Array.from({ length: 600 }, (_, at): IndexedPerson => {
  const word = (by: number): string =>
    [at * by, at * by + 5, Math.floor(at / 12) + by].map((number) => syllables[number % 12] ?? '').join('n')
  return { id: `other-${at}`, names: [`${word(1)} ${word(5)} ${word(7)}`], birthYear: year(1950 + (at % 60)) }
})
const registry = [...twice, ...others]

test('M15 one person in two writings is proposed, brothers and namesakes are not', async () => {
  const { proposals } = await proposeDuplicates(registry, { workers: 0 })
  assert.deepEqual(
    proposals
      .filter(({ a, b }) => !a.startsWith('other') && !b.startsWith('other'))
      .map(({ a, b, band }) => [a, b, band]),
    [['first', 'again', 'same']],
  )
})

test('M16 a proposal explains itself field by field and word by word', async () => {
  const [proposal] = (await proposeDuplicates(registry, { workers: 0 })).proposals
  assert.deepEqual(
    proposal?.parts.map(({ field, a, b, years }) => [field, a, b, years]),
    [
      ['name', 'شیرزاد خضر مراد', 'Sherzad Khidir', null],
      ['mother', 'گوڵناز', 'Gulnaz Ali', null],
      ['place', 'ستێرکاوا', 'Sterkava', null],
      ['birthYear', '1999', '1998–2000', 0],
      ['sex', 'male', 'male', null],
    ],
  )
  assert.deepEqual(
    proposal.parts[0]?.words.map(({ part, fit }) => [part, fit === 'missing']),
    [
      ['given', false],
      ['father', false],
      ['grandfather', true],
    ],
  )
  assert.ok(proposal.parts.every(({ bits }) => bits > 0) && !proposal.relatives)
})

test('M17 a refused pair stays refused, whichever is named first', async () => {
  const refused = new Set([pairKey('again', 'first')])
  assert.equal(pairKey('again', 'first'), pairKey('first', 'again'))
  assert.deepEqual(
    (await proposeDuplicates(twice, { refused, workers: 0 })).proposals.filter(({ band }) => band === 'same'),
    [],
  )
})

test('M18 one who is added is compared alone, with the same result', async () => {
  const index = createPeopleIndex()
  for (const person of registry) if (person.id !== 'again') index.put(person)
  assert.deepEqual(index.duplicatesOf('first'), [])
  assert.deepEqual(index.duplicatesOf('nobody'), [])
  index.put(registry[1] as IndexedPerson)
  const [found] = index.duplicatesOf('again')
  const [expected] = (await proposeDuplicates(registry, { workers: 0 })).proposals
  assert.equal(pairKey(found?.a ?? '', found?.b ?? ''), 'again\nfirst')
  assert.ok(Math.abs((found?.odds ?? 0) - (expected?.odds ?? 1)) < 1e-9)
  assert.deepEqual(index.duplicatesOf('again', { refused: new Set([pairKey('first', 'again')]) }), [])
  index.remove('again')
  assert.deepEqual(index.duplicatesOf('first'), [])
})

test('M19 threads propose what one thread proposes, and say how far they are', async () => {
  const seen: number[] = []
  const inThreads = await proposeDuplicates(registry, {
    workers: 2,
    onProgress: ({ done, total }) => {
      assert.equal(total, registry.length)
      seen.push(done)
    },
  })
  assert.equal(seen.at(-1), registry.length)
  assert.deepEqual(inThreads, await proposeDuplicates(registry, { workers: 0 }))
})

test('M19 work that is called off ends', async () => {
  const stopped = new AbortController()
  const work = proposeDuplicates(registry, { workers: 1, signal: stopped.signal })
  stopped.abort(new Error('called off'))
  await assert.rejects(work, /called off/u)
  await assert.rejects(proposeDuplicates(twice, { signal: stopped.signal }), /called off/u)
})

test('M20 a registry in which everybody has one name comes to an end, and those who agree in more are still proposed', async () => {
  const namesakes = Array.from({ length: 3000 }, (_, at): IndexedPerson => ({
    id: String(at),
    names: ['Muhammad Ali Hasan'],
    birthYear: year(1900 + Math.floor(at / 25)),
  }))
  namesakes.push(
    { id: 'x', names: ['محمد علي حسن'], mothers: ['Peshawa Rizgar'], birthYear: year(2019) },
    { id: 'y', names: ['Muhammad Ali Hasan'], mothers: ['پێشەوا ڕزگار'], birthYear: year(2019) },
  )
  const { proposals, leftOut } = await proposeDuplicates(namesakes, { workers: 0 })
  assert.ok(proposals.some(({ a, b }) => pairKey(a, b) === 'x\ny'))
  // All but the last three hundred have more behind them than are compared.
  assert.equal(leftOut.crowded.length, namesakes.length - 301)
  assert.deepEqual(leftOut.nothing, [])
})

test('M20 H2 who cannot be compared, or not with everybody, is said', async () => {
  const alone: IndexedPerson[] = [
    { id: 'nameless', names: [] },
    { id: 'one-word', names: ['Shirin'] },
    { id: 'with-place', names: ['Shirin'], places: ['Sterkava'] },
  ]
  const { leftOut } = await proposeDuplicates([...registry, ...alone], { workers: 2 })
  assert.deepEqual(leftOut, { nothing: ['nameless', 'one-word'], crowded: [] })
})

const taken = (at: string, to = at): NonNullable<IndexedPerson['events']> => [
  { what: 'Taken in Sterkava', days: { from: at, to } },
]
const [elder, , younger] = twice.map((person) => ({ ...person, events: taken('2014-08-03') }))
const siblingsOf = async (...people: (IndexedPerson | undefined)[]): Promise<string[]> =>
  (await proposeDuplicates(people.filter((person) => person !== undefined))).siblings.map(({ a, b }) => pairKey(a, b))

test('M22 who shares father, mother, place and event may be a brother or sister, in any script', async () => {
  assert.deepEqual(await siblingsOf(elder, younger), ['brother\nfirst'])
  const latin = { ...younger, id: 'latin', names: ['Dilshad Xidir'], mothers: ['Gulnaz'], places: ['Stêrkava'] }
  const { siblings } = await proposeDuplicates([elder as IndexedPerson, latin])
  assert.deepEqual(
    siblings[0]?.parts.map(({ field, a, b }) => [field, a, b]),
    [
      ['father', 'خضر', 'Xidir'],
      ['mother', 'گوڵناز', 'Gulnaz'],
      ['place', 'ستێرکاوا', 'Stêrkava'],
      ['event', 'Taken in Sterkava, 2014-08-03', 'Taken in Sterkava, 2014-08-03'],
    ],
  )
})

test('M22 another father, mother, place or event, or one given name, is no proposal of siblings', async () => {
  const other = (change: Partial<IndexedPerson>): IndexedPerson => ({ ...(younger as IndexedPerson), ...change })
  for (const change of [
    { names: ['دڵشاد عمر مراد'] },
    { mothers: ['Nazdar'] },
    { mothers: [] },
    { places: ['Nurbakhan'] },
    { events: taken('2014-09-01') },
    { events: [] },
    { names: ['Shirzad Khidir'] },
  ])
    assert.deepEqual(await siblingsOf(elder, other(change)), [], JSON.stringify(change))
  const refused = new Set([pairKey('first', 'brother')])
  const found = await proposeDuplicates([elder as IndexedPerson, younger as IndexedPerson], { refused })
  assert.deepEqual(found.siblings, [])
})

/** The band of the two records of one person when the second says something else. */
async function bandOf(change: Partial<IndexedPerson>): Promise<string | undefined> {
  const changed = registry.map((person) => (person.id === 'again' ? { ...person, ...change } : person))
  const found = await proposeDuplicates(changed, { workers: 0 })
  return found.proposals.find(({ a, b }) => pairKey(a, b) === pairKey('first', 'again'))?.band
}

test('M21 sex and far birth years speak against, what is not known says nothing', async () => {
  assert.equal(await bandOf({ birthYear: null, sex: null }), 'same')
  assert.notEqual(await bandOf({ birthYear: year(1960), places: [], mothers: [] }), 'same')
  assert.notEqual(await bandOf({ sex: 'female', places: [], mothers: [] }), 'same')
})
