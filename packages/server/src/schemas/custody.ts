import { custodyDeeds } from '@homeward/records'
import { z } from '@hono/zod-openapi'
import { countSchema, originShape } from './common.ts'

/** Who read or took what. Whoever is no coordinator or founder sees what they did themselves. */
export const custodySchema = z
  .object({
    total: countSchema,
    /** Whether the rows are of everybody, or of this session's member alone. */
    ofEverybody: z.boolean(),
    rows: z.array(
      z.object({
        ...originShape,
        memberName: z.string(),
        did: z.enum(custodyDeeds),
        of: z.string(),
        id: z.string().nullable(),
        text: z.string().nullable(),
        last: z.string(),
        times: z.int().positive(),
      }),
    ),
  })
  .openapi('Custody')
