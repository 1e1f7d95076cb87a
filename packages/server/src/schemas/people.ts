import { z } from '@hono/zod-openapi'
import { countSchema, lineSchema, maybe, originSchema, originShape, pageQuerySchema, textSchema } from './common.ts'
import { consentSchema, refusalSchema } from './consents.ts'
import { leadSchema } from './leads.ts'
import { searchPartSchema } from './name-parts.ts'
import {
  challengeSchema,
  eventSchema,
  fateSchema,
  keyed,
  kinFromSchema,
  kinSchema,
  lastSeenSchema,
  linkedKinSchema,
  locatedSchema,
  markSchema,
  newNameSchema,
  personNameSchema,
  photoRefSchema,
  placeChoiceSchema,
  referenceSchema,
  saidSchema,
  sexSchema,
  valueOf,
  whereaboutsSchema,
  yearRangeSchema,
} from './person-fields.ts'

const saidKinds = ['photo-found', 'seen-alive', 'name', 'place', 'status', 'other'] as const
export const statementSchema = z
  .object({
    ...originShape,
    id: z.string(),
    person: z.string(),
    /** A recognition is made of a session's answer, and of nothing that is typed (rule R79). */
    kind: z.enum([...saidKinds, 'recognition']),
    text: z.string(),
    by: z.string(),
    date: maybe(z.string()),
    place: maybe(z.string()),
    located: maybe(locatedSchema),
    lead: maybe(z.string()),
    item: maybe(z.string()),
    answer: maybe(z.enum(['recognised', 'unsure', 'not-recognised'])),
    session: maybe(z.string()),
    seq: maybe(countSchema),
  })
  .openapi('Statement')

const personShape = {
  id: z.string(),
  names: z.array(keyed(personNameSchema)),
  sex: z.array(valueOf(sexSchema)),
  birth: z.array(valueOf(yearRangeSchema)),
  origin: z.array(valueOf(z.string())),
  circumstances: z.array(valueOf(z.string())),
  event: z.array(valueOf(eventSchema)),
  lastSeen: z.array(valueOf(lastSeenSchema)),
  fate: z.array(valueOf(fateSchema)),
  whereabouts: z.array(valueOf(whereaboutsSchema)),
  note: z.array(valueOf(z.string())),
  marks: z.array(keyed(markSchema)),
  kin: z.array(linkedKinSchema),
  kinFrom: z.array(kinFromSchema),
  photos: z.array(keyed(photoRefSchema)),
  references: z.array(keyed(referenceSchema)),
  statements: z.array(statementSchema),
  challenges: z.array(challengeSchema),
  consents: z.array(consentSchema),
  refusals: z.array(refusalSchema),
  /** Other records that are the same person's, as people decided. */
  joined: z.array(z.string()),
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
    /** In how many records they are. */
    records: countSchema,
    names: z.array(z.string()),
    sex: z.string(),
    birth: yearRangeSchema.nullable(),
    origin: z.string().nullable(),
    photo: z.object({ person: z.string(), id: z.string() }).nullable(),
    photos: countSchema,
    statements: countSchema,
    openLeads: countSchema,
    score: z.number().min(0).max(1),
    /** The value that fits best; empty where nothing was asked. */
    found: z.string(),
    parts: z.array(searchPartSchema),
    swapped: z.boolean(),
  })
  .openapi('PersonMatch')
export const peopleSchema = z.object({ total: countSchema, people: z.array(personMatchSchema) }).openapi('People')
export const peopleQuerySchema = pageQuerySchema.extend({
  query: maybe(z.string().max(300)),
  /** `disagreeing`: those with two current values of one field that differ; `challenged`: those with a challenge that waits. */
  only: maybe(z.enum(['disagreeing', 'challenged'])),
  /** Those of whom a place in this one is known. */
  place: maybe(z.string().regex(/^[\w.]{1,40}$/u, 'not a place')),
})

export const newPersonSchema = z
  .object({
    names: z.array(newNameSchema).min(1).max(50),
    sex: maybe(sexSchema),
    birth: maybe(yearRangeSchema),
    origin: maybe(lineSchema),
    circumstances: maybe(textSchema),
    event: maybe(eventSchema),
    lastSeen: maybe(lastSeenSchema),
    note: maybe(textSchema),
    marks: maybe(z.array(markSchema).max(100)),
    kin: maybe(z.array(kinSchema).max(100)),
    /** Which places the words of these fields are taken to mean. */
    located: maybe(
      z.object({
        origin: maybe(placeChoiceSchema),
        event: maybe(placeChoiceSchema),
        lastSeen: maybe(placeChoiceSchema),
      }),
    ),
    /** Who says all of it. */
    said: maybe(saidSchema),
  })
  .openapi('NewPerson')

export const newStatementSchema = z
  .object({
    kind: z.enum(saidKinds),
    text: textSchema,
    by: lineSchema,
    date: maybe(lineSchema),
    place: maybe(lineSchema),
    located: maybe(placeChoiceSchema),
  })
  .openapi('NewStatement')
