import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { importFiles, importPeople } from '@homeward/intake'
import { addPersonPhoto, judgePair, listLeads, makeStatement, openRecords, registerPerson } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { Readable } from 'node:stream'
import { homeSchema } from './schemas/home.ts'
import { overduesSchema } from './schemas/overdue.ts'
import { personSchema } from './schemas/people.ts'
import { openToAll } from './session-gate.ts'
import { everyRoute } from './testing/every-route.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { drawPng } from './testing/png.ts'
import { passphrase, serveVault, unlock, type Browser } from './testing/served-vault.ts'

const name = 'Zerdesht Quvalik'
const secrets = [name, 'Gundekevirzor', 'Xwendekarekizor']
const until = '2023-01-31'

/** A vault with a record that was to be kept until a day that is over by the clock of these tests, and all that may lead to it. */
async function world(t: TestContext) {
  const served = await serveVault(t)
  const now = new Date('2022-05-04T10:00:00Z')
  const vault = await openVault({ dir: served.dir, passphrase, now: () => now })
  const records = await openRecords(vault)
  const file = `<p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person><p:person_record_id>a/1</p:person_record_id>
    <p:full_name>${name}</p:full_name><p:home_city>${secrets[1]}</p:home_city><p:expiry_date>${until}T00:00:00Z</p:expiry_date></p:person></p:pfif>`
  const { people } = await importPeople(records, new TextEncoder().encode(file), {
    name: 'records.xml',
    photoBytes: () => Promise.resolve(null),
    now,
  })
  const [person = ''] = people
  const other = await registerPerson(records, {
    names: [{ text: 'Hevi Dara', kind: 'full' }],
    kin: [{ relation: 'sibling', person }],
  })
  await judgePair(records, { one: person, other, verdict: 'unsure' })
  await makeStatement(records, person, { kind: 'seen-alive', text: secrets[2] ?? '', by: 'A neighbour' })
  const picture = drawPng(3)
  const { photo } = await addPersonPhoto(records, person, picture, { mediaType: 'image/png' })
  await importFiles(records, {
    files: [{ path: 'one.png', size: picture.length, open: () => Readable.from([picture]) }],
    name: 'Pictures',
  })
  const lead = listLeads(records).leads[0]?.id ?? ''
  assert.notEqual(lead, '')
  vault.close()
  return { served, ids: { person, other, photo, lead } }
}

/** The addresses of every route that reads, with what is there. */
function addresses({ person, other, photo, lead }: Record<string, string>): string[] {
  return everyRoute()
    .filter(({ method, pattern }) => method === 'GET' && !openToAll.includes(`GET ${pattern}`))
    .filter(({ pattern }) => pattern !== '/api/events')
    .flatMap(({ pattern }) =>
      [person, other].map((one) =>
        pattern
          .replace('/people/:id', `/people/${one}`)
          .replace(':photo', photo ?? '')
          .replace('/leads/:id', `/leads/${lead}`)
          .replaceAll(/:\w+/gu, '7'),
      ),
    )
    .flatMap((address) => [
      address,
      `${address}?query=${encodeURIComponent('Zerdesht')}`,
      `${address}?person=${person}`,
    ])
}

async function telling(browser: Browser, ids: Record<string, string>): Promise<string[]> {
  const found: string[] = []
  for (const address of new Set(addresses(ids))) {
    const answer = await browser.call('GET', address)
    const text = answer.bodyBytes.toString()
    if (secrets.some((secret) => text.includes(secret))) found.push(address)
  }
  return found
}

test('R109 S71 no route says a word of a record past its day, and it is there again when it is kept', async (t) => {
  const { served, ids } = await world(t)
  const browser = await unlock(served)
  assert.deepEqual(await telling(browser, ids), [])
  assert.equal(fits(homeSchema, await browser.call('GET', '/api/home')).overdue, 1)
  const { records } = fits(overduesSchema, await browser.call('GET', '/api/people/overdue'))
  assert.deepEqual(records, [{ id: ids.person, registry: 'PFIF', until, isEnded: false }])
  assert.equal(refusedWith(410, await browser.call('GET', `/api/people/${ids.person}`)), 'OVERDUE')
  assert.equal(refusedWith(410, await browser.call('GET', `/api/people/${ids.person}/photos/${ids.photo}`)), 'OVERDUE')
  assert.equal(refusedWith(404, await browser.call('GET', `/api/leads/${ids.lead}`)), 'NOT_FOUND')
  const keeping = `/api/people/${ids.person}/keeping`
  assert.equal((await browser.call('POST', keeping, { json: { why: ' ' } })).status, 422)
  assert.equal(refusedWith(422, await browser.call('POST', keeping, { json: { why: 'x', until } })), 'INVALID')
  const kept = fits(personSchema, await browser.call('POST', keeping, { json: { why: 'Her mother asked us to.' } }))
  assert.equal(kept.names[0]?.value.text, name)
  assert.ok((await telling(browser, ids)).length > 4, 'the walk finds it where it is shown')
  assert.equal(refusedWith(404, await browser.call('POST', keeping, { json: { why: 'again' } })), 'NOT_FOUND')
})
