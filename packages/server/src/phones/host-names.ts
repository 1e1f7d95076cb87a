import { isIP } from 'node:net'
import { ServerError } from '../errors.ts'

/** What an authority may name: a host and what lies below it, one address, or a private network. */
export type Permitted =
  | { kind: 'name'; name: string }
  | { kind: 'network'; addressBytes: Uint8Array; prefix: number; isSingle: boolean; text: string }

const label = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/u

/**
 * The bytes of an IP address, 4 or 16; null for anything else. An IPv4 address written as IPv6 gives 16.
 */
export function addressBytes(text: string): Uint8Array | null {
  const kind = isIP(text)
  if (kind === 4) return Uint8Array.from(text.split('.'), Number)
  if (kind !== 6 || text.includes('%')) return null
  // A URL writes every IPv6 address in one way: hexadecimal, at most one gap.
  const [head = '', tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::')
  const before = groups(head)
  const after = groups(tail ?? '')
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return Uint8Array.from(
    [...before, ...zeros, ...after].flatMap((group) => {
      const number = Number.parseInt(group, 16)
      return [number >> 8, number & 0xff]
    }),
  )
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':')
}

/** The mask of a network: so many ones, then zeros. */
export function maskBytes(length: number, prefix: number): Uint8Array {
  return Uint8Array.from({ length }, (_, place) => 0xff & (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * place))))
}

/** Networks that nobody reaches from outside (RFC 1918, 3927, 4193, 4291, and this computer): only of these a whole network may be named. */
const privateNetworks: readonly [string, number][] = [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['fc00::', 7],
  ['fe80::', 10],
]

function isWithin(bytes: Uint8Array, network: Uint8Array, prefix: number): boolean {
  if (bytes.length !== network.length) return false
  const mask = maskBytes(bytes.length, prefix)
  return bytes.every((byte, place) => ((byte ^ (network[place] ?? 0)) & (mask[place] ?? 0)) === 0)
}

function isPrivate(bytes: Uint8Array, prefix: number): boolean {
  return privateNetworks.some(([text, least]) => {
    const network = addressBytes(text)
    return network !== null && prefix >= least && isWithin(bytes, network, least)
  })
}

/**
 * Reads what somebody typed: `office.example`, `192.168.1.20`, `192.168.1.0/24`. Throws `ServerError` INPUT_INVALID for what is
 * none of these, for a name of one part (it would stand for all of a domain such as `org`), and for a network that is not private.
 */
export function readPermitted(text: string): Permitted {
  const typed = text.trim().toLowerCase()
  const [host = '', prefixText, ...rest] = typed.split('/')
  const bytes = addressBytes(host)
  if (bytes === null) {
    const labels = typed.split('.')
    const isName =
      labels.every((part) => label.test(part)) && typed.length <= 253 && !/^\d+$/u.test(labels.at(-1) ?? '')
    if (!isName) throw invalid(`“${text}” is no name or address of a server. Examples: office.example, 192.168.1.20.`)
    if (labels.length === 1 && typed !== 'localhost')
      throw invalid(`“${text}” has one part only. Phones need a full name such as ${typed}.local, or an address.`)
    return { kind: 'name', name: typed }
  }
  const all = bytes.length * 8
  const prefix = prefixText === undefined ? all : /^\d{1,3}$/u.test(prefixText) ? Number(prefixText) : Number.NaN
  if (rest.length > 0 || !(prefix >= 0 && prefix <= all))
    throw invalid(`“${text}” is no network. An example: 192.168.1.0/24.`)
  const isSingle = prefix === all
  if (!isSingle && !isPrivate(bytes, prefix))
    throw invalid(`“${text}” is not a private network. Name the one address that phones will open.`)
  const mask = maskBytes(bytes.length, prefix)
  return {
    kind: 'network',
    addressBytes: bytes.map((byte, place) => byte & (mask[place] ?? 0)),
    prefix,
    isSingle,
    text: typed,
  }
}

/** Whether a certificate for this host stays within what the authority may name. */
export function isPermitted(permitted: readonly Permitted[], host: string): boolean {
  const bytes = addressBytes(host)
  const name = host.toLowerCase()
  return permitted.some((one) =>
    one.kind === 'name'
      ? bytes === null && (name === one.name || name.endsWith(`.${one.name}`))
      : bytes !== null && isWithin(bytes, one.addressBytes, one.prefix),
  )
}

function invalid(message: string): ServerError {
  return new ServerError('INPUT_INVALID', message)
}
