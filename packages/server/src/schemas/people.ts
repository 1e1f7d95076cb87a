import { z } from '@hono/zod-openapi'
import {
  countSchema,
  daySchema,
  idSchema,
  lineSchema,
  maybe,
  originSchema,
  originShape,
  pageQuerySchema,
  sha256Schema,
  textSchema,
} from './common.ts'
import { leadSchema } from './leads.ts'

const scriptSchema = z.enum(['Arab', 'Latn', 'Cyrl', 'Armn', 'Grek', 'Hebr', 'Syrc', 'Zyyy'])
const nameShape = {
  text: lineSchema,
  kind: z.enum(['full', 'given', 'father', 'grandfather', 'mother', 'family', 'nickname', 'imposed']),
  language: maybe(z.string().regex(/^[A-Za-z\d-]{2,35}$/u, 'not a language tag')),
}
export const personNameSchema = z.object({ ...nameShape, script: scriptSchema }).openapi('PersonName')
/** A name that is entered: without `script` it is that of most letters. */
const newNameSchema = z.object({ ...nameShape, script: maybe(scriptSchema) }).openapi('NewPersonName')

const yearSchema = z.int().min(1850).max(2200)
const yearRangeSchema = z
  .object({
    earliest: yearSchema,
    latest: yearSchema,
    basis: z.enum(['stated', 'document', 'estimated', 'year-only']),
  })
  .refine((range) => range.earliest <= range.latest, 'the earliest year is after the latest')
  .openapi('YearRange')

const kinSchema = z
  .object({
    relation: z.enum(['mother', 'father', 'sibling', 'child', 'spouse', 'grandparent', 'taken-together', 'other']),
    name: lineSchema,
    person: maybe(idSchema),
  })
  .openapi('Kin')

const photoRefSchema = z
  .object({
    blob: z.string(),
    sha256: sha256Schema,
    size: countSchema,
    mediaType: z.string(),
    caption: maybe(z.string()),
  })
  .openapi('PhotoRef')

const lastSeenSchema = z.object({ place: maybe(lineSchema), date: maybe(lineSchema) }).openapi('LastSeen')
const referenceSchema = z.object({ registry: lineSchema, id: lineSchema }).openapi('Reference')
const sexSchema = z.enum(['female', 'male', 'unknown'])

const valueOf = <T extends z.ZodType>(value: T) => z.object({ ...originShape, value })
const keyed = <T extends z.ZodType>(value: T) => z.object({ ...originShape, id: z.string(), value })

const statementKindSchema = z.enum(['photo-found', 'seen-alive', 'name', 'place', 'status', 'other'])
export const statementSchema = z
  .object({
    ...originShape,
    id: z.string(),
    person: z.string(),
    kind: statementKindSchema,
    text: z.string(),
    by: z.string(),
    date: maybe(z.string()),
    place: maybe(z.string()),
    lead: maybe(z.string()),
    item: maybe(z.string()),
  })
  .openapi('Statement')

export const consentScopeSchema = z.enum(['names', 'details', 'photos', 'statements'])
export const purposeSchema = z.enum(['legal-case', 'tracing', 'platform-notice'])
export const consentSchema = z
  .object({
    ...originShape,
    id: z.string(),
    person: z.string(),
    givenBy: z.string(),
    scopes: z.array(consentScopeSchema),
    purposes: z.array(purposeSchema),
    recipients: z.array(z.string()),
    until: maybe(z.string()),
    note: maybe(z.string()),
    withdrawn: maybe(z.object({ ...originShape, reason: maybe(z.string()) })),
  })
  .openapi('Consent')

const personShape = {
  id: z.string(),
  names: z.array(keyed(personNameSchema)),
  sex: z.array(valueOf(sexSchema)),
  birth: z.array(valueOf(yearRangeSchema)),
  origin: z.array(valueOf(z.string())),
  circumstances: z.array(valueOf(z.string())),
  lastSeen: z.array(valueOf(lastSeenSchema)),
  note: z.array(valueOf(z.string())),
  kin: z.array(keyed(kinSchema)),
  photos: z.array(keyed(photoRefSchema)),
  references: z.array(keyed(referenceSchema)),
  statements: z.array(statementSchema),
  consents: z.array(consentSchema),
  registered: originSchema,
}
export const personSchema = z.object(personShape).openapi('Person')
export const personWithLeadsSchema = z.object({ ...personShape, leads: z.array(leadSchema) }).openapi('PersonWithLeads')
export const personWithNewLeadsSchema = z
  .object({ ...personShape, newLeads: countSchema })
  .openapi('PersonWithNewLeads')

export const personMatchSchema = z
  .object({
    id: z.string(),
    names: z.array(z.string()),
    sex: z.string(),
    birth: yearRangeSchema.nullable(),
    origin: z.string().nullable(),
    photo: z.string().nullable(),
    photos: countSchema,
    statements: countSchema,
    openLeads: countSchema,
    score: z.number().min(0).max(1),
    why: z.array(z.string()),
  })
  .openapi('PersonMatch')
export const peopleSchema = z.object({ total: countSchema, people: z.array(personMatchSchema) }).openapi('People')
export const peopleQuerySchema = pageQuerySchema.extend({
  query: maybe(z.string().max(300)),
  /** `disagreeing`: those with two current values of one field that differ. */
  only: maybe(z.enum(['disagreeing'])),
})

export const newPersonSchema = z
  .object({
    names: z.array(newNameSchema).min(1).max(50),
    sex: sexSchema,
    birth: maybe(yearRangeSchema),
    origin: maybe(lineSchema),
    circumstances: maybe(textSchema),
    lastSeen: maybe(lastSeenSchema),
    note: maybe(textSchema),
    kin: maybe(z.array(kinSchema).max(100)),
  })
  .openapi('NewPerson')

/** One value set (or, with `null`, taken back). Fields that hold several values name the one they mean by `id`. */
export const newValueSchema = z
  .discriminatedUnion('field', [
    z.object({ field: z.literal('sex'), value: sexSchema.nullable() }),
    z.object({ field: z.literal('birth'), value: yearRangeSchema.nullable() }),
    z.object({ field: z.literal('origin'), value: lineSchema.nullable() }),
    z.object({ field: z.literal('circumstances'), value: textSchema.nullable() }),
    z.object({ field: z.literal('lastSeen'), value: lastSeenSchema.nullable() }),
    z.object({ field: z.literal('note'), value: textSchema.nullable() }),
    z.object({ field: z.literal('name'), id: maybe(idSchema), value: newNameSchema.nullable() }),
    z.object({ field: z.literal('kin'), id: maybe(idSchema), value: kinSchema.nullable() }),
    z.object({ field: z.literal('photo'), id: idSchema, value: z.null() }),
    z.object({ field: z.literal('reference'), id: maybe(idSchema), value: referenceSchema.nullable() }),
  ])
  .openapi('NewValue')

export const newStatementSchema = z
  .object({
    kind: statementKindSchema,
    text: textSchema,
    by: lineSchema,
    date: maybe(lineSchema),
    place: maybe(lineSchema),
  })
  .openapi('NewStatement')

export const newConsentSchema = z
  .object({
    givenBy: lineSchema,
    scopes: z.array(consentScopeSchema).min(1),
    purposes: z.array(purposeSchema).min(1),
    recipients: z.array(lineSchema).max(100),
    until: maybe(daySchema),
    note: maybe(textSchema),
  })
  .openapi('NewConsent')
export const withdrawalSchema = z.object({ reason: maybe(textSchema) }).openapi('Withdrawal')
