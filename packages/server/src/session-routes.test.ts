import assert from 'node:assert/strict'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { rememberedNames, runningFinders } from '@homeward/compare'
import { openVault } from '@homeward/vault'
import { cookieNameOf } from './session-gate.ts'
import {
  ownOf,
  jsonBody,
  passphrase,
  serveVault,
  unlock,
  untilLocked,
  type ServedVault,
} from './testing/served-vault.ts'

const codeOf = (answer: { json: <T>() => T }) => answer.json<{ error: { code: string } }>().error.code
const tryPassphrase = (served: ServedVault, tried: string, headers = {}) => {
  const asked = jsonBody({ passphrase: tried })
  return served.ask('POST', '/api/session', { ...asked, headers: { ...asked.headers, ...headers } })
}

test('S4 a locked vault tells nothing, not even its name', async (t) => {
  const served = await serveVault(t)
  const answer = await served.ask('GET', '/api/session')
  assert.equal(answer.status, 200)
  assert.deepEqual(answer.json(), { state: 'locked' })
  assert.equal(answer.headers['set-cookie'], undefined)
})

test('S5 the cookie is out of reach of scripts and other sites, and its id is nowhere else', async (t) => {
  const served = await serveVault(t)
  const answer = await tryPassphrase(served, passphrase)
  const [cookie = ''] = answer.headers['set-cookie'] ?? []
  assert.match(cookie, /^homeward-\d+=[\w-]{43}; Path=\/api; HttpOnly; SameSite=Strict$/u)
  const id = /=([\w-]{43});/u.exec(cookie)?.[1] ?? ''
  assert.ok(!answer.bodyBytes.toString().includes(id))
  const { state, vault, member, csrf, idleLockMs } = answer.json()
  assert.equal(state, 'open')
  assert.equal((vault as { name: string }).name, 'Lighthouse')
  assert.equal((member as { name: string }).name, 'Nermin')
  assert.equal(idleLockMs, 15 * 60 * 1000)
  assert.match(String(csrf), /^[\w-]{43}$/u)
  assert.ok(!served.url.includes(id))
})

test('S5 two servers on one computer sign nobody out of the other', async (t) => {
  const served = [await serveVault(t), await serveVault(t)] as const
  // What a browser does: one jar for 127.0.0.1, whatever the port; a cookie of a known name takes the place of the old one.
  const jar = new Map<string, string>()
  for (const one of served) {
    const { cookie } = await unlock(one)
    const at = cookie.indexOf('=')
    jar.set(cookie.slice(0, at), cookie.slice(at + 1))
  }
  const cookie = Array.from(jar, ([name, id]) => `${name}=${id}`).join('; ')
  for (const { ask } of served) assert.equal((await ask('GET', '/api/home', { headers: { cookie } })).status, 200)
})

test('S6 unlocking never takes over an id, and replaces the one that the browser had', async (t) => {
  const served = await serveVault(t)
  const planted = `${cookieNameOf(Number(new URL(served.url).port))}=${'A'.repeat(43)}`
  const answer = await tryPassphrase(served, passphrase, { cookie: planted })
  const [first = ''] = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '')
  assert.notEqual(first, planted)
  assert.equal((await served.ask('GET', '/api/home', { headers: { cookie: planted } })).status, 401)
  assert.equal((await served.ask('GET', '/api/home', { headers: { cookie: first } })).status, 200)
  const again = await tryPassphrase(served, passphrase, { cookie: first })
  const [second = ''] = (again.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '')
  assert.notEqual(second, first)
  assert.equal((await served.ask('GET', '/api/home', { headers: { cookie: first } })).status, 401)
  assert.equal((await served.ask('GET', '/api/home', { headers: { cookie: second } })).status, 200)
})

test('S7 a write needs the token of its own session', async (t) => {
  const served = await serveVault(t)
  const mine = await unlock(served)
  const other = await unlock(served)
  const person = { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'unknown' }
  for (const csrf of [undefined, '', 'x', other.csrf, `${mine.csrf}x`]) {
    const asked = jsonBody(person)
    const answer = await served.ask('POST', '/api/people', {
      ...asked,
      headers: { ...asked.headers, cookie: mine.cookie, ...(csrf === undefined ? {} : { 'x-csrf': csrf }) },
    })
    assert.equal(answer.status, 403)
    assert.equal(codeOf(answer), 'CSRF_REFUSED')
  }
  assert.equal((await mine.call('GET', '/api/people')).json<{ total: number }>().total, 0)
  assert.equal((await mine.call('POST', '/api/people', { json: person })).status, 200)
})

test('S8 a vault that another program has open says so, and opens when it is free', async (t) => {
  const served = await serveVault(t)
  const vault = await openVault({ dir: served.dir, passphrase })
  const answer = await tryPassphrase(served, passphrase)
  assert.equal(answer.status, 409)
  assert.equal(codeOf(answer), 'VAULT_IN_USE')
  vault.close()
  assert.equal((await tryPassphrase(served, passphrase)).status, 200)
  await assert.rejects(openVault({ dir: served.dir, passphrase }), { code: 'VAULT_IN_USE' })
})

test('S8 a vault that a newer version wrote is refused in words, and not a byte of it changes', async (t) => {
  const served = await serveVault(t)
  const database = join(served.dir, 'vault.db')
  const bytes = await readFile(database)
  // The version of the database, as SQLite keeps it.
  bytes.writeInt32BE(99, 60)
  await writeFile(database, bytes)
  const answer = await tryPassphrase(served, passphrase)
  assert.equal(answer.status, 409)
  assert.equal(codeOf(answer), 'FORMAT_NEWER')
  assert.match(answer.json<{ error: { message: string } }>().error.message, /newer version .* nothing was changed/u)
  assert.deepEqual(await readFile(database), bytes)
  assert.deepEqual((await readdir(served.dir)).toSorted(), ['blobs', 'homeward.json', 'index', 'keys', 'vault.db'])
})

test('S8 a folder without a vault is said to be one', async (t) => {
  const served = await serveVault(t, { vaultDir: '/nowhere/at/all' })
  const answer = await tryPassphrase(served, passphrase)
  assert.equal(answer.status, 404)
  assert.equal(codeOf(answer), 'VAULT_NOT_FOUND')
})

test('S9 locking ends every session, for good', async (t) => {
  const served = await serveVault(t)
  const one = await unlock(served)
  const other = await unlock(served)
  const answer = await one.call('DELETE', '/api/session')
  assert.equal(answer.status, 200)
  assert.deepEqual(answer.json(), { state: 'locked' })
  for (const { call } of [one, other]) {
    const refused = await call('GET', '/api/home')
    assert.equal(refused.status, 401)
    assert.equal(codeOf(refused), 'LOCKED')
    assert.deepEqual((await call('GET', '/api/session')).json(), { state: 'locked' })
  }
  await unlock(served)
  for (const { call } of [one, other]) assert.equal((await call('GET', '/api/home')).status, 401)
})

test('S9 locking gives the vault free', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  await call('DELETE', '/api/session')
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S9 H6 locking lets go of the names that were compared', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const person = { names: [{ text: 'Sipan Merdan', kind: 'full', script: 'Latn' }], sex: 'unknown' }
  await call('POST', '/api/people', { json: person })
  await call('GET', '/api/people?query=Sipan')
  assert.equal(runningFinders(), 1)
  await call('DELETE', '/api/session')
  assert.deepEqual([runningFinders(), rememberedNames()], [0, 0])
})

test('S9 what was under way when the vault locked is answered like everything else', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { call } = browser
  const { id } = (
    await call('POST', '/api/people', {
      json: { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'male' },
    })
  ).json<{ id: string }>()
  ownOf(served, browser).thumbnails.get = async () => {
    await served.services.keeper.lock()
    throw new TypeError('the database is closed')
  }
  const answer = await call('GET', `/api/people/${id}/photos/photo-1?edge=320`)
  assert.equal(answer.status, 401)
  assert.equal(codeOf(answer), 'LOCKED')
  assert.deepEqual(served.faults, [])
})

test('S25 an answer tells nothing of a fault, and the one who started the server hears where it was', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { call } = browser
  ownOf(served, browser).thumbnails.get = () => Promise.reject(new TypeError('no such thing: /home/rojin/family'))
  const answer = await call('GET', '/api/people/person-1/photos/photo-1?edge=320')
  assert.equal(answer.status, 500)
  assert.equal(codeOf(answer), 'FAULT')
  assert.equal(served.faults[0]?.where, 'GET /api/people/:id/photos/:photo')
  assert.match(served.faults[0].error, /^TypeError at [\w.-]+:\d+:\d+$/u)
  assert.ok(!`${answer.bodyBytes.toString()}${JSON.stringify(served.faults)}`.includes('rojin'))
})

test('S10 a browser that locks because nobody is there does not lock out the others', async (t) => {
  const served = await serveVault(t)
  const one = await unlock(served)
  const other = await unlock(served)
  assert.deepEqual((await one.call('DELETE', '/api/session?reason=idle')).json(), { state: 'locked' })
  assert.equal((await one.call('GET', '/api/home')).status, 401)
  assert.equal((await other.call('GET', '/api/home')).status, 200)
  await other.call('DELETE', '/api/session?reason=idle')
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S9 closing the server gives the vault free', async (t) => {
  const served = await serveVault(t)
  await unlock(served)
  await served.close()
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S10 the vault locks by itself when nobody was there, and pages that ask by themselves are nobody', async (t) => {
  const served = await serveVault(t, { idleLockMs: 60_000 })
  const { call } = await unlock(served)
  served.clock.advance(50_000)
  assert.equal((await call('GET', '/api/people')).status, 200)
  served.clock.advance(50_000)
  assert.equal((await call('GET', '/api/home')).status, 200)
  assert.equal((await call('GET', '/api/acts')).status, 200)
  assert.equal((await call('GET', '/api/session')).json<{ state: string }>().state, 'open')
  assert.equal((await call('GET', '/api/jobs/none')).status, 404)
  served.clock.advance(10_000)
  assert.equal((await call('GET', '/api/home')).status, 401)
  served.clock.advance(10_000)
  await untilLocked(served)
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S10 a computer that slept too long wakes up locked', async (t) => {
  const served = await serveVault(t, { idleLockMs: 60_000 })
  const { call } = await unlock(served)
  served.clock.jump(60_000)
  assert.equal((await call('GET', '/api/home')).status, 401)
})

test('S12 wrong passphrases wait longer and longer, the right one does not help during the wait', async (t) => {
  const served = await serveVault(t)
  for (const waitMs of [1000, 2000, 4000]) {
    const wrong = await tryPassphrase(served, 'not this one')
    assert.equal(wrong.status, 401)
    assert.equal(codeOf(wrong), 'PASSPHRASE_WRONG')
    assert.equal(wrong.json<{ retryAfterMs: number }>().retryAfterMs, waitMs)
    const early = await tryPassphrase(served, passphrase)
    assert.equal(early.status, 429)
    assert.equal(codeOf(early), 'TOO_MANY_TRIES')
    assert.equal(early.headers['retry-after'], String(waitMs / 1000))
    served.clock.advance(waitMs)
  }
  assert.equal((await tryPassphrase(served, passphrase)).status, 200)
})

test('S13 a second browser needs the passphrase too, and is delayed like the first', async (t) => {
  const served = await serveVault(t)
  const first = await unlock(served)
  assert.deepEqual((await served.ask('GET', '/api/session')).json(), { state: 'locked' })
  assert.equal((await served.ask('GET', '/api/home')).status, 401)
  const wrong = await tryPassphrase(served, 'not this one')
  assert.equal(wrong.status, 401)
  assert.equal((await tryPassphrase(served, passphrase)).status, 429)
  served.clock.advance(1000)
  const second = await unlock(served)
  assert.notEqual(second.cookie, first.cookie)
  assert.equal((await first.call('GET', '/api/home')).status, 200)
})

test('S26 an unlock that is not one is refused in words', async (t) => {
  const served = await serveVault(t)
  for (const body of ['{"passphrase":""}', '{"passphrase":7}', '{}', '[]', '{', '', '"x"']) {
    const answer = await served.ask('POST', '/api/session', { headers: { 'content-type': 'application/json' }, body })
    assert.ok([400, 422].includes(answer.status), `${body} gave ${answer.status}`)
    assert.equal(codeOf(answer), 'INPUT_INVALID')
  }
  assert.equal((await tryPassphrase(served, passphrase)).status, 200)
})
