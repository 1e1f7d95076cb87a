import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { connect } from 'node:tls'
import { createServer } from './create-server.ts'
import { ServerError } from './errors.ts'
import type { TlsPair } from './served-address.ts'
import { openRaw } from './testing/raw.ts'
import { passphrase, serveVault, type ServedVault } from './testing/served-vault.ts'

/** A new certificate of its own key, made by openssl; null where there is no openssl. */
async function makeCertificate(t: TestContext, names: string): Promise<TlsPair | null> {
  const dir = await mkdtemp(path.join(tmpdir(), 'homeward-tls-'))
  t.after(() => rm(dir, { recursive: true }))
  const [key, cert] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const extension = names === '' ? [] : ['-addext', `subjectAltName=${names}`]
  const args = ['req', ...kind, '-subj', '/CN=homeward.test', ...extension, '-keyout', key, '-out', cert]
  try {
    execFileSync('openssl', args, { stdio: 'pipe' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    t.skip('openssl is not installed')
    return null
  }
  return { certPem: readFileSync(cert, 'utf8'), keyPem: readFileSync(key, 'utf8') }
}

/** Asks over TLS, trusting this certificate alone. */
function askTls(
  served: ServedVault,
  { certPem }: TlsPair,
  { host, method = 'GET', path: asked = '/', json }: { host: string; method?: string; path?: string; json?: unknown },
) {
  const { port } = new URL(served.url)
  const body = json === undefined ? undefined : JSON.stringify(json)
  const headers = {
    host: `${host}:${port}`,
    origin: `https://${host}:${port}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  }
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: asked, headers, agent: false, ca: certPem }
    request({ ...options, servername: 'homeward.test' }, (received) => {
      let text = ''
      received.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      received.on('end', () => {
        resolve({ status: received.statusCode ?? 0, headers: received.headers, text })
      })
    })
      .on('error', reject)
      .end(body)
  })
}

const refusedAs = (code: string) => (error: unknown) => error instanceof ServerError && error.code === code

test('S30 with a certificate the server speaks TLS 1.3 and nothing else', async (t) => {
  const tls = await makeCertificate(t, 'DNS:homeward.test,IP:127.0.0.1')
  if (tls === null) return
  const served = await serveVault(t, { host: '0.0.0.0', tls })
  assert.match(served.url, /^https:\/\/homeward\.test:\d+\/$/u)
  const { port } = new URL(served.url)
  assert.equal((await askTls(served, tls, { host: 'homeward.test' })).status, 200)
  assert.doesNotMatch(
    await openRaw(`http://127.0.0.1:${port}`, `GET / HTTP/1.1\r\nHost: homeward.test:${port}\r\n\r\n`).closed,
    /200 OK|Homeward/u,
  )
  const older = await new Promise<string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), ca: tls.certPem, maxVersion: 'TLSv1.2' }, () => {
      resolve(socket.getProtocol() ?? '')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message)
    })
  })
  assert.match(older, /ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/u)
})

test('S30 beyond this computer it answers to the names of its certificate alone', async (t) => {
  const tls = await makeCertificate(t, 'DNS:homeward.test,DNS:*.wild.test,IP:192.0.2.7')
  if (tls === null) return
  const served = await serveVault(t, { host: '0.0.0.0', tls })
  for (const host of ['homeward.test', '192.0.2.7'])
    assert.equal((await askTls(served, tls, { host })).status, 200, host)
  for (const host of ['127.0.0.1', 'localhost', 'attacker.example', 'a.wild.test', 'homeward.test.attacker.example'])
    assert.equal((await askTls(served, tls, { host })).status, 403, host)
})

test('S30 cookies are for TLS alone, and the browser is told to stay with it', async (t) => {
  const tls = await makeCertificate(t, 'DNS:homeward.test')
  if (tls === null) return
  const served = await serveVault(t, { host: '0.0.0.0', tls })
  const asked = { host: 'homeward.test', method: 'POST', path: '/api/session', json: { passphrase } }
  const answer = await askTls(served, tls, asked)
  assert.equal(answer.status, 200, answer.text)
  const [cookie = ''] = answer.headers['set-cookie'] as string[]
  assert.match(cookie, /; HttpOnly; SameSite=Strict; Secure$/u)
  assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000; includeSubDomains')
  const local = await serveVault(t, { tls })
  const page = await askTls(local, tls, { host: 'localhost' })
  // It would hold for every port of this computer.
  assert.equal(page.headers['strict-transport-security'], undefined)
})

test('S70 closing waits for nobody whose greeting of TLS never ends', { timeout: 120_000 }, async (t) => {
  const tls = await makeCertificate(t, 'DNS:homeward.test,IP:127.0.0.1')
  if (tls === null) return
  const anHour = 3_600_000
  const served = await serveVault(t, { host: '0.0.0.0', tls, limits: { headMs: anHour, silentMs: anHour } })
  const { port } = new URL(served.url)
  const silent = openRaw(`http://127.0.0.1:${port}`)
  const begun = openRaw(`http://127.0.0.1:${port}`, '\u0016\u0003\u0001')
  // Connections are taken in the order in which they come, so both are there when this is answered.
  assert.equal((await askTls(served, tls, { host: 'homeward.test' })).status, 200)
  await served.close()
  assert.deepEqual(await Promise.all([silent.closed, begun.closed]), ['', ''])
})

test('S1 a certificate that cannot serve is refused before the server listens', async (t) => {
  const tls = await makeCertificate(t, 'DNS:homeward.test')
  const nameless = await makeCertificate(t, '')
  const wild = await makeCertificate(t, 'DNS:*.homeward.test')
  if (tls === null || nameless === null || wild === null) return
  for (const pair of [
    { certPem: 'nothing', keyPem: tls.keyPem },
    { certPem: tls.certPem, keyPem: '' },
    { certPem: tls.certPem, keyPem: nameless.keyPem },
    nameless,
    wild,
  ])
    await assert.rejects(
      createServer({ vaultDir: '/nowhere', webDir: '/nowhere', host: '0.0.0.0', tls: pair }),
      refusedAs('TLS_UNUSABLE'),
    )
  await assert.rejects(
    createServer({ vaultDir: '/nowhere', webDir: '/nowhere', host: '0.0.0.0' }),
    refusedAs('ADDRESS_NOT_LOCAL'),
  )
})
