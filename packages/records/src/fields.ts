import { placePrecisions } from '@homeward/places'
import { z } from 'zod'
import {
  birthBases,
  fateStates,
  kinRelations,
  markKinds,
  nameKinds,
  nameScripts,
  sexes,
  whereaboutsStates,
} from './field-words.ts'

/** The fields of a person and what a value of each may be. Rules R5 and R32–R36 of docs/spec/records.md. */

export const id = z.string().min(3).max(80)
export const text = z.string().min(1).max(20_000)
export const shortText = z.string().min(1).max(500)
export const hex32 = z.string().regex(/^[0-9a-f]{64}$/u)
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u)
/** Fields whose words name a place. */
export const placeFields = ['origin', 'event', 'lastSeen', 'whereabouts'] as const
export type PlaceField = (typeof placeFields)[number]
/**
 * The place that a member takes words to mean (rule R67): an id of the gazetteer, how exactly it is known, and its name as it stood there
 * then. Whether the gazetteer has it is checked when it is written, and not when it is read: a later one may have lost it.
 */
export const locatedValue = z
  .strictObject({
    id: z.string().regex(/^[\w.]{1,40}$/u, 'not a place'),
    precision: z.enum(placePrecisions),
    label: z.string().min(1).max(500),
    point: z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).exactOptional(),
  })
  .refine(({ precision, point }) => (precision === 'point') === (point !== undefined), {
    message: 'a point belongs to the precision "point", and to no other',
  })
/** The place of an entry in the log, as `refOf` writes it. */
export const entryRef = z.string().regex(/^[0-9a-f]{64}:\d{1,15}$/u)

const nameValue = z.strictObject({
  text: shortText,
  kind: z.enum(nameKinds),
  script: z.enum(nameScripts),
  language: z.string().max(35).exactOptional(),
})
const birthValue = z
  .strictObject({
    earliest: z.int().min(1850).max(2200),
    latest: z.int().min(1850).max(2200),
    basis: z.enum(birthBases),
  })
  .refine((range) => range.earliest <= range.latest, { message: 'the earliest year is after the latest' })
const kinValue = z
  .strictObject({
    relation: z.enum(kinRelations),
    /** As it was said; without it the relative is known by the page that `person` leads to, and by nothing else. */
    name: shortText.exactOptional(),
    person: id.exactOptional(),
  })
  .refine(({ name, person }) => name !== undefined || person !== undefined, {
    message: 'a relative needs a name or a page',
  })
export const photoValue = z.strictObject({
  blob: hex32,
  sha256: hex32,
  size: z.int().nonnegative(),
  mediaType: shortText,
  caption: z.string().max(2000).exactOptional(),
  /** When the picture was taken, as it was said. */
  taken: shortText.exactOptional(),
})

/** Days between which something was, and the words in which that was said. */
const between = { date: shortText.exactOptional(), earliest: day.exactOptional(), latest: day.exactOptional() }
const inOrder = ({ earliest, latest }: { earliest?: string; latest?: string }): boolean =>
  earliest === undefined || latest === undefined || earliest <= latest
const daysWrong = { message: 'the earliest day is after the latest' }
const isNotEmpty = (value: object): boolean => Object.keys(value).length > 0

const lastSeenValue = z.strictObject({ place: shortText.exactOptional(), ...between }).refine(inOrder, daysWrong)
const eventValue = z
  .strictObject({ what: shortText.exactOptional(), place: shortText.exactOptional(), ...between })
  .refine(inOrder, daysWrong)
  .refine(isNotEmpty, { message: 'nothing is said' })
const fateValue = z
  .strictObject({
    state: z.enum(fateStates),
    date: shortText.exactOptional(),
    /** How it was established. */
    basis: shortText.exactOptional(),
  })
  .refine(({ state, basis }) => state !== 'dead' || basis !== undefined, {
    message: 'a death needs to say how it was established',
  })
const whereaboutsValue = z
  .strictObject({
    state: z.enum(whereaboutsStates),
    place: shortText.exactOptional(),
    date: shortText.exactOptional(),
  })
  .refine(({ state, place }) => state === 'unknown' || place !== undefined, { message: 'a place is missing' })
const markValue = z.strictObject({
  kind: z.enum(markKinds),
  text: z.string().min(1).max(2000),
})
const referenceValue = z.strictObject({
  registry: shortText,
  id: shortText,
  /** Until when that register lets what it says be kept. */
  until: day.exactOptional(),
  /** Since when that register has nothing of it any more, with the same `until`; or that somebody decided to keep it here all the same (rule R115). */
  ended: day.exactOptional(),
  kept: z.literal(true).exactOptional(),
})

/** Fields that hold one value, and fields that hold several, each under an id of its own. */
export const singleFields = {
  sex: z.enum(sexes),
  birth: birthValue,
  origin: shortText,
  circumstances: text,
  event: eventValue,
  lastSeen: lastSeenValue,
  fate: fateValue,
  whereabouts: whereaboutsValue,
  note: text,
} as const
export const keyedFields = {
  name: nameValue,
  kin: kinValue,
  photo: photoValue,
  mark: markValue,
  reference: referenceValue,
} as const

export type SingleField = keyof typeof singleFields
export type KeyedField = keyof typeof keyedFields
export type FieldName = SingleField | KeyedField
export const fieldNames = [...Object.keys(singleFields), ...Object.keys(keyedFields)] as [FieldName, ...FieldName[]]

/** Who says a value: in words that do not endanger them, when, and in which statement on the person. */
const saidValue = z.strictObject({
  by: shortText,
  date: shortText.exactOptional(),
  statement: id.exactOptional(),
})

/** Deaths that somebody told of without saying who they are do not count as told. */
const needsSource = (field: FieldName, value: unknown): boolean =>
  field === 'fate' && typeof value === 'object' && value !== null && 'state' in value && value.state !== 'unknown'

interface Given {
  field: FieldName
  id?: string
  value?: unknown
  said?: unknown
  located?: unknown
}

/** Whether a value has words that a place can stand beside: what somebody said is kept, whatever it is taken for (H5). */
function namesPlace(field: FieldName, value: unknown): boolean {
  if (!(placeFields as readonly string[]).includes(field)) return false
  return typeof value === 'string' || (typeof value === 'object' && value !== null && 'place' in value)
}

/** Says what is wrong with a field, its id, its value and its source together. */
function checkValue({ field, id: given, value, said, located }: Given, context: z.core.$RefinementCtx): void {
  const keyed = field in keyedFields
  if (keyed !== (given !== undefined))
    context.addIssue({ code: 'custom', message: keyed ? 'an id is missing' : 'this field has no id' })
  if (located !== undefined && !namesPlace(field, value))
    context.addIssue({ code: 'custom', message: 'a place stands beside the words that name it', path: ['located'] })
  if (value === null) return
  const schema = keyed ? keyedFields[field as KeyedField] : singleFields[field as SingleField]
  const result = schema.safeParse(value)
  if (!result.success)
    for (const issue of result.error.issues)
      context.addIssue({ code: 'custom', message: issue.message, path: ['value', ...issue.path] })
  else if (needsSource(field, value) && said === undefined)
    context.addIssue({ code: 'custom', message: 'what became of a person needs somebody who says so', path: ['said'] })
}

/**
 * One value of one field; `value: null` takes back what this device had seen of it. `id` belongs to keyed fields alone. `replaces`
 * names the values that this one stands for, by their entries; without it those are all that the device had seen (rule R2).
 */
export const fieldValue = z
  .strictObject({
    field: z.enum(fieldNames),
    id: id.exactOptional(),
    value: z.json(),
    said: saidValue.exactOptional(),
    located: locatedValue.exactOptional(),
    why: z.string().min(1).max(2000).exactOptional(),
    replaces: z.array(entryRef).max(100).exactOptional(),
  })
  .superRefine(checkValue)

/** Of values that disagree, the one that somebody chose, and why. */
export const reconciledValue = z
  .strictObject({
    type: z.literal('person.reconciled'),
    person: id,
    field: z.enum(fieldNames),
    id: id.exactOptional(),
    value: z.json(),
    said: saidValue.exactOptional(),
    located: locatedValue.exactOptional(),
    /** The entry in which the chosen value was said. */
    chosen: entryRef,
    why: z.string().min(1).max(2000),
  })
  .superRefine(checkValue)
