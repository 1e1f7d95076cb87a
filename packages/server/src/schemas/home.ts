import { z } from '@hono/zod-openapi'
import { countSchema } from './common.ts'
import { leadStateSchema } from './leads.ts'
import { verifyReportSchema } from './log.ts'
import { memberNameSchema, vaultNameSchema } from './session.ts'
import { sourceSchema } from './sources.ts'

/** What the first page says: counts, what waits for a decision, and when the vault was last verified. */
export const homeSchema = z
  .object({
    vault: vaultNameSchema,
    member: memberNameSchema,
    people: countSchema,
    sources: countSchema,
    items: countSchema,
    messages: countSchema,
    leads: z.record(leadStateSchema, countSchema),
    packages: countSchema,
    /** People with two current values of one field that differ. */
    disagreeing: countSchema,
    /** Challenges of records that wait for an answer. */
    challenges: countSchema,
    /** Records that may not be kept any longer, and are not shown. */
    overdue: countSchema,
    unreadablePhotos: countSchema,
    logs: countSchema,
    /** Entries of all logs. */
    logSize: countSchema,
    /** When this member last rehearsed recovery, as a device's clock said; null for never. */
    rehearsed: z.string().nullable(),
    /** How many active members open everything: fewer than two, and one accident loses the vault (rule M8). */
    restorers: countSchema,
    /** How many wait to be admitted; told to coordinators and founders. */
    waiting: countSchema,
    /** The last backup that the log tells of, and how many sealed files it refused. */
    lastBackup: z.object({ at: z.string(), refused: countSchema }).nullable(),
    recent: z.array(sourceSchema),
    /** The job of this member that runs now. */
    runningJob: z.string().nullable(),
    lastVerify: z.object({ atMs: countSchema, report: verifyReportSchema }).nullable(),
  })
  .openapi('Home')
