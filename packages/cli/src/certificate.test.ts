import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { jsonOf, makeTestVault, start, testDir, testPassphrase, type Child, type TestVault } from './test-cli.ts'

interface Shown {
  names: string[]
  shownAs: string
  until: string
  fingerprint: string
}

async function serve(
  t: TestContext,
  vault: TestVault,
  ...args: string[]
): Promise<{ child: Child; url: string; phones: string | null }> {
  const child = start(['serve', '--port', '0', '--json', ...args], vault.env)
  t.after(() => {
    child.kill('SIGKILL')
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, ...(JSON.parse(line.toString('utf8')) as { url: string; phones: string | null }) }
}

/** What the page for phones answers over TLS to somebody who trusts this certificate alone. */
function pageFor(url: string, ca: string): Promise<{ status: number; text: string }> {
  const { port, host, hostname } = new URL(url)
  const servername = /^[\d.]+$/u.test(hostname) ? '' : hostname
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/install', ca, servername, headers: { host }, agent: false })
      .on('response', (received) => {
        let text = ''
        received.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        received.on('end', () => {
          resolve({ status: received.statusCode ?? 0, text })
        })
      })
      .on('error', reject)
      .end()
  })
}

test('X28 a certificate for phones is made, shown, saved and made anew, and serves after somebody unlocked', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  assert.equal((await vault.run('certificate', 'show')).exit, 1)
  const made = await vault.json<Shown>(0, 'certificate', 'make', '--for', '127.0.0.1', 'album.example')
  assert.deepEqual([made.names, made.shownAs], [['127.0.0.1', 'album.example'], 'Office server'])
  const again = await vault.run('certificate', 'make', '--for', '127.0.0.1')
  assert.equal(again.exit, 1)
  assert.match(again.stderr, /already/u)
  const renewed = await vault.json<Shown>(0, 'certificate', 'renew', '--shown-as', 'Room 4')
  assert.deepEqual([renewed.names, renewed.shownAs], [made.names, 'Room 4'])
  assert.notEqual(renewed.fingerprint, made.fingerprint)
  const shown = await vault.run('certificate', 'show')
  assert.ok(shown.stdout.includes(renewed.fingerprint.slice(0, 11)), shown.stdout)
  const file = path.join(dir, 'certificate.crt')
  assert.equal((await vault.run('certificate', 'save', file)).exit, 0)
  assert.equal((await vault.run('certificate', 'save', file)).exit, 1)
  const certificate = new X509Certificate(readFileSync(file))
  assert.equal(certificate.fingerprint256.replaceAll(':', ' '), renewed.fingerprint)

  const { url, phones, child } = await serve(t, vault, '--phones', '127.0.0.1:0')
  assert.equal(phones, null)
  const headers = { 'content-type': 'application/json' }
  const unlocked = await fetch(new URL('api/session', url), {
    method: 'POST',
    headers,
    body: JSON.stringify({ passphrase: testPassphrase }),
  })
  const cookie = unlocked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const state = (await (await fetch(new URL('api/phones', url), { headers: { cookie } })).json()) as { url: string }
  const page = await pageFor(state.url, certificate.toString())
  assert.equal(page.status, 200)
  assert.match(page.text, /Room 4/u)
  child.kill('SIGTERM')
  assert.deepEqual((await once(child, 'close'))[0], 0)
})

test('X28 names that no phone could use and half a certificate are wrong usage, said at once', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const wide = await vault.run('certificate', 'make', '--for', '8.0.0.0/5')
  assert.equal(wide.exit, 1)
  assert.match(wide.stderr, /not a private network/u)
  assert.equal((await vault.run('certificate', 'make')).exit, 2)
  for (const args of [
    ['--phones', 'nowhere'],
    ['--phones', '127.0.0.1:70000'],
    ['--phones-cert', 'a.pem'],
    ['--phones', '127.0.0.1:0', '--phones-key', 'a.pem'],
  ])
    assert.equal((await vault.run('serve', ...args)).exit, 2, args.join(' '))
})

test('X28 a certificate made by stock openssl serves phones from the start, with the vault locked', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const [key, cert] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')]
  try {
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    const name = ['-subj', '/CN=album', '-addext', 'subjectAltName=DNS:album.example']
    execFileSync('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', cert], { stdio: 'pipe' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    t.skip('openssl is not installed')
    return
  }
  const args = ['--phones', '0.0.0.0:0', '--phones-cert', cert, '--phones-key', key]
  const { phones, child } = await serve(t, vault, ...args)
  assert.match(phones ?? '', /^https:\/\/album\.example:\d+\/$/u)
  const page = await pageFor(phones ?? '', readFileSync(cert, 'utf8'))
  assert.equal(page.status, 200)
  assert.match(page.text, /nothing to install/u)
  child.kill('SIGTERM')
  await once(child, 'close')
  writeFileSync(key, 'no key')
  const refused = await vault.run('serve', '--port', '0', ...args, '--json')
  assert.equal(refused.exit, 1)
  assert.equal(jsonOf<{ error: { code: string } }>(refused).error.code, 'TLS_UNUSABLE')
})
