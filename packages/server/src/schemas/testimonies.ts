import { z } from '@hono/zod-openapi'
import { actSchema, reasonSchema } from './acts.ts'
import { idSchema } from './common.ts'

/** How this session's member reads what was said in a recognition session. */
export const readingSchema = z.enum(['open', 'team', 'shown', 'closed'])

/** How a session stands with the teams, and what this session's member may do about it. */
export const sealStateSchema = z
  .object({
    /** The team that took it, as an id; null when nobody said so. */
    team: z.string().nullable(),
    isSealed: z.boolean(),
    reading: readingSchema,
    /** While it is shown after an act: until when. */
    until: z.string().nullable(),
    /** The act of this member about being shown it. */
    act: actSchema.nullable(),
    /** Teams to which this member may seal it. */
    mayTeams: z.array(z.string()),
  })
  .openapi('SealState')

export const newSealSchema = z.object({ team: idSchema }).openapi('NewSeal')
export const newShowingSchema = z.object({ reason: reasonSchema })
