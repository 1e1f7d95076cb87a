import { fromHex, officeKey } from '@homeward/format'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { commit, type Records } from './records.ts'
import type { Phone } from './album-types.ts'
import type { Origin } from './types.ts'

/** A phone that was compared with the desk, to be kept. Keys as 64 hexadecimal characters. */
export interface NewPhone {
  phone: string
  name: string
  signKey: string
  recipient: string
  officeSeed: string
}

/** The keys that belong to a phone. Never for a page: the seed is the organisation's. */
export interface PhoneKeyring {
  phone: string
  name: string
  signKey: Uint8Array
  recipient: Uint8Array
  officeSeed: Uint8Array
  officeKey: string
  isRevoked: boolean
}

/** Keeps a phone that was paired (AL4). Throws `RecordsError` INVALID, also when another phone that is in use has this name. */
export async function pairPhone(records: Records, { name: given, ...keys }: NewPhone): Promise<void> {
  const name = given.trim()
  // An album is made for a phone by its name.
  if (listPhones(records).some((phone) => phone.revoked === null && phone.name === name))
    throw new RecordsError('INVALID', invalidWords.say('phone-name-taken').text)
  await commit(records, [{ compartment: 'registry', changes: [{ type: 'phone.paired', name, ...keys }] }])
}

/** Revokes a phone: from its next contact on it holds nothing (AL7). Throws `RecordsError` NOT_FOUND. */
export async function revokePhone(records: Records, phone: string, reason?: string): Promise<void> {
  requirePhone(records, phone)
  await commit(records, [
    {
      compartment: 'registry',
      changes: [{ type: 'phone.revoked', phone, ...(reason === undefined ? {} : { reason }) }],
    },
  ])
}

/** Phones in the order in which they were paired. */
export function listPhones(records: Records): Phone[] {
  const rows = records.registry
    .prepare('SELECT id, name, entry, at, member FROM phone ORDER BY rowid')
    .all<{ id: string; name: string; entry: string; at: string; member: string }>()
  return rows.map((row) => ({ ...row, revoked: revocationOf(records, row.id), album: lastAlbumOf(records, row.id) }))
}

/** Throws `RecordsError` NOT_FOUND unless this phone was paired; gives its name. */
export function requirePhone(records: Records, phone: string): string {
  const row = records.registry.prepare('SELECT name FROM phone WHERE id = ?').get<{ name: string }>([phone])
  if (row === undefined) throw new RecordsError('NOT_FOUND', 'There is no such phone. Pair it first.')
  return row.name
}

/** What the office needs to speak to a phone; null when it was never paired, or its keys are none. */
export function phoneKeyring(records: Records, phone: string): PhoneKeyring | null {
  const row = records.registry
    .prepare('SELECT name, sign_key, recipient, office_seed FROM phone WHERE id = ?')
    .get<{ name: string; sign_key: string; recipient: string; office_seed: string }>([phone])
  if (row === undefined) return null
  const officeSeed = fromHex(row.office_seed)
  return {
    phone,
    name: row.name,
    signKey: fromHex(row.sign_key),
    recipient: fromHex(row.recipient),
    officeSeed,
    officeKey: officeKey(phone, officeSeed),
    isRevoked: revocationOf(records, phone) !== null,
  }
}

function revocationOf(records: Records, phone: string): Phone['revoked'] {
  const row = records.registry
    .prepare('SELECT reason, entry, at, member FROM phone_revoked WHERE phone = ? ORDER BY rowid LIMIT 1')
    .get([phone]) as unknown as (Origin & { reason: string | null }) | undefined
  return row ?? null
}

/** The last album that was made for a phone, unless it was ended; whether it is over, the caller asks. */
export function lastAlbumOf(records: Records, phone: string): string | null {
  const row = records.registry
    .prepare(
      'SELECT id, EXISTS (SELECT 1 FROM album_ended WHERE album = album.id) AS ended FROM album WHERE phone = ? ORDER BY rowid DESC LIMIT 1',
    )
    .get<{ id: string; ended: number }>([phone])
  return row === undefined || row.ended === 1 ? null : row.id
}
