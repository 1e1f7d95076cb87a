import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { ServerError } from './errors.ts'

/** A certificate and its private key, both in PEM. */
export interface TlsPair {
  certPem: string
  keyPem: string
}

/** Where the server listens and by which names a browser may call it. */
export interface ServedAddress {
  /** What the socket is bound to. */
  bind: string
  scheme: 'http' | 'https'
  /** Whether only programs of this computer reach it. */
  isLocal: boolean
  tls: TlsPair | null
  /** Whether a `Host` header names this server, port included. */
  isHost: (host: string | undefined, port: number) => boolean
  /** The address to open in a browser. */
  url: (port: number) => string
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost'])

/**
 * Decides how the server is reached (rules S1, S2, S30). Without TLS it is reached from this computer alone. With TLS it
 * answers to the names of its certificate, wildcards excepted, since a wildcard fits names that nobody thought of.
 *
 * Throws `ServerError` ADDRESS_NOT_LOCAL without a certificate, TLS_UNUSABLE for one that names nothing or whose key is
 * another's. Does not check who signed the certificate nor whether it is still valid: the browser does.
 */
export function servedAddress(host: string, tls: TlsPair | null): ServedAddress {
  const isLocal = loopback.has(host)
  if (!isLocal && tls === null)
    throw new ServerError(
      'ADDRESS_NOT_LOCAL',
      `Other computers can reach ${host}, so Homeward listens there with a certificate only. Please use 127.0.0.1, or give a certificate and its key (--tls-cert, --tls-key).`,
    )
  const certified = tls === null ? null : readCertificate(tls)
  const scheme = tls === null ? 'http' : 'https'
  const isName = (name: string) => (isLocal && loopback.has(name)) || certified?.isName(name) === true
  const shown = isName(host) ? host : (certified?.firstName ?? host)
  return {
    bind: isLocal ? '127.0.0.1' : host,
    scheme,
    isLocal,
    tls,
    isHost(given, port) {
      const match = /^(?:\[([\da-f:]+)\]|([^[\]:]+))(?::(\d{1,5}))?$/u.exec(given ?? '')
      const name = match?.[1] ?? match?.[2]
      if (name === undefined) return false
      const defaultPort = scheme === 'https' ? '443' : '80'
      return (match?.[3] ?? defaultPort) === String(port) && isName(name)
    },
    url: (port) => `${scheme}://${isIP(shown) === 6 ? `[${shown}]` : shown}:${port}/`,
  }
}

function readCertificate({ certPem, keyPem }: TlsPair) {
  let certificate: X509Certificate
  let fits: boolean
  try {
    certificate = new X509Certificate(certPem)
    fits = certificate.checkPrivateKey(createPrivateKey(keyPem))
  } catch (error) {
    throw new ServerError(
      'TLS_UNUSABLE',
      'The certificate or its key cannot be read. Both have to be PEM files, the key without a passphrase.',
      { cause: error },
    )
  }
  if (!fits) throw new ServerError('TLS_UNUSABLE', 'This key does not belong to this certificate.')
  const firstName = /(?:DNS|IP Address):([^,"*\s]+)(?:,|$)/u.exec(certificate.subjectAltName ?? '')?.[1]
  if (firstName === undefined)
    throw new ServerError(
      'TLS_UNUSABLE',
      'The certificate does not say for which name or address it is (subjectAltName). Browsers would refuse it.',
    )
  return {
    firstName,
    isName: (name: string) =>
      isIP(name) === 0
        ? certificate.checkHost(name, { subject: 'never', wildcards: false }) !== undefined
        : certificate.checkIP(name) !== undefined,
  }
}
