import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { basemapJson } from './basemap.ts'
import { gazetteerOf, openGazetteer } from './gazetteer.ts'
import type { Place } from './place.ts'
import { readPlaces } from './read-places.ts'

const gazetteer = openGazetteer()
const places = readPlaces()
const first = (query: string): string[] => gazetteer.search(query, 3).map(({ place }) => place.id)
const sinjar = '448149'

test('PL1 every place has a name, a kind, and larger places up to its country', () => {
  assert.ok(places.length > 8000)
  for (const { id, kind, names, parent, point } of places) {
    assert.ok((names[0]?.text ?? '').length > 0, id)
    const chain = gazetteer.chain(id)
    assert.equal(chain.at(-1)?.kind, 'country', id)
    assert.equal(chain.length > 1, parent !== null, id)
    assert.equal(point !== null, kind === 'town', id)
    assert.ok(point === null || (Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180), id)
  }
})

test('PL1 a name whose language is stated is in the writing of that language', () => {
  const arabic = /\p{Script=Arabic}/u
  let tagged = 0
  for (const { id, names } of places) {
    for (const { text, language } of names) {
      if (language === undefined || language === 'ku') continue
      tagged += 1
      assert.equal(arabic.test(text), ['ar', 'ckb', 'fa'].includes(language), `${id} ${text}`)
    }
  }
  assert.ok(tagged > 2000)
})

test('PL2 a place is found in Arabic, Kurdish and Latin writing, also under another name of it', () => {
  for (const query of ['Sinjar', 'Shingal', 'Şengal', 'سنجار', 'شنگال', 'شەنگال'])
    assert.ok(first(query).includes(sinjar), query)
  const mosul = first('Mosul')[0]
  assert.equal(first('الموصل')[0], mosul)
  for (const query of ['هەولێر', 'Hewler', 'Erbil', 'أربيل']) assert.ok(first(query).includes('95446'), query)
  assert.equal(first('Nînewa')[0], 'IQ.15')
  assert.equal(first('نينوى')[0], 'IQ.15')
  assert.equal(first('Tel Afer')[0], '90393')
})

test('PL2 the name that fits is told as the source has it', () => {
  const [hit] = gazetteer.search('shengal')
  assert.equal(hit?.place.id, sinjar)
  assert.ok(hit.place.names.some(({ text }) => text === hit.found))
})

test('PL2 a larger place narrows the question', () => {
  assert.ok(first('Sinjar').includes('164094'), 'the one of Idlib is there too')
  assert.ok(!gazetteer.search('Sinjar Nineveh', 20).some(({ place }) => place.id === '164094'))
  assert.equal(first('sinjar idlib')[0], '164094')
})

test('PL3 places that share a name are all listed, each with the places round it', () => {
  const labels = gazetteer.search('Sinjar', 3).map(({ place }) => gazetteer.label(place.id))
  assert.deepEqual(labels, ['Sinjār, Nineveh, Iraq', 'Sinjār, Idlib, Syria', 'Sinjar, Nineveh, Iraq'])
  assert.deepEqual(
    gazetteer.search('Sinjar', 3).map(({ place }) => place.kind),
    ['town', 'town', 'district'],
  )
})

test('PL3 what is no name of a place finds nothing, and no question fails', () => {
  assert.deepEqual(gazetteer.search(''), [])
  assert.deepEqual(gazetteer.search('  ,;.-  '), [])
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: 'grapheme' }), (query) => {
      const hits = gazetteer.search(query, 5)
      assert.ok(hits.length <= 5 && hits.every(({ score }) => score > 0 && score <= 1))
      assert.equal(new Set(hits.map(({ place }) => place.id)).size, hits.length)
    }),
    { numRuns: 60 },
  )
})

test('PL4 a town is drawn as an area; a district round the towns that are known of it', () => {
  const town = gazetteer.area(sinjar)
  assert.ok(town?.shape === 'circle' && town.radiusKm >= 2)
  const district = gazetteer.area('IQ.15.9166620')
  assert.ok(district?.shape === 'circle' && district.radiusKm > town.radiusKm)
  assert.deepEqual(gazetteer.area('IQ.15'), { shape: 'outline', id: 'IQ.15' })
  assert.equal(gazetteer.area('nowhere'), null)
})

test('PL4 the basemap has an outline of every governorate that is said to have one', () => {
  const basemap = JSON.parse(Buffer.from(basemapJson()).toString()) as {
    governorates: { id: string }[]
    land: { id: string }[]
  }
  const outlined = new Set([...basemap.governorates, ...basemap.land].map(({ id }) => id))
  const without = places.filter(
    ({ id, kind }) => kind === 'governorate' && gazetteer.area(id)?.shape === 'outline' && !outlined.has(id),
  )
  assert.deepEqual(without, [])
  assert.ok(['IQ', 'SY', 'TR', 'DE'].every((id) => outlined.has(id)))
})

test('PL5 places whose parents run in a circle end', () => {
  const circle: Place[] = ['a', 'b'].map((id) => ({
    id,
    kind: 'district',
    parent: id === 'a' ? 'b' : 'a',
    names: [{ text: id }],
    point: null,
    population: null,
  }))
  const made = gazetteerOf(circle)
  assert.equal(made.chain('a').length, 4)
  assert.equal(made.isWithin('a', 'b'), true)
  assert.equal(made.isWithin('a', 'c'), false)
})
