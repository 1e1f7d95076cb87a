import { z } from '@hono/zod-openapi'
import { countSchema, maybe, pageQuerySchema, sha256Schema } from './common.ts'
import { checkPlaceSchema, checkSaidSchema } from './said.ts'

/** Which log, by its id; the own one when none is named. */
export const logQuerySchema = pageQuerySchema.extend({ log: maybe(sha256Schema) })

/** The lines of one log, newest first. */
export const logSchema = z
  .object({
    log: sha256Schema,
    size: countSchema,
    entries: z.array(
      z.object({
        index: countSchema,
        /** `sealed` alone, with nothing else told, for what stands in a compartment that is closed to this member. */
        kind: z.enum(['sealed', 'keys']),
        /** What the device's clock claimed; null where an entry holds no time or does not open. */
        at: z.string().nullable(),
        compartment: z.string().nullable(),
        types: z.array(z.string()),
        /** False for what was written after a removal: it is kept and ignored. */
        counts: z.boolean(),
        /** False for an entry that should open and does not. */
        opens: z.boolean(),
        erased: z.boolean(),
      }),
    ),
  })
  .openapi('Log')

/** All logs of the vault, and the key that outsiders compare. */
export const logsSchema = z
  .object({
    /** Of the log in which the vault was founded: one for the whole vault. */
    fingerprint: z.string(),
    vkey: z.string(),
    logs: z.array(
      z.object({
        log: sha256Schema,
        /** Null for a log that belongs to no device of this vault. */
        owner: z.object({ member: z.string(), name: z.string(), device: z.string() }).nullable(),
        isOwn: z.boolean(),
        isFounding: z.boolean(),
        size: countSchema,
        /** The latest state that its device signed: a signed note. */
        checkpoint: z.string().nullable(),
        vkey: z.string(),
        /** How many entries count since a removal, and the entry that says so. */
        limit: z.object({ size: countSchema, by: z.string() }).nullable(),
        /** Whether its device signed two states of one size. */
        isForked: z.boolean(),
      }),
    ),
  })
  .openapi('Logs')

export const newVerifySchema = z.object({ deep: z.boolean() }).openapi('NewVerify')
export const verifyReportSchema = z
  .object({
    entries: countSchema,
    blobs: countSchema,
    bytes: countSchema,
    erased: countSchema,
    /** Sealed files of parts that are closed to this member: only their sizes were looked at. */
    closed: countSchema,
    quarantined: countSchema,
    faults: z.array(z.object({ where: checkPlaceSchema, what: checkSaidSchema })),
    /** What was found of each log: entries that were hashed, and how many of the faults concern it. */
    logs: z.array(z.object({ log: sha256Schema, entries: countSchema, faults: countSchema })),
  })
  .openapi('VerifyReport')

/** What was read again after an interruption. */
export const deriveResultSchema = z.object({ sources: countSchema }).openapi('DeriveResult')
export const rebuildResultSchema = z.object({ entries: countSchema }).openapi('RebuildResult')
