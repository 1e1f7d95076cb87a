import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addPersonPhoto, giveConsent, registerPerson } from '@homeward/records'
import { todayOf } from './clock.ts'
import { drawPng } from './testing/png.ts'
import { makeAlbum, pair, serveAlbum } from './testing/served-album.ts'
import { ownOf } from './testing/served-vault.ts'

const dayMs = 86_400_000

test('H11 R87 a photo that is put in quarantine comes to no phone any more, and the others of the album still do', async (t) => {
  const office = await serveAlbum(t)
  const { served, desk } = office
  const phone = await pair(office)
  const { records } = ownOf(served, desk)
  const photos: string[] = []
  const persons: string[] = []
  for (const number of [1, 2]) {
    const person = await registerPerson(records, {
      names: [{ text: `Narîn ${number}`, kind: 'full' }],
      birth: { earliest: 1980, latest: 1980, basis: 'stated' },
    })
    const { photo } = await addPersonPhoto(records, person, drawPng(number), { mediaType: 'image/png' })
    await giveConsent(records, person, {
      givenBy: 'her mother',
      capacity: 'parent',
      scopes: ['photos'],
      purposes: ['album'],
      recipients: [],
      until: todayOf({ nowMs: () => served.clock.nowMs() + 20 * dayMs }),
    })
    persons.push(person)
    photos.push(photo)
  }
  await makeAlbum(office, phone, persons, { until: new Date(served.clock.nowMs() + 10 * dayMs).toISOString() })
  await phone.contact()
  const before = await phone.manifest()
  assert.ok('pictures' in before)
  const taken = async (): Promise<number[]> => {
    const answers = []
    for (const { id } of before.pictures) answers.push((await phone.call('GET', `pictures/${id}`)).status)
    return answers.toSorted((a, b) => a - b)
  }
  assert.deepEqual(await taken(), [200, 200])
  const json = { person: persons[0], photo: photos[0] }
  assert.equal((await desk.call('POST', '/api/quarantine', { json })).status, 200)
  await phone.contact()
  const after = await phone.manifest()
  assert.ok('pictures' in after)
  assert.equal(after.pictures.length, 1, 'what is in no manifest any more is destroyed by the phone (AL19)')
  assert.deepEqual(await taken(), [200, 404])
})
