import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveConsent, registerPerson } from '@homeward/records'
import { joinVault, openVault } from '@homeward/vault'
import type { ActView, ErasurePlanView, ErasureReceiptView } from './schemas/views.ts'
import { refusedWith } from './testing/fits.ts'
import { ownOf, passphrase, serveVault, unlock } from './testing/served-vault.ts'

const second = 'two grey herons'

test('R24 R27 erasing over the API: shown, proposed by one, approved by another one, done, with a receipt', async (t) => {
  const served = await serveVault(t)
  let browser = await unlock(served)
  const records = ownOf(served, browser).records
  const person = await registerPerson(records, { names: [{ text: 'Narîn', kind: 'full' }], origin: 'Gundê Jor' })
  const consent = await giveConsent(records, person, {
    givenBy: 'her mother',
    scopes: ['details'],
    purposes: ['tracing'],
    recipients: [],
  })
  await browser.call('DELETE', '/api/session')
  const { code } = await joinVault({
    dir: served.dir,
    passphrase: second,
    kdf: { memoryKiB: 64, passes: 1, lanes: 1 },
  })
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.admit(code, { name: 'Bese', role: 'coordinator', grants: ['registry', 'evidence'] })
  vault.close()

  browser = await unlock(served)
  const ofConsent = await browser.call('GET', `/api/erasures/plan?consent=${consent}`)
  assert.match(ofConsent.json<ErasurePlanView>().words, /: details\.$/u)
  assert.equal(refusedWith(422, await browser.call('GET', '/api/erasures/plan')), 'INPUT_INVALID')
  assert.equal(refusedWith(404, await browser.call('GET', '/api/erasures/plan?person=person-x')), 'NOT_FOUND')
  const plan = await browser.call('GET', `/api/erasures/plan?person=${person}`)
  const gone = [
    { code: 'names', values: { n: '1' }, text: '1 name' },
    { code: 'details', values: { n: '1' }, text: '1 detail' },
    { code: 'consents', values: { n: '1' }, text: '1 consent' },
  ]
  assert.deepEqual(plan.json<ErasurePlanView>().gone, gone)
  assert.equal(plan.json<ErasurePlanView>().act, null)
  const json = { person, authority: 'family' }
  assert.equal(refusedWith(403, await browser.call('POST', '/api/erasures', { json })), 'SECOND_PERSON_NEEDED')
  const proposed = await browser.call('POST', '/api/erasures/proposals', { json: { ...json, reason: 'they asked' } })
  const { id, words } = proposed.json<ActView>()
  assert.deepEqual(
    words?.map((said) => [said.code, said.values]),
    [
      ['erase-person', { person }],
      ['authority', { authority: 'family' }],
    ],
  )
  assert.equal(refusedWith(409, await browser.call('POST', '/api/erasures', { json })), 'ACT_WAITING')
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served, second)
  const { stays, recall } = plan.json<ErasurePlanView>()
  const seen = await browser.call('GET', `/api/erasures/of-act/${id}`)
  assert.deepEqual(seen.json(), { gone, stays, recall }, 'R125 who approves sees what who asked saw')
  await browser.call('POST', `/api/acts/${id}/answer`, { json: { answer: 'approved' } })
  await browser.call('DELETE', '/api/session')

  browser = await unlock(served)
  const ready = (await browser.call('GET', `/api/erasures/plan?person=${person}`)).json<ErasurePlanView>()
  assert.deepEqual([ready.act?.may.do, ready.authority], [true, 'family'])
  const done = (await browser.call('POST', '/api/erasures', { json })).json<ErasureReceiptView>()
  assert.deepEqual([done.act, done.keys, done.gone], [id, 3, gone])
  assert.equal(refusedWith(404, await browser.call('GET', `/api/people/${person}`)), 'NOT_FOUND')
  assert.equal(refusedWith(404, await browser.call('POST', '/api/erasures', { json })), 'NOT_FOUND')
})
