import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent } from 'node:https'
import { connect as connectTcp, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { connect } from 'node:tls'
import { fromBase64 } from '@homeward/format'
import type { PhonesView } from '../schemas/views.ts'
import { admit } from '../testing/admit.ts'
import { everyRoute } from '../testing/every-route.ts'
import { createManualClock } from '../testing/manual-clock.ts'
import { askPhone } from '../testing/phone.ts'
import { ownOf, serveVault, unlock, type Browser, type ServedVault } from '../testing/served-vault.ts'
import { makeAuthority, makeServerCertificate, pem } from './authority.ts'
import { readPermitted } from './host-names.ts'

/** A vault whose founder is in and whose phones are listened for under the organisation's own authority. */
async function servePhones(t: TestContext, options: Parameters<typeof serveVault>[1] = {}) {
  const served = await servePresent(t, { phones: { host: '127.0.0.1', port: 0 }, ...options })
  const desk = await unlock(served)
  const made = await desk.call('POST', '/api/phones/authority', { json: { names: ['127.0.0.1'] } })
  assert.equal(made.status, 200, made.bodyBytes.toString())
  const view = made.json<PhonesView>()
  assert.ok(view.url !== null, view.problem?.text ?? '')
  return { served, desk, view, url: view.url, root: await rootOf(desk) }
}

/** A server whose clock says today, so that certificates hold. */
async function servePresent(t: TestContext, options: Parameters<typeof serveVault>[1]): Promise<ServedVault> {
  const clock = createManualClock(Date.now())
  return { ...(await serveVault(t, { ...options, clock })), clock }
}

async function rootOf(desk: Browser): Promise<string> {
  return pem('CERTIFICATE', (await desk.call('GET', '/api/phones/certificate')).bodyBytes)
}

async function stateOf(desk: Browser): Promise<PhonesView> {
  return (await desk.call('GET', '/api/phones')).json<PhonesView>()
}

async function isReached(url: string): Promise<boolean> {
  const socket = connectTcp({ host: '127.0.0.1', port: Number(new URL(url).port) })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

test('S50 no route of the vault’s API is there for phones, not even with the cookie of somebody who is in', async (t) => {
  const { desk, url, root } = await servePhones(t)
  const routes = everyRoute()
  assert.ok(routes.length > 50, String(routes.length))
  const agent = new Agent({ keepAlive: true })
  t.after(() => {
    agent.destroy()
  })
  const headers = { 'content-type': 'application/json', cookie: desk.cookie, 'x-csrf': desk.csrf }
  for (const { method, path } of routes)
    for (const asked of [path, `/album${path}`, `/install${path}`, path.toUpperCase()]) {
      const sent = method === 'GET' ? { headers } : { headers, body: '{}' }
      const { status } = await askPhone(url, root, method, asked, { ...sent, agent })
      assert.equal(status, 404, `${method} ${asked}`)
    }
  for (const asked of ['/api', '/api/session', '/assets/index-4f2a.js', '/index.html', '/people', '/album/../api/home'])
    assert.equal((await askPhone(url, root, 'GET', asked)).status, 404, asked)
})

test('S50 the album that is mounted is asked, and nothing beside it', async (t) => {
  const { url, root } = await servePhones(t)
  assert.equal((await askPhone(url, root, 'GET', '/')).headers.location, '/install')
  const page = await askPhone(url, root, 'GET', '/install')
  assert.equal(page.status, 200)
  assert.match(String(page.headers['content-security-policy']), /^default-src 'none'; style-src 'self';/u)
  assert.equal(page.headers['cache-control'], 'no-store')
  assert.equal(page.headers['set-cookie'], undefined)
  // Whoever has not installed the certificate yet has to get to the page on which it is.
  assert.equal(page.headers['strict-transport-security'], undefined)
})

test('S50 phones are answered under the names of the certificate alone, over TLS 1.3 alone, and no page elsewhere asks', async (t) => {
  const { url, root } = await servePhones(t)
  const { port } = new URL(url)
  const foreign = await askPhone(url, root, 'GET', '/install', { headers: { host: `rebound.example:${port}` } })
  assert.equal(foreign.status, 403)
  const elsewhere = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  assert.equal((await askPhone(url, root, 'GET', '/install/style.css', { headers: elsewhere })).status, 403)
  const old = connect({ host: '127.0.0.1', port: Number(port), ca: root, maxVersion: 'TLSv1.2' })
  await assert.rejects(once(old, 'secureConnect'))
  await assert.rejects(fetch(`http://127.0.0.1:${port}/install`))
})

test('S52 it listens while somebody who opens the registry has the vault open, and is gone when they lock', async (t) => {
  const served = await servePresent(t, { phones: { host: '127.0.0.1', port: 0 } })
  const lawyer = 'four quiet barges under a stone bridge'
  await admit(served, { phrase: lawyer, name: 'Rojda', role: 'coordinator', grants: ['evidence'] })
  const desk = await unlock(served)
  assert.deepEqual(await stateOf(desk), {
    mode: 'own',
    url: null,
    until: null,
    fingerprint: null,
    problem: {
      code: 'no-certificate',
      values: {},
      text: 'There is no certificate for phones yet. A coordinator makes it.',
    },
    authority: null,
  })
  await desk.call('POST', '/api/phones/authority', { json: { names: ['127.0.0.1'] } })
  const { url, authority } = await stateOf(desk)
  assert.ok(url !== null && authority !== null)
  assert.ok(await isReached(url))
  await desk.call('DELETE', '/api/session')
  assert.equal(await isReached(url), false)
  await unlock(served, lawyer)
  assert.equal(await isReached(url), false)
  const again = await unlock(served)
  assert.equal((await stateOf(again)).url, url)
  assert.equal((await askPhone(url, await rootOf(again), 'GET', '/install')).status, 200)
})

test('S52 a certificate of the own authority is made anew every day without anybody noticing', async (t) => {
  const { served, url, root, view } = await servePhones(t, { idleLockMs: 2 ** 40 })
  const leaf = async (): Promise<string> => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), ca: root })
    await once(socket, 'secureConnect')
    const { fingerprint256 } = socket.getPeerCertificate()
    socket.destroy()
    return fingerprint256
  }
  const before = await leaf()
  const { phones } = served.services
  // Nobody's session lasts longer than twelve hours.
  for (const hours of [11, 11, 3]) {
    served.clock.advance(hours * 60 * 60 * 1000)
    await phones.opened(ownOf(served, await unlock(served)))
  }
  assert.notEqual(await leaf(), before)
  assert.ok(Date.parse(phones.state().until ?? '') > Date.parse(view.until ?? ''))
})

test('S53 S75 the page gives the certificate and says what to compare; the fingerprint stands at the desk alone', async (t) => {
  const { view, url, root } = await servePhones(t)
  const page = (await askPhone(url, root, 'GET', '/install')).bodyBytes.toString()
  assert.ok(!/<script|<form|<input|style=|\son\w+=|https?:/u.test(page), page)
  assert.match(page, /127\.0\.0\.1/u)
  assert.match(page, /Office server/u)
  const fingerprint = view.authority?.fingerprint ?? ''
  assert.match(fingerprint, /^(?:[\dA-F]{2} ){31}[\dA-F]{2}$/u)
  assert.ok(!page.includes(fingerprint.slice(0, 23)))
  const given = await askPhone(url, root, 'GET', '/install/certificate.crt')
  assert.equal(given.headers['content-type'], 'application/x-x509-ca-cert')
  assert.equal(pem('CERTIFICATE', given.bodyBytes), root)
  const headers = { 'accept-language': 'ckb-IQ,en;q=0.5' }
  const asked = async (path: string) => (await askPhone(url, root, 'GET', path, { headers })).bodyBytes.toString()
  assert.match(await asked('/install'), /<html lang="ckb" dir="rtl">/u)
  assert.match(await asked('/install?language=kmr'), /<html lang="kmr" dir="ltr">/u)
  assert.match(await asked('/install?language="><script>'), /<html lang="ckb" dir="rtl">/u)
  for (const secret of ['Lighthouse', 'Nermin']) assert.ok(!page.includes(secret))
})

test('S54 an address that asks too fast waits, and no address holds all the connections', async (t) => {
  const { served, url, root } = await servePhones(t)
  assert.equal((await askPhone(url, root, 'GET', '/install')).status, 200)
  const sockets: Socket[] = []
  t.after(() => {
    for (const socket of sockets) socket.destroy()
  })
  const port = Number(new URL(url).port)
  const closed: Promise<void>[] = []
  for (let count = 0; count < 40; count++) {
    const socket = connectTcp({ host: '127.0.0.1', port })
    socket.on('error', () => undefined).resume()
    sockets.push(socket)
    closed.push(
      new Promise((resolve) => {
        socket.once('close', () => {
          resolve()
        })
      }),
    )
  }
  await Promise.all(closed.slice(32))
  assert.ok(sockets.slice(0, 30).every((socket) => !socket.closed))
  // Whoever holds a connection without a word cannot keep the vault open.
  await served.services.keeper.lock()
  await Promise.all(closed)
  assert.equal(served.services.phones.state().url, null)
})

test('S52 a certificate that was given serves from the start, with the vault locked, and there is nothing to install', async (t) => {
  const now = new Date()
  const authority = await makeAuthority({ permitted: [readPermitted('album.example')], shownAs: 'x', now })
  const pair = await makeServerCertificate(authority, ['album.example'], now)
  const served: ServedVault = await serveVault(t, { phones: { host: '127.0.0.1', port: 0, tls: pair } })
  const { url, mode, fingerprint } = served.services.phones.state()
  assert.ok(url !== null && mode === 'given')
  assert.match(url, /^https:\/\/(?:127\.0\.0\.1|album\.example):/u)
  assert.match(fingerprint ?? '', /^(?:[\dA-F]{2} ){31}/u)
  const named = `https://album.example:${new URL(url).port}/`
  const root = pem('CERTIFICATE', fromBase64(authority.rootB64))
  const page = await askPhone(named, root, 'GET', '/install')
  assert.match(page.bodyBytes.toString(), /nothing to install/u)
  assert.equal((await askPhone(named, root, 'GET', '/install/certificate.crt')).status, 404)
  await assert.rejects(serveVault(t, { phones: { host: '0.0.0.0', port: 0, tls: { ...pair, keyPem: 'no key' } } }), {
    code: 'TLS_UNUSABLE',
  })
})

test('S52 what keeps phones out is said at the desk and never keeps anybody from unlocking', async (t) => {
  const taken = createTcpServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.after(() => {
    taken.close()
  })
  const { port } = taken.address() as AddressInfo
  const served = await serveVault(t, { phones: { host: '127.0.0.1', port } })
  const desk = await unlock(served)
  const made = await desk.call('POST', '/api/phones/authority', { json: { names: ['127.0.0.1'] } })
  assert.equal(made.status, 200)
  assert.match(made.json<PhonesView>().problem?.text ?? '', new RegExp(`Port ${port} is in use`, 'u'))
  const other = await desk.call('POST', '/api/phones/authority', { json: { names: ['office.example'], replace: true } })
  assert.match(other.json<PhonesView>().problem?.text ?? '', /not for 127\.0\.0\.1/u)
})

test('S55 a coordinator makes the certificate, once unless another is meant; nothing secret is answered', async (t) => {
  const { served, desk, view, root } = await servePhones(t)
  const again = await desk.call('POST', '/api/phones/authority', { json: { names: ['127.0.0.1'] } })
  assert.equal(again.status, 409)
  const replaced = await desk.call('POST', '/api/phones/authority', { json: { replace: true, shownAs: 'Room 4' } })
  const after = replaced.json<PhonesView>()
  assert.deepEqual([after.authority?.names, after.authority?.shownAs], [['127.0.0.1'], 'Room 4'])
  assert.notEqual(after.authority?.fingerprint, view.authority?.fingerprint)
  assert.equal(after.url, view.url)
  assert.ok(!/key/iu.test(replaced.bodyBytes.toString()))
  await assert.rejects(askPhone(after.url!, root, 'GET', '/install'))
  assert.equal((await askPhone(after.url!, await rootOf(desk), 'GET', '/install')).status, 200)
  for (const names of [['org'], ['8.0.0.0/5']])
    assert.equal((await desk.call('POST', '/api/phones/authority', { json: { names, replace: true } })).status, 422)
  await desk.call('DELETE', '/api/session')
  const scribe = 'nine slow carts on the dry road'
  await admit(served, { phrase: scribe, name: 'Sivan', role: 'contributor', grants: ['registry'] })
  const theirs = await unlock(served, scribe)
  const refused = await theirs.call('POST', '/api/phones/authority', { json: { names: ['127.0.0.1'], replace: true } })
  assert.equal(refused.status, 403)
  assert.equal((await stateOf(theirs)).authority?.shownAs, 'Room 4')
})
