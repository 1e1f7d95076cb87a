import { z } from '@hono/zod-openapi'
import { pairStates, proposalBands } from '@homeward/records'
import { countSchema, idSchema, maybe, originShape, pageQuerySchema } from './common.ts'
import { namePartSchema } from './name-parts.ts'
import { personMatchSchema } from './people.ts'

const bandSchema = z.enum(proposalBands)
const stateSchema = z.enum(pairStates)
const noteSchema = z.string().max(2000)

const partSchema = z
  .object({
    field: z.enum(['name', 'mother', 'father', 'place', 'birthYear', 'sex', 'event']),
    a: z.string(),
    b: z.string(),
    /** For one person where positive, against it where negative; null where the program did not weigh it. */
    bits: z.number().nullable(),
    words: z.array(namePartSchema),
    years: countSchema.nullable(),
  })
  .openapi('ProposalPart')

export const pairSchema = z
  .object({
    id: z.string(),
    people: z.tuple([z.string(), z.string()]),
    state: stateSchema,
    decisions: z.array(
      z.object({
        ...originShape,
        verdict: z.enum(['same', 'distinct', 'relatives', 'unsure', 'parted']),
        note: z.string().nullable(),
        isCurrent: z.boolean(),
      }),
    ),
  })
  .openapi('Pair')

/** Two records that may be one person's, each as a list shows it. `band` is null for a pair that is decided and not proposed. */
export const proposalSchema = pairSchema
  .extend({
    band: bandSchema.nullable(),
    relatives: z.boolean(),
    parts: z.array(partSchema),
    sides: z.tuple([personMatchSchema, personMatchSchema]),
  })
  .openapi('Proposal')

const inBandSchema = z.object({ same: countSchema, perhaps: countSchema, faint: countSchema, siblings: countSchema })
const receiptShape = {
  at: z.string(),
  people: countSchema,
  proposed: inBandSchema,
  refused: countSchema,
  /** Who was not compared with everybody: how many, and the first of them. */
  leftOut: z.object({ nothing: countSchema, crowded: countSchema, first: z.array(personMatchSchema) }),
}
export const duplicatesReceiptSchema = z.object(receiptShape).openapi('DuplicatesReceipt')
export const proposalsSchema = z
  .object({
    total: countSchema,
    inBand: inBandSchema,
    proposals: z.array(proposalSchema),
    /** When everybody was compared last; `changed`: people of whom something was written since. */
    looked: z.object({ ...receiptShape, changed: countSchema }).nullable(),
  })
  .openapi('Proposals')

export const proposalsQuerySchema = pageQuerySchema.extend({ band: maybe(bandSchema), state: maybe(stateSchema) })
export const pairParamsSchema = z.object({ pair: idSchema })
export const pairDecisionSchema = z
  .object({
    one: idSchema,
    other: idSchema,
    verdict: z.enum(['same', 'distinct', 'relatives', 'unsure']),
    note: maybe(noteSchema),
  })
  .openapi('NewPairDecision')
export const partingSchema = z.object({ note: maybe(noteSchema) }).openapi('NewParting')
export const partedSchema = z.object({ apart: z.array(z.string()) }).openapi('Parted')
