import { z } from '@hono/zod-openapi'
import { countSchema, maybe, refusedSchema } from './common.ts'
import { albumReceiptSchema } from './albums.ts'
import { duplicatesReceiptSchema } from './duplicates.ts'
import { peopleImportResultSchema } from './people-import.ts'
import { packageResultSchema } from './packages.ts'
import { deriveResultSchema, rebuildResultSchema, verifyReportSchema } from './log.ts'
import { importReceiptSchema } from './sources.ts'

/** What a job is doing; `done` and `total` count bytes while sealing, reading messages and packing, else things. */
const stageSchema = z.enum([
  'starting',
  'seal',
  'look',
  'messages',
  'photos',
  'people',
  'compare',
  'package',
  'log',
  'blobs',
])

const shape = {
  id: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: z.object({ stage: stageSchema, done: countSchema, total: countSchema.nullable() }),
  error: maybe(refusedSchema),
}

/** A long piece of work. `result` is there when `state` is `done`; its shape follows from `kind`. */
export const jobSchema = z
  .discriminatedUnion('kind', [
    z.object({ ...shape, kind: z.literal('import'), result: maybe(importReceiptSchema) }),
    z.object({ ...shape, kind: z.literal('people-import'), result: maybe(peopleImportResultSchema) }),
    z.object({ ...shape, kind: z.literal('album'), result: maybe(albumReceiptSchema) }),
    z.object({ ...shape, kind: z.literal('duplicates'), result: maybe(duplicatesReceiptSchema) }),
    z.object({ ...shape, kind: z.literal('package'), result: maybe(packageResultSchema) }),
    z.object({ ...shape, kind: z.literal('verify'), result: maybe(verifyReportSchema) }),
    z.object({ ...shape, kind: z.literal('derive'), result: maybe(deriveResultSchema) }),
    z.object({ ...shape, kind: z.literal('rebuild'), result: maybe(rebuildResultSchema) }),
  ])
  .openapi('Job')

export const jobStartedSchema = z.object({ job: z.string() }).openapi('JobStarted')
