import { z } from '@hono/zod-openapi'
import { countSchema } from './common.ts'

const problemSchema = z.object({ row: countSchema, problem: z.string() })

/** How the columns of a CSV file would be read, before anything is written. */
export const peopleImportPreviewSchema = z
  .object({
    columns: z.array(
      z.object({
        column: z.string(),
        field: z.string().nullable(),
        /** Read as in a table that was imported before. */
        isRemembered: z.boolean(),
        sample: z.array(z.string()),
      }),
    ),
    rows: countSchema,
    fields: z.array(z.string()),
    problems: z.array(problemSchema),
  })
  .openapi('PeopleImportPreview')

export const peopleImportResultSchema = z
  .object({
    in: countSchema,
    stored: countSchema,
    refused: z.array(z.object({ row: countSchema, reason: z.string() })),
    problems: z.array(problemSchema),
    photos: z.object({ stored: countSchema, missing: z.array(z.string()), unreadable: countSchema }),
    leads: countSchema,
    people: z.array(z.string()),
  })
  .openapi('PeopleImportResult')
