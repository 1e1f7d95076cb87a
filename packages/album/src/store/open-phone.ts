import { ed25519PublicKey, fromHex } from '@homeward/format'
import type { AlbumManifest, SignedEvent } from '@homeward/format'
import { replay } from '../session/session.ts'
import type { Session } from '../session/session.ts'
import { readClock } from './clock.ts'
import type { ClockReading } from './clock.ts'
import { recordName } from './phone-state.ts'
import type { Arrived, PhoneRecord } from './phone-state.ts'
import { idOf, readSealed, readSealedJson, sealWrites, storedIds, writeSealed } from './sealed.ts'
import type { Sealed } from './sealed.ts'
import { writeRecords } from './database.ts'

/** All that is in memory while the phone is open. Dropping it is what locking means. */
export interface OpenPhone {
  sealed: Sealed
  record: PhoneRecord
  manifest: AlbumManifest | null
  /** Sessions of which not everything has arrived, oldest first. */
  sessions: readonly Session[]
  /** What the office has of each of these, as it said at the last contact. */
  arrived: ReadonlyMap<string, Arrived>
  /** Sessions whose events cannot be read to their end: what is whole of them is in `sessions`. */
  broken: readonly string[]
  clock: ClockReading
  /** Pictures of the album that are not on this phone: not fetched yet, or removed by the browser. */
  missing: readonly string[]
}

const SIGNATURE_BYTES = 64

/** An event as one record: its signature, then its bytes. */
export const packEvent = ({ bytes, signature }: SignedEvent): Uint8Array => {
  const packed = new Uint8Array(SIGNATURE_BYTES + bytes.length)
  packed.set(signature)
  packed.set(bytes, SIGNATURE_BYTES)
  return packed
}

/** The events of a session that are stored, in order, up to the first that is not there. */
export const readEvents = async (sealed: Sealed, session: string): Promise<SignedEvent[]> => {
  const events: SignedEvent[] = []
  for (;;) {
    const packed = await readSealed(sealed, recordName.event(session, events.length))
    if (packed === null || packed.length <= SIGNATURE_BYTES) return events
    events.push({ signature: packed.slice(0, SIGNATURE_BYTES), bytes: packed.slice(SIGNATURE_BYTES) })
  }
}

/** Who signs on this phone. @throws Error on a phone without keys, which holds no session either */
export const signerOf = ({
  keys,
  office,
}: PhoneRecord): { phone: string; signSeed: Uint8Array; signKey: Uint8Array } => {
  if (keys === null || office === null) throw new Error('This phone was not paired.')
  const signSeed = fromHex(keys.signSeed)
  return { phone: office.phone, signSeed, signKey: ed25519PublicKey(signSeed) }
}

const readSessions = async (
  sealed: Sealed,
  record: PhoneRecord,
): Promise<Pick<OpenPhone, 'sessions' | 'broken' | 'arrived'>> => {
  const sessions: Session[] = []
  const broken: string[] = []
  const arrived = new Map<string, Arrived>()
  if (record.sessions.length === 0) return { sessions, broken, arrived }
  const signer = signerOf(record)
  for (const id of record.sessions) {
    const { session, isWhole } = replay(await readEvents(sealed, id), signer, id)
    if (session !== null) sessions.push(session)
    if (!isWhole) broken.push(id)
    arrived.set(id, (await readSealedJson<Arrived>(sealed, recordName.arrived(id))) ?? { have: 0, files: [] })
  }
  return { sessions, broken, arrived }
}

/** Which pictures of an album are not on this phone. */
export const missingPictures = async (sealed: Sealed, manifest: AlbumManifest | null): Promise<string[]> => {
  if (manifest === null) return []
  const stored = await storedIds()
  return manifest.pictures.map(({ id }) => id).filter((id) => !stored.has(idOf(sealed, recordName.picture(id))))
}

/** Removes the album: its manifest, and with it the keys of all its pictures; then the pictures. Sessions stay. */
export const removeAlbum = async (
  sealed: Sealed,
  manifest: AlbumManifest | null,
  record: PhoneRecord,
): Promise<void> => {
  const pictures = (manifest?.pictures ?? []).map(({ id }) => ({ name: recordName.picture(id), value: null }))
  await writeSealed(sealed, [
    { name: recordName.manifest, value: null },
    { name: recordName.phone, value: record },
    ...pictures,
  ])
}

/** Writes what the phone knows beside its album. */
export const writePhone = (sealed: Sealed, record: PhoneRecord): Promise<void> =>
  writeSealed(sealed, [{ name: recordName.phone, value: record }])

/**
 * Reads all that stays in memory. An album whose time is over is removed here (AL48), unless the clock leapt so far that it may
 * be the clock; a clock that was turned back is told by `clock`. null where there is no record of the phone: the browser has
 * removed what was sealed.
 */
export const openPhone = async (sealed: Sealed, nowMs: number): Promise<OpenPhone | null> => {
  const before = await readSealedJson<PhoneRecord>(sealed, recordName.phone)
  if (before === null) return null
  const stored = await readSealedJson<AlbumManifest>(sealed, recordName.manifest)
  const clock = readClock(before, stored?.until ?? null, nowMs)
  const isOver = stored !== null && clock.album === 'over'
  const record: PhoneRecord = {
    ...before,
    highestMs: Math.max(before.highestMs, clock.isLeap ? before.highestMs : clock.correctedMs),
    ...(isOver ? { closedMs: clock.correctedMs, standing: 'expired' } : {}),
  }
  const manifest = isOver ? null : stored
  if (isOver) await removeAlbum(sealed, stored, record)
  else await writePhone(sealed, record)
  const read = await readSessions(sealed, record)
  return { sealed, record, manifest, ...read, clock, missing: await missingPictures(sealed, manifest) }
}

/** The writes of a new album: the album that is there goes with its pictures, but for those that both have. */
export const replaceAlbum = async (
  sealed: Sealed,
  { before, after, record }: { before: AlbumManifest | null; after: AlbumManifest; record: PhoneRecord },
): Promise<number> => {
  const kept = new Set(after.pictures.map(({ id }) => id))
  const gone = (before?.pictures ?? []).filter(({ id }) => !kept.has(id))
  const writes = await sealWrites(sealed, [
    { name: recordName.manifest, value: after },
    { name: recordName.phone, value: record },
    ...gone.map(({ id }) => ({ name: recordName.picture(id), value: null })),
  ])
  await writeRecords(writes)
  return gone.length
}
