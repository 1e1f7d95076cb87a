import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cookieNameOf, openToAll } from './session-gate.ts'
import { everyRoute } from './testing/every-route.ts'
import { serveVault, unlock } from './testing/served-vault.ts'

test('S4 every route but three answers 401 while the vault is locked', async (t) => {
  const served = await serveVault(t)
  const routes = everyRoute()
  assert.ok(routes.length > 40, `${routes.length} routes`)
  const open: string[] = []
  for (const { method, pattern, path } of routes) {
    const answer = await served.ask(method, path, { headers: { 'content-type': 'application/json' }, body: '{}' })
    if (answer.status === 401) assert.equal(answer.json<{ error: { code: string } }>().error.code, 'LOCKED', pattern)
    else open.push(`${method} ${pattern}`)
  }
  assert.deepEqual(open.toSorted(), openToAll.toSorted())
})

test('S4 while it is open, a browser without a session is answered like a locked one', async (t) => {
  const served = await serveVault(t)
  await unlock(served)
  const name = cookieNameOf(Number(new URL(served.url).port))
  for (const { method, pattern, path } of everyRoute())
    for (const cookie of ['', `${name}=${'A'.repeat(43)}`, `${name}=`, `${name}=; ${name}=x`]) {
      if (openToAll.includes(`${method} ${pattern}`)) continue
      const answer = await served.ask(method, path, { headers: { cookie } })
      assert.equal(answer.status, 401, `${method} ${pattern}`)
    }
})

test('S7 every route that writes refuses a session without its token', async (t) => {
  const served = await serveVault(t)
  const { cookie } = await unlock(served)
  for (const { method, pattern, path } of everyRoute()) {
    if (method === 'GET' || openToAll.includes(`${method} ${pattern}`)) continue
    const answer = await served.ask(method, path, {
      headers: { cookie, 'content-type': 'application/json' },
      body: '{}',
    })
    assert.equal(answer.status, 403, `${method} ${pattern}`)
    assert.equal(answer.json<{ error: { code: string } }>().error.code, 'CSRF_REFUSED')
  }
})

test('S4 no other spelling of an address goes around the gate', async (t) => {
  const served = await serveVault(t)
  await unlock(served)
  for (const path of [
    '//api/home',
    '/api//home',
    '/%61pi/home',
    '/api/./home',
    '/x/../api/home',
    '/API/home',
    '/api/home/',
    '/api%2fhome',
  ]) {
    const answer = await served.ask('GET', path)
    assert.ok(!answer.bodyBytes.toString().includes('Lighthouse'), path)
  }
})

test('S14 every answer carries the headers that keep it in its place, refusals included', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const answers = [
    await served.ask('GET', '/'),
    await served.ask('GET', '/assets/none.js'),
    await served.ask('GET', '/', { headers: { host: 'attacker.example' } }),
    await served.ask('GET', '/api/home'),
    await call('GET', '/api/home'),
    await call('GET', '/api/people/7'),
    await call('POST', '/api/people', { json: {} }),
    await call('GET', '/api/nothing'),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 404, 403, 401, 200, 404, 422, 404],
  )
  for (const { headers } of answers) {
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-frame-options'], 'DENY')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.match(String(headers['permissions-policy']), /camera=\(\)/u)
    assert.match(String(headers['content-security-policy']), /^default-src 'none';.*frame-ancestors 'none'/u)
    assert.equal(headers['access-control-allow-origin'], undefined)
    assert.equal(headers['x-powered-by'], undefined)
  }
})

test('S15 a page runs nothing but its own files and turns no text into script', async (t) => {
  const served = await serveVault(t)
  const { headers } = await served.ask('GET', '/')
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /script-src 'self';/u)
  assert.match(policy, /require-trusted-types-for 'script'/u)
  assert.ok(!/script-src[^;]*unsafe|style-src 'self' [^;]|\*|https?:/u.test(policy), policy)
})

test('S16 answers of the API are not kept and do nothing when opened as a page', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  for (const answer of [
    await call('GET', '/api/home'),
    await call('GET', '/api/openapi.json'),
    await served.ask('GET', '/api/home'),
  ]) {
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.match(String(answer.headers['content-security-policy']), /default-src 'none'; sandbox;/u)
    assert.match(String(answer.headers['content-type']), /^application\/json/u)
  }
})

test('S26 the API describes itself: every route, its shapes, and what refusals look like', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const document = (await call('GET', '/api/openapi.json')).json<{
    openapi: string
    paths: Record<string, Record<string, { responses: Record<string, unknown>; security: unknown[] }>>
    components: { schemas: Record<string, unknown> }
  }>()
  assert.equal(document.openapi, '3.1.0')
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`),
  )
  const known = everyRoute().map(({ method, pattern }) => `${method} ${pattern}`)
  assert.deepEqual(described.toSorted(), known.filter((route) => route !== 'GET /api/openapi.json').toSorted())
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item)) assert.ok('default' in operation.responses)
  for (const name of ['Person', 'Job', 'Lead', 'Message', 'Source', 'Error'])
    assert.ok(name in document.components.schemas, name)
})
