import { z } from '@hono/zod-openapi'
import { actSchema, reasonSchema } from './acts.ts'
import { countSchema, idSchema, lineSchema, maybe, originShape, sha256Schema, textSchema } from './common.ts'
import { packagePurposeSchema } from './consents.ts'

const byTwoSchema = z.object({ at: z.string(), member: z.string(), act: z.string().nullable() })

/** Something in quarantine: from where, by whom, and what became of it; never what it is. */
export const quarantineSchema = z
  .object({
    ...originShape,
    memberName: z.string(),
    id: z.string(),
    state: z.enum(['standing', 'destroyed', 'lifted']),
    files: countSchema,
    sha256s: z.array(sha256Schema),
    items: z.array(z.object({ id: z.string(), source: z.string(), sourceName: z.string() })),
    persons: z.array(z.string()),
    notes: z.array(
      z.object({
        ...originShape,
        memberName: z.string(),
        told: z.string(),
        day: z.string(),
        reference: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
    destroyed: byTwoSchema.nullable(),
    lifted: byTwoSchema.nullable(),
    /** Packages that were given away and may hold it, to be asked back. */
    given: z.array(
      z.object({ package: z.string(), recipient: z.string(), purpose: packagePurposeSchema, at: z.string() }),
    ),
    /** The standing proposal to lift it. */
    lift: actSchema.nullable(),
  })
  .openapi('Quarantine')
export const quarantinesSchema = z.object({ quarantines: z.array(quarantineSchema) }).openapi('Quarantines')

/** An item, or a photo of a person. No reason is asked for, and nobody says what it is. */
export const newQuarantineSchema = z
  .union([z.strictObject({ item: idSchema }), z.strictObject({ person: idSchema, photo: idSchema })])
  .openapi('NewQuarantine')
export const newQuarantineNoteSchema = z
  .object({
    told: lineSchema,
    day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/u),
    reference: maybe(lineSchema.max(200)),
    note: maybe(textSchema.max(2000)),
  })
  .openapi('NewQuarantineNote')
export const newLiftSchema = z.object({ reason: reasonSchema }).openapi('NewLift')
