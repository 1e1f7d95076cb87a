import { z } from '@hono/zod-openapi'
import {
  birthBases,
  fateStates,
  kinRelations,
  markKinds,
  nameKinds,
  nameScripts,
  sexes,
  whereaboutsStates,
  fieldNames,
} from '@homeward/records'
import { placePrecisions } from '@homeward/places'
import { countSchema, daySchema, idSchema, lineSchema, maybe, originShape, sha256Schema, textSchema } from './common.ts'

/*
 * The fields of a person, as they are sent and as they are answered. What a death or a place needs besides is checked by the
 * records, whose sentences say it (rule R32).
 */

const scriptSchema = z.enum(nameScripts)
const nameShape = {
  text: lineSchema,
  kind: z.enum(nameKinds),
  language: maybe(z.string().regex(/^[A-Za-z\d-]{2,35}$/u, 'not a language tag')),
}
export const personNameSchema = z.object({ ...nameShape, script: scriptSchema }).openapi('PersonName')
/** A name that is entered: without `script` it is that of most letters. */
export const newNameSchema = z.object({ ...nameShape, script: maybe(scriptSchema) }).openapi('NewPersonName')

const yearSchema = z.int().min(1850).max(2200)
export const yearRangeSchema = z
  .object({
    earliest: yearSchema,
    latest: yearSchema,
    basis: z.enum(birthBases),
  })
  .refine((range) => range.earliest <= range.latest, 'the earliest year is after the latest')
  .openapi('YearRange')

const relationSchema = z.enum(kinRelations)
export const kinSchema = z
  .object({ relation: relationSchema, name: maybe(lineSchema), person: maybe(idSchema) })
  .refine(({ name, person }) => name !== undefined || person !== undefined, 'a relative needs a name or a page')
  .openapi('Kin')

export const photoRefSchema = z
  .object({
    blob: z.string(),
    sha256: sha256Schema,
    size: countSchema,
    mediaType: z.string(),
    caption: maybe(z.string()),
    taken: maybe(z.string()),
    /** Said when its bytes are in quarantine: then nothing shows it. */
    quarantined: maybe(z.literal(true)),
  })
  .openapi('PhotoRef')

const betweenShape = { date: maybe(lineSchema), earliest: maybe(daySchema), latest: maybe(daySchema) }
const inOrder = ({ earliest, latest }: { earliest?: string; latest?: string }): boolean =>
  earliest === undefined || latest === undefined || earliest <= latest
const daysWrong = 'the earliest day is after the latest'

export const lastSeenSchema = z
  .object({ place: maybe(lineSchema), ...betweenShape })
  .refine(inOrder, daysWrong)
  .openapi('LastSeen')
export const eventSchema = z
  .object({ what: maybe(lineSchema), place: maybe(lineSchema), ...betweenShape })
  .refine(inOrder, daysWrong)
  .openapi('LossEvent')
export const fateSchema = z
  .object({
    state: z.enum(fateStates),
    date: maybe(lineSchema),
    basis: maybe(lineSchema),
  })
  .openapi('Fate')
export const whereaboutsSchema = z
  .object({ state: z.enum(whereaboutsStates), place: maybe(lineSchema), date: maybe(lineSchema) })
  .openapi('Whereabouts')
export const markSchema = z
  .object({
    kind: z.enum(markKinds),
    text: z.string().trim().min(1).max(2000),
  })
  .openapi('Mark')
export const referenceSchema = z
  .object({
    registry: lineSchema,
    id: lineSchema,
    until: maybe(daySchema),
    ended: maybe(daySchema),
    kept: maybe(z.literal(true)),
  })
  .openapi('Reference')
export const sexSchema = z.enum(sexes)

/** Who says something, in words that do not endanger them. */
export const saidSchema = z
  .object({ by: lineSchema, date: maybe(lineSchema), statement: maybe(idSchema) })
  .openapi('Said')
const placeChoiceShape = {
  id: z.string().regex(/^[\w.]{1,40}$/u, 'not a place'),
  precision: z.enum(placePrecisions),
  /** In degrees; with the precision `point` alone. */
  point: maybe(z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })),
}
/** The place that a member takes the words of a value or statement to mean. */
export const placeChoiceSchema = z.object(placeChoiceShape).openapi('PlaceChoice')
/** The same as it stands in the record: with its name when it was chosen. */
export const locatedSchema = z.object({ ...placeChoiceShape, label: z.string() }).openapi('Located')
const notesShape = {
  said: maybe(saidSchema),
  why: maybe(z.string()),
  chosen: maybe(z.string()),
  located: maybe(locatedSchema),
}

/** A value of a field that holds one, with who says it and where it stands. */
export const valueOf = <T extends z.ZodType>(value: T) => z.object({ ...originShape, ...notesShape, value })
/** A value of a field that holds several: the same with its id. */
export const keyed = <T extends z.ZodType>(value: T) =>
  z.object({ ...originShape, ...notesShape, id: z.string(), value })
export const linkedKinSchema = keyed(kinSchema).extend({
  linked: maybe(z.object({ id: z.string(), name: z.string().nullable() })),
})
export const kinFromSchema = z
  .object({
    ...originShape,
    person: z.string(),
    name: z.string().nullable(),
    relation: relationSchema,
    said: maybe(saidSchema),
  })
  .openapi('KinFrom')

/** `<log>:<index>`, the place of a value. */
const entrySchema = z.string().regex(/^[\da-f]{64}:\d{1,15}$/u, 'not a place in a log')
const whySchema = z.string().trim().min(1).max(2000)
const placedShape = { located: maybe(placeChoiceSchema) }
const newValueShape = { said: maybe(saidSchema), why: maybe(whySchema), replaces: maybe(z.array(entrySchema).max(100)) }

/**
 * One value set (or, with `null`, taken back). Fields that hold several values name the one they mean by `id`. `replaces` lists
 * the values that it stands for, by their entries; an empty list puts it beside them.
 */
export const newValueSchema = z
  .discriminatedUnion('field', [
    z.object({ ...newValueShape, field: z.literal('sex'), value: sexSchema.nullable() }),
    z.object({ ...newValueShape, field: z.literal('birth'), value: yearRangeSchema.nullable() }),
    z.object({ ...newValueShape, ...placedShape, field: z.literal('origin'), value: lineSchema.nullable() }),
    z.object({ ...newValueShape, field: z.literal('circumstances'), value: textSchema.nullable() }),
    z.object({ ...newValueShape, ...placedShape, field: z.literal('event'), value: eventSchema.nullable() }),
    z.object({ ...newValueShape, ...placedShape, field: z.literal('lastSeen'), value: lastSeenSchema.nullable() }),
    z.object({ ...newValueShape, field: z.literal('fate'), value: fateSchema.nullable() }),
    z.object({
      ...newValueShape,
      ...placedShape,
      field: z.literal('whereabouts'),
      value: whereaboutsSchema.nullable(),
    }),
    z.object({ ...newValueShape, field: z.literal('note'), value: textSchema.nullable() }),
    z.object({ ...newValueShape, field: z.literal('name'), id: maybe(idSchema), value: newNameSchema.nullable() }),
    z.object({ ...newValueShape, field: z.literal('kin'), id: maybe(idSchema), value: kinSchema.nullable() }),
    z.object({ ...newValueShape, field: z.literal('mark'), id: maybe(idSchema), value: markSchema.nullable() }),
    z.object({ ...newValueShape, field: z.literal('photo'), id: idSchema, value: z.null() }),
    z.object({
      ...newValueShape,
      field: z.literal('reference'),
      id: maybe(idSchema),
      value: referenceSchema.nullable(),
    }),
  ])
  .openapi('NewValue')

const fieldSchema = z.enum(fieldNames)
/** Which value is meant: its field, its id where the field holds several, and the entry in which it was said. */
const placeShape = { field: fieldSchema, id: maybe(idSchema), entry: entrySchema }
export const reconciliationSchema = z.object({ ...placeShape, why: whySchema }).openapi('Reconciliation')
export const bringBackSchema = z.object({ ...placeShape, why: maybe(whySchema) }).openapi('BringBack')

/** What somebody once wrote about a field: a value, or that it was taken back. */
export const pastValueSchema = z
  .object({
    ...originShape,
    ...notesShape,
    field: fieldSchema,
    id: z.string(),
    did: z.enum(['said', 'chosen', 'taken-back']),
    value: z.unknown(),
    isCurrent: z.boolean(),
  })
  .openapi('PastValue')
export const historyQuerySchema = z.object({ field: maybe(fieldSchema), id: maybe(idSchema) })
export const historySchema = z.object({ history: z.array(pastValueSchema) }).openapi('History')

const challengeShape = {
  field: maybe(fieldSchema),
  by: lineSchema,
  capacity: z.enum(['self', 'family', 'representative', 'other']),
  text: textSchema,
  date: maybe(lineSchema),
}
/** Who says that something is wrong; without `field` it is about the whole record. */
export const newChallengeSchema = z
  .object({ ...challengeShape, id: maybe(idSchema), about: maybe(entrySchema) })
  .openapi('NewChallenge')
/** What came of a challenge; `value` is the corrected one, written in the same commit. */
export const challengeAnswerSchema = z
  .object({
    outcome: z.enum(['corrected', 'kept', 'withdrawn', 'reopened']),
    why: whySchema,
    value: maybe(newValueSchema),
  })
  .openapi('ChallengeAnswer')
export const challengeSchema = z
  .object({
    ...originShape,
    ...challengeShape,
    id: z.string(),
    person: z.string(),
    valueId: maybe(z.string()),
    about: maybe(z.string()),
    state: z.enum(['open', 'corrected', 'kept', 'withdrawn', 'disputed']),
    answers: z.array(
      z.object({
        ...originShape,
        outcome: z.enum(['corrected', 'kept', 'withdrawn', 'reopened']),
        why: z.string(),
        isCurrent: z.boolean(),
      }),
    ),
  })
  .openapi('Challenge')
