import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openVault, type CompartmentName, type Role } from '@homeward/vault'
import type { JobContext } from './jobs.ts'
import { admit } from './testing/admit.ts'
import { watchJob } from './testing/events.ts'
import { refusedWith } from './testing/fits.ts'
import { drawPng } from './testing/png.ts'
import {
  ownOf,
  passphrase,
  serveVault,
  unlock,
  untilLocked,
  type Browser,
  type ServedVault,
} from './testing/served-vault.ts'

const second = 'two grey herons'
const everything: CompartmentName[] = ['registry', 'evidence', 'testimony', 'assistance']

interface Office {
  served: ServedVault
  one: Browser
  two: Browser
  /** The id of the second member. */
  member: string
}

/** Two members who work at the same time, each in a browser. */
async function office(
  t: TestContext,
  {
    role = 'contributor',
    grants = everything,
    idleLockMs,
  }: { role?: Role; grants?: CompartmentName[]; idleLockMs?: number } = {},
): Promise<Office> {
  const served = await serveVault(t, idleLockMs === undefined ? {} : { idleLockMs })
  const member = await admit(served, { phrase: second, name: 'Second', role, grants })
  return { served, one: await unlock(served), two: await unlock(served, second), member }
}

const person = (text: string) => ({ json: { names: [{ text, kind: 'given', script: 'Latn' }], sex: 'unknown' } })
const peopleOf = async (browser: Browser) => (await browser.call('GET', '/api/people')).bodyBytes.toString()
const stateOf = async (browser: Browser) =>
  (await browser.call('GET', '/api/session')).json<{ state: string; member?: { name: string } }>()

const homeOf = async (browser: Browser) =>
  (await browser.call('GET', '/api/home')).json<{ runningJob: string | null; lastVerify: unknown }>()

/** A job of this browser's member that runs until it is finished or asked to stop. */
function startJob(served: ServedVault, browser: Browser) {
  const { jobs } = ownOf(served, browser)
  const held: { context?: JobContext; finish?: () => void } = {}
  const id = jobs.start('verify', (context) => {
    held.context = context
    return new Promise((resolve, reject) => {
      held.finish = () => {
        resolve({ entries: 7, blobs: 0, bytes: 0, closed: 0, quarantined: 0, erased: 0, faults: [], logs: [] })
      }
      context.signal.addEventListener('abort', () => {
        reject(new Error('stopped'))
      })
    })
  })
  return { id, signal: held.context!.signal, finish: held.finish!, settled: jobs.settled(id) }
}

test('S40 two members work at the same time, each as themself, and see what the other writes', async (t) => {
  const { served, one, two } = await office(t)
  assert.equal((await stateOf(one)).member?.name, 'Nermin')
  assert.equal((await stateOf(two)).member?.name, 'Second')
  await one.call('POST', '/api/people', person('Alan'))
  await two.call('POST', '/api/people', person('Berfin'))
  for (const browser of [one, two]) {
    const people = await peopleOf(browser)
    assert.ok(people.includes('Alan') && people.includes('Berfin'), people)
  }
  // Many at a time, from both sides: every one is there once.
  const names = Array.from({ length: 12 }, (_, n) => `Name${'abcdefghijkl'[n] ?? ''}`)
  await Promise.all(names.map((name, n) => (n % 2 === 0 ? one : two).call('POST', '/api/people', person(name))))
  assert.equal((await one.call('GET', '/api/people')).json<{ total: number }>().total, 14)
  assert.equal((await two.call('GET', '/api/people')).json<{ total: number }>().total, 14)
  assert.deepEqual(served.faults, [])
})

test('S40 S9 who locks ends all sessions of their own and nobody else’s; the last one gives the vault free', async (t) => {
  const { served, one, two } = await office(t)
  const alsoOne = await unlock(served)
  await one.call('DELETE', '/api/session')
  for (const browser of [one, alsoOne]) assert.equal(refusedWith(401, await browser.call('GET', '/api/home')), 'LOCKED')
  assert.equal((await two.call('GET', '/api/home')).status, 200)
  await assert.rejects(openVault({ dir: served.dir, passphrase }), { code: 'VAULT_IN_USE' })
  await two.call('DELETE', '/api/session')
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S43 panic locks for everybody', async (t) => {
  const { served, one, two } = await office(t)
  const { signal } = startJob(served, one)
  assert.deepEqual((await two.call('DELETE', '/api/session?reason=panic')).json(), { state: 'locked' })
  for (const browser of [one, two]) assert.equal(refusedWith(401, await browser.call('GET', '/api/home')), 'LOCKED')
  assert.ok(signal.aborted)
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S32 sleep locks for everybody', async (t) => {
  const { served, one, two } = await office(t)
  served.clock.jump(16_000)
  for (const browser of [one, two]) assert.equal(refusedWith(401, await browser.call('GET', '/api/home')), 'LOCKED')
  await untilLocked(served)
  assert.deepEqual(served.faults, [])
})

test('S41 a job, its events and its result are its member’s; another one learns that one runs, and no more', async (t) => {
  const { served, one, two } = await office(t)
  const { id, signal, finish, settled } = startJob(served, one)
  assert.equal((await homeOf(one)).runningJob, id)
  assert.equal((await homeOf(two)).runningJob, null)
  for (const path of [`/api/jobs/${id}`, `/api/jobs/${id}/events`])
    assert.equal(refusedWith(404, await two.call('GET', path)), 'NOT_FOUND')
  assert.equal(refusedWith(404, await two.call('DELETE', `/api/jobs/${id}`)), 'NOT_FOUND')
  assert.ok(!signal.aborted)
  const answer = await two.call('POST', '/api/verify', { json: { deep: false } })
  assert.equal(refusedWith(409, answer), 'JOB_RUNNING')
  finish()
  await settled
  const verified = await two.call('POST', '/api/verify', { json: { deep: false } })
  await watchJob(served, two, verified.json<{ job: string }>().job)
  assert.notEqual((await homeOf(two)).lastVerify, null)
  assert.equal((await homeOf(one)).lastVerify, null)
  assert.equal((await one.call('GET', `/api/jobs/${id}`)).json<{ state: string }>().state, 'done')
})

test('S41 an import that waits for its files takes files of nobody else', async (t) => {
  const { served, one, two } = await office(t)
  const { import: id } = (await one.call('POST', '/api/imports', { json: {} })).json<{ import: string }>()
  const body = { headers: { 'content-type': 'application/octet-stream' }, body: 'a note' }
  const asked = [
    ['PUT', `/api/imports/${id}/files?path=a`],
    ['POST', `/api/imports/${id}/finish`],
    ['DELETE', `/api/imports/${id}`],
  ] as const
  for (const [method, path] of asked)
    assert.equal(refusedWith(404, await two.call(method, path, method === 'PUT' ? body : {})), 'NOT_FOUND')
  assert.equal((await one.call('PUT', `/api/imports/${id}/files?path=a`, body)).status, 200)
  assert.deepEqual(served.faults, [])
})

test('S41 a small picture that one member saw is made again for another, who needs the key for it', async (t) => {
  const { served, one, two } = await office(t)
  const { id } = (await one.call('POST', '/api/people', person('Alan'))).json<{ id: string }>()
  const added = await one.call('POST', `/api/people/${id}/photos`, {
    headers: { 'content-type': 'image/png' },
    body: drawPng(3),
  })
  const { photos } = added.json<{ photos: { id: string }[] }>()
  const path = `/api/people/${id}/photos/${photos[0]?.id}?edge=320`
  assert.equal((await one.call('GET', path)).status, 200)
  const made: string[] = []
  const { thumbnails } = ownOf(served, two)
  const { get } = thumbnails
  thumbnails.get = (key, edge, original) =>
    get(key, edge, () => {
      made.push(key)
      return original()
    })
  assert.equal((await two.call('GET', path)).status, 200)
  assert.equal(made.length, 1)
})

test('S42 a member who is removed is out at once: session, job, stream of events', async (t) => {
  const { served, one, two, member } = await office(t)
  const { id, signal } = startJob(served, two)
  const events = watchJob(served, two, id)
  await nextTurn()
  ownOf(served, one).records.vault.removeMember(member)
  assert.equal(refusedWith(401, await two.call('GET', '/api/people')), 'LOCKED')
  assert.deepEqual(await stateOf(two), { state: 'locked' })
  for (const { state } of await events) assert.notEqual(state, 'done')
  while (!signal.aborted) await nextTurn()
  assert.equal((await one.call('GET', '/api/home')).status, 200)
  // The place for a job is free again, and the passphrase of who was removed opens nothing.
  const verified = await one.call('POST', '/api/verify', { json: { deep: false } })
  assert.equal(verified.status, 200, verified.bodyBytes.toString())
  await assert.rejects(unlock(served, second), /PASSPHRASE_WRONG/u)
  assert.deepEqual(served.faults, [])
})

test('S42 a member whose compartment is taken away begins anew without it', async (t) => {
  const { served, one, two, member } = await office(t)
  await one.call('POST', '/api/people', person('Alan'))
  assert.match(await peopleOf(two), /Alan/u)
  ownOf(served, one).records.vault.changeMember(member, { grants: ['evidence'] })
  assert.equal(refusedWith(401, await two.call('GET', '/api/people')), 'LOCKED')
  const again = await unlock(served, second)
  assert.equal(refusedWith(403, await again.call('GET', '/api/people')), 'COMPARTMENT_CLOSED')
  assert.equal((await again.call('GET', '/api/home')).json<{ people: number }>().people, 0)
  assert.equal((await one.call('GET', '/api/home')).json<{ people: number }>().people, 1)
})

test('S10 S11 idleness ends one member’s session, and a job holds the vault for its own member alone', async (t) => {
  const { served, one, two } = await office(t, { idleLockMs: 60_000 })
  const { finish, settled, signal } = startJob(served, one)
  for (let n = 0; n < 4; n++) {
    served.clock.advance(30_000)
    assert.equal((await two.call('GET', '/api/people')).status, 200)
  }
  assert.equal(refusedWith(401, await one.call('GET', '/api/home')), 'LOCKED')
  await two.call('DELETE', '/api/session')
  assert.equal(served.services.keeper.members(), 1)
  assert.ok(!signal.aborted)
  finish()
  await settled
  served.clock.advance(10_000)
  await untilLocked(served)
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S29 what is unread is read behind the job of another member', async (t) => {
  const served = await serveVault(t)
  await admit(served, { phrase: second, name: 'Second', role: 'contributor', grants: everything })
  const one = await unlock(served)
  const { import: id } = (await one.call('POST', '/api/imports', { json: {} })).json<{ import: string }>()
  await one.call('PUT', `/api/imports/${id}/files?path=a.txt`, {
    headers: { 'content-type': 'application/octet-stream' },
    body: 'a note',
  })
  const { job } = (await one.call('POST', `/api/imports/${id}/finish`)).json<{ job: string }>()
  await watchJob(served, one, job)
  const { records } = ownOf(served, one)
  const unread = () =>
    (records.evidence.prepare('SELECT count(*) AS n FROM source WHERE derived = 0').get() as { n: number }).n
  records.evidence.prepare('UPDATE source SET derived = 0').run()
  const { finish, settled } = startJob(served, one)
  const two = await unlock(served, second)
  assert.equal(ownOf(served, two).jobs.running(), null)
  assert.equal(unread(), 1)
  finish()
  await settled
  const { jobs } = ownOf(served, two)
  const running = jobs.running()
  assert.equal(running?.kind, 'derive')
  await jobs.settled(running.id)
  assert.equal(unread(), 0)
})
