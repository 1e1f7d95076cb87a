import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openVault } from '@homeward/vault'
import type { JobContext } from './jobs.ts'
import { homeSchema } from './schemas/home.ts'
import { jobSchema, jobStartedSchema } from './schemas/jobs.ts'
import { logSchema, logsSchema } from './schemas/log.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import {
  ownOf,
  passphrase,
  serveVault,
  unlock,
  untilLocked,
  type Browser,
  type ServedVault,
} from './testing/served-vault.ts'
import { soundReport as report } from './testing/verify-report.ts'

/** Starts a job on the server that runs until the test ends it or it is asked to stop. */
function startJob(served: ServedVault, browser: Browser) {
  const end: { finish?: () => void } = {}
  let context: JobContext | null = null
  const { jobs } = ownOf(served, browser)
  const id = jobs.start('verify', (given) => {
    context = given
    return new Promise((resolve, reject) => {
      end.finish = () => {
        resolve(report)
      }
      given.signal.addEventListener('abort', () => {
        reject(new Error('stopped'))
      })
    })
  })
  return { id, context: context!, finish: end.finish!, settled: () => jobs.settled(id) }
}

test('S22 a page follows a job from its start to its end', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { id, context, finish } = startJob(served, browser)
  const events = watchJob(served, browser, id)
  assert.equal(fits(jobSchema, await browser.call('GET', `/api/jobs/${id}`)).state, 'running')
  context.progress('log', 3, 10)
  finish()
  const seen = await events
  assert.equal(seen.at(-1)?.state, 'done')
  assert.deepEqual(seen.at(-1)?.progress, { stage: 'log', done: 3, total: 10 })
  assert.deepEqual(
    (await watchJob(served, browser, id)).map(({ state }) => state),
    ['done'],
  )
})

test('S27 a job is cancelled by request, and another one may start then', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { id } = startJob(served, browser)
  const events = watchJob(served, browser, id)
  assert.equal(refusedWith(409, await browser.call('POST', '/api/verify', { json: { deep: false } })), 'JOB_RUNNING')
  fits(jobSchema, await browser.call('DELETE', `/api/jobs/${id}`))
  assert.equal((await events).at(-1)?.state, 'cancelled')
  fits(jobStartedSchema, await browser.call('POST', '/api/verify', { json: { deep: false } }))
  for (const path of ['/api/jobs/none', '/api/jobs/none/events'])
    assert.equal(refusedWith(404, await browser.call('GET', path)), 'NOT_FOUND')
})

test('S9 locking cancels the running job and ends its stream of events', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { id, context } = startJob(served, browser)
  const events = watchJob(served, browser, id)
  assert.equal((await browser.call('DELETE', '/api/session')).status, 200)
  assert.ok(context.signal.aborted)
  for (const { state } of await events) assert.notEqual(state, 'done')
  assert.equal((await browser.call('GET', `/api/jobs/${id}`)).status, 401)
  const again = await unlock(served)
  assert.equal(refusedWith(404, await again.call('GET', `/api/jobs/${id}`)), 'NOT_FOUND')
})

test('S11 a running job keeps the vault open for itself, and for nobody else', async (t) => {
  const served = await serveVault(t, { idleLockMs: 60_000 })
  const browser = await unlock(served)
  const { context, finish, settled } = startJob(served, browser)
  served.clock.advance(120_000)
  assert.equal(refusedWith(401, await browser.call('GET', '/api/home')), 'LOCKED')
  assert.ok(!context.signal.aborted)
  await assert.rejects(openVault({ dir: served.dir, passphrase }), { code: 'VAULT_IN_USE' })
  const back = await unlock(served)
  assert.equal((await back.call('GET', '/api/home')).status, 200)
  await back.call('DELETE', '/api/session?reason=idle')
  finish()
  await settled()
  served.clock.advance(10_000)
  await untilLocked(served)
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

async function verify(served: ServedVault, browser: Browser, deep: boolean) {
  const { job } = fits(jobStartedSchema, await browser.call('POST', '/api/verify', { json: { deep } }))
  const last = (await watchJob(served, browser, job)).at(-1)
  assert.ok(last?.kind === 'verify' && last.result !== undefined, JSON.stringify(last))
  return last.result
}

test('S20 the vault is verified, and the first page says what came of it until the lock', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  await browser.call('POST', '/api/people', {
    json: { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'male' },
  })
  for (const deep of [false, true]) {
    const found = await verify(served, browser, deep)
    assert.deepEqual(found.faults, [])
    const { lastVerify } = fits(homeSchema, await browser.call('GET', '/api/home'))
    assert.deepEqual(lastVerify, { atMs: served.clock.nowMs(), report: found })
  }
  await browser.call('DELETE', '/api/session')
  const again = await unlock(served)
  assert.equal(fits(homeSchema, await again.call('GET', '/api/home')).lastVerify, null)
})

test('S26 a log shows every entry, newest first, and the list of logs where each stands and who signs it', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const before = fits(logSchema, await call('GET', '/api/log'))
  await call('POST', '/api/people', {
    json: { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'male' },
  })
  const after = fits(logSchema, await call('GET', '/api/log?offset=0&limit=2'))
  // Name and details of a person are entries of their own, so that either can be erased (R23).
  assert.equal(after.size, before.size + 2)
  assert.deepEqual(
    after.entries.map(({ index, compartment, types, counts, opens }) => ({ index, compartment, types, counts, opens })),
    ['person.changed', 'person.registered'].map((type, at) => ({
      index: before.size + 1 - at,
      compartment: 'registry',
      types: [type],
      counts: true,
      opens: true,
    })),
  )
  const older = fits(logSchema, await call('GET', '/api/log?offset=2&limit=500'))
  assert.deepEqual(
    older.entries.map(({ index }) => index),
    Array.from({ length: before.size }, (_, at) => before.size - 1 - at),
  )
  assert.deepEqual(fits(logSchema, await call('GET', '/api/log?offset=1000&limit=5')).entries, [])
  const { fingerprint, vkey, logs } = fits(logsSchema, await call('GET', '/api/logs'))
  assert.match(fingerprint, /^[\da-f]{4}( [\da-f]{4}){7}$/u)
  const { checkpoint, owner, vkey: logVkey, ...own } = logs[0]!
  assert.deepEqual(own, {
    log: after.log,
    isOwn: true,
    isFounding: true,
    size: after.size,
    limit: null,
    isForked: false,
  })
  assert.deepEqual([logs.length, owner?.name, logVkey], [1, 'Nermin', vkey])
  assert.ok(checkpoint?.startsWith(`${vkey.split('+')[0]}\n${after.size}\n`))
  assert.equal(refusedWith(404, await call('GET', `/api/log?log=${'0'.repeat(64)}`)), 'ENTRY_NOT_FOUND')
  assert.equal(refusedWith(422, await call('GET', '/api/log?log=..%2F..')), 'INPUT_INVALID')
})

test('S28 while the indexes are made anew nothing answers from half of them', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const end: { finish?: () => void } = {}
  const id = ownOf(served, browser).jobs.start(
    'rebuild',
    () =>
      new Promise((resolve) => {
        end.finish = () => {
          resolve({ entries: 1 })
        }
      }),
  )
  assert.equal(refusedWith(409, await browser.call('GET', '/api/people')), 'JOB_RUNNING')
  assert.equal((await browser.call('GET', '/api/session')).status, 200)
  assert.equal((await browser.call('GET', `/api/jobs/${id}`)).status, 200)
  end.finish!()
  await watchJob(served, browser, id)
  assert.equal((await browser.call('GET', '/api/people')).status, 200)
})
