import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { registerPerson } from '@homeward/records'
import { joinVault, openVault, type CompartmentName } from '@homeward/vault'
import type { ActView } from './schemas/views.ts'
import { refusedWith } from './testing/fits.ts'
import { passphrase, serveVault, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

const second = 'two grey herons'
const dayMs = 86_400_000

interface World {
  served: ServedVault
  request: object
}

/** A served vault with 21 people, and a second coordinator when asked. */
async function world(t: TestContext, grants: CompartmentName[] | null): Promise<World> {
  const served = await serveVault(t)
  const founder = await unlock(served)
  const records = served.services.keeper.opened()!
  const persons: string[] = []
  for (let number = 1; number <= 21; number++)
    persons.push(await registerPerson(records, { names: [{ text: `Narîn ${number}`, kind: 'full' }] }))
  await founder.call('DELETE', '/api/session')
  if (grants !== null) {
    const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }
    const { code } = await joinVault({ dir: served.dir, passphrase: second, kdf })
    const vault = await openVault({ dir: served.dir, passphrase })
    vault.admit(code, { name: 'Bese', role: 'coordinator', grants })
    vault.close()
  }
  return { served, request: { items: [], leads: [], persons, purpose: 'tracing', recipient: 'Red office' } }
}

async function acts(browser: Browser): Promise<ActView[]> {
  return (await browser.call('GET', '/api/acts')).json<{ acts: ActView[] }>().acts
}

test('R17 R21 a bulk package over the API: proposed by one, approved by another one, made once', async (t) => {
  const { served, request } = await world(t, ['registry', 'evidence'])
  let browser = await unlock(served)
  const preview = await browser.call('POST', '/api/packages/preview', { json: request })
  assert.equal(preview.json<{ needsSecond: boolean }>().needsSecond, true)
  assert.equal(refusedWith(403, await browser.call('POST', '/api/packages', { json: request })), 'SECOND_PERSON_NEEDED')
  const answer = await browser.call('POST', '/api/packages/proposals', { json: { ...request, reason: 'they asked' } })
  const proposed = answer.json<ActView>()
  assert.deepEqual(
    [proposed.state, proposed.isOwn, proposed.isPackage, proposed.people.length, proposed.approvers[0]?.name],
    ['waiting', true, true, 21, 'Bese'],
  )
  const make = `/api/packages/proposals/${proposed.id}`
  assert.equal(refusedWith(409, await browser.call('POST', make)), 'ACT_WAITING')
  const own = await browser.call('POST', `/api/acts/${proposed.id}/answer`, { json: { answer: 'approved' } })
  assert.equal(refusedWith(403, own), 'ACT_FORBIDDEN')
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served, second)
  const [waiting] = await acts(browser)
  assert.deepEqual([waiting?.may.approve, waiting?.memberName, waiting?.reason], [true, 'Nermin', 'they asked'])
  assert.match(waiting!.subject, /Package for Red office/u)
  const approved = await browser.call('POST', `/api/acts/${proposed.id}/answer`, {
    json: { answer: 'approved', note: 'seen' },
  })
  assert.deepEqual(
    approved.json<ActView>().answers.map(({ memberName, note }) => [memberName, note]),
    [['Bese', 'seen']],
  )
  assert.equal(refusedWith(403, await browser.call('POST', make)), 'SECOND_PERSON_NEEDED')
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served)
  const { job } = (await browser.call('POST', make)).json<{ job: string }>()
  const ended = await browser.call('GET', `/api/jobs/${job}/events`)
  assert.match(ended.bodyBytes.toString(), /"state":"done"/u)
  assert.deepEqual(
    (await acts(browser)).map(({ state }) => state),
    ['done'],
  )
  assert.equal(refusedWith(403, await browser.call('POST', make)), 'SECOND_PERSON_NEEDED')
})

test('R22 alone it waits a day by the clock of this computer, then it is made; before that it can be taken back', async (t) => {
  const { served, request } = await world(t, null)
  let browser = await unlock(served)
  const propose = async () =>
    (
      await browser.call('POST', '/api/packages/proposals', { json: { ...request, reason: 'they asked' } })
    ).json<ActView>()
  const taken = await propose()
  assert.equal((await browser.call('POST', `/api/acts/${taken.id}/withdraw`)).json<ActView>().state, 'withdrawn')
  const alone = await propose()
  assert.deepEqual([alone.state, alone.approvers], ['alone', []])
  const make = `/api/packages/proposals/${alone.id}`
  assert.equal(refusedWith(409, await browser.call('POST', make)), 'ACT_WAITING')
  served.clock.advance(dayMs)
  browser = await unlock(served)
  const [ready] = await acts(browser)
  assert.deepEqual([ready?.state, ready?.may.do], ['ready', true])
  assert.equal((await browser.call('POST', make)).status, 200)
})

test('R17 S33 whoever does not open what an act stands in does not see it', async (t) => {
  const { served, request } = await world(t, ['registry'])
  let browser = await unlock(served)
  const alone = await browser.call('POST', '/api/packages/proposals', {
    json: { ...request, reason: 'a quiet reason' },
  })
  assert.equal(alone.json<ActView>().state, 'alone', 'who opens the registry alone cannot approve it')
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served, second)
  const answer = await browser.call('GET', '/api/acts')
  assert.deepEqual(answer.json<{ acts: ActView[] }>().acts, [])
  const other = await browser.call('POST', `/api/acts/${alone.json<ActView>().id}/answer`, {
    json: { answer: 'approved' },
  })
  assert.equal(refusedWith(404, other), 'NOT_FOUND')
})
