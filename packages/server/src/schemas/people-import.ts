import { z } from '@hono/zod-openapi'
import { countSchema } from './common.ts'

const problemSchema = z.object({ row: countSchema, problem: z.string() })

/** How the columns of a CSV file would be read, before anything is written. */
export const peopleImportPreviewSchema = z
  .object({
    columns: z.array(z.object({ column: z.string(), field: z.string().nullable(), sample: z.array(z.string()) })),
    rows: countSchema,
    fields: z.array(z.string()),
    problems: z.array(problemSchema),
  })
  .openapi('PeopleImportPreview')

/** Column of the CSV file → field of a person; a column that is not named is left out. */
export const columnMappingSchema = z.record(z.string(), z.string().nullable())

export const peopleImportResultSchema = z
  .object({
    in: countSchema,
    stored: countSchema,
    refused: z.array(z.object({ row: countSchema, reason: z.string() })),
    photos: z.object({ stored: countSchema, missing: z.array(z.string()) }),
    leads: countSchema,
  })
  .openapi('PeopleImportResult')
