import { webcrypto } from 'node:crypto'
import { fromBase64, toBase64, toHex, sha256 } from '@homeward/format'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import type { TlsPair } from '../served-address.ts'
import { addressBytes, maskBytes, type Permitted } from './host-names.ts'

/**
 * The organisation's own certificate authority. It has two certificates. The key of the one that phones install, the root, is
 * forgotten as soon as it has signed the other, the issuer, so that nobody can sign more issuers; and the issuer is bound to the
 * names of the organisation (RFC 5280, 4.2.1.10). Bound in the root alone it would be weaker: a verifier need not look at what is
 * said in a certificate that is trusted by itself.
 */
export interface Authority {
  /** What phones install, in DER. */
  rootB64: string
  /** Signs certificates of servers; sent along by the server. */
  issuerB64: string
  /** The key of the issuer, PKCS #8. Whoever has it can stand in for the server, and for nobody else. */
  issuerKeyB64: string
  /** Until when phones accept it, ISO. */
  until: string
}

const dayMs = 24 * 60 * 60 * 1000
const authorityDays = 5 * 365
/**
 * A certificate of a server is made anew at every start and every day; these days before and after leave room for a phone whose
 * clock is wrong. iOS refuses more than 825 days in all, those of public authorities 398.
 */
const daysBefore = 30
const daysAfter = 60

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const oid = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  nameConstraints: '2.5.29.30',
  subjectAltName: '2.5.29.17',
  subjectKey: '2.5.29.14',
  issuerKey: '2.5.29.35',
  commonName: '2.5.4.3',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const
/** As bits of KeyUsage, the first to the left. */
const keyUsage = { signsCertificates: 0b0000_0110, signs: 0b1000_0000 } as const

const engine = new pki.CryptoEngine({ name: 'node', crypto: webcrypto })

type KeyPair = webcrypto.CryptoKeyPair

function newKeyPair(): Promise<KeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

interface Draft {
  subject: string
  issuer: string
  from: Date
  until: Date
  subjectKey: KeyPair['publicKey']
  signer: KeyPair
  extensions: pki.Extension[]
}

async function sign({ subject, issuer, from, until, subjectKey, signer, extensions }: Draft): Promise<Uint8Array> {
  const certificate = new pki.Certificate()
  certificate.version = 2
  // 127 random bits; the first byte neither zero nor negative (RFC 5280, 4.1.2.2).
  const serial = webcrypto.getRandomValues(new Uint8Array(16))
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  certificate.serialNumber = new asn1.Integer({ valueHex: bufferOf(serial) })
  setName(certificate.subject, subject)
  setName(certificate.issuer, issuer)
  certificate.notBefore.value = from
  certificate.notAfter.value = until
  await certificate.subjectPublicKeyInfo.importKey(subjectKey, engine)
  certificate.extensions = [
    ...extensions,
    extension(oid.subjectKey, false, octets(await keyId(subjectKey))),
    extension(
      oid.issuerKey,
      false,
      new pki.AuthorityKeyIdentifier({
        keyIdentifier: octets(await keyId(signer.publicKey)),
      }).toSchema(),
    ),
  ]
  await certificate.sign(signer.privateKey, 'SHA-256', engine)
  return new Uint8Array(certificate.toSchema(true).toBER(false))
}

function setName(name: pki.RelativeDistinguishedNames, text: string): void {
  name.typesAndValues = [
    new pki.AttributeTypeAndValue({ type: oid.commonName, value: new asn1.Utf8String({ value: text }) }),
  ]
}

function extension(extnID: string, critical: boolean, value: asn1.BaseBlock): pki.Extension {
  return new pki.Extension({ extnID, critical, extnValue: value.toBER(false) })
}

/** RFC 7093, 2, method 1: the first 160 bits of SHA-256 of the key. */
async function keyId(key: KeyPair['publicKey']): Promise<Uint8Array> {
  return sha256(new Uint8Array(await webcrypto.subtle.exportKey('raw', key))).subarray(0, 20)
}

function octets(bytes: Uint8Array): asn1.OctetString {
  return new asn1.OctetString({ valueHex: bufferOf(bytes) })
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

function usage(bits: number): pki.Extension {
  return extension(oid.keyUsage, true, new asn1.BitString({ valueHex: Uint8Array.of(bits).buffer }))
}

function authorityExtensions(permitted: readonly Permitted[], pathLenConstraint: number): pki.Extension[] {
  return [
    extension(oid.basicConstraints, true, new pki.BasicConstraints({ cA: true, pathLenConstraint }).toSchema()),
    usage(keyUsage.signsCertificates),
    extension(oid.nameConstraints, true, constraints(permitted).toSchema()),
  ]
}

function subtree(base: pki.GeneralName): pki.GeneralSubtree {
  return new pki.GeneralSubtree({ base })
}

/** [Note: What is not named is allowed] A kind of name that no constraint mentions is free, so each kind gets one, if need be one that is nobody's. */
function constraints(permitted: readonly Permitted[]): pki.NameConstraints {
  const names = permitted.filter((one) => one.kind === 'name').map(({ name }) => name)
  const networks = permitted
    .filter((one) => one.kind === 'network')
    .map((one) => [...one.addressBytes, ...maskBytes(one.addressBytes.length, one.prefix)])
  const nobodysName = ['none.invalid']
  const nobodysAddress = [[192, 0, 2, 0, 255, 255, 255, 255]]
  return new pki.NameConstraints({
    permittedSubtrees: [
      ...(names.length === 0 ? nobodysName : names).map((value) => subtree(new pki.GeneralName({ type: 2, value }))),
      ...(networks.length === 0 ? nobodysAddress : networks).map((bytes) =>
        subtree(new pki.GeneralName({ type: 7, value: octets(Uint8Array.from(bytes)) })),
      ),
    ],
  })
}

/**
 * Makes an authority that can name what is permitted and nothing else. `shownAs` is what phones show of it: whoever looks through a
 * phone reads it, so it should tell nothing.
 */
export async function makeAuthority({
  permitted,
  shownAs,
  now,
}: {
  permitted: readonly Permitted[]
  shownAs: string
  now: Date
}): Promise<Authority> {
  const [root, issuer] = [await newKeyPair(), await newKeyPair()]
  const from = startOf(now)
  const until = new Date(from.getTime() + authorityDays * dayMs)
  const shared = { issuer: shownAs, from, until, signer: root }
  const rootBytes = await sign({
    ...shared,
    subject: shownAs,
    subjectKey: root.publicKey,
    extensions: authorityExtensions(permitted, 1),
  })
  const issuerBytes = await sign({
    ...shared,
    subject: issuerName(shownAs),
    subjectKey: issuer.publicKey,
    extensions: [...authorityExtensions(permitted, 0), serverAuth()],
  })
  const key = await webcrypto.subtle.exportKey('pkcs8', issuer.privateKey)
  return {
    rootB64: toBase64(rootBytes),
    issuerB64: toBase64(issuerBytes),
    issuerKeyB64: toBase64(new Uint8Array(key)),
    until: until.toISOString(),
  }
}

function issuerName(shownAs: string): string {
  return `${shownAs} (issuer)`
}

function serverAuth(): pki.Extension {
  return extension(oid.extendedKeyUsage, false, new pki.ExtKeyUsage({ keyPurposes: [oid.serverAuth] }).toSchema())
}

/**
 * A new certificate and key for these hosts, signed by the authority: what a server listens with, together with the issuer's
 * certificate. Does not check that the hosts are permitted: browsers do.
 */
export async function makeServerCertificate(
  { issuerB64, issuerKeyB64, until: lastly }: Omit<Authority, 'rootB64'>,
  hosts: readonly string[],
  now: Date,
): Promise<TlsPair & { until: string }> {
  const issuerBytes = fromBase64(issuerB64)
  const issuer = pki.Certificate.fromBER(bufferOf(issuerBytes))
  const publicKey = (await issuer.getPublicKey(undefined, engine)) as KeyPair['publicKey']
  const privateKey = await webcrypto.subtle.importKey('pkcs8', fromBase64(issuerKeyB64), algorithm, false, ['sign'])
  const own = await newKeyPair()
  const from = startOf(now)
  const until = new Date(Math.min(from.getTime() + (daysBefore + daysAfter) * dayMs, Date.parse(lastly)))
  const [commonName] = issuer.subject.typesAndValues
  const certBytes = await sign({
    subject: 'Server',
    issuer: String(commonName?.value.valueBlock.value),
    from,
    until,
    subjectKey: own.publicKey,
    signer: { publicKey, privateKey },
    extensions: [
      extension(oid.basicConstraints, true, new pki.BasicConstraints({ cA: false }).toSchema()),
      usage(keyUsage.signs),
      serverAuth(),
      extension(oid.subjectAltName, false, new pki.AltName({ altNames: hosts.map(altName) }).toSchema()),
    ],
  })
  const key = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', own.privateKey))
  return {
    certPem: `${pem('CERTIFICATE', certBytes)}${pem('CERTIFICATE', issuerBytes)}`,
    keyPem: pem('PRIVATE KEY', key),
    until: until.toISOString(),
  }
}

function altName(host: string): pki.GeneralName {
  const bytes = addressBytes(host)
  return bytes === null
    ? new pki.GeneralName({ type: 2, value: host })
    : new pki.GeneralName({ type: 7, value: octets(bytes) })
}

/** When a certificate begins: some weeks ago at midnight, so that clocks may be wrong and the hour is nobody's business. */
function startOf(now: Date): Date {
  return new Date((Math.floor(now.getTime() / dayMs) - daysBefore) * dayMs)
}

/** Bytes as PEM with this label. */
export function pem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/gu) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** SHA-256 of a certificate in DER, in pairs of capital hex as phones and browsers show it. */
export function fingerprintOf(certificateB64: string): string {
  return (
    toHex(sha256(fromBase64(certificateB64)))
      .toUpperCase()
      .match(/../gu) ?? []
  ).join(' ')
}
