import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPicture, fromHex, sha256, toHex } from '@homeward/format'
import sharp from 'sharp'
import { albumsShowing, manifestOf, openAlbumPicture, phoneStateOf } from './album-manifest.ts'
import { albumAge, filterPeople } from './album-people.ts'
import {
  endAlbum,
  getAlbum,
  listAlbums,
  makeAlbum,
  previewAlbum,
  proposeAlbum,
  proposedAlbum,
  setAlbumAge,
  type AlbumRequest,
} from './albums.ts'
import { answerAct } from './acts.ts'
import { withdrawConsent } from './consents.ts'
import { effectsOf } from './consent-effects.ts'
import { RecordsError } from './errors.ts'
import { changePerson, getPerson } from './people.ts'
import { listPhones, revokePhone } from './phones.ts'
import { refold } from './records.ts'
import { testMembers } from './test-members.ts'
import { testPerson, testPhone } from './test-phone.ts'
import { testRecords } from './test-records.ts'

const now = new Date('2026-05-04T10:00:00.000Z')
const until = '2026-06-04T10:00:00.000Z'
const later = new Date('2026-06-05T10:00:00.000Z')
const coded =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof RecordsError && error.code === code

const request = (phone: string, people: readonly string[], more: Partial<AlbumRequest> = {}): AlbumRequest => ({
  kind: 'recognition',
  title: 'Village people',
  phone,
  people,
  until,
  showNames: false,
  withUnderAge: false,
  ...more,
})

test('R44 the withdrawal of a consent names the albums that show the person under it', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const { person } = await testPerson(records, 1)
  const other = await testPerson(records, 2)
  const [consent] = getPerson(records, person).consents
  const made = await makeAlbum(records, request(phone, [person]), { now })
  await makeAlbum(records, request(phone, [other.person]), { now })
  const { handedOut } = effectsOf(records, consent?.id ?? '', '2026-05-04')
  assert.deepEqual(
    handedOut.map(({ kind, id, recipient, purpose }) => [kind, id, recipient, purpose]),
    [['album', made.album, 'Phone one', 'album']],
  )
})

test('R107 H7 the albums that show a person now: on a phone that may hold them, and as far as consent goes today', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const { person, consent } = await testPerson(records, 1)
  const other = await testPerson(records, 2)
  const idsOf = (one: string, at = now): string[] => albumsShowing(records, one, at).map(({ id }) => id)
  assert.deepEqual(idsOf(person), [])
  const first = await makeAlbum(records, request(phone, [person, other.person]), { now })
  assert.deepEqual([idsOf(person), idsOf(other.person)], [[first.album], [first.album]])
  assert.deepEqual(idsOf(person, later), [])
  // A phone has one album: the last one.
  const second = await makeAlbum(records, request(phone, [person], { kind: 'family' }), { now })
  assert.deepEqual([idsOf(person), idsOf(other.person)], [[second.album], []])
  await withdrawConsent(records, consent ?? '', {})
  assert.deepEqual(idsOf(person), [])
  assert.throws(() => albumsShowing(records, 'person-x', now), coded('NOT_FOUND'))
})

test('R74 H2 of everybody chosen it is said whether they are shown, or why not', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const shown = await testPerson(records, 1)
  const noPhoto = await testPerson(records, 2, { photo: false })
  const noConsent = await testPerson(records, 3, { purposes: [] })
  const other = await testPerson(records, 4, { purposes: ['tracing'] })
  const young = await testPerson(records, 5, { born: 2010 })
  const people = [shown, noPhoto, noConsent, other, young].map(({ person }) => person)
  const plan = previewAlbum(records, request(phone, [...people, 'person-gone', shown.person]), '2026-05-04')
  assert.deepEqual(
    plan.leftOut.map(({ person, why, reason }) => [person, why, reason]),
    [
      [noPhoto.person, 'no-photo', null],
      [noConsent.person, 'no-consent', 'no consent covers this'],
      [other.person, 'no-consent', 'the consent is for another purpose'],
      [young.person, 'under-age', null],
      ['person-gone', 'gone', null],
    ],
  )
  assert.deepEqual(
    plan.shown.map(({ person }) => person),
    [shown.person],
  )
  assert.equal(plan.chosen, plan.shown.length + plan.leftOut.length)
  const receipt = await makeAlbum(records, request(phone, people), { now })
  assert.deepEqual([receipt.chosen, receipt.people, receipt.pictures, receipt.leftOut.length], [5, 1, 1, 4])
  await assert.rejects(makeAlbum(records, request(phone, [noConsent.person]), { now }), coded('INVALID'))
  await assert.rejects(makeAlbum(records, request('f'.repeat(32), people), { now }), coded('NOT_FOUND'))
  await assert.rejects(
    makeAlbum(records, request(phone, people, { until: '2026-05-04T09:00:00.000Z' }), { now }),
    coded('INVALID'),
  )
})

test('AL17 AL18 a manifest names nobody, and each picture opens with its key to a small WebP without metadata', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const [one, two] = [await testPerson(records, 1), await testPerson(records, 2)]
  await makeAlbum(records, request(phone, [one.person, two.person]), { now })
  const manifest = manifestOf(records, phone, now)
  assert.equal(manifest?.pictures.length, 2)
  const text = JSON.stringify(manifest)
  for (const word of [
    'Person 1',
    'Village 1',
    one.person,
    two.person,
    getPerson(records, one.person).photos[0]?.id ?? '?',
  ])
    assert.equal(text.includes(word), false, word)
  for (const picture of manifest?.pictures ?? []) {
    const sealed = await openAlbumPicture(records, phone, picture.id, now)
    assert.deepEqual([sealed.length, toHex(sha256(sealed))], [picture.size, picture.sha256])
    const plain = openPicture(sealed, fromHex(picture.key))
    assert.ok(plain)
    const { format, width, height, exif, icc } = await sharp(plain).metadata()
    assert.deepEqual([format, width, height, exif, icc], ['webp', picture.width, picture.height, undefined, undefined])
  }
  await makeAlbum(records, request(phone, [one.person], { showNames: true }), { now })
  const [named] = manifestOf(records, phone, now)?.pictures ?? []
  assert.deepEqual([named?.name, named?.born, named?.place], ['Person 1', { from: 1980, to: 1980 }, 'Village 1'])
})

test('H7 AL19 R75 consent, photo and age are asked again at every manifest', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const stays = await testPerson(records, 1)
  const withdraws = await testPerson(records, 2)
  const changes = await testPerson(records, 3)
  const grows = await testPerson(records, 4, { born: 2005 })
  const people = [stays, withdraws, changes, grows].map(({ person }) => person)
  await makeAlbum(records, request(phone, people), { now })
  const before = manifestOf(records, phone, now)?.pictures ?? []
  assert.equal(before.length, 4)
  await withdrawConsent(records, withdraws.consent ?? '')
  assert.equal(manifestOf(records, phone, now)?.pictures.length, 3)
  const photo = getPerson(records, changes.person).photos[0]?.id ?? ''
  await changePerson(records, changes.person, { field: 'photo', id: photo, value: null })
  assert.equal(manifestOf(records, phone, now)?.pictures.length, 2)
  await setAlbumAge(records, 25)
  assert.equal(albumAge(records), 25)
  const after = manifestOf(records, phone, now)?.pictures ?? []
  assert.equal(after.length, 1)
  const gone = before.find(({ id }) => id !== after[0]?.id)
  await assert.rejects(openAlbumPicture(records, phone, gone?.id ?? '', now), coded('NOT_FOUND'))
  assert.equal((await openAlbumPicture(records, phone, after[0]?.id ?? '', now)).length, after[0]?.size)
})

test('AL6 R77 a phone is current, without an album, expired or revoked, and the last album is the one', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const { phone: second } = await testPhone(records, 2, 'Phone two')
  const { person } = await testPerson(records, 1)
  assert.deepEqual(phoneStateOf(records, phone, now), { state: 'none' })
  const first = await makeAlbum(records, request(phone, [person]), { now })
  const again = await makeAlbum(records, request(phone, [person]), { now })
  const same = await makeAlbum(records, request(second, [person]), { now })
  assert.deepEqual(phoneStateOf(records, phone, now), { state: 'current', album: again.album, until })
  assert.equal(phoneStateOf(records, phone, later).state, 'expired')
  assert.equal(manifestOf(records, phone, later), null)
  const ids = manifestOf(records, second, now)?.pictures.map(({ id }) => id) ?? []
  assert.equal(
    manifestOf(records, phone, now)?.pictures.some(({ id }) => ids.includes(id)),
    false,
  )
  await assert.rejects(openAlbumPicture(records, phone, ids[0] ?? '', now), coded('NOT_FOUND'))
  assert.deepEqual(
    listAlbums(records, now).map(({ id, state }) => [id, state]),
    [
      [same.album, 'current'],
      [again.album, 'current'],
      [first.album, 'replaced'],
    ],
  )
  await endAlbum(records, again.album)
  assert.deepEqual(phoneStateOf(records, phone, now), { state: 'none' })
  await revokePhone(records, second, 'lost')
  assert.deepEqual(phoneStateOf(records, second, now), { state: 'revoked' })
  assert.equal(manifestOf(records, second, now), null)
  assert.equal(listPhones(records)[1]?.revoked?.reason, 'lost')
  assert.equal(listAlbums(records, now)[0]?.state, 'phone-revoked')
})

test('R78 a family album holds the file of one person, as far as consent goes, and nothing of where somebody is', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const { person, consent } = await testPerson(records, 1)
  await changePerson(records, person, {
    field: 'whereabouts',
    value: { state: 'known', place: 'Hidden town' },
    said: { by: 'an informant' },
  })
  await changePerson(records, person, {
    field: 'event',
    value: { what: 'Taken', place: 'The mill', date: 'August 2014' },
  })
  await makeAlbum(records, request(phone, [person], { kind: 'family' }), { now })
  const manifest = manifestOf(records, phone, now)
  assert.deepEqual(manifest?.file, [
    { what: 'birth', text: '1980' },
    { what: 'origin', text: 'Village 1' },
    { what: 'event', text: 'Taken · The mill · August 2014' },
  ])
  assert.equal(JSON.stringify(manifest).includes('Hidden'), false)
  assert.equal(JSON.stringify(manifest).includes('informant'), false)
  await assert.rejects(
    makeAlbum(records, request(phone, [person, person + 'x'], { kind: 'family' }), { now }),
    coded('INVALID'),
  )
  await withdrawConsent(records, consent ?? '')
  assert.deepEqual([manifestOf(records, phone, now)?.file, manifestOf(records, phone, now)?.pictures], [undefined, []])
})

test('R76 H4 nobody under the organisation’s age is shown before a second person agreed to exactly these', async (t) => {
  const members = await testMembers(t, {
    second: { role: 'coordinator', grants: ['registry', 'evidence', 'testimony'] },
  })
  let records = await members.as('founder', now)
  const { phone } = await testPhone(records)
  const young = await testPerson(records, 1, { born: 2012 })
  const grown = await testPerson(records, 2)
  const unknown = await testPerson(records, 3)
  await changePerson(records, unknown.person, { field: 'birth', value: null })
  const wanted = request(phone, [young.person, grown.person, unknown.person], { withUnderAge: true })
  await assert.rejects(makeAlbum(records, wanted, { now }), coded('SECOND_PERSON_NEEDED'))
  const act = await proposeAlbum(records, wanted, { reason: 'her aunt asks', now })
  await assert.rejects(makeAlbum(records, wanted, { now, act }), coded('ACT_WAITING'))
  records = await members.as('second', now)
  await answerAct(records, { act, answer: 'approved' }, now)
  records = await members.as('founder', now)
  const proposed = await proposedAlbum(records, act, now)
  assert.deepEqual(proposed, wanted)
  await assert.rejects(makeAlbum(records, { ...wanted, showNames: true }, { now, act }), coded('ACT_DIFFERS'))
  const receipt = await makeAlbum(records, proposed, { now, act })
  assert.equal(receipt.people, 3)
  assert.equal(getAlbum(records, receipt.album, now).act, act)
  assert.equal(manifestOf(records, phone, now)?.pictures.length, 3)
  await assert.rejects(makeAlbum(records, proposed, { now, act }), coded('ACT_OVER'))
})

test('R73 a filter chooses by sex, years of birth and a word of a place', async (t) => {
  const records = await testRecords(t)
  const one = await testPerson(records, 1, { born: 1990, photo: false })
  const two = await testPerson(records, 2, { born: 2000, photo: false })
  await changePerson(records, two.person, { field: 'sex', value: 'female' })
  await changePerson(records, one.person, { field: 'lastSeen', value: { place: 'The Old Mill' } })
  assert.deepEqual(filterPeople(records, {}), [one.person, two.person])
  assert.deepEqual(filterPeople(records, { sex: 'female' }), [two.person])
  assert.deepEqual(filterPeople(records, { bornFrom: 1995 }), [two.person])
  assert.deepEqual(filterPeople(records, { bornFrom: 1985, bornTo: 1995 }), [one.person])
  assert.deepEqual(filterPeople(records, { place: 'old mill' }), [one.person])
  assert.deepEqual(filterPeople(records, { place: 'old mill', sex: 'female' }), [])
})

test('R1 albums and phones are the same after the index is made anew', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records)
  const { person } = await testPerson(records, 1)
  await makeAlbum(records, request(phone, [person]), { now })
  await setAlbumAge(records, 16)
  await revokePhone(records, phone)
  const rows = () =>
    ['phone', 'phone_revoked', 'album', 'album_picture', 'album_age', 'album_ended'].map((table) =>
      records.registry.prepare(`SELECT * FROM ${table}`).all(),
    )
  const before = rows()
  await refold(records)
  assert.deepEqual(rows(), before)
  assert.equal(
    before.slice(0, 5).every((some) => some.length === 1),
    true,
  )
})

test('AL4 no two phones in use have one name, so that an album is not made for another one', async (t) => {
  const records = await testRecords(t)
  const { phone } = await testPhone(records, 1, 'Camp')
  await assert.rejects(testPhone(records, 2, ' Camp '), coded('INVALID'))
  await testPhone(records, 2, 'Office')
  await revokePhone(records, phone, 'lost')
  await testPhone(records, 3, 'Camp')
  assert.deepEqual(
    listPhones(records).map(({ name }) => name),
    ['Camp', 'Office', 'Camp'],
  )
})
