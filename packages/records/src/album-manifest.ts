import type { AlbumFileLine, AlbumManifest, AlbumPicture, PhoneState } from '@homeward/format'
import { albumAge, albumDisclosure, mayBeUnder, nameOf, photosOf } from './album-people.ts'
import { listAlbums } from './albums.ts'
import { dayOf } from './day.ts'
import { RecordsError } from './errors.ts'
import { joinedWith } from './joined.ts'
import { getPerson, requirePerson } from './people.ts'
import { lastAlbumOf, requirePhone } from './phones.ts'
import type { Records } from './records.ts'
import type { Album } from './album-types.ts'
import type { ConsentScope } from './consent-types.ts'
import type { Person } from './types.ts'

interface AlbumRow {
  id: string
  kind: 'recognition' | 'family'
  title: string
  phone: string
  until: string
  show_names: number
  consent_text: string
  person: string | null
  at: string
}

interface PictureRow {
  picture: string
  person: string
  photo: string
  key: string
  blob: string
  sha256: string
  size: number
  width: number
  height: number
  agreed: number
}

/** How a phone stands with the office at this instant (AL6). */
export function phoneStateOf(
  records: Records,
  phone: string,
  now: Date,
): { state: PhoneState; album?: string; until?: string } {
  if (records.registry.prepare('SELECT 1 FROM phone_revoked WHERE phone = ?').get([phone]) !== undefined)
    return { state: 'revoked' }
  const album = lastAlbumOf(records, phone)
  if (album === null) return { state: 'none' }
  const { until } = albumRow(records, album)
  return { state: Date.parse(until) > now.getTime() ? 'current' : 'expired', album, until }
}

/**
 * What a phone may hold now: consent and age are asked for everybody at this moment (H7, AL19). Null when no album is meant for it.
 * Ids are those of the album and say nothing about anybody; pictures stand in the order of those ids.
 */
export function manifestOf(records: Records, phone: string, now: Date): AlbumManifest | null {
  const { state, album: id } = phoneStateOf(records, phone, now)
  if (state !== 'current' || id === undefined) return null
  const album = albumRow(records, id)
  const ask = createAsking(records, requirePhone(records, phone), now)
  const rows = records.registry
    .prepare('SELECT * FROM album_picture WHERE album = ? ORDER BY picture')
    .all([id]) as unknown as PictureRow[]
  const pictures = rows.flatMap((row): AlbumPicture[] => {
    const allowed = ask(row)
    if (allowed === null) return []
    return [
      {
        id: row.picture,
        key: row.key,
        sha256: row.sha256,
        size: row.size,
        width: row.width,
        height: row.height,
        ...(album.show_names === 1 ? words(records, row.person, allowed) : {}),
      },
    ]
  })
  const own = album.kind === 'family' ? rows.find(({ person }) => person === album.person) : undefined
  const allowed = own === undefined ? null : ask(own)
  return {
    version: 1,
    album: id,
    kind: album.kind,
    title: album.title,
    organisation: records.vault.name,
    made: new Date(album.at).toISOString(),
    until: new Date(album.until).toISOString(),
    showNames: album.show_names === 1,
    consentText: album.consent_text,
    pictures,
    ...(own === undefined || allowed === null ? {} : { file: fileOf(getPerson(records, own.person), allowed) }),
  }
}

/**
 * The sealed picture of a phone's current album, as the phone fetches it. Throws `RecordsError` NOT_FOUND when it is not, or not
 * any more, in what the phone may hold.
 */
export async function openAlbumPicture(
  records: Records,
  phone: string,
  picture: string,
  now: Date,
): Promise<Uint8Array> {
  const { state, album } = phoneStateOf(records, phone, now)
  const row =
    state === 'current'
      ? (records.registry
          .prepare('SELECT * FROM album_picture WHERE album = ? AND picture = ?')
          .get([album ?? '', picture]) as unknown as PictureRow | undefined)
      : undefined
  if (row === undefined || createAsking(records, requirePhone(records, phone), now)(row) === null)
    throw new RecordsError('NOT_FOUND', 'This picture is in no album of this phone any more.')
  const reader = await records.vault.openBlob('registry', row.blob)
  return reader.read(0, reader.size)
}

/**
 * The albums that show somebody at this instant: a phone may hold them, and of at least one picture of any record of this person consent and age allow it
 * (R107). Throws `RecordsError` NOT_FOUND.
 */
export function albumsShowing(records: Records, person: string, now: Date): Album[] {
  requirePerson(records, person)
  const all = JSON.stringify(joinedWith(records.registry, person))
  const pictures = records.registry.prepare(
    'SELECT * FROM album_picture WHERE album = ? AND person IN (SELECT value FROM json_each(?))',
  )
  return listAlbums(records, now).filter(({ id, state, phone }) => {
    if (state !== 'current') return false
    const ask = createAsking(records, requirePhone(records, phone), now)
    return (pictures.all([id, all]) as unknown as PictureRow[]).some((row) => ask(row) !== null)
  })
}

/** Asks of a picture what may be shown of its person now: null for nothing. Of one person it is asked once. */
function createAsking(records: Records, phoneName: string, now: Date): (row: PictureRow) => Set<ConsentScope> | null {
  const today = dayOf(now)
  const age = albumAge(records)
  const known = new Map<string, { scopes: Set<ConsentScope>; photos: Set<string>; isYoung: boolean } | null>()
  const isRegistered = records.registry.prepare('SELECT 1 FROM person WHERE id = ?')
  const look = (person: string) => {
    if (isRegistered.get([person]) === undefined) return null
    const { allowed } = albumDisclosure(records, person, phoneName, today)
    return {
      scopes: new Set(allowed.map(({ scope }) => scope)),
      photos: new Set(photosOf(records, person).map(({ id }) => id)),
      isYoung: mayBeUnder(records, person, age, today),
    }
  }
  return ({ person, photo, agreed, blob }) => {
    if (records.vault.isQuarantined(blob)) return null
    if (!known.has(person)) known.set(person, look(person))
    const found = known.get(person) ?? null
    const isShown =
      found !== null && found.scopes.has('photos') && found.photos.has(photo) && (agreed === 1 || !found.isYoung)
    return isShown ? found.scopes : null
  }
}

function albumRow(records: Records, album: string): AlbumRow {
  const row = records.registry.prepare('SELECT * FROM album WHERE id = ?').get([album])
  if (row === undefined) throw new RecordsError('NOT_FOUND', 'There is no such album.')
  return row as unknown as AlbumRow
}

/** What stands below a picture where names are shown: the name under a consent to names, the rest under one to details. */
function words(records: Records, person: string, allowed: ReadonlySet<ConsentScope>): Partial<AlbumPicture> {
  const name = allowed.has('names') ? nameOf(records, person) : null
  const { birth, origin } = getPerson(records, person)
  const [born] = birth
  const [place] = origin
  const details = allowed.has('details')
  return {
    ...(name === null ? {} : { name: name.slice(0, 300) }),
    ...(details && born !== undefined ? { born: { from: born.value.earliest, to: born.value.latest } } : {}),
    ...(details && place !== undefined ? { place: place.value.slice(0, 300) } : {}),
  }
}

/** A family's file, as far as consent goes. Who said a value, and where somebody is now, never leave (rule R36). */
function fileOf(person: Person, allowed: ReadonlySet<ConsentScope>): AlbumFileLine[] {
  const lines: AlbumFileLine[] = []
  const add = (what: AlbumFileLine['what'], parts: (string | undefined)[]): void => {
    const text = parts.filter((part) => part !== undefined && part !== '').join(' · ')
    if (text !== '') lines.push({ what, text: text.slice(0, 4000) })
  }
  if (allowed.has('details')) {
    for (const { value } of person.birth) {
      const { earliest, latest } = value
      add('birth', [earliest === latest ? String(earliest) : `${earliest}–${latest}`])
    }
    for (const { value } of person.origin) add('origin', [value])
    for (const { value } of person.event) add('event', [value.what, value.place, value.date ?? value.earliest])
    for (const { value } of person.lastSeen) add('last-seen', [value.place, value.date ?? value.earliest])
    for (const { value } of person.marks) add('mark', [value.text])
  }
  if (allowed.has('statements'))
    for (const { text, place, date } of person.statements) add('statement', [text, place, date])
  return lines.slice(0, 500)
}
