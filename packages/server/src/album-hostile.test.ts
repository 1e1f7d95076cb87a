import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createAlbumApp } from './album/album-app.ts'
import { refusedWith } from './testing/fits.ts'
import { ask } from './testing/http.ts'
import { servePhones } from './testing/played-phone.ts'
import { pair, serveAlbum } from './testing/served-album.ts'
import { everyRoute } from './testing/every-route.ts'
import { serveVault } from './testing/served-vault.ts'

test('AL25 hostile bodies are refused before anything is done, and tell nothing', async (t) => {
  const office = await serveAlbum(t)
  const phone = await pair(office)
  await phone.contact()
  const path = `sessions/${'5'.repeat(32)}/events`
  const bodies: unknown[] = [
    null,
    [],
    {},
    { from: -1, events: [] },
    { from: 0, events: [] },
    { from: 0, events: [{ bytes: '!!', signature: 'AA==' }] },
    { from: 0, events: [{ bytes: 'AB==', signature: 'AA==' }] },
    { from: 0, events: [{ bytes: 'AA==', signature: 'AA==', extra: 1 }] },
    { from: 0, events: Array.from({ length: 201 }, () => ({ bytes: '', signature: '' })) },
    { from: 1e9, events: [{ bytes: '', signature: '' }] },
    { from: 0, events: 'all' },
    { ['__proto__']: { from: 0 } },
  ]
  for (const body of bodies)
    assert.equal(refusedWith(422, await phone.call('POST', path, body)), 'INPUT_INVALID', JSON.stringify(body))
  const wellFormed = { from: 0, events: [{ bytes: 'e30=', signature: `${'A'.repeat(86)}==` }] }
  assert.equal(refusedWith(409, await phone.call('POST', path, wellFormed)), 'EVENT_REFUSED')
  for (const odd of [
    'sessions/..%2f..%2fapi',
    `sessions/${'Z'.repeat(32)}`,
    'sessions/1',
    `sessions/${'5'.repeat(33)}`,
  ])
    assert.equal((await phone.call('GET', odd)).status, 404, odd)
  const large = await phone.put(
    `sessions/${'5'.repeat(32)}/files/${'7'.repeat(32)}`,
    new Uint8Array(10 * 1024 * 1024 + 1),
  )
  assert.equal(refusedWith(413, large), 'TOO_LARGE')
  const longJson = await phone.call('POST', 'hello', { phone: 'a'.repeat(20_000) })
  assert.equal(refusedWith(413, longJson), 'TOO_LARGE')
  const unsaid = await ask(office.phones, 'POST', '/album/api/hello', { headers: { 'transfer-encoding': 'chunked' } })
  assert.equal(refusedWith(411, unsaid), 'LENGTH_MISSING')
  assert.deepEqual(office.served.faults, [])
})

test('AL21 without a contact a request reaches pairing and greeting, and nothing else', async (t) => {
  const office = await serveAlbum(t)
  await pair(office)
  const routes = office.served.album.routes.filter(
    ({ method, path }) => method !== 'ALL' && path.startsWith('/album/api/'),
  )
  assert.ok(routes.length >= 10)
  const free = new Set([
    '/album/api/pair',
    '/album/api/pair/reveal',
    '/album/api/pair/state',
    '/album/api/hello',
    '/album/api/contact',
  ])
  for (const { method, path } of routes.filter((route) => !free.has(route.path)))
    for (const authorization of ['', 'Bearer ', `Bearer ${'A'.repeat(43)}`, 'Basic AAAA']) {
      const answer = await ask(office.phones, method, path.replaceAll(/:\w+/gu, '5'.repeat(32)), {
        headers: { authorization, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: '{}' }),
      })
      assert.equal(refusedWith(401, answer), 'CONTACT_NEEDED', `${method} ${path}`)
    }
})

test('AL21 phones reach nothing of the vault’s own API, and the vault’s listener nothing of theirs', async (t) => {
  const office = await serveAlbum(t)
  for (const { method, path } of everyRoute()) {
    const answer = await ask(office.phones, method, path, { headers: { cookie: office.desk.cookie } })
    assert.equal(answer.status, 404, `${method} ${path}`)
  }
  const other = await office.served.ask('POST', '/album/api/hello', { body: '{}' })
  assert.equal(other.status, 404)
})

test('AL27 the page of the phone may load itself and nothing else, and its worker serves all of it', async (t) => {
  const served = await serveVault(t)
  const appDir = join(served.dir, '..', 'album')
  await mkdir(join(appDir, 'assets'), { recursive: true })
  await writeFile(join(appDir, 'index.html'), '<!doctype html><title>Album</title>')
  await writeFile(join(appDir, 'worker.js'), 'void 0')
  await writeFile(join(appDir, 'assets', 'index-1a.js'), 'export {}')
  const { office, clock, noteFault } = served.services
  const phones = await servePhones(t, await createAlbumApp({ office, clock, noteFault, appDir }))
  const page = await ask(phones, 'GET', '/album/')
  assert.equal(page.status, 200)
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/u)
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types homeward-album$/u)
  assert.equal(policy.includes('unsafe-inline') || policy.includes('http'), false)
  assert.match(String(page.headers['permissions-policy']), /camera=\(self\).*geolocation=\(\).*microphone=\(self\)/u)
  const worker = await ask(phones, 'GET', '/album/worker.js')
  assert.deepEqual([worker.status, worker.headers['service-worker-allowed']], [200, '/album/'])
  assert.equal(
    (await ask(phones, 'GET', '/album/assets/index-1a.js')).headers['cache-control'],
    'public, max-age=31536000, immutable',
  )
  for (const path of ['/album/../secret.txt', '/album/%2e%2e/secret.txt', '/album/nothing', '/', '/index.html'])
    assert.equal((await ask(phones, 'GET', path)).status, 404, path)
  const answer = await ask(phones, 'POST', '/album/api/hello', { body: '{}' })
  assert.match(String(answer.headers['content-security-policy']), /sandbox/u)
  assert.equal(answer.headers['cache-control'], 'no-store')
})
