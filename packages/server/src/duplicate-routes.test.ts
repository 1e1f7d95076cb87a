import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  duplicatesReceiptSchema,
  pairSchema,
  partedSchema,
  proposalSchema,
  proposalsSchema,
} from './schemas/duplicates.ts'
import { jobStartedSchema } from './schemas/jobs.ts'
import { peopleSchema, personSchema, personWithLeadsSchema } from './schemas/people.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { serveVault, unlock, type Browser } from './testing/served-vault.ts'

const twice = ['شیرزاد خضر مراد', 'Sherzad Khidir Murad']

async function register(browser: Browser, text: string): Promise<string> {
  const names = [
    { text, kind: 'full', script: 'Zyyy' },
    { text: 'Gulnaz', kind: 'mother', script: 'Latn' },
  ]
  const birth = { earliest: 1999, latest: 1999, basis: 'stated' }
  return fits(
    personSchema,
    await browser.call('POST', '/api/people', { json: { names, sex: 'male', birth, origin: 'Stêrkava' } }),
  ).id
}

test('R56 duplicates are looked for by a job, shown in bands, decided, and joined people are one', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const none = fits(proposalsSchema, await browser.call('GET', '/api/duplicates'))
  assert.deepEqual([none.total, none.looked], [0, null])
  const [a, b] = [await register(browser, twice[0]!), await register(browser, twice[1]!)]
  const { job } = fits(jobStartedSchema, await browser.call('POST', '/api/duplicates'))
  const done = (await watchJob(served, browser, job)).at(-1)
  assert.equal(done?.state, 'done')
  const receipt = duplicatesReceiptSchema.parse(done.result)
  assert.deepEqual([receipt.people, receipt.proposed.same, receipt.leftOut.nothing], [2, 1, 0])

  const { proposals, looked } = fits(proposalsSchema, await browser.call('GET', '/api/duplicates?band=same'))
  assert.equal(looked?.changed, 0)
  const [proposal] = proposals
  assert.deepEqual(new Set(proposal?.sides.flatMap(({ names }) => names)), new Set(twice))
  assert.deepEqual(fits(proposalSchema, await browser.call('GET', `/api/duplicates/${proposal?.id}`)), proposal)
  const alone = fits(proposalsSchema, await browser.call('GET', `/api/people/${a}/duplicates`))
  assert.deepEqual(
    alone.proposals.map(({ id }) => id),
    [proposal?.id],
  )

  const decision = { one: a, other: b, verdict: 'same', note: 'one photo' }
  assert.equal(
    fits(pairSchema, await browser.call('POST', '/api/duplicates/decisions', { json: decision })).state,
    'same',
  )
  const again = await browser.call('POST', '/api/duplicates/decisions', { json: decision })
  assert.equal(refusedWith(422, again), 'INVALID')
  const list = fits(peopleSchema, await browser.call('GET', '/api/people'))
  assert.deepEqual([list.total, list.people[0]?.records], [1, 2])
  assert.deepEqual(fits(personWithLeadsSchema, await browser.call('GET', `/api/people/${b}`)).joined, [a])
  const found = fits(peopleSchema, await browser.call('GET', '/api/people?query=Sherzad%20Kh'))
  assert.deepEqual([found.total, found.people[0]?.parts.length], [1, 2])
  assert.equal(fits(proposalsSchema, await browser.call('GET', '/api/duplicates')).total, 0)
  assert.equal(fits(proposalsSchema, await browser.call('GET', '/api/duplicates?state=same')).total, 1)

  const parted = await browser.call('POST', `/api/people/${a}/parting`, { json: { note: 'another mark' } })
  assert.deepEqual(fits(partedSchema, parted), { apart: [b] })
  assert.equal(fits(peopleSchema, await browser.call('GET', '/api/people')).total, 2)
  assert.equal(refusedWith(404, await browser.call('GET', '/api/duplicates/pair-none')), 'NOT_FOUND')
})

test('CU1 R56 who looked at which pair is in the custody log', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const [a, b] = [await register(browser, twice[0]!), await register(browser, twice[1]!)]
  const json = { one: a, other: b, verdict: 'unsure' }
  const { id } = fits(pairSchema, await browser.call('POST', '/api/duplicates/decisions', { json }))
  await browser.call('GET', '/api/duplicates?state=unsure')
  await browser.call('GET', `/api/duplicates/${id}`)
  const log = (await browser.call('GET', '/api/custody')).bodyBytes.toString()
  assert.ok(log.includes('"duplicates"') && log.includes(id))
})
