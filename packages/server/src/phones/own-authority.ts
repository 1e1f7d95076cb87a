import { fromBase64 } from '@homeward/format'
import { currentAuthority, keepAuthority, type Records, type StoredAuthority } from '@homeward/records'
import { networkInterfaces } from 'node:os'
import { ServerError } from '../errors.ts'
import type { TlsPair } from '../served-address.ts'
import { fingerprintOf, makeAuthority, makeServerCertificate } from './authority.ts'
import { addressBytes, isPermitted, readPermitted } from './host-names.ts'

/** What may be shown of the organisation's own authority: nothing of it is secret. */
export interface AuthorityView {
  id: string
  /** Under which name phones list it. */
  shownAs: string
  /** The names and addresses of servers that it may vouch for. */
  names: string[]
  /** Until when phones accept it, ISO. */
  until: string
  /** SHA-256 of the certificate that phones install, in pairs of hex. */
  fingerprint: string
  at: string
  member: string
}

/** What an authority is made from. */
export interface AuthorityRequest {
  names?: readonly string[] | undefined
  shownAs?: string | undefined
  /** Another one may be in use: then every phone has to install the new one. */
  replace?: boolean | undefined
}

const usualName = 'Office server'

/**
 * Makes the organisation's own authority and keeps it in the vault (rules S51, R46); without names those of the one that it replaces.
 * Throws `ServerError` AUTHORITY_EXISTS unless `replace` is said, INPUT_INVALID, and as `keepAuthority` does.
 */
export async function makeOwnAuthority(
  records: Records,
  { names: given = [], shownAs, replace = false }: AuthorityRequest,
  now: Date,
): Promise<AuthorityView> {
  const before = currentAuthority(records)
  if (before !== null && !replace)
    throw new ServerError(
      'AUTHORITY_EXISTS',
      'There is a certificate for phones already. A new one takes its place, and every phone has to install it: say that this is meant.',
    )
  const names = [
    ...new Set((given.length === 0 ? (before?.names ?? []) : given).map((name) => name.trim().toLowerCase())),
  ]
  if (names.length === 0)
    throw new ServerError(
      'INPUT_INVALID',
      'Please give the name or address under which phones will open this computer.',
    )
  const title = shownAs?.trim() ?? before?.shownAs ?? usualName
  const made = await makeAuthority({ permitted: names.map(readPermitted), shownAs: title, now })
  await keepAuthority(records, { ...made, names, shownAs: title })
  const view = ownAuthority(records)
  if (view === null) throw new Error('the authority that was just kept is not there')
  return view
}

/** The authority that serves, as it may be shown; null where there is none. */
export function ownAuthority(records: Records): AuthorityView | null {
  const stored = currentAuthority(records)
  if (stored === null) return null
  const { id, shownAs, names, until, at, member, rootB64 } = stored
  return { id, shownAs, names, until, at, member, fingerprint: fingerprintOf(rootB64) }
}

/** The certificate that phones install, in DER; null where there is none. */
export function rootCertificate(records: Records): Uint8Array<ArrayBuffer> | null {
  const stored = currentAuthority(records)
  return stored === null ? null : Uint8Array.from(fromBase64(stored.rootB64))
}

/** What a listener of phones needs: its certificate and key, and what phones install. */
export type OwnCertificate = TlsPair & { until: string; authority: StoredAuthority }

/**
 * A certificate by the own authority for a server that listens at `host`, which may be an address that stands for all of this computer;
 * null without an authority. Throws `ServerError` TLS_UNUSABLE when the authority may name neither it nor any address of this computer.
 */
export async function ownCertificate(records: Records, host: string, now: Date): Promise<OwnCertificate | null> {
  const authority = currentAuthority(records)
  if (authority === null) return null
  const permitted = authority.names.map(readPermitted)
  const fixed = permitted.flatMap((one) =>
    one.kind === 'name' ? [one.name] : one.isSingle ? [one.text.split('/')[0] ?? ''] : [],
  )
  const isForAll = ['0.0.0.0', '::'].includes(host)
  const wanted = isForAll ? [...fixed, ...ownAddresses()] : [host, ...fixed]
  const hosts = [...new Set(wanted.filter((one) => isPermitted(permitted, one)))]
  const [shown] = hosts
  if (shown === undefined || (!isForAll && shown !== host))
    throw new ServerError(
      'TLS_UNUSABLE',
      `The certificate for phones is for ${authority.names.join(', ')} and not for ${host}. Listen there, or make a new certificate that names ${host}.`,
    )
  return { ...(await makeServerCertificate(authority, hosts, now)), authority }
}

/** Addresses of this computer that others can reach. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flat()
    .flatMap((one) => (one === undefined || one.internal || addressBytes(one.address) === null ? [] : [one.address]))
}
