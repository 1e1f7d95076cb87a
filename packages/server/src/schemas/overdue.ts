import { z } from '@hono/zod-openapi'
import { reasonSchema } from './acts.ts'
import { daySchema, idSchema, maybe } from './common.ts'

export const overdueSchema = z
  .object({
    id: idSchema,
    /** Whose list it came from, and until when that list lets it be kept. */
    registry: z.string(),
    until: daySchema,
    /** Whether that list ended its own record on that day, rather than let it be kept until then. */
    isEnded: z.boolean(),
  })
  .openapi('OverdueRecord')
export const overduesSchema = z.object({ records: z.array(overdueSchema) }).openapi('OverdueRecords')

/** On which ground a record is kept, and until when; without a day until somebody erases it. */
export const keepingSchema = z.object({ why: reasonSchema, until: maybe(daySchema) }).openapi('Keeping')
