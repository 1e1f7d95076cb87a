import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { jsonOf, makeTestVault, run, start, testDir, testPassphrase, type Child, type TestVault } from './test-cli.ts'

/** A server of a new vault on a free port, as the command starts it. */
async function serve(t: TestContext): Promise<{ vault: TestVault; child: Child; url: string }> {
  const vault = await makeTestVault(testDir(t))
  const child = start(['serve', '--port', '0', '--json'], vault.env)
  t.after(() => {
    child.kill('SIGKILL')
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url } = JSON.parse(line.toString('utf8')) as { url: string }
  return { vault, child, url }
}

test('X15 serve tells its address at once, answers there, and stops when asked', async (t) => {
  const { child, url } = await serve(t)
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/u)
  const answer = await fetch(new URL('api/session', url))
  assert.equal(answer.status, 200)
  assert.equal(((await answer.json()) as { state: string }).state, 'locked')
  child.kill('SIGTERM')
  const [exit] = (await once(child, 'close')) as [number]
  assert.equal(exit, 0)
})

test('X15 a port that was asked for and is taken is a fault', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => {
    other.close()
  })
  const ran = await run(['serve', '--port', String((other.address() as AddressInfo).port), '--json'], vault.env)
  assert.equal(ran.exit, 1)
  assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, 'PORT_TAKEN')
})

test('X17 lock locks the vault of a running server without a passphrase, and says if there is none', async (t) => {
  const { vault, child, url } = await serve(t)
  const unlocked = await fetch(new URL('api/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ passphrase: testPassphrase }),
  })
  assert.equal(unlocked.status, 200)
  const cookie = unlocked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const home = () => fetch(new URL('api/home', url), { headers: { cookie } })
  assert.equal((await home()).status, 200)
  const locked = await run(['lock', '--json', '--vault', vault.dir])
  assert.equal(locked.exit, 0, locked.stderr)
  assert.deepEqual(jsonOf(locked), { locked: true })
  assert.equal((await home()).status, 401)
  child.kill('SIGTERM')
  await once(child, 'close')
  const nobody = await run(['lock', '--vault', vault.dir])
  assert.equal(nobody.exit, 1)
  assert.match(nobody.stderr, /No server of this vault answered/u)
  assert.equal((await run(['lock', '--vault', testDir(t)])).exit, 1)
})

test('M1 X20 beside a server that has the vault open somebody joins; recovery says how to close it, and works then', async (t) => {
  const { vault, url } = await serve(t)
  const unlock = (): Promise<Response> =>
    fetch(new URL('api/session', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ passphrase: testPassphrase }),
    })
  assert.equal((await unlock()).status, 200)
  const joined = await run(['member', 'join', '--kdf-memory', '64', '--json'], {
    ...vault.env,
    HOMEWARD_PASSPHRASE: 'two grey herons at the weir',
  })
  assert.equal(joined.exit, 0, joined.stderr)
  const { recovery } = jsonOf<{ recovery: string[] }>(joined)
  const file = path.join(vault.dir, '..', 'cards')
  writeFileSync(file, recovery.slice(1).join('\n'))
  const next = { ...vault.env, HOMEWARD_NEW_PASSPHRASE: 'four brown otters in a pool' }
  const refused = await run(['recovery', 'use', '--shares-file', file], next)
  assert.equal(refused.exit, 1)
  assert.match(refused.stderr, /homeward serve.*homeward lock.*Nothing was changed/u)
  assert.equal((await run(['lock', '--vault', vault.dir])).exit, 0)
  const used = await run(['recovery', 'use', '--shares-file', file], next)
  assert.equal(used.exit, 0, used.stderr)
  assert.equal((await unlock()).status, 200)
})

test('X15 serve says at once that there is no vault', async (t) => {
  const ran = await run(['serve', '--vault', testDir(t)])
  assert.equal(ran.exit, 1)
  assert.match(ran.stderr, /There is no vault in/u)
})

test('X15 serve listens beyond this computer with a certificate only', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const open = await run(['serve', '--host', '0.0.0.0', '--json'], vault.env)
  assert.equal(open.exit, 1)
  assert.equal(jsonOf<{ error: { code: string } }>(open).error.code, 'ADDRESS_NOT_LOCAL')
  assert.match(open.stderr, /--tls-cert/u)
  const half = await run(['serve', '--host', '0.0.0.0', '--tls-cert', 'cert.pem'], vault.env)
  assert.equal(half.exit, 2)
  const missing = await run(['serve', '--tls-cert', 'cert.pem', '--tls-key', 'no-key.pem'], vault.env)
  assert.equal(missing.exit, 1)
  const files = makeCertificate(testDir(t))
  if (files === null) {
    t.skip('openssl is not installed')
    return
  }
  const args = ['serve', '--host', '0.0.0.0', '--port', '0', '--tls-cert', files.cert, '--tls-key', files.key, '--json']
  const child = start(args, vault.env)
  t.after(() => {
    child.kill('SIGKILL')
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url } = JSON.parse(line.toString('utf8')) as { url: string }
  assert.match(url, /^https:\/\/homeward\.test:\d+\/$/u)
  const { port, host } = new URL(url)
  const status = await new Promise<number>((resolve, reject) => {
    const servername = 'homeward.test'
    request({ host: '127.0.0.1', port, path: '/api/session', headers: { host }, servername, ca: files.certPem })
      .on('response', (received) => {
        received.resume()
        resolve(received.statusCode ?? 0)
      })
      .on('error', reject)
      .end()
  })
  assert.equal(status, 200)
})

/** Makes a certificate for homeward.test with openssl; null where there is none. */
function makeCertificate(dir: string): { cert: string; key: string; certPem: string } | null {
  const [key, cert] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const name = ['-subj', '/CN=homeward.test', '-addext', 'subjectAltName=DNS:homeward.test']
  try {
    execFileSync('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', cert], { stdio: 'pipe' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return null
  }
  return { cert, key, certPem: readFileSync(cert, 'utf8') }
}
