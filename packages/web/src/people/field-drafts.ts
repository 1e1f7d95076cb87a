import type { NewValue, Person, PersonName, Value, ValueField } from '../api/types.ts'
import { formTexts } from '../texts/people.ts'
import { valueTexts } from '../texts/person-values.ts'
import { choiceOf, locatedDraft, type PlaceDraft } from '../places/place-draft.ts'
import { placesTexts } from '../texts/places.ts'
import { birthOf } from './drafts.ts'

/** A value of any field while it is typed: its parts as texts. */
export type Draft = Readonly<Record<string, string>>

/** A value with its id, where its field holds several. */
export type FieldValue = Value<unknown> & { id?: string; linked?: { id: string; name: string | null } }

/** The current values of one field. */
export const valuesOf = (person: Person, field: ValueField): FieldValue[] => {
  switch (field) {
    case 'name':
      return person.names
    case 'kin':
      return person.kin
    case 'photo':
      return person.photos
    case 'mark':
      return person.marks
    case 'reference':
      return person.references
    default:
      return person[field]
  }
}

const empty: Readonly<Partial<Record<ValueField, Draft>>> = {
  sex: { text: 'unknown' },
  birth: { basis: 'stated' },
  fate: { state: 'unknown' },
  whereabouts: { state: 'unknown' },
  name: { kind: 'full', script: 'auto' },
  kin: { relation: 'mother' },
  mark: { kind: 'scar' },
}

/** What a form begins with: the parts of a value, or what is chosen when nothing is there yet. */
export const draftOf = (field: ValueField, value?: FieldValue): Draft => {
  if (value === undefined) return empty[field] ?? {}
  const { located } = value
  const place = located === undefined ? {} : withPlace({}, locatedDraft(located))
  return { ...partsOf(field, value), ...place }
}

/** The draft of a value with the place that its words are taken to mean; null: the words alone. */
export const withPlace = ({ located: _gone, ...draft }: Draft, place: PlaceDraft | null): Draft =>
  place === null ? draft : { ...draft, located: JSON.stringify(place) }

/** The place in a draft. */
export const placeOf = ({ located }: Draft): PlaceDraft | null =>
  located === undefined ? null : (JSON.parse(located) as PlaceDraft)

const wordsOf = ({ place, text }: Draft): string => (place ?? text ?? '').trim()

/** What a draft adds to the value as it is sent: the place, where there are words for one. */
export const locatedOf = (draft: Draft): Pick<NewValue & { field: 'origin' }, 'located'> => {
  const place = placeOf(draft)
  const choice = place === null || wordsOf(draft) === '' ? null : choiceOf(place)
  return choice === null ? {} : { located: choice }
}

const partsOf = (field: ValueField, value: FieldValue): Draft => {
  if (typeof value.value === 'string') return { text: value.value }
  const parts = Object.entries(value.value as Record<string, string | number>).map(([part, said]) => [
    part,
    String(said),
  ])
  const draft = Object.fromEntries(parts) as Record<string, string>
  if (field === 'name') return { ...draft, script: 'auto', was: draft['text'] ?? '', wasScript: draft['script'] ?? '' }
  return field === 'kin' ? { ...draft, pageName: value.linked?.name ?? '' } : draft
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text))

const daysFit = ({ earliest = '', latest = '' }: Draft): boolean =>
  [earliest, latest].every((day) => day === '' || isDay(day)) &&
  (earliest === '' || latest === '' || earliest <= latest)

const nameOf = ({ text = '', kind = 'full', script = 'auto', language = '', was, wasScript = '' }: Draft): object => {
  const kept = was === text ? wasScript : ''
  const known = script === 'auto' ? kept : script
  return {
    text,
    kind: kind as PersonName['kind'],
    ...(known === '' ? {} : { script: known }),
    ...(language === '' ? {} : { language }),
  }
}

const parts: Readonly<Partial<Record<ValueField, readonly string[]>>> = {
  event: ['what', 'place', 'date', 'earliest', 'latest'],
  lastSeen: ['place', 'date', 'earliest', 'latest'],
  fate: ['state', 'date', 'basis'],
  whereabouts: ['state', 'place', 'date'],
  kin: ['relation', 'name', 'person'],
  mark: ['kind', 'text'],
  reference: ['registry', 'id'],
}

const problemOf = (field: ValueField, draft: Draft): string | null => {
  const place = placeOf(draft)
  if (place !== null && wordsOf(draft) !== '' && choiceOf(place) === null) return placesTexts.needPoint
  const has = (part: string): boolean => (draft[part] ?? '') !== ''
  if (field === 'birth') {
    const range = birthOf({ earliest: '', latest: '', basis: 'stated', ...draft } as never)
    return range === null || range === undefined ? formTexts.yearRange : null
  }
  if (field === 'event' || field === 'lastSeen') {
    if (!daysFit(draft)) return valueTexts.needDay
    return parts[field]?.some(has) === true ? null : formTexts.required
  }
  if (field === 'fate') return draft['state'] === 'dead' && !has('basis') ? valueTexts.needBasis : null
  if (field === 'whereabouts') return draft['state'] !== 'unknown' && !has('place') ? valueTexts.needPlace : null
  if (field === 'kin') return has('name') || has('person') ? null : valueTexts.needNameOrPage
  if (field === 'reference') return has('registry') && has('id') ? null : formTexts.required
  return has('text') ? null : formTexts.required
}

/** The value as it is sent, or what is missing in words. */
export const valueOfDraft = (field: ValueField, typed: Draft): { value: NewValue['value'] } | { problem: string } => {
  const draft = Object.fromEntries(Object.entries(typed).map(([part, text]) => [part, text.trim()]))
  const problem = problemOf(field, draft)
  if (problem !== null) return { problem }
  if (field === 'birth')
    return { value: birthOf({ earliest: '', latest: '', basis: 'stated', ...draft } as never) as NewValue['value'] }
  if (field === 'name') return { value: nameOf(draft) as NewValue['value'] }
  const known = parts[field]
  if (known === undefined) return { value: (draft['text'] ?? '') as NewValue['value'] }
  const said = known.filter((part) => (draft[part] ?? '') !== '').map((part) => [part, draft[part]])
  const value = Object.fromEntries(said) as Record<string, string>
  if (field === 'whereabouts' && value['state'] === 'unknown') delete value['place']
  return { value: value as unknown as NewValue['value'] }
}
