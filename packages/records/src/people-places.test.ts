import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getPerson, changePerson, registerPerson, registration, type NewValue } from './people.ts'
import { listPeople } from './people-lists.ts'
import { placesOf } from './people-places.ts'
import { searchPeople } from './person-search.ts'
import { commit, refold, type Records } from './records.ts'
import { makeStatement } from './statements.ts'
import { testRecords } from './test-records.ts'
import type { PeoplePage } from './types.ts'
import { bringBack, historyOf, reconcile } from './value-history.ts'

const register = (records: Records, text: string): Promise<string> =>
  registerPerson(records, { names: [{ text, kind: 'full' }] })
const town = { id: '448149', precision: 'town' } as const
const district = { id: 'IQ.15.9166620', precision: 'district' } as const
const locatedTown = { ...town, label: 'Sinjār, Nineveh, Iraq' }

test('R67 a place stands beside the words that somebody said, with its precision and its name', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, {
    names: [{ text: 'Dilan Omar', kind: 'full' }],
    origin: 'a village below the mountain',
    located: { origin: district },
  })
  await changePerson(records, id, { field: 'lastSeen', value: { place: 'the old mill' }, located: town })
  await makeStatement(records, id, {
    kind: 'place',
    text: 'seen there',
    by: 'a neighbour',
    place: 'Şengal',
    located: town,
  })
  const { origin, lastSeen, statements } = getPerson(records, id)
  assert.equal(origin[0]?.value, 'a village below the mountain')
  assert.deepEqual(origin[0].located, { ...district, label: 'Sinjar, Nineveh, Iraq' })
  assert.deepEqual([lastSeen[0]?.value, lastSeen[0]?.located], [{ place: 'the old mill' }, locatedTown])
  assert.deepEqual([statements[0]?.place, statements[0]?.located], ['Şengal', locatedTown])
  const before = getPerson(records, id)
  await refold(records)
  assert.deepEqual(getPerson(records, id), before)
})

test('R67 words without a place stay as they were, and no place comes of itself', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Dilan Omar', kind: 'full' }], origin: 'Sinjar' })
  await makeStatement(records, id, { kind: 'place', text: 'seen', by: 'a neighbour', place: 'Mosul' })
  const { origin, statements } = getPerson(records, id)
  assert.ok(!('located' in (origin[0] ?? {})) && !('located' in (statements[0] ?? {})))
  assert.deepEqual(
    placesOf(records, id).map(({ words, area }) => [words, area]),
    [
      ['Sinjar', null],
      ['Mosul', null],
    ],
  )
})

test('R68 a place without words, an unknown one, and one said more exactly than it is are refused', async (t) => {
  const records = await testRecords(t)
  const id = await register(records, 'Dilan Omar')
  const before = records.vault.position()
  for (const value of [
    { field: 'origin', value: null, located: town },
    { field: 'lastSeen', value: { date: 'in summer' }, located: town },
    { field: 'circumstances', value: 'taken on the road', located: town },
    { field: 'origin', value: 'Sinjar', located: { id: '1', precision: 'town' } },
    { field: 'origin', value: 'Sinjar', located: { ...district, precision: 'town' } },
    { field: 'origin', value: 'Sinjar', located: { ...town, precision: 'point' } },
    { field: 'origin', value: 'Sinjar', located: { ...town, point: { lat: 36.3, lon: 41.9 } } },
    { field: 'origin', value: 'Sinjar', located: { ...town, precision: 'point', point: { lat: 136, lon: 41.9 } } },
  ] as NewValue[])
    await assert.rejects(changePerson(records, id, value), { code: 'INVALID' }, JSON.stringify(value))
  await assert.rejects(makeStatement(records, id, { kind: 'place', text: 'seen', by: 'a neighbour', located: town }), {
    code: 'INVALID',
  })
  assert.deepEqual(records.vault.position(), before)
  const point = { id: town.id, precision: 'point', point: { lat: 36.33, lon: 41.86 } } as const
  await changePerson(records, id, { field: 'origin', value: 'Sinjar', located: point })
  assert.deepEqual(getPerson(records, id).origin[0]?.located?.point, point.point)
})

test('R69 two members who take the same words for two places disagree until one place is chosen with a reason', async (t) => {
  const records = await testRecords(t)
  const id = await register(records, 'Dilan Omar')
  const other = { id: '164094', precision: 'town' } as const
  await changePerson(records, id, { field: 'origin', value: 'Sinjar', located: town })
  // As another device writes that has not seen the first.
  await changePerson(records, id, { field: 'origin', value: 'Sinjar', located: other, replaces: [] })
  assert.equal(getPerson(records, id).origin.length, 2)
  assert.equal(listPeople(records, { only: 'disagreeing' }).total, 1)
  await assert.rejects(changePerson(records, id, { field: 'origin', value: 'Mosul' }), { code: 'INVALID' })
  const chosen = getPerson(records, id).origin.find(({ located }) => located?.id === town.id)
  assert.ok(chosen !== undefined)
  await reconcile(records, id, { field: 'origin', entry: chosen.entry, why: 'the family says Nineveh' })
  assert.deepEqual(
    getPerson(records, id).origin.map(({ located }) => located),
    [locatedTown],
  )
  assert.equal(listPeople(records, { only: 'disagreeing' }).total, 0)
})

test('R69 the history keeps the place of a past value, and it comes back with it', async (t) => {
  const records = await testRecords(t)
  const id = await register(records, 'Dilan Omar')
  await changePerson(records, id, { field: 'origin', value: 'Sinjar', located: town })
  await changePerson(records, id, { field: 'origin', value: 'Mosul' })
  const [past] = historyOf(records, id, { field: 'origin' })
  assert.deepEqual(past?.located, locatedTown)
  await bringBack(records, id, { field: 'origin', entry: past.entry })
  assert.deepEqual(getPerson(records, id).origin.at(-1)?.located, locatedTown)
})

test('R70 the places of a person are listed with what was said, who says so, and the area that stands for them', async (t) => {
  const records = await testRecords(t)
  const id = await register(records, 'Dilan Omar')
  const said = { by: 'an aunt' }
  await changePerson(records, id, {
    field: 'origin',
    value: 'Nineveh plain',
    located: { id: 'IQ.15', precision: 'governorate' },
    said,
  })
  await changePerson(records, id, { field: 'whereabouts', value: { state: 'reported', place: 'across the border' } })
  await makeStatement(records, id, {
    kind: 'seen-alive',
    text: 'seen',
    by: 'a driver',
    place: 'near the bridge',
    located: { id: '99072', precision: 'point', point: { lat: 36.34, lon: 43.13 } },
  })
  const places = placesOf(records, id)
  assert.deepEqual(
    places.map(({ of, words, said: who, area }) => [of, words, who?.by ?? null, area?.shape ?? null]),
    [
      ['origin', 'Nineveh plain', 'an aunt', 'outline'],
      ['whereabouts', 'across the border', null, null],
      ['statement', 'near the bridge', 'a driver', 'point'],
    ],
  )
})

test('R71 people are found by a place and by the larger places that it lies in, by current values and statements alone', async (t) => {
  const records = await testRecords(t)
  const byOrigin = await register(records, 'Dilan Omar')
  await changePerson(records, byOrigin, { field: 'origin', value: 'Sinjar', located: town })
  const byStatement = await register(records, 'Berfin Hesen')
  await makeStatement(records, byStatement, {
    kind: 'place',
    text: 'seen',
    by: 'x y',
    place: 'Mosul',
    located: { id: '99072', precision: 'town' },
  })
  const moved = await register(records, 'Rojda Elî')
  await changePerson(records, moved, { field: 'origin', value: 'Sinjar', located: town })
  await changePerson(records, moved, { field: 'origin', value: 'Aleppo' })
  const wordsAlone = await register(records, 'Zerîn Omer')
  await changePerson(records, wordsAlone, { field: 'origin', value: 'Sinjar' })
  const idsIn = (place: string): string[] => listPeople(records, { place }).people.map(({ id }) => id)
  assert.deepEqual(idsIn(town.id), [byOrigin])
  assert.deepEqual(idsIn(district.id), [byOrigin])
  assert.deepEqual(idsIn('IQ.15'), [byOrigin, byStatement])
  assert.deepEqual(idsIn('IQ'), [byOrigin, byStatement])
  assert.deepEqual(idsIn('SY'), [])
  assert.equal(listPeople(records, { place: 'IQ', only: 'disagreeing' }).total, 0)
  assert.equal(listPeople(records, { place: 'IQ', limit: 1, offset: 1 }).people[0]?.id, byStatement)
})

test('R71 R106 a name is searched among the people of a place, also where hundreds elsewhere fit better', async (t) => {
  const records = await testRecords(t)
  // More than are compared closely with one question (M14).
  const writes = Array.from(
    { length: 260 },
    () => registration({ names: [{ text: 'Dilan Omar', kind: 'full' }] }).writes,
  )
  await commit(records, writes.flat())
  const there = await register(records, 'Dîlan Omer Hesen')
  await changePerson(records, there, { field: 'origin', value: 'Sinjar', located: town })
  const other = await register(records, 'Rojda Elî')
  await changePerson(records, other, { field: 'origin', value: 'Sinjar', located: town })
  const found = async (query: string, page: PeoplePage): Promise<[number, string[]]> => {
    const { total, people } = await searchPeople(records, query, page)
    return [total, people.map(({ id }) => id)]
  }
  assert.deepEqual(await found('Dilan Omar', { place: 'IQ.15' }), [1, [there]])
  assert.deepEqual(await found('Dilan Omar', { place: 'IQ.15', offset: 1 }), [1, []])
  assert.deepEqual(await found('Dilan Omar', { place: 'SY' }), [0, []])
  assert.deepEqual(await found('Dilan Omar', { place: 'IQ', only: 'disagreeing' }), [0, []])
  const [match] = (await searchPeople(records, 'Dilan Omar', { place: 'IQ' })).people
  assert.deepEqual([match?.found, match?.parts.length], ['Dîlan Omer Hesen', 2])
  await changePerson(records, there, { field: 'origin', value: 'Aleppo' })
  assert.deepEqual(await found('Dilan Omar', { place: 'IQ.15' }), [0, []])
})
