import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actSchema } from './schemas/acts.ts'
import { albumPlanSchema, albumsSchema } from './schemas/albums.ts'
import { admit } from './testing/admit.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { addPeople, makeAlbum, pair, serveAlbum } from './testing/served-album.ts'
import { serveVault, unlock } from './testing/served-vault.ts'

const second = 'two grey herons'

test('R74 S26 the desk sees whom an album would show, and who is left out and why', async (t) => {
  const office = await serveAlbum(t)
  const { desk } = office
  const [one = '', two = ''] = await addPeople(office, 2)
  const phone = await pair(office)
  const choice = { kind: 'recognition', phone: phone.id(), showNames: false, withUnderAge: false }
  const picked = { json: { ...choice, people: [one, two, 'person-x'] } }
  const plan = fits(albumPlanSchema, await desk.call('POST', '/api/albums/preview', picked))
  assert.deepEqual([plan.chosen, plan.shown.length, plan.leftOut.map(({ why }) => why)], [3, 2, ['gone']])
  const filtered = { json: { ...choice, filter: { bornTo: 1970 } } }
  assert.equal(fits(albumPlanSchema, await desk.call('POST', '/api/albums/preview', filtered)).chosen, 0)
  for (const both of [{ ...choice }, { ...choice, people: [one], filter: {} }])
    assert.equal(refusedWith(422, await desk.call('POST', '/api/albums/preview', { json: both })), 'INPUT_INVALID')
})

test('R76 the organisation’s age is set at the desk, and an album under it needs a second person', async (t) => {
  const office = await serveAlbum(t)
  const { desk, served } = office
  const people = await addPeople(office, 1)
  const phone = await pair(office)
  assert.equal(fits(albumsSchema, await desk.call('GET', '/api/albums')).age, 18)
  // By the clock of the tests everybody here is 43.
  await desk.call('PUT', '/api/albums/age', { json: { years: 30 } })
  assert.equal(refusedWith(422, await desk.call('PUT', '/api/albums/age', { json: { years: 31 } })), 'INPUT_INVALID')
  const { age } = fits(albumsSchema, await desk.call('GET', '/api/albums'))
  assert.equal(age, 30)
  const until = new Date(served.clock.nowMs() + 60_000).toISOString()
  const wanted = {
    kind: 'recognition',
    title: 'Young people',
    phone: phone.id(),
    people,
    until,
    showNames: false,
    withUnderAge: true,
  }
  const needless = await desk.call('POST', '/api/albums/proposals', { json: { ...wanted, reason: 'asked for' } })
  assert.equal(refusedWith(422, needless), 'INVALID')
  await desk.call('POST', `/api/people/${people[0]}/values`, {
    json: { field: 'birth', value: { earliest: 2010, latest: 2010, basis: 'stated' } },
  })
  assert.equal(refusedWith(403, await desk.call('POST', '/api/albums', { json: wanted })), 'SECOND_PERSON_NEEDED')
  const act = fits(
    actSchema,
    await desk.call('POST', '/api/albums/proposals', { json: { ...wanted, reason: 'asked for' } }),
  )
  assert.deepEqual([act.kind, act.isPackage, act.people.length], ['album-minors', false, 1])
  assert.equal(refusedWith(409, await desk.call('POST', `/api/albums/proposals/${act.id}`)), 'ACT_WAITING')
})

test('S61 albums and phones are for coordinators; others see what there is', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 1)
  const phone = await pair(office)
  const album = await makeAlbum(office, phone, people)
  await office.desk.call('DELETE', '/api/session')
  await admit(office.served, { phrase: second, name: 'Second', role: 'contributor', grants: ['registry'] })
  const browser = await unlock(office.served, second)
  assert.equal(fits(albumsSchema, await browser.call('GET', '/api/albums')).mayAnswer, false)
  const json = { reason: 'no' }
  for (const [method, path, body] of [
    ['POST', '/api/albums/invitations', {}],
    ['POST', `/api/albums/${album}/end`, json],
    ['POST', `/api/albums/phones/${phone.id()}/revoke`, json],
    ['PUT', '/api/albums/age', { years: 3 }],
  ] as const)
    assert.equal(refusedWith(403, await browser.call(method, path, { json: body })), 'ROLE_FORBIDS', path)
  // Nobody who may take in what viewers say is here: for phones the office is closed.
  assert.equal(refusedWith(503, await phone.greet()), 'VAULT_LOCKED')
  const words = await browser.call('GET', `/api/testimonies/${'5'.repeat(32)}/${'7'.repeat(32)}`)
  assert.equal(refusedWith(403, words), 'COMPARTMENT_CLOSED')
})

test('S60 where phones cannot reach the server the desk says so, and makes no invitation', async (t) => {
  const desk = await unlock(await serveVault(t))
  assert.equal(fits(albumsSchema, await desk.call('GET', '/api/albums')).phoneUrl, null)
  assert.equal(refusedWith(409, await desk.call('POST', '/api/albums/invitations')), 'PHONES_OFF')
})
