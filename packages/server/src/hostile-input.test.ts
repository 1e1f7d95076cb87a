import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openToAll } from './session-gate.ts'
import { everyRoute } from './testing/every-route.ts'
import { ownOf, jsonBody, passphrase, serveVault, unlock } from './testing/served-vault.ts'

const person = { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'unknown' }

const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times)

/** Headers that every answer must carry, whatever it is (written here once more, so that a change of the code is seen). */
const promised: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/u,
  'x-frame-options': /^DENY$/u,
  'referrer-policy': /^no-referrer$/u,
  'cross-origin-opener-policy': /^same-origin$/u,
  'cross-origin-embedder-policy': /^require-corp$/u,
  'cross-origin-resource-policy': /^same-origin$/u,
  'origin-agent-cluster': /^\?1$/u,
  'permissions-policy': /camera=\(\).*microphone=\(\)/u,
  'content-security-policy':
    /^default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'$/u,
  'cache-control': /^no-store$/u,
}

test('S14 every route answers with every protecting header: locked, open, refused and from another page', async (t) => {
  const served = await serveVault(t)
  const routes = everyRoute()
  const seen = new Map<number, number>()
  const check = (what: string, { status, headers }: Awaited<ReturnType<typeof served.ask>>) => {
    for (const [name, value] of Object.entries(promised)) assert.match(String(headers[name]), value, `${what}: ${name}`)
    for (const name of Object.keys(headers)) assert.doesNotMatch(name, /^(?:access-control-|server$|x-powered-by$)/u)
    assert.ok(status !== 500, `${what} gave 500`)
    seen.set(status, (seen.get(status) ?? 0) + 1)
  }
  const json = { 'content-type': 'application/json' }
  for (const { method, path } of routes) {
    const what = `${method} ${path}`
    check(`locked ${what}`, await served.ask(method, path, { headers: json, body: '{}' }))
    check(`foreign ${what}`, await served.ask(method, path, { headers: { ...json, origin: 'https://a.example' } }))
    check(`rebound ${what}`, await served.ask(method, path, { headers: { ...json, host: 'a.example' } }))
  }
  for (const { method, path } of routes) {
    // Not the lock itself, which would end the walk; a job that was started ends with the server.
    if (path === '/api/session' || path.endsWith('/rebuild')) continue
    const { call } = await unlock(served)
    check(`open ${method} ${path}`, await call(method, path, method === 'GET' ? {} : { headers: json, body: '{' }))
    check(`broken ${method} ${path}`, await call(method, `${path}?edge=%00&limit=-1&offset=x&path=`, { headers: json }))
    check(`head ${path}`, await call('HEAD', path))
    check(`options ${path}`, await call('OPTIONS', path))
    const trace = await call('TRACE', path)
    check(`trace ${path}`, trace)
    assert.equal(trace.status, 404)
  }
  assert.ok((seen.get(401) ?? 0) >= routes.length - openToAll.length)
  assert.ok((seen.get(403) ?? 0) >= 2 * routes.length)
  assert.deepEqual(served.faults, [])
})

test('S4 no identifier in an address is taken for a path, a header or a query', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const hostile = [
    '..%2f..%2fsecret.txt',
    '..%252f..%252fsecret.txt',
    '..%5c..%5csecret.txt',
    '%2e%2e%2f%2e%2e%2fsecret.txt',
    '%c0%ae%c0%ae%c0%af',
    'a%00b',
    'a%0d%0aset-cookie:%20x=y',
    'a%0a%0a<script>',
    "1'%20or%20'1'='1",
    '1;%20drop%20table%20people',
    '%F0%9F%92%A9',
    '%ff%fe',
    '%',
    'a'.repeat(3000),
    '__proto__',
    'constructor',
  ]
  for (const { method, pattern } of everyRoute()) {
    if (!pattern.includes(':')) continue
    for (const id of hostile) {
      const path = pattern.replaceAll(/:\w+/gu, id)
      const asked = method === 'GET' ? {} : { json: {} }
      const answer = await call(method, path, asked)
      assert.ok([400, 404, 413, 415, 422].includes(answer.status), `${method} ${path} gave ${answer.status}`)
      assert.ok(!answer.bodyBytes.toString().includes('outside'), path)
      assert.equal(answer.headers['set-cookie'], undefined, path)
    }
  }
  assert.deepEqual(served.faults, [])
})

test('S18 JSON that is deep, wide, doubled or of another shape is refused in words and harms nothing', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const type = { 'content-type': 'application/json' }
  for (const body of [
    deep('[', ']', 200_000),
    deep('{"a":', '}', 100_000).replace(':}', ':1}'),
    `{"names":${deep('[', ']', 100_000)},"sex":"unknown"}`,
    `{"sex":"unknown","names":[${'{},'.repeat(100_000)}{}]}`,
    `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join(',')}}`,
    `{"__proto__":{"names":[]},"constructor":{"prototype":{"polluted":1}}}`,
    `{"names":"${'a'.repeat(900_000)}"}`,
    '1e999',
    '\uFEFF{}',
    '{"names":[{"text":"\\ud800","kind":"given","script":"Latn"}],"sex":"no"}',
  ]) {
    const answer = await call('POST', '/api/people', { headers: type, body })
    assert.ok([400, 422].includes(answer.status), `${body.slice(0, 40)} gave ${answer.status}`)
    assert.match(answer.json<{ error: { message: string } }>().error.message, /^\p{Lu}.*\.$/su)
    assert.ok(answer.bodyBytes.length < 2000, 'a refusal does not repeat what was sent')
  }
  assert.equal(({} as { polluted?: number }).polluted, undefined)
  assert.equal((await call('POST', '/api/people', { headers: type, body: JSON.stringify(person) })).status, 200)
  assert.deepEqual(served.faults, [])
})

test('S18 names and numbers of files are bounded before anything is sealed', async (t) => {
  const served = await serveVault(t, { mostFileBytes: 1000 })
  const { call } = await unlock(served)
  const { import: id } = (await call('POST', '/api/imports', { json: {} })).json<{ import: string }>()
  const put = (query: string, body: string) => call('PUT', `/api/imports/${id}/files${query}`, { body })
  assert.equal((await put('', 'x')).status, 422)
  assert.equal((await put('?path=', 'x')).status, 422)
  assert.equal((await put(`?path=${'a'.repeat(4097)}`, 'x')).status, 422)
  assert.equal((await put('?path=a', 'x'.repeat(1001))).status, 413)
  // A path is a name of what came, never a place to write to.
  for (const path of ['../../etc/passwd', '/etc/passwd', 'C:\\x', 'a\0b', '..', 'a/../../b', 'a\r\nSet-Cookie: x=y'])
    assert.equal((await put(`?path=${encodeURIComponent(path)}`, path)).status, 200, path)
})

test('S25 nothing secret stands in an address, an answer of a refusal or the report of a fault', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { cookie, csrf, call } = browser
  const id = cookie.replace(/^[^=]*=/u, '')
  const addresses = everyRoute().map(({ path }) => path)
  for (const secret of [id, csrf, passphrase]) assert.ok(!addresses.some((address) => address.includes(secret)))
  // A secret in an address opens nothing: it has to come in the cookie and in the header.
  assert.equal((await served.ask('GET', `/api/home?homeward=${id}&session=${id}`)).status, 401)
  const written = await served.ask('POST', `/api/people?csrf=${csrf}&x-csrf=${csrf}`, {
    ...jsonBody(person),
    headers: { cookie, 'content-type': 'application/json' },
  })
  assert.equal(written.status, 403)
  ownOf(served, browser).thumbnails.get = () => Promise.reject(new TypeError(`cannot read ${passphrase} of ${id}`))
  const { id: someone } = (await call('POST', '/api/people', { json: person })).json<{ id: string }>()
  const failed = await call('GET', `/api/people/${someone}/photos/photo-1?edge=320`)
  assert.equal(failed.status, 500)
  const told = JSON.stringify([served.faults, failed.bodyBytes.toString(), failed.headers])
  for (const secret of [id, csrf, passphrase, someone, 'Sipan']) assert.ok(!told.includes(secret))
})

test('S6 a new unlock has a new id, the old one dies with the lock and stays dead after the next unlock', async (t) => {
  const served = await serveVault(t)
  const first = await unlock(served)
  await first.call('DELETE', '/api/session')
  const second = await unlock(served)
  assert.notEqual(second.cookie, first.cookie)
  assert.notEqual(second.csrf, first.csrf)
  assert.equal((await first.call('GET', '/api/home')).status, 401)
  // The id of one session with the token of another is neither.
  const mixed = await served.ask('POST', '/api/people', {
    ...jsonBody(person),
    headers: { ...jsonBody(person).headers, cookie: second.cookie, 'x-csrf': first.csrf },
  })
  assert.equal(mixed.status, 403)
})

test('S12 the wait after wrong passphrases is told when the page is loaded again', async (t) => {
  const served = await serveVault(t)
  assert.deepEqual((await served.ask('GET', '/api/session')).json(), { state: 'locked' })
  await served.ask('POST', '/api/session', jsonBody({ passphrase: 'not this one' }))
  served.clock.advance(400)
  assert.deepEqual((await served.ask('GET', '/api/session')).json(), { state: 'locked', retryAfterMs: 600 })
  const early = await served.ask('POST', '/api/session', jsonBody({ passphrase }))
  assert.match(early.json<{ error: { message: string } }>().error.message, /wait 1 s/u)
  served.clock.advance(600)
  await unlock(served)
})
