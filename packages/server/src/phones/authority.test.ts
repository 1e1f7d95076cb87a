import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { fromBase64 } from '@homeward/format'
import { fingerprintOf, makeAuthority, makeServerCertificate, pem, type Authority } from './authority.ts'
import { readPermitted } from './host-names.ts'

const now = new Date('2027-03-04T15:16:17Z')
const dayMs = 24 * 60 * 60 * 1000

function authorityFor(...names: string[]): Promise<Authority> {
  return makeAuthority({ permitted: names.map(readPermitted), shownAs: 'Office server', now })
}

/** What openssl says of a chain at the time of the test; null where there is no openssl. */
function verdict(t: TestContext, { rootB64 }: Authority, certPem: string): string | null {
  const dir = mkdtempSync(path.join(tmpdir(), 'homeward-authority-'))
  t.after(() => {
    rmSync(dir, { recursive: true })
  })
  const [root, chain] = [path.join(dir, 'root.pem'), path.join(dir, 'chain.pem')]
  writeFileSync(root, pem('CERTIFICATE', fromBase64(rootB64)))
  writeFileSync(chain, certPem)
  const at = ['-attime', String(now.getTime() / 1000), '-purpose', 'sslserver', '-x509_strict']
  const ran = spawnSync('openssl', ['verify', ...at, '-CAfile', root, '-untrusted', chain, chain], { encoding: 'utf8' })
  if (ran.error !== undefined) {
    t.skip('openssl is not installed')
    return null
  }
  return ran.stdout + ran.stderr
}

test('S51 a certificate of the authority verifies, for its hosts, in stock openssl', async (t) => {
  const authority = await authorityFor('office.example', '192.168.1.0/24')
  const { certPem } = await makeServerCertificate(authority, ['office.example', '192.168.1.9'], now)
  const said = verdict(t, authority, certPem)
  if (said !== null) assert.match(said, /: OK\n$/u)
  const certificate = new X509Certificate(certPem)
  assert.equal(certificate.checkHost('office.example', { subject: 'never' }), 'office.example')
  assert.equal(certificate.checkIP('192.168.1.9'), '192.168.1.9')
  assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1'])
  assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1')
})

for (const [what, names, host] of [
  ['another name', ['office.example', '192.168.1.9'], 'bank.example'],
  ['another address', ['office.example', '192.168.1.9'], '192.168.1.10'],
  ['an address, made for names alone', ['office.example'], '192.168.1.9'],
  ['an IPv6 address, made for IPv4', ['192.168.1.9'], 'fd00::1'],
  ['a name, made for addresses alone', ['192.168.1.9'], 'office.example'],
] as const)
  test(`S51 the key of an authority can name nothing else: ${what}`, async (t) => {
    const authority = await authorityFor(...names)
    const { certPem } = await makeServerCertificate(authority, [host], now)
    const said = verdict(t, authority, certPem)
    if (said !== null) assert.match(said, /permitted subtree violation/u)
  })

test('S51 the key that could sign more issuers is kept nowhere', async () => {
  const { rootB64, issuerB64, issuerKeyB64, ...rest } = await authorityFor('office.example')
  const [root, issuer] = [rootB64, issuerB64].map((one) => new X509Certificate(fromBase64(one)))
  assert.deepEqual(Object.keys(rest), ['until'])
  assert.ok(root!.ca && issuer!.ca)
  assert.ok(root!.verify(root!.publicKey) && issuer!.verify(root!.publicKey))
  assert.notEqual(
    root!.publicKey.export({ type: 'spki', format: 'pem' }),
    issuer!.publicKey.export({ type: 'spki', format: 'pem' }),
  )
  const issuerPublic = issuer!.publicKey.export({ type: 'spki', format: 'der' })
  const held = fromBase64(issuerKeyB64)
  assert.ok(Buffer.from(held).includes(issuerPublic.subarray(-64)), 'the kept key is the one of the issuer')
})

test('S51 S52 certificates tell no hour, allow for wrong clocks and stay below what phones refuse', async () => {
  const authority = await authorityFor('office.example')
  const { certPem, until } = await makeServerCertificate(authority, ['office.example'], now)
  const certificate = new X509Certificate(certPem)
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]
  assert.equal(new Date(to).toISOString(), until)
  assert.ok(to - from <= 398 * dayMs)
  assert.ok(now.getTime() - from >= 29 * dayMs && to - now.getTime() >= 29 * dayMs)
  const root = new X509Certificate(fromBase64(authority.rootB64))
  for (const at of [from, to, Date.parse(root.validFrom), Date.parse(root.validTo)]) assert.equal(at % dayMs, 0)
  assert.ok(Date.parse(root.validFrom) <= from)
  const lastDay = new Date(Date.parse(authority.until) - dayMs)
  assert.equal((await makeServerCertificate(authority, ['office.example'], lastDay)).until, authority.until)
})

test('S53 the fingerprint is the one that phones, browsers and openssl show', async (t) => {
  const { rootB64 } = await authorityFor('office.example')
  const shown = fingerprintOf(rootB64)
  assert.equal(shown, new X509Certificate(fromBase64(rootB64)).fingerprint256.replaceAll(':', ' '))
  try {
    const out = execFileSync('openssl', ['x509', '-inform', 'der', '-noout', '-fingerprint', '-sha256'], {
      input: fromBase64(rootB64),
      encoding: 'utf8',
    })
    assert.ok(out.includes(shown.replaceAll(' ', ':')), out)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    t.skip('openssl is not installed')
  }
})
