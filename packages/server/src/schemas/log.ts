import { z } from '@hono/zod-openapi'
import { countSchema } from './common.ts'

export const logSchema = z
  .object({
    size: countSchema,
    checkpoint: z.string(),
    fingerprint: z.string(),
    vkey: z.string(),
    entries: z.array(
      z.object({
        index: countSchema,
        kind: z.enum(['sealed', 'keys']),
        /** What the device's clock claimed; null where an entry holds no time or does not open. */
        at: z.string().nullable(),
        compartment: z.string().nullable(),
        types: z.array(z.string()),
        member: z.string(),
        /** False for an entry that should open and does not. */
        opens: z.boolean(),
        erased: z.boolean(),
      }),
    ),
  })
  .openapi('Log')

export const newVerifySchema = z.object({ deep: z.boolean() }).openapi('NewVerify')
export const verifyReportSchema = z
  .object({
    entries: countSchema,
    blobs: countSchema,
    bytes: countSchema,
    erased: countSchema,
    faults: z.array(z.object({ where: z.string(), what: z.string() })),
  })
  .openapi('VerifyReport')

/** What was read again after an interruption. */
export const deriveResultSchema = z.object({ sources: countSchema }).openapi('DeriveResult')
export const rebuildResultSchema = z.object({ entries: countSchema }).openapi('RebuildResult')
