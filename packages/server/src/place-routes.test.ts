import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peopleSchema, personSchema, personWithLeadsSchema } from './schemas/people.ts'
import { basemapSchema, personPlacesSchema, placesFoundSchema } from './schemas/places.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { serveVault, unlock } from './testing/served-vault.ts'

const newPerson = {
  names: [{ text: 'Sipan Merdan', kind: 'full', script: 'Latn' }],
  origin: 'the village at the spring',
}
const district = { id: 'IQ.15.9166620', precision: 'district' }

test('PL3 places are found while typing, all that share a name, and nothing that was typed comes back', async (t) => {
  const { call } = await unlock(await serveVault(t))
  const { places } = fits(placesFoundSchema, await call('GET', `/api/places?query=${encodeURIComponent('سنجار')}`))
  assert.ok(places.some(({ found }) => found.includes('سنجار')))
  const shared = fits(placesFoundSchema, await call('GET', '/api/places?query=Sinjar')).places
  assert.deepEqual(
    shared.slice(0, 3).map(({ label, kind }) => [label, kind]),
    [
      ['Sinjār, Nineveh, Iraq', 'town'],
      ['Sinjār, Idlib, Syria', 'town'],
      ['Sinjar, Nineveh, Iraq', 'district'],
    ],
  )
  assert.deepEqual(
    shared[0]?.within.map(({ name, kind }) => [name, kind]),
    [
      ['Sinjar', 'district'],
      ['Nineveh', 'governorate'],
      ['Iraq', 'country'],
    ],
  )
  const answer = await call('GET', '/api/places?query=Qwxzqwxz')
  assert.ok(!answer.bodyBytes.toString().includes('Qwxz'))
  assert.equal(refusedWith(422, await call('GET', `/api/places?query=${'x'.repeat(201)}`)), 'INPUT_INVALID')
})

test('R67 R106 a place is chosen for the words of a value, shown with its area, and people are listed by it', async (t) => {
  const { call } = await unlock(await serveVault(t))
  const added = await call('POST', '/api/people', { json: { ...newPerson, located: { origin: district } } })
  const { id, origin } = fits(personSchema, added)
  assert.deepEqual([origin[0]?.value, origin[0]?.located?.label], [newPerson.origin, 'Sinjar, Nineveh, Iraq'])
  const statement = {
    kind: 'place',
    text: 'seen',
    by: 'a neighbour',
    place: 'by the silo',
    located: { id: '99072', precision: 'town' },
  }
  fits(personSchema, await call('POST', `/api/people/${id}/statements`, { json: statement }))
  const value = { field: 'lastSeen', value: { place: 'a camp' } }
  fits(personSchema, await call('POST', `/api/people/${id}/values`, { json: value }))
  const { places } = fits(personPlacesSchema, await call('GET', `/api/people/${id}/places`))
  assert.deepEqual(
    places.map(({ of, words, area }) => [of, words, area?.shape ?? null]),
    [
      ['origin', newPerson.origin, 'circle'],
      ['lastSeen', 'a camp', null],
      ['statement', 'by the silo', 'circle'],
    ],
  )
  assert.equal(fits(peopleSchema, await call('GET', '/api/people?place=IQ.15')).total, 1)
  assert.equal(fits(peopleSchema, await call('GET', '/api/people?place=SY')).total, 0)
  const name = `query=${encodeURIComponent(newPerson.names[0]?.text ?? '')}`
  assert.equal(fits(peopleSchema, await call('GET', `/api/people?place=IQ.15&${name}`)).people[0]?.id, id)
  assert.equal(fits(peopleSchema, await call('GET', `/api/people?place=SY&${name}`)).total, 0)
  assert.equal(fits(peopleSchema, await call('GET', '/api/people?place=IQ.15&query=Somebody')).total, 0)
})

test('R68 an unknown place and a place for a field that names none are refused, and nothing is written', async (t) => {
  const { call } = await unlock(await serveVault(t))
  const { id } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const values = [
    { field: 'origin', value: 'x', located: { id: 'nowhere', precision: 'town' } },
    { field: 'origin', value: 'x', located: { ...district, precision: 'town' } },
    { field: 'origin', value: 'x', located: { ...district, point: { lat: 36, lon: 42 } } },
  ]
  for (const value of values) {
    const answer = await call('POST', `/api/people/${id}/values`, { json: value })
    assert.equal(refusedWith(422, answer), 'INVALID', JSON.stringify(value))
  }
  assert.equal(fits(personWithLeadsSchema, await call('GET', `/api/people/${id}`)).origin[0]?.value, newPerson.origin)
})

test('PL4 the basemap has outlines, rivers and lines that are disputed', async (t) => {
  const { call } = await unlock(await serveVault(t))
  const { land, governorates, disputed, rivers } = fits(basemapSchema, await call('GET', '/api/places/basemap'))
  assert.ok(land.length > 150 && governorates.length > 300 && disputed.length > 3 && rivers.length > 1000)
  assert.ok([...land, ...governorates, ...disputed].every(({ d }) => /^[Mlz\d,. -]+$/u.test(d)))
})
