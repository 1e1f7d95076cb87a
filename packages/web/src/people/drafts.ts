import type { PlaceDraft } from '../places/place-draft.ts'
import type { Kin, LastSeen, NewPerson, PersonName, YearRange } from '../api/types.ts'

type NewName = NewPerson['names'][number]

/** A name while it is typed; the script follows the letters unless somebody chose one. */
export interface NameDraft {
  text: string
  kind: PersonName['kind']
  script: PersonName['script'] | 'auto'
  language: string
  /** The name that is changed, whose script stays as long as its letters do. */
  was: PersonName | null
}
export const emptyName: NameDraft = { text: '', kind: 'full', script: 'auto', language: '', was: null }

/** The name as it is sent, or null while it is empty. */
export const nameOf = ({ was, ...draft }: NameDraft): NewName | null => {
  const text = draft.text.trim()
  if (text === '') return null
  const kept = was?.text === text ? was.script : undefined
  const script = draft.script === 'auto' ? kept : draft.script
  return {
    text,
    kind: draft.kind,
    ...(script === undefined ? {} : { script }),
    ...(draft.language === '' ? {} : { language: draft.language }),
  }
}

export interface BirthDraft {
  earliest: string
  latest: string
  basis: YearRange['basis']
}
export const emptyBirth: BirthDraft = { earliest: '', latest: '', basis: 'stated' }

const isYear = (year: number): boolean => Number.isInteger(year) && year >= 1850 && year <= 2200

/** The range as it is sent; null if both are empty, undefined if they are not years in order. */
export const birthOf = ({ earliest, latest, basis }: BirthDraft): YearRange | null | undefined => {
  const from = earliest.trim()
  const to = latest.trim()
  if (from === '' && to === '') return null
  const first = Number(from === '' ? to : from)
  const last = Number(to === '' ? from : to)
  return isYear(first) && isYear(last) && first <= last ? { earliest: first, latest: last, basis } : undefined
}

export interface KinDraft {
  relation: Kin['relation']
  name: string
  person?: string
}
export const emptyKin: KinDraft = { relation: 'mother', name: '' }

/** A relative as it was typed; null when nothing was. */
export const kinOf = ({ relation, name, person }: KinDraft): Kin | null =>
  name.trim() === '' ? null : { relation, name: name.trim(), ...(person === undefined ? {} : { person }) }

export interface LastSeenDraft {
  place: string
  date: string
  located: PlaceDraft | null
}
export const emptyLastSeen: LastSeenDraft = { place: '', date: '', located: null }

/** Where and when somebody was last seen, as it was typed; null when nothing was. */
export const lastSeenOf = ({ place, date }: LastSeenDraft): LastSeen | null => {
  if (place.trim() === '' && date.trim() === '') return null
  return {
    ...(place.trim() === '' ? {} : { place: place.trim() }),
    ...(date.trim() === '' ? {} : { date: date.trim() }),
  }
}

/** A property with a text, or no property at all if the text is empty. */
export const ifText = <Name extends string>(name: Name, text: string): Partial<Record<Name, string>> =>
  text.trim() === '' ? {} : ({ [name]: text.trim() } as Partial<Record<Name, string>>)
