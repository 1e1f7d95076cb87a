import { z } from '@hono/zod-openapi'
import { countSchema, sha256Schema } from './common.ts'
import { itemSchema } from './sources.ts'

/** Where one message stands in the sealed bytes, and how those bytes are held by the signed log. */
export const messageProofSchema = z
  .object({
    item: itemSchema,
    bytesText: z.string(),
    bytesHex: z.string(),
    start: countSchema,
    end: countSchema,
    sha256OfRange: sha256Schema,
    entry: z.string(),
    index: countSchema,
    logSize: countSchema,
    tlogProof: z.string(),
    checkpoint: z.string(),
    verified: z.object({
      itemInSource: z.boolean(),
      entryInLog: z.boolean(),
      signature: z.boolean(),
      bytes: z.boolean(),
    }),
  })
  .openapi('MessageProof')
