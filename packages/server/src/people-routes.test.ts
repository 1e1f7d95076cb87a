import assert from 'node:assert/strict'
import { test } from 'node:test'
import { homeSchema } from './schemas/home.ts'
import { historySchema } from './schemas/person-fields.ts'
import { peopleSchema, personSchema, personWithLeadsSchema, personWithNewLeadsSchema } from './schemas/people.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { drawPng } from './testing/png.ts'
import { ownOf, serveVault, unlock } from './testing/served-vault.ts'

const newPerson = {
  names: [
    { text: 'Sipan Merdan', kind: 'full', script: 'Latn', language: 'kmr' },
    { text: 'سیپان', kind: 'given', script: 'Arab' },
  ],
  sex: 'male',
  birth: { earliest: 1996, latest: 1998, basis: 'estimated' },
  origin: 'Girê Spî',
  lastSeen: { place: 'the old mill' },
  kin: [{ relation: 'mother', name: 'Xezal' }],
}

test('S26 people are registered, listed, found and read', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const person = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  assert.deepEqual(
    person.names.map(({ value }) => value.text).toSorted(),
    newPerson.names.map(({ text }) => text).toSorted(),
  )
  const other = fits(
    personSchema,
    await call('POST', '/api/people', {
      json: { names: [{ text: 'Nesrin', kind: 'given', script: 'Latn' }], sex: 'female' },
    }),
  )
  const all = fits(peopleSchema, await call('GET', '/api/people?limit=1&offset=1'))
  assert.equal(all.total, 2)
  assert.deepEqual(
    all.people.map(({ id, score }) => [id, score]),
    [[other.id, 0]],
  )
  const found = fits(peopleSchema, await call('GET', '/api/people?query=Sipan%20Merdan'))
  assert.equal(found.people[0]?.id, person.id)
  assert.ok(found.people[0].score > 0)
  const page = fits(personWithLeadsSchema, await call('GET', `/api/people/${person.id}`))
  assert.deepEqual(page, { ...person, leads: [] })
  const home = fits(homeSchema, await call('GET', '/api/home'))
  assert.equal(home.people, 2)
  assert.equal(home.lastVerify, null)
})

test('H3 people whose values disagree are counted on the first page and listed alone', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { call } = browser
  const add = async () => fits(personSchema, await call('POST', '/api/people', { json: newPerson })).id
  const ids = [await add(), await add()]
  const disagreeing = async () => fits(homeSchema, await call('GET', '/api/home')).disagreeing
  assert.equal(await disagreeing(), 0)
  // A row of the index, as the fold leaves it when another device wrote meanwhile.
  ownOf(served, browser)
    .records.registry.prepare(
      "INSERT INTO person_value SELECT person, field, id, '\"another place\"', 'elsewhere', 0, 0, at, member FROM person_value WHERE person = ? AND field = 'origin'",
    )
    .run([ids[1] ?? ''])
  assert.equal(await disagreeing(), 1)
  for (const query of ['', '&query=Sipan']) {
    const { total, people } = fits(peopleSchema, await call('GET', `/api/people?only=disagreeing${query}`))
    assert.deepEqual([total, people.map(({ id }) => id)], [1, [ids[1]]])
  }
  assert.equal(fits(peopleSchema, await call('GET', '/api/people?query=Sipan')).total, 2)
  assert.equal(refusedWith(422, await call('GET', '/api/people?only=agreeing')), 'INPUT_INVALID')
})

test('H2 a search by name tells how many fit, and pages reach everybody', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  for (let n = 0; n < 5; n++) await call('POST', '/api/people', { json: newPerson })
  const ids = new Set<string>()
  for (const offset of [0, 2, 4]) {
    const page = fits(peopleSchema, await call('GET', `/api/people?query=Sipan&limit=2&offset=${offset}`))
    assert.equal(page.total, 5)
    for (const { id } of page.people) ids.add(id)
  }
  assert.equal(ids.size, 5)
})

test('S26 values are added, changed and taken back, one at a time', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { id } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const change = async (json: unknown) => fits(personSchema, await call('POST', `/api/people/${id}/values`, { json }))
  assert.deepEqual(
    (await change({ field: 'origin', value: 'Serê Kaniyê' })).origin.map(({ value }) => value),
    ['Serê Kaniyê'],
  )
  assert.deepEqual((await change({ field: 'origin', value: null })).origin, [])
  const named = await change({ field: 'name', value: { text: 'أبو علي', kind: 'nickname' } })
  assert.equal(named.names.length, 3)
  const nickname = named.names.find(({ value }) => value.kind === 'nickname')
  assert.equal(nickname?.value.script, 'Arab', 'a name without a script has that of its letters')
  assert.equal((await change({ field: 'name', id: nickname.id, value: null })).names.length, 2)
  assert.equal((await change({ field: 'kin', value: { relation: 'father', name: 'Merdan' } })).kin.length, 2)
  assert.equal((await change({ field: 'reference', value: { registry: 'List A', id: '17' } })).references.length, 1)
  for (const wrong of [
    { field: 'price', value: 5 },
    { field: 'sex', value: 'x' },
    { field: 'birth', value: { earliest: 2000, latest: 1990, basis: 'stated' } },
    { field: 'photo', id: 'photo-x', value: { blob: 'a'.repeat(64) } },
    { field: 'name', value: { text: '', kind: 'full', script: 'Latn' } },
    {},
  ])
    assert.equal(refusedWith(422, await call('POST', `/api/people/${id}/values`, { json: wrong })), 'INPUT_INVALID')
})

test('H3 S26 values say who says them, stand beside each other, are chosen with a reason and brought back', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { id, origin } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const post = async (below: string, json: unknown) =>
    fits(personSchema, await call('POST', `/api/people/${id}${below}`, { json }))
  const said = { by: 'her mother', date: 'May 2020' }
  const beside = await post('/values', { field: 'origin', value: 'Serê Kaniyê', said, replaces: [] })
  assert.deepEqual(beside.origin.map((value) => value.said).filter(Boolean), [said])
  const silent = await call('POST', `/api/people/${id}/values`, { json: { field: 'origin', value: 'Elsewhere' } })
  assert.equal(refusedWith(422, silent), 'INVALID')
  const place = { field: 'origin', entry: origin[0]!.entry }
  assert.equal(
    refusedWith(422, await call('POST', `/api/people/${id}/reconciliations`, { json: place })),
    'INPUT_INVALID',
  )
  const settled = await post('/reconciliations', { ...place, why: 'it stands in the papers' })
  assert.deepEqual(
    settled.origin.map(({ value, why }) => [value, why]),
    [['Girê Spî', 'it stands in the papers']],
  )
  const { history } = fits(historySchema, await call('GET', `/api/people/${id}/history?field=origin`))
  assert.deepEqual(
    history.map(({ did, value, isCurrent }) => [did, value, isCurrent]),
    [
      ['said', 'Girê Spî', false],
      ['said', 'Serê Kaniyê', false],
      ['chosen', 'Girê Spî', true],
    ],
  )
  const back = await post('/values/past', { field: 'origin', entry: history[1]!.entry })
  assert.deepEqual(back.origin.map(({ value }) => value).toSorted(), ['Girê Spî', 'Serê Kaniyê'])
  const whole = fits(historySchema, await call('GET', `/api/people/${id}/history`))
  assert.ok(whole.history.length > history.length)
  assert.equal(refusedWith(404, await call('GET', '/api/people/person-none/history')), 'NOT_FOUND')
})

test('S26 fate, whereabouts, event and marks are written, and a death needs who says so and how it was established', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { id } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const change = async (json: unknown) => fits(personSchema, await call('POST', `/api/people/${id}/values`, { json }))
  const said = { by: 'a neighbour' }
  assert.equal((await change({ field: 'fate', value: { state: 'captive' }, said })).fate[0]?.value.state, 'captive')
  assert.equal((await change({ field: 'whereabouts', value: { state: 'unknown' } })).whereabouts.length, 1)
  assert.equal((await change({ field: 'event', value: { place: 'Girê Spî', earliest: '2014-08-03' } })).event.length, 1)
  assert.equal((await change({ field: 'mark', value: { kind: 'scar', text: 'left hand' } })).marks.length, 1)
  for (const json of [
    { field: 'fate', value: { state: 'dead' }, said },
    { field: 'fate', value: { state: 'alive' } },
    { field: 'whereabouts', value: { state: 'known' } },
  ])
    assert.equal(refusedWith(422, await call('POST', `/api/people/${id}/values`, { json })), 'INVALID')
})

test('R37 S26 a challenge is written down, counted on the first page, and answered with the corrected value', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { id, origin } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const json = {
    field: 'origin',
    about: origin[0]!.entry,
    by: 'Sipan',
    capacity: 'self',
    text: 'I am from Serê Kaniyê',
  }
  const { challenges } = fits(personSchema, await call('POST', `/api/people/${id}/challenges`, { json }))
  assert.equal(fits(homeSchema, await call('GET', '/api/home')).challenges, 1)
  assert.equal(fits(peopleSchema, await call('GET', '/api/people?only=challenged')).total, 1)
  const path = `/api/people/${id}/challenges/${challenges[0]?.id}/answers`
  assert.equal(refusedWith(422, await call('POST', path, { json: { outcome: 'corrected' } })), 'INPUT_INVALID')
  const value = { field: 'origin', value: 'Serê Kaniyê' }
  const answer = await call('POST', path, { json: { outcome: 'corrected', why: 'they know it', value } })
  const after = fits(personSchema, answer)
  assert.deepEqual([after.origin[0]?.value, after.origin[0]?.said?.by], ['Serê Kaniyê', 'Sipan'])
  assert.equal(after.challenges[0]?.state, 'corrected')
  assert.equal(fits(homeSchema, await call('GET', '/api/home')).challenges, 0)
  const none = await call('POST', `/api/people/${id}/challenges/challenge-none/answers`, {
    json: { outcome: 'kept', why: 'x' },
  })
  assert.equal(refusedWith(404, none), 'NOT_FOUND')
})

test('S26 statements are written down', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { id } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const stated = await call('POST', `/api/people/${id}/statements`, {
    json: { kind: 'seen-alive', text: 'Seen at the market.', by: 'a cousin', date: 'spring 2019' },
  })
  assert.equal(fits(personSchema, stated).statements[0]?.by, 'a cousin')
})

test('S26 what nobody is, is not found', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  assert.equal(refusedWith(404, await call('GET', '/api/people/person-none')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', '/api/sources/source-none')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', '/api/items/source-none.0')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', '/api/leads/lead-none')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', '/api/chats/99/messages')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', '/api/messages/source-none.0/1')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', '/api/packages/package-none/file')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', '/api/nothing')), 'NOT_FOUND')
  assert.equal(refusedWith(422, await call('GET', '/api/people/%2e%2e%2fhome%00')), 'INPUT_INVALID')
  assert.equal(refusedWith(422, await call('GET', '/api/people?limit=100000')), 'INPUT_INVALID')
})

test('S24 a photo is shown small and given back exactly, and a file that is no photo is refused', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { id } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const png = drawPng(1, 600)
  const added = await call('POST', `/api/people/${id}/photos?caption=at%20school&taken=spring%202013&by=a%20teacher`, {
    headers: { 'content-type': 'image/png' },
    body: png,
  })
  const { photos, newLeads } = fits(personWithNewLeadsSchema, added)
  assert.equal(newLeads, 0)
  assert.equal(photos[0]?.value.caption, 'at school')
  assert.deepEqual([photos[0].value.taken, photos[0].said], ['spring 2013', { by: 'a teacher' }])
  const path = `/api/people/${id}/photos/${photos[0].id}`
  const original = await call('GET', path)
  assert.deepEqual(new Uint8Array(original.bodyBytes), png)
  assert.equal(original.headers['content-type'], 'image/png')
  assert.match(String(original.headers['content-disposition']), /^attachment; /u)
  const small = await call('GET', `${path}?edge=320`)
  assert.equal(small.status, 200)
  assert.equal(small.headers['content-type'], 'image/webp')
  assert.equal(small.headers['cache-control'], 'no-store')
  assert.equal(small.bodyBytes.subarray(8, 12).toString(), 'WEBP')
  assert.deepEqual((await call('GET', `${path}?edge=320`)).bodyBytes, small.bodyBytes)
  assert.equal(refusedWith(422, await call('GET', `${path}?edge=10000`)), 'INPUT_INVALID')
  const text = await call('POST', `/api/people/${id}/photos`, {
    headers: { 'content-type': 'image/png' },
    body: 'no picture',
  })
  assert.equal(refusedWith(422, text), 'PHOTO_UNREADABLE')
  assert.equal(fits(personWithLeadsSchema, await call('GET', `/api/people/${id}`)).photos.length, 1)
})

test('S18 a body that is too large, or of unknown length, is refused before it is read', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const large = { headers: { 'content-type': 'application/json', 'content-length': String(1024 * 1024 + 1) } }
  assert.equal(refusedWith(413, await call('POST', '/api/people', large)), 'TOO_LARGE')
  const photo = { headers: { 'content-type': 'image/png', 'content-length': String(33 * 1024 * 1024) } }
  assert.equal(refusedWith(413, await call('POST', '/api/people/person-1/photos', photo)), 'TOO_LARGE')
  const unknown = { headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } }
  assert.equal(refusedWith(411, await call('POST', '/api/people', unknown)), 'LENGTH_MISSING')
})

test('S26 members who write at the same time all get their answer', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/api/people', { json: newPerson })))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.equal(fits(peopleSchema, await call('GET', '/api/people')).total, 20)
  assert.deepEqual(served.faults, [])
})
