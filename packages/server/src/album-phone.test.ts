import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeWords, toHex, type SessionEventKind } from '@homeward/format'
import { consentsOf, getPerson, withdrawConsent } from '@homeward/records'
import { albumsSchema, albumWithPeopleSchema, invitationSchema } from './schemas/albums.ts'
import { recognitionSessionSchema, recognitionSessionsSchema, recognitionsSchema } from './schemas/recognitions.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { playPhone } from './testing/played-phone.ts'
import { addPeople, makeAlbum, pair, serveAlbum } from './testing/served-album.ts'
import { ownOf, unlock } from './testing/served-vault.ts'

const session = '5'.repeat(32)

const begun = (album: string, order: string[]): SessionEventKind => ({
  type: 'begun',
  album,
  order,
  language: 'ckb',
  consent: { text: 'album-1', how: 'heard' },
  heldBy: 'the desk',
})

test('AL1 AL3 AL4 a phone is paired when people found the same code on both screens, and not before', async (t) => {
  const office = await serveAlbum(t)
  const { desk, phones } = office
  const made = fits(invitationSchema, await desk.call('POST', '/api/albums/invitations'))
  assert.match(made.url, /\/album\/#pair=[a-z2-7]{26}$/u)
  assert.deepEqual([made.state, made.code, made.phone], ['open', null, null])
  const phone = playPhone(phones)
  assert.equal((await phone.scan(made.url)).status, 200)
  assert.equal(await phone.pairState(), 'waiting')
  assert.equal(await phone.contact(), null)
  const path = `/api/albums/invitations/${made.invitation}`
  const shown = fits(invitationSchema, await desk.call('GET', path))
  assert.deepEqual([shown.state, shown.code], ['compare', phone.code()])
  const paired = fits(invitationSchema, await desk.call('POST', `${path}/same`, { json: { name: 'Phone one' } }))
  assert.equal(paired.state, 'paired')
  // Its greeting came too early, and made it wait.
  office.served.clock.advance(1000)
  assert.equal(await phone.pairState(), 'paired')
  assert.equal((await phone.contact())?.state, 'none')
  const { phones: listed } = fits(albumsSchema, await desk.call('GET', '/api/albums'))
  assert.deepEqual([listed.length, listed[0]?.name, listed[0]?.id], [1, 'Phone one', phone.id()])
  assert.notEqual(listed[0]?.lastContact, null)
  assert.equal(refusedWith(422, await desk.call('POST', `${path}/same`, { json: { name: 'Again' } })), 'INPUT_INVALID')
})

test('AL2 a second phone under the same code ends the invitation, and so does a reveal that was not committed to', async (t) => {
  const { desk, phones, served } = await serveAlbum(t)
  const invite = async () => fits(invitationSchema, await desk.call('POST', '/api/albums/invitations'))
  const made = await invite()
  const [one, two] = [playPhone(phones), playPhone(phones)]
  await one.scan(made.url)
  assert.equal(refusedWith(404, await two.scan(made.url)), 'NOT_FOUND')
  assert.equal(await one.pairState(), 'gone')
  const spoiled = fits(invitationSchema, await desk.call('GET', `/api/albums/invitations/${made.invitation}`))
  assert.equal(spoiled.state, 'spoiled')
  const other = await invite()
  const token = other.url.slice(-26)
  const committed = await one.call('POST', 'pair', { token, commitment: 'a'.repeat(64) })
  assert.equal(committed.status, 200)
  const reveal = { token, signKey: 'b'.repeat(64), recipient: 'c'.repeat(64), nonce: 'd'.repeat(32) }
  assert.equal(refusedWith(404, await one.call('POST', 'pair/reveal', reveal)), 'NOT_FOUND')
  const last = await invite()
  served.clock.advance(10 * 60 * 1000)
  assert.equal(refusedWith(404, await one.scan(last.url)), 'NOT_FOUND')
})

test('AL1 a phone whose answers were lost on the way pairs all the same', async (t) => {
  const { desk, phones } = await serveAlbum(t)
  const made = fits(invitationSchema, await desk.call('POST', '/api/albums/invitations'))
  const phone = playPhone(phones)
  assert.equal((await phone.scan(made.url)).status, 200)
  const [id, code] = [phone.id(), phone.code()]
  assert.equal((await phone.scan(made.url)).status, 200)
  assert.deepEqual([phone.id(), phone.code()], [id, code])
  const path = `/api/albums/invitations/${made.invitation}`
  assert.equal(fits(invitationSchema, await desk.call('GET', path)).code, code)
})

test('AL9 wrong tokens and wrong signatures make the next try of the address wait', async (t) => {
  const office = await serveAlbum(t)
  const phone = await pair(office)
  const { served } = office
  const wrong = await phone.call('POST', 'pair', { token: 'a'.repeat(26), commitment: 'b'.repeat(64) })
  assert.equal(refusedWith(404, wrong), 'NOT_FOUND')
  const waiting = await phone.greet()
  assert.equal(refusedWith(429, waiting), 'TOO_MANY_TRIES')
  assert.ok(Number(waiting.headers['retry-after']) >= 1)
  served.clock.advance(1000)
  assert.equal((await phone.contact())?.state, 'none')
  const stranger = playPhone(office.phones)
  assert.equal(refusedWith(422, await stranger.greet()), 'INPUT_INVALID')
  const hello = await phone.call('POST', 'hello', { phone: '9'.repeat(32) })
  const { challenge } = hello.json<{ challenge: string }>()
  const body = { phone: '9'.repeat(32), challenge, nonce: 'a'.repeat(64), signature: `${'A'.repeat(86)}==` }
  assert.equal(refusedWith(401, await phone.call('POST', 'contact', body)), 'CONTACT_REFUSED')
  assert.equal(refusedWith(429, await phone.call('POST', 'contact', body)), 'TOO_MANY_TRIES')
})

test('AL5 a challenge serves once and for a minute, a token for ten', async (t) => {
  const office = await serveAlbum(t)
  const phone = await pair(office)
  const path = `sessions/${session}`
  assert.equal(refusedWith(401, await phone.call('GET', path)), 'CONTACT_NEEDED')
  await phone.contact()
  assert.deepEqual((await phone.call('GET', path)).json(), { have: 0, prev: '0'.repeat(64), files: [] })
  office.served.clock.advance(10 * 60 * 1000)
  assert.equal(refusedWith(401, await phone.call('GET', path)), 'CONTACT_NEEDED')
})

test('AL8 while the vault is locked a phone is told that the office is closed, whatever it asks', async (t) => {
  const office = await serveAlbum(t)
  const phone = await pair(office)
  await phone.contact()
  await office.desk.call('DELETE', '/api/session')
  const asked = [
    await phone.greet(),
    await phone.call('GET', 'manifest'),
    await phone.call('GET', `sessions/${session}`),
    await phone.send(session, 0, phone.events(session, [begun('c'.repeat(32), [])])),
    await phone.put(`sessions/${session}/files/${'7'.repeat(32)}`, new Uint8Array(3)),
    await phone.call('POST', 'pair', { token: 'a'.repeat(26), commitment: 'b'.repeat(64) }),
  ]
  for (const answer of asked) assert.equal(refusedWith(503, answer), 'VAULT_LOCKED')
  await unlock(office.served)
  assert.equal(refusedWith(401, await phone.call('GET', 'manifest')), 'CONTACT_NEEDED')
  assert.equal((await phone.contact())?.state, 'none')
  assert.deepEqual(office.served.faults, [])
})

test('AL17 AL22 R79 a whole way: paired, an album, a session in pieces, and statements at the desk', async (t) => {
  const office = await serveAlbum(t)
  const { desk, served } = office
  const people = await addPeople(office, 3)
  const phone = await pair(office)
  const album = await makeAlbum(office, phone, people)
  assert.equal((await phone.contact())?.state, 'current')
  const manifest = await phone.manifest()
  assert.ok('pictures' in manifest)
  assert.equal(manifest.pictures.length, 3)
  for (const { id, key } of manifest.pictures)
    assert.equal(
      Buffer.from((await phone.picture(id, key)) ?? [])
        .subarray(8, 12)
        .toString(),
      'WEBP',
    )
  const order = manifest.pictures.map(({ id }) => id)
  const words = encodeWords({ v: 1, salt: '7'.repeat(32), language: 'ckb', condition: 'tired but well' })
  const file = { id: '8'.repeat(32), sha256: toHex(words.sha256), size: words.bytes.length, type: 'application/json' }
  const [first = ''] = order
  const events = phone.events(session, [
    begun(album, order),
    { type: 'shown', picture: first },
    { type: 'answered', picture: first, answer: 'recognised', where: 'near the mill', words: file },
    { type: 'paused' },
    { type: 'resumed' },
    { type: 'ended', how: 'stopped' },
  ])
  for (const [at, event] of events.entries()) {
    assert.deepEqual((await phone.send(session, at, [event])).json(), { have: at + 1 })
    // The answer was lost: the same again.
    assert.deepEqual((await phone.send(session, at, [event])).json(), { have: at + 1 })
  }
  assert.deepEqual((await phone.send(session, 0, events)).json(), { have: 6 })
  assert.deepEqual((await phone.put(`sessions/${session}/files/${file.id}`, words.bytes)).json(), { stored: true })
  assert.deepEqual((await phone.put(`sessions/${session}/files/${file.id}`, words.bytes)).json(), { stored: true })
  const { sessions } = fits(recognitionSessionsSchema, await desk.call('GET', '/api/recognitions'))
  assert.equal(sessions.length, 1)
  const view = fits(recognitionSessionSchema, await desk.call('GET', `/api/recognitions/${session}`))
  assert.deepEqual(
    [view.chain, view.events, view.files],
    ['whole', { in: 6, stored: 6, erased: 0 }, { announced: 1, stored: 1 }],
  )
  const person = view.answerList[0]?.person ?? ''
  assert.ok(people.includes(person))
  const side = fits(recognitionsSchema, await desk.call('GET', `/api/people/${person}/recognitions`))
  assert.deepEqual([side.last.recognised, side.agree], [1, null])
  const told = await desk.call('GET', `/api/testimonies/${session}/${file.id}`)
  assert.deepEqual(told.json(), { language: 'ckb', condition: 'tired but well' })
  assert.equal(getPerson(ownOf(served, desk).records, person).statements[0]?.place, 'near the mill')
  const whole = fits(albumWithPeopleSchema, await desk.call('GET', `/api/albums/${album}`))
  assert.deepEqual([whole.people.length, whole.sessions, whole.state], [3, 1, 'current'])
})

test('AL23 AL24 AL26 what does not follow is refused in words that name the place, and nothing of it is kept', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 1)
  const phone = await pair(office)
  const album = await makeAlbum(office, phone, people)
  await phone.contact()
  const events = phone.events(session, [begun(album, []), { type: 'paused' }, { type: 'resumed' }])
  const [first, second, third] = events
  assert.ok(first && second && third)
  const gap = await phone.send(session, 1, [second])
  assert.equal(refusedWith(409, gap), 'EVENT_REFUSED')
  assert.deepEqual(gap.json<{ error: object }>().error, {
    code: 'EVENT_REFUSED',
    message: 'An event of this session does not follow the one before it, or was not signed by this phone.',
    fault: 'GAP',
    seq: 0,
  })
  const forged = [first, { ...second, signature: first.signature }]
  assert.equal(refusedWith(409, await phone.send(session, 0, forged)), 'EVENT_REFUSED')
  assert.deepEqual((await phone.call('GET', `sessions/${session}`)).json(), {
    have: 0,
    prev: '0'.repeat(64),
    files: [],
  })
  await phone.send(session, 0, events)
  const other = phone.events(session, [begun(album, []), { type: 'resumed' }])
  assert.equal(refusedWith(409, await phone.send(session, 0, other)), 'SESSION_FORKED')
  const unannounced = await phone.put(`sessions/${session}/files/${'8'.repeat(32)}`, new Uint8Array(4))
  assert.equal(refusedWith(409, unannounced), 'FILE_UNANNOUNCED')
})

test('AL22 two requests of one session at once come to one session', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 1)
  const phone = await pair(office)
  const album = await makeAlbum(office, phone, people)
  await phone.contact()
  const events = phone.events(session, [begun(album, []), { type: 'paused' }, { type: 'resumed' }])
  const answers = await Promise.all([1, 2, 3, 4].map(() => phone.send(session, 0, events)))
  for (const answer of answers) assert.deepEqual(answer.json(), { have: 3 })
  const view = fits(recognitionSessionSchema, await office.desk.call('GET', `/api/recognitions/${session}`))
  assert.deepEqual([view.events.in, view.forks, view.chain], [3, 0, 'whole'])
})

test('H7 AL19 a consent that was withdrawn takes the picture out of the manifest and of every fetch', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 2)
  const phone = await pair(office)
  await makeAlbum(office, phone, people)
  await phone.contact()
  const before = await phone.manifest()
  assert.ok('pictures' in before && before.pictures.length === 2)
  const { records } = ownOf(office.served, office.desk)
  const [first = ''] = people
  await withdrawConsent(records, consentsOf(records.registry, first)[0]?.id ?? '')
  const after = await phone.manifest()
  assert.ok('pictures' in after && after.pictures.length === 1)
  const gone = before.pictures.find(({ id }) => id !== after.pictures[0]?.id)
  assert.equal(refusedWith(404, await phone.call('GET', `pictures/${gone?.id ?? ''}`)), 'NOT_FOUND')
})

test('AL6 AL7 AL21 a revoked phone is told so by a signed note, and reaches its sessions alone', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 1)
  const phone = await pair(office)
  const album = await makeAlbum(office, phone, people)
  await phone.contact()
  const manifest = await phone.manifest()
  assert.ok('pictures' in manifest)
  const [picture] = manifest.pictures
  const revoked = await office.desk.call('POST', `/api/albums/phones/${phone.id()}/revoke`, {
    json: { reason: 'lost' },
  })
  assert.equal(fits(albumsSchema, revoked).phones[0]?.revoked?.reason, 'lost')
  assert.equal(refusedWith(404, await phone.call('GET', 'manifest')), 'NO_ALBUM')
  assert.equal(refusedWith(404, await phone.call('GET', `pictures/${picture?.id ?? ''}`)), 'NOT_FOUND')
  assert.equal((await phone.contact())?.state, 'revoked')
  const events = phone.events(session, [
    begun(album, [picture?.id ?? '']),
    { type: 'answered', picture: picture?.id ?? '', answer: 'recognised' },
  ])
  assert.deepEqual((await phone.send(session, 0, events)).json(), { have: 2 })
  const view = fits(recognitionSessionSchema, await office.desk.call('GET', `/api/recognitions/${session}`))
  assert.equal(view.isLate, true)
  assert.deepEqual(getPerson(ownOf(office.served, office.desk).records, people[0] ?? '').statements, [])
})

test('AL6 an album that is over is expired, and its sessions still come in', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 1)
  const phone = await pair(office)
  const soon = new Date(office.served.clock.nowMs() + 60_000).toISOString()
  const album = await makeAlbum(office, phone, people, { until: soon })
  office.served.clock.advance(61_000)
  assert.equal((await phone.contact())?.state, 'expired')
  assert.equal(refusedWith(404, await phone.call('GET', 'manifest')), 'NO_ALBUM')
  const events = phone.events(session, [begun(album, []), { type: 'ended', how: 'finished' }])
  assert.deepEqual((await phone.send(session, 0, events)).json(), { have: 2 })
})

test('AL17 two phones with the same people have albums that share no id, and neither opens the other’s', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 2)
  const [one, two] = [await pair(office), await pair(office, 'Phone two')]
  await makeAlbum(office, one, people)
  await makeAlbum(office, two, people)
  await one.contact()
  await two.contact()
  const [left, right] = [await one.manifest(), await two.manifest()]
  assert.ok('pictures' in left && 'pictures' in right)
  const ids = new Set(left.pictures.map(({ id }) => id))
  assert.equal(
    right.pictures.some(({ id }) => ids.has(id)),
    false,
  )
  assert.equal(refusedWith(404, await two.call('GET', `pictures/${left.pictures[0]?.id ?? ''}`)), 'NOT_FOUND')
})

test('AL16 H9 a phone whose clock is years off is served and heard', async (t) => {
  const office = await serveAlbum(t)
  const people = await addPeople(office, 1)
  const phone = await pair(office)
  const album = await makeAlbum(office, phone, people)
  assert.equal((await phone.contact())?.state, 'current')
  const events = phone.events(session, [begun(album, []), { type: 'paused' }], '1970-01-01T00:00:00.000Z')
  assert.deepEqual((await phone.send(session, 0, events)).json(), { have: 2 })
  const view = fits(recognitionSessionSchema, await office.desk.call('GET', `/api/recognitions/${session}`))
  assert.equal(view.claimed?.from, '1970-01-01T00:00:00.000Z')
})
