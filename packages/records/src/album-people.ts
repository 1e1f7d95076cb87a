import { MAX_ALBUM_PICTURES } from '@homeward/format'
import { fromColumn } from './column.ts'
import { discloseOf, type Disclosure } from './disclosure.ts'
import { joinedWith } from './joined.ts'
import { searchableNames } from './person-names.ts'
import type { Records } from './records.ts'
import type { AlbumPlan, LeftOut, ShownPerson } from './album-types.ts'
import type { YearRange } from './types.ts'

/** An organisation that set no age. */
const usualAge = 18

/** People that a filter chooses: all that is given must hold. */
export interface AlbumFilter {
  sex?: 'female' | 'male'
  /** Years between which the birth lies, as far as it is known. */
  bornFrom?: number
  bornTo?: number
  /** A word of a place of origin, of the event, or where they were last seen. */
  place?: string
}

/** Whom an album is to show, and to whom it goes: consent is asked for the name of the phone. */
export interface AlbumChoice {
  kind: 'recognition' | 'family'
  phoneName: string
  people: readonly string[]
}

/** The age under which nobody is shown without a second person: the last that was set, else 18. */
export function albumAge({ registry }: Records): number {
  return (
    registry.prepare('SELECT years FROM album_age ORDER BY rowid DESC LIMIT 1').get<{ years: number }>()?.years ??
    usualAge
  )
}

function has(condition: string): string {
  return `EXISTS (SELECT 1 FROM person_value AS v WHERE v.person = person.id AND ${condition})`
}

/** The ids of people that a filter chooses, in the order in which they were registered. */
export function filterPeople({ registry }: Records, { sex, bornFrom, bornTo, place }: AlbumFilter): string[] {
  const conditions = [
    ...(sex === undefined ? [] : [has("v.field = 'sex' AND json_extract(v.value, '$') = $sex")]),
    ...(bornFrom === undefined ? [] : [has("v.field = 'birth' AND json_extract(v.value, '$.latest') >= $bornFrom")]),
    ...(bornTo === undefined ? [] : [has("v.field = 'birth' AND json_extract(v.value, '$.earliest') <= $bornTo")]),
    ...(place === undefined
      ? []
      : [has("v.field IN ('origin', 'event', 'lastSeen') AND instr(lower(v.value), lower($place)) > 0")]),
  ]
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const given = Object.entries({ sex, bornFrom, bornTo, place }).filter(([, value]) => value !== undefined)
  return registry
    .prepare(`SELECT id FROM person ${where} ORDER BY rowid`)
    .all<{ id: string }>(given.length === 0 ? [] : (Object.fromEntries(given) as Record<string, string | number>))
    .map(({ id }) => id)
}

/**
 * Whether somebody is under an age or may be: the latest year of birth that anybody says decides, and of whom nobody says one it
 * is not known, so they may be (rule R76).
 */
export function mayBeUnder({ registry }: Records, person: string, years: number, today: string): boolean {
  if (years === 0) return false
  const births = registry.prepare("SELECT value FROM person_value WHERE person = ? AND field = 'birth'")
  // What another record of the same person says counts too: an album must not show a child because one record knows no year.
  const latest = joinedWith(registry, person)
    .flatMap((one) => births.all<{ value: string }>([one]))
    .map(({ value }) => fromColumn<YearRange>(value).latest)
  if (latest.length === 0) return true
  return Number(today.slice(0, 4)) - Math.max(...latest) - 1 < years
}

/** What consent allows to be shown of somebody in an album on this phone, on this day (H7). */
export function albumDisclosure(records: Records, person: string, phoneName: string, today: string): Disclosure {
  return discloseOf(records, person, { purpose: 'album', recipient: phoneName, today })
}

/** The current photos of somebody but those in quarantine, by id, with those first that were there first. */
export function photosOf({ registry, vault }: Records, person: string): { id: string; blob: string }[] {
  return registry
    .prepare(
      "SELECT id, value FROM person_value WHERE person = ? AND field = 'photo' ORDER BY at, log, position, ordinal",
    )
    .all<{ id: string; value: string }>([person])
    .map(({ id, value }) => ({ id, blob: fromColumn<{ blob: string }>(value).blob }))
    .filter(({ blob }) => !vault.isQuarantined(blob))
}

/** The first whole name of somebody; null when there is none. */
export function nameOf({ registry }: Records, person: string): string | null {
  const isShown = registry.prepare('SELECT 1 FROM person WHERE id = ?').get([person]) !== undefined
  return isShown ? (searchableNames(registry, person)[0] ?? null) : null
}

/**
 * Whom of the chosen an album would show, and who is left out and why (H2). `agreed` are those to whom a second person agreed
 * although they are or may be under age. Asked at making; consent and age are asked again at every manifest.
 */
export function planAlbum(
  records: Records,
  { kind, phoneName, people }: AlbumChoice,
  today: string,
  agreed: ReadonlySet<string> = new Set(),
): AlbumPlan {
  const age = albumAge(records)
  const shown: ShownPerson[] = []
  const leftOut: LeftOut[] = []
  let pictures = 0
  const chosen = [...new Set(people)]
  const isKnown = records.registry.prepare('SELECT 1 FROM person WHERE id = ?')
  for (const person of chosen) {
    if (isKnown.get([person]) === undefined) {
      leftOut.push({ person, name: null, why: 'gone', reason: null })
      continue
    }
    const name = nameOf(records, person)
    const leave = (why: LeftOut['why'], reason: string | null = null): void => {
      leftOut.push({ person, name, why, reason })
    }
    const all = photosOf(records, person).map(({ id }) => id)
    const photos = kind === 'family' ? all : all.slice(0, 1)
    const disclosure = albumDisclosure(records, person, phoneName, today)
    const refusal = disclosure.withheld.find(({ scope }) => scope === 'photos')
    const isUnderAge = mayBeUnder(records, person, age, today)
    if (photos.length === 0) leave('no-photo')
    else if (refusal !== undefined) leave('no-consent', refusal.reason)
    else if (isUnderAge && !agreed.has(person)) leave('under-age')
    else if (pictures + photos.length > MAX_ALBUM_PICTURES) leave('too-many')
    else {
      pictures += photos.length
      const mayBeNamed = disclosure.allowed.some(({ scope }) => scope === 'names')
      shown.push({ person, name, photos, mayBeNamed, isUnderAge })
    }
  }
  return { chosen: chosen.length, shown, leftOut, pictures, age }
}
