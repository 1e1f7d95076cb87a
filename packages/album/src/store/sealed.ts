import { fromUtf8, hkdfSha256, hmacSha256, pad, toHex, unpad, utf8 } from '@homeward/format'
import { keysOf, readRecord, writeRecords } from './database.ts'
import type { Write } from './database.ts'

const NONCE_BYTES = 12
const noSalt = new Uint8Array(32)

/** What the content key of an open album can do. Held in memory alone, and dropped at locking. */
export interface Sealed {
  key: CryptoKey
  idKey: Uint8Array
}

/** What is to be sealed: `name` is what the record is called before its id hides it, `value` JSON or bytes, null removes it. */
export interface SealedWrite {
  name: string
  value: Uint8Array | object | null
}

const buffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

/** The keys under a content key of 32 bytes; the key that encrypts cannot be read out again. */
export const openSealed = async (contentKey: Uint8Array): Promise<Sealed> => {
  const raw = hkdfSha256(contentKey, noSalt, utf8('homeward/album/v1/records'), 32)
  const key = await crypto.subtle.importKey('raw', buffer(raw), 'AES-GCM', false, ['encrypt', 'decrypt'])
  raw.fill(0)
  return { key, idKey: hkdfSha256(contentKey, noSalt, utf8('homeward/album/v1/ids'), 32) }
}

/** The id under which a record lies: nobody without the key can tell what it is of, or test for it. */
export const idOf = ({ idKey }: Sealed, name: string): string => toHex(hmacSha256(idKey, utf8(name)).subarray(0, 16))

const seal = async (sealed: Sealed, id: string, value: Uint8Array | object): Promise<Uint8Array> => {
  const plain = pad(value instanceof Uint8Array ? value : utf8(JSON.stringify(value)))
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const sealing = { name: 'AES-GCM', iv: nonce, additionalData: buffer(utf8(id)) }
  const bytes = new Uint8Array(await crypto.subtle.encrypt(sealing, sealed.key, buffer(plain)))
  plain.fill(0)
  const record = new Uint8Array(NONCE_BYTES + bytes.length)
  record.set(nonce)
  record.set(bytes, NONCE_BYTES)
  return record
}

/** The changes of the database that these writes come to; they are written with `writeRecords`, alone or with others. */
export const sealWrites = (sealed: Sealed, writes: readonly SealedWrite[]): Promise<Write[]> =>
  Promise.all(
    writes.map(async ({ name, value }) => {
      const key = idOf(sealed, name)
      return value === null ? { table: 'sealed', key } : { table: 'sealed', key, value: await seal(sealed, key, value) }
    }),
  )

/** Seals and writes, all or nothing; resolves when it is durable. */
export const writeSealed = async (sealed: Sealed, writes: readonly SealedWrite[]): Promise<void> => {
  await writeRecords(await sealWrites(sealed, writes))
}

/** The bytes of a record; null where there is none, or none that this key opens at this place. */
export const readSealed = async (sealed: Sealed, name: string): Promise<Uint8Array | null> => {
  const id = idOf(sealed, name)
  const record = await readRecord('sealed', id)
  if (!(record instanceof Uint8Array) || record.length <= NONCE_BYTES) return null
  const opening = { name: 'AES-GCM', iv: buffer(record.subarray(0, NONCE_BYTES)), additionalData: buffer(utf8(id)) }
  try {
    const plain = await crypto.subtle.decrypt(opening, sealed.key, buffer(record.subarray(NONCE_BYTES)))
    return unpad(new Uint8Array(plain))
  } catch {
    return null
  }
}

/** A record that was written as JSON; null as in `readSealed`. Its shape is what this program wrote: the seal vouches for it. */
export const readSealedJson = async <T>(sealed: Sealed, name: string): Promise<T | null> => {
  const bytes = await readSealed(sealed, name)
  return bytes === null ? null : (JSON.parse(fromUtf8(bytes)) as T)
}

/** The ids of all records that are there. */
export const storedIds = (): Promise<Set<string>> => keysOf('sealed')
