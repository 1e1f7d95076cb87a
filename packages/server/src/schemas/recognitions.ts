import { z } from '@hono/zod-openapi'
import { countSchema, idSchema, maybe, originShape } from './common.ts'
import { readingSchema } from './testimonies.ts'

const hex16Schema = z.string().regex(/^[\da-f]{32}$/u)
export const sessionParamsSchema = z.object({ session: hex16Schema })
export const sessionQuerySchema = z.object({ phone: maybe(hex16Schema) })
export const answerFileParamsSchema = z.object({ session: hex16Schema, file: hex16Schema })
export const personParamsSchema = z.object({ id: idSchema })

const answerSchema = z.enum(['recognised', 'unsure', 'not-recognised', 'unsaid'])
const answerCountsSchema = z.object({
  recognised: countSchema,
  unsure: countSchema,
  'not-recognised': countSchema,
  unsaid: countSchema,
})

const summaryShape = {
  session: z.string(),
  phone: z.string(),
  phoneName: z.string().nullable(),
  album: z.string().nullable(),
  albumTitle: z.string().nullable(),
  language: z.string().nullable(),
  heldBy: z.string().nullable(),
  consent: z.object({ text: z.string(), how: z.string() }).nullable(),
  /** What the phone's clock claims. */
  claimed: z.object({ from: z.string(), to: z.string() }).nullable(),
  received: z.object({ first: z.string(), last: z.string() }),
  events: z.object({ in: countSchema, stored: countSchema, erased: countSchema }),
  files: z.object({ announced: countSchema, stored: countSchema }),
  answers: answerCountsSchema,
  pictures: countSchema,
  pauses: countSchema,
  ended: z.enum(['finished', 'stopped']).nullable(),
  isLate: z.boolean(),
  forks: countSchema,
  /** The team that took it, as an id. */
  team: z.string().nullable(),
  isSealed: z.boolean(),
}
export const recognitionSessionsSchema = z.object({ sessions: z.array(z.object(summaryShape)) }).openapi('Sessions')

const fileSchema = z.object({ file: z.string(), size: countSchema, type: z.string(), isStored: z.boolean() })
const sessionAnswerSchema = z
  .object({
    ...originShape,
    seq: countSchema,
    picture: z.string(),
    person: z.string().nullable(),
    answer: answerSchema,
    where: z.string().nullable(),
    when: z.object({ from: maybe(z.string()), to: maybe(z.string()) }).nullable(),
    words: fileSchema.nullable(),
    voice: fileSchema.nullable(),
    claimed: z.string(),
    /** How many other pictures had been shown before it. */
    shownBefore: countSchema,
    position: countSchema.nullable(),
    isReplaced: z.boolean(),
  })
  .openapi('SessionAnswer')

export const recognitionSessionSchema = z
  .object({
    ...summaryShape,
    chain: z.enum(['whole', 'parts-erased', 'broken']),
    /** Of one that is `closed`, places, times, words and voices are left out. */
    reading: readingSchema,
    answerList: z.array(sessionAnswerSchema.extend({ name: z.string().nullable() })),
  })
  .openapi('RecognitionSession')

export const recognitionsSchema = z
  .object({
    sessions: z.array(
      z.object({
        session: z.string(),
        albumTitle: z.string().nullable(),
        language: z.string().nullable(),
        received: z.string(),
        isLate: z.boolean(),
        isSealed: z.boolean(),
        shown: countSchema,
        answers: z.array(sessionAnswerSchema),
        last: answerSchema,
        hasChanged: z.boolean(),
      }),
    ),
    last: answerCountsSchema,
    agree: z.boolean().nullable(),
  })
  .openapi('Recognitions')

/** The viewer's own words about one answer. */
export const answerWordsSchema = z
  .object({ language: z.string(), known: maybe(z.string()), condition: maybe(z.string()) })
  .openapi('AnswerWords')
