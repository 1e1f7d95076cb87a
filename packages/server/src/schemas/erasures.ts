import { z } from '@hono/zod-openapi'
import { actSchema, reasonSchema } from './acts.ts'
import { countSchema, idSchema, maybe } from './common.ts'
import { packagePurposeSchema } from './consents.ts'
import { erasureSaidSchema } from './said.ts'

// Written out, because the types of this package are read where that of records is not.
const erasureAuthoritySchema = z.enum(['person', 'family', 'consent', 'law', 'group'])

/** A person, a consent that alone allowed something to be kept, an item, a session, (by its source) a protected informant, or what is in quarantine under an id: exactly one of them. */
const targetShape = {
  person: maybe(idSchema),
  consent: maybe(idSchema),
  item: maybe(idSchema),
  session: maybe(idSchema),
  informant: maybe(idSchema),
  quarantine: maybe(idSchema),
}
export const erasureQuerySchema = z.object(targetShape)

const recallSchema = z.object({
  package: z.string(),
  recipient: z.string(),
  purpose: packagePurposeSchema,
  at: z.string(),
})

const saidShape = {
  /** What goes for good and what stays. */
  gone: z.array(erasureSaidSchema),
  stays: z.array(erasureSaidSchema),
  /** Packages that were given away with it, to be asked back. */
  recall: z.array(recallSchema),
}

/** What an erasure would do, and the act about it that this member has under way. */
export const erasurePlanSchema = z
  .object({
    ...saidShape,
    words: z.string(),
    act: actSchema.nullable(),
    authority: erasureAuthoritySchema.nullable(),
  })
  .openapi('ErasurePlan')

/** What the erasure that an act is about would do now. */
export const erasureOfActSchema = z.object(saidShape).openapi('ErasureOfAct')

export const newErasureSchema = z.object({ ...targetShape, authority: erasureAuthoritySchema }).openapi('NewErasure')
export const newErasureProposalSchema = z
  .object({ ...targetShape, authority: erasureAuthoritySchema, reason: reasonSchema })
  .openapi('NewErasureProposal')

export const erasureReceiptSchema = z
  .object({
    ...saidShape,
    erasure: z.string(),
    act: z.string(),
    authority: erasureAuthoritySchema,
    at: z.string(),
    keys: countSchema,
    files: countSchema,
    overwritten: countSchema,
    removedOnly: countSchema,
  })
  .openapi('ErasureReceipt')
