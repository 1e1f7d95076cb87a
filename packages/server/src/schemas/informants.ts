import { z } from '@hono/zod-openapi'
import { actSchema, reasonSchema } from './acts.ts'

/** Whether somebody protected stands behind a source, and the act of this member about being shown who. */
export const informantSchema = z
  .object({ informant: z.enum(['protected', 'erased']).nullable(), act: actSchema.nullable() })
  .openapi('Informant')

export const newRevealSchema = z.object({ reason: reasonSchema })

/** Who it is, and until when a page may show it. */
export const shownInformantSchema = z
  .object({ names: z.array(z.string()), until: z.string() })
  .openapi('ShownInformant')
