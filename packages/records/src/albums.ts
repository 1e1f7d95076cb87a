import { thumbnail } from '@homeward/compare'
import { canonicalJson, randomBytes, sealPicture, sha256, toHex, type JsonObject } from '@homeward/format'
import { commitDeed, requireApproved } from './act-deeds.ts'
import { actWords, listedAs, subjectOf } from './act-words.ts'
import { proposeAct, requestOf, getAct, type Deed } from './acts.ts'
import type { ChangeOf } from './changes.ts'
import { nameOf, photosOf, planAlbum } from './album-people.ts'
import { dayOf } from './day.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { lastAlbumOf, requirePhone } from './phones.ts'
import { commit, type Records, type Write } from './records.ts'
import { personSubject } from './subjects.ts'
import { webpSize } from './webp-size.ts'
import type { Act } from './act-types.ts'
import type { Album, AlbumPlan, AlbumState, LeftOut, ShownPerson } from './album-types.ts'

/** The version of the text of consent that phones read to viewers. */
const consentText = 'album-1'
const longestEdge = 1080

/** An album to be made. Of a family album `people` is one person. */
export interface AlbumRequest {
  kind: 'recognition' | 'family'
  title: string
  phone: string
  people: readonly string[]
  /** Instant until which the phone shows it. */
  until: string
  showNames: boolean
  /** Those who are or may be under age too, to whom a second person has to agree. */
  withUnderAge: boolean
  /** Which of the own teams holds the sessions; needed of whoever is in several (rule R98). */
  team?: string
}

/** What became of it: chosen = people shown + left out (H2). */
export interface AlbumReceipt {
  album: string
  chosen: number
  people: number
  pictures: number
  leftOut: LeftOut[]
}

interface Making {
  now: Date
  act?: string
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}

/** Whom the album would show and who is left out, before it is made. Throws `RecordsError` NOT_FOUND for the phone. */
export function previewAlbum(
  records: Records,
  request: Omit<AlbumRequest, 'title' | 'until'>,
  today: string,
): AlbumPlan {
  const choice = { kind: request.kind, phoneName: requirePhone(records, request.phone), people: request.people }
  const plan = planAlbum(records, choice, today)
  if (!request.withUnderAge) return plan
  const young = plan.leftOut.filter(({ why }) => why === 'under-age').map(({ person }) => person)
  return planAlbum(records, choice, today, new Set(young))
}

/** The team that takes what is said over an album: the only own one, or the one that was named. Throws `RecordsError` INVALID. */
function takingTeam({ vault }: Records, { kind, team }: AlbumRequest): string | null {
  if (kind === 'family') return null
  const own = vault.teams().filter(({ isOwn }) => isOwn)
  if (team !== undefined && !own.some(({ id }) => id === team))
    throw new RecordsError('INVALID', invalidWords.say('other-team').text)
  if (team === undefined && own.length > 1) throw new RecordsError('INVALID', invalidWords.say('several-teams').text)
  return team ?? own[0]?.id ?? null
}

function check(records: Records, request: AlbumRequest, now: Date): void {
  takingTeam(records, request)
  if (request.kind === 'family' && request.people.length !== 1)
    throw new RecordsError('INVALID', invalidWords.say('family-album').text)
  const untilMs = Date.parse(request.until)
  if (!(untilMs > now.getTime())) throw new RecordsError('INVALID', invalidWords.say('album-day-over').text)
  if (untilMs > now.getTime() + 370 * 24 * 60 * 60 * 1000)
    throw new RecordsError('INVALID', invalidWords.say('album-too-long').text)
}

/** What a second person agrees to: ids and no names, since a proposal is never erased. */
function underAgeDeed(request: AlbumRequest, plan: AlbumPlan): Deed {
  const young = plan.shown.filter(({ isUnderAge }) => isUnderAge).map(({ person }) => person)
  const sorted = young.toSorted((left, right) => (left < right ? -1 : 1))
  const { phone, showNames } = request
  const until = { age: plan.age, phone, day: request.until.slice(0, 10) }
  return {
    kind: 'album-minors',
    compartment: 'registry',
    subject: subjectOf([
      actWords.say(showNames ? 'album-with-names' : 'album-without-names', until),
      listedAs('people', sorted),
      actWords.say('request-digest', { sha256: toHex(sha256(canonicalJson(jsonOf(request)))) }),
      actWords.say('people-digest', { sha256: toHex(sha256(canonicalJson(sorted))) }),
    ]),
  }
}

function jsonOf({ people, ...rest }: AlbumRequest): JsonObject {
  return { ...rest, people: [...people] }
}

/** Proposes an album with people who are or may be under age. Returns the id of the act. Throws as `proposeAct`, and INVALID when there is nobody of them. */
export async function proposeAlbum(
  records: Records,
  request: AlbumRequest,
  { reason, now }: { reason: string; now: Date },
): Promise<string> {
  check(records, request, now)
  const plan = previewAlbum(records, request, dayOf(now))
  if (!plan.shown.some(({ isUnderAge }) => isUnderAge))
    throw new RecordsError('INVALID', invalidWords.say('album-of-adults').text)
  const act = await proposeAct(records, { ...underAgeDeed(request, plan), reason, request: jsonOf(request) }, now)
  return act
}

/** The album that was proposed with an act. Throws `RecordsError` NOT_FOUND, and ACT_DIFFERS for an act about something else. */
export async function proposedAlbum(records: Records, id: string, now: Date): Promise<AlbumRequest> {
  const act = getAct(records, id, now)
  if (act.kind !== 'album-minors')
    throw new RecordsError('ACT_DIFFERS', 'This act is about something else than an album.')
  return (await requestOf(records, act)) as unknown as AlbumRequest
}

/** The act under which an album may be made now; null when it needs none. Throws as `requireApproved`. */
export function requireAlbumAllowed(records: Records, request: AlbumRequest, { now, act }: Making): Act | null {
  check(records, request, now)
  const plan = previewAlbum(records, request, dayOf(now))
  if (plan.pictures === 0) throw new RecordsError('INVALID', invalidWords.say('album-of-nobody').text)
  if (!plan.shown.some(({ isUnderAge }) => isUnderAge)) return null
  return requireApproved(records, { ...underAgeDeed(request, plan), ...(act === undefined ? {} : { act }) }, now)
}

/**
 * Makes an album: a small picture of each photo, sealed as the phone will fetch it, in one commit. What was left out is in the
 * receipt. Throws `RecordsError` INVALID, NOT_FOUND, and as `requireApproved` where a second person has to agree.
 */
export async function makeAlbum(records: Records, request: AlbumRequest, making: Making): Promise<AlbumReceipt> {
  const { now, signal, onProgress } = making
  const act = requireAlbumAllowed(records, request, making)
  const plan = previewAlbum(records, request, dayOf(now))
  const team = takingTeam(records, request)
  const album = toHex(randomBytes(16))
  const leftOut = [...plan.leftOut]
  const pictured: Write[] = []
  let people = 0
  for (const [done, shown] of plan.shown.entries()) {
    signal?.throwIfAborted()
    onProgress?.(done, plan.shown.length)
    const writes = await picturesOf(records, album, shown)
    if (writes.length === 0) leftOut.push({ person: shown.person, name: shown.name, why: 'unreadable', reason: null })
    else people += 1
    pictured.push(...writes)
  }
  if (pictured.length === 0) throw new RecordsError('INVALID', invalidWords.say('album-unreadable').text)
  const [own] = request.kind === 'family' ? request.people : []
  const made: Write = {
    compartment: 'registry',
    // A family album is about somebody, and goes when their photos go.
    ...(own === undefined ? {} : { subject: personSubject(own, 'photos') }),
    changes: [
      {
        type: 'album.made',
        album,
        kind: request.kind,
        title: request.title.trim(),
        phone: request.phone,
        until: new Date(request.until).toISOString(),
        showNames: request.showNames,
        consentText,
        ...(own === undefined ? {} : { person: own }),
        ...(act === null ? {} : { act: act.id }),
      },
      ...(team === null ? [] : [{ type: 'album.team' as const, album, team }]),
    ],
  }
  if (act === null) await commit(records, [made, ...pictured])
  else await commitDeed(records, { act, writes: [made, ...pictured] }, now)
  return { album, chosen: plan.chosen, people, pictures: pictured.length, leftOut }
}

async function picturesOf(
  records: Records,
  album: string,
  { person, photos, isUnderAge }: ShownPerson,
): Promise<Write[]> {
  const blobs = new Map(photosOf(records, person).map(({ id, blob }) => [id, blob]))
  const writes: Write[] = []
  for (const photo of photos) {
    const small = await smallPicture(records, blobs.get(photo))
    if (small === null) continue
    const key = randomBytes(32)
    const { blob, sha256: digest, size } = await records.vault.sealBytes('registry', sealPicture(small.bytes, key))
    const change: ChangeOf<'album.pictured'> = {
      type: 'album.pictured',
      album,
      picture: toHex(randomBytes(16)),
      person,
      photo,
      key: toHex(key),
      blob,
      sha256: digest,
      size,
      width: small.width,
      height: small.height,
      ...(isUnderAge ? { agreed: true as const } : {}),
    }
    writes.push({ compartment: 'registry', subject: personSubject(person, 'photos'), changes: [change] })
  }
  return writes
}

/** A WebP of at most 1080 pixels without metadata; null when the photo cannot be read. */
async function smallPicture(
  records: Records,
  blob: string | undefined,
): Promise<{ bytes: Uint8Array; width: number; height: number } | null> {
  if (blob === undefined) return null
  try {
    const reader = await records.vault.openBlob('registry', blob)
    const bytes = new Uint8Array(await thumbnail(await reader.read(0, reader.size), longestEdge))
    const size = webpSize(bytes)
    return size === null ? null : { bytes, ...size }
  } catch (error) {
    // A vault that was locked meanwhile is no picture that cannot be read.
    if (records.vault.ended.aborted) throw error
    return null
  }
}

/** Ends an album: it is in no manifest any more. Throws `RecordsError` NOT_FOUND. */
export async function endAlbum(records: Records, album: string, reason?: string): Promise<void> {
  const subject = albumSubject(records, album)
  const change: ChangeOf<'album.ended'> = { type: 'album.ended', album, ...(reason === undefined ? {} : { reason }) }
  await commit(records, [{ compartment: 'registry', ...(subject === undefined ? {} : { subject }), changes: [change] }])
}

function albumSubject(records: Records, album: string): string | undefined {
  const row = records.registry.prepare('SELECT person FROM album WHERE id = ?').get<{ person: string | null }>([album])
  if (row === undefined) throw new RecordsError('NOT_FOUND', 'There is no such album.')
  return row.person === null ? undefined : personSubject(row.person, 'photos')
}

/** Sets the organisation's age, for everybody who makes albums from now on; the log says who and when. */
export async function setAlbumAge(records: Records, years: number): Promise<void> {
  await commit(records, [{ compartment: 'registry', changes: [{ type: 'album.age-set', years }] }])
}

/** All albums, the last one first, as they stand at this instant. */
export function listAlbums(records: Records, now: Date): Album[] {
  const rows = records.registry
    .prepare(
      `SELECT album.*, phone.name AS phone_name,
         (SELECT count(*) FROM album_picture WHERE album = album.id) AS pictures,
         (SELECT count(DISTINCT session) FROM session_event WHERE kind = 'begun' AND json_extract(what, '$.album') = album.id) AS sessions,
         EXISTS (SELECT 1 FROM album_ended WHERE album = album.id) AS ended,
         EXISTS (SELECT 1 FROM phone_revoked WHERE phone = album.phone) AS revoked
       FROM album LEFT JOIN phone ON phone.id = album.phone ORDER BY album.rowid DESC`,
    )
    .all<Record<string, string | number | null>>()
  return rows.map((row) => {
    const text = (name: string): string => String(row[name] ?? '')
    const stateOf = (): AlbumState => {
      if (row['revoked'] === 1) return 'phone-revoked'
      if (row['ended'] === 1) return 'ended'
      if (lastAlbumOf(records, text('phone')) !== row['id']) return 'replaced'
      return Date.parse(text('until')) > now.getTime() ? 'current' : 'expired'
    }
    return {
      id: text('id'),
      kind: row['kind'] === 'family' ? 'family' : 'recognition',
      title: text('title'),
      phone: text('phone'),
      phoneName: text('phone_name'),
      until: text('until'),
      showNames: row['show_names'] === 1,
      consentText: text('consent_text'),
      person: row['person'] === null ? null : text('person'),
      act: row['act'] === null ? null : text('act'),
      state: stateOf(),
      pictures: Number(row['pictures']),
      sessions: Number(row['sessions']),
      entry: text('entry'),
      at: text('at'),
      member: text('member'),
    }
  })
}

/** One album with the people that it was made with, as far as they are still kept. Throws `RecordsError` NOT_FOUND. */
export function getAlbum(
  records: Records,
  album: string,
  now: Date,
): Album & { people: { person: string; name: string | null; pictures: number }[] } {
  const found = listAlbums(records, now).find(({ id }) => id === album)
  if (found === undefined) throw new RecordsError('NOT_FOUND', 'There is no such album.')
  const rows = records.registry
    .prepare('SELECT person, count(*) AS pictures FROM album_picture WHERE album = ? GROUP BY person ORDER BY person')
    .all<{ person: string; pictures: number }>([album])
  return { ...found, people: rows.map((row) => ({ ...row, name: nameOf(records, row.person) })) }
}
