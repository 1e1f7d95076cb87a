import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { createServer } from './create-server.ts'
import { ServerError } from './errors.ts'
import { jsonBody, passphrase, serveVault, unlock } from './testing/served-vault.ts'

test('S1 the server does not start for an address that other computers reach', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.10', 'example.org', '127.0.0.2'])
    await assert.rejects(
      createServer({ vaultDir: '/nowhere', webDir: '/nowhere', host }),
      (error) => error instanceof ServerError && error.code === 'ADDRESS_NOT_LOCAL',
    )
})

test('S1 the server listens on 127.0.0.1 alone', async (t) => {
  const { url } = await serveVault(t)
  const { port } = new URL(url)
  await assert.rejects(
    new Promise((resolve, reject) => {
      connect({ host: '127.0.0.2', port: Number(port) }, () => {
        resolve(null)
      }).on('error', reject)
    }),
    { code: 'ECONNREFUSED' },
  )
})

test('S2 a foreign or missing host is refused, for pages and for the API, before anything is looked at', async (t) => {
  const served = await serveVault(t)
  const { port } = new URL(served.url)
  const { cookie } = await unlock(served)
  for (const host of [
    'attacker.example',
    `attacker.example:${port}`,
    '127.0.0.1',
    'localhost',
    `127.0.0.1:${Number(port) + 1}`,
    `localhost.:${port}`,
    `[::1]:${port}`,
    `127.0.0.1:${port}.attacker.example`,
  ])
    for (const path of ['/', '/api/session', '/api/home']) {
      const answer = await served.ask('GET', path, { headers: { host, cookie } })
      assert.ok([400, 403].includes(answer.status), `${host} ${path} gave ${answer.status}`)
      assert.ok(!answer.bodyBytes.toString().includes('Lighthouse'))
    }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
    assert.equal((await served.ask('GET', '/api/home', { headers: { host, cookie } })).status, 200)
})

test('S3 what another origin caused is refused', async (t) => {
  const served = await serveVault(t)
  const { port } = new URL(served.url)
  const { call } = await unlock(served)
  const foreign = [
    { origin: 'https://attacker.example' },
    { origin: 'null' },
    { origin: `http://127.0.0.1:${Number(port) + 1}` },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `http://localhost:${port}` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  ]
  for (const headers of foreign)
    for (const [method, path] of [
      ['GET', '/api/home'],
      ['POST', '/api/people'],
      ['DELETE', '/api/session'],
    ] as const) {
      const answer = await call(method, path, { headers })
      assert.equal(answer.status, 403, `${JSON.stringify(headers)} ${method}`)
      assert.equal(answer.json<{ error: { code: string } }>().error.code, 'CROSS_ORIGIN')
    }
  assert.equal((await call('GET', '/api/home')).status, 200)
})

test('S3 the passphrase cannot be tried from another page, nor as a form', async (t) => {
  const served = await serveVault(t)
  const asked = jsonBody({ passphrase })
  const tried = await served.ask('POST', '/api/session', {
    ...asked,
    headers: { ...asked.headers, origin: 'https://attacker.example' },
  })
  assert.equal(tried.status, 403)
  const navigated = await served.ask('POST', '/api/session', {
    ...asked,
    headers: { ...asked.headers, 'sec-fetch-site': 'none' },
  })
  assert.equal(navigated.status, 403)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await served.ask('POST', '/api/session', { ...asked, headers: { 'content-type': type } })
    assert.ok([400, 415, 422].includes(answer.status), `${type} gave ${answer.status}`)
  }
})

test('S3 the own pages, the address bar and a link elsewhere open the interface', async (t) => {
  const served = await serveVault(t)
  const origin = served.url.slice(0, -1)
  const opening = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  for (const headers of [
    {},
    { 'sec-fetch-site': 'same-origin', origin },
    { 'sec-fetch-site': 'none', ...opening },
    { 'sec-fetch-site': 'cross-site', ...opening },
  ])
    assert.equal((await served.ask('GET', '/people', { headers })).status, 200)
  const embedded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }
  assert.equal((await served.ask('GET', '/assets/index-4f2a.js', { headers: embedded })).status, 403)
  const framed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
  assert.equal((await served.ask('GET', '/', { headers: framed })).status, 403)
})

test('S3 no other origin is ever allowed by CORS', async (t) => {
  const served = await serveVault(t)
  const answer = await served.ask('OPTIONS', '/api/people', {
    headers: {
      origin: 'https://attacker.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-csrf',
    },
  })
  assert.equal(answer.status, 403)
  assert.ok(!Object.keys(answer.headers).some((name) => name.startsWith('access-control')))
})
