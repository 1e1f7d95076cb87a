import { z } from '@hono/zod-openapi'
import { tableEncodings } from '@homeward/intake'
import { countSchema, maybe } from './common.ts'
import { tableSaidSchema } from './said.ts'

const problemSchema = z.object({ row: countSchema, problem: tableSaidSchema })

const somebodySchema = z.object({ id: z.string(), name: z.string() })

/** What would become of one row. */
const previewRowSchema = z.object({
  row: countSchema,
  name: z.string(),
  outcome: z.enum(['new', 'adds', 'same', 'refused']),
  person: maybe(somebodySchema),
  fields: maybe(z.array(z.string())),
  reason: maybe(tableSaidSchema),
  /** Whose identifier a row has that may not be taken. */
  about: maybe(z.array(somebodySchema)),
  /** People who are registered under exactly this name. */
  alike: maybe(z.array(somebodySchema)),
})

/** How a table would be read, before anything is written. */
export const peopleImportPreviewSchema = z
  .object({
    table: z.object({
      kind: z.enum(['csv', 'pfif', 'xlsx']),
      remarks: z.array(tableSaidSchema),
      sheet: maybe(z.string()),
      sheets: maybe(z.array(z.object({ name: z.string(), isHidden: z.boolean() }))),
      encoding: maybe(z.enum(tableEncodings)),
      isEncodingGuessed: maybe(z.boolean()),
      /** Whether its rows belong to submissions that are in another file. */
      isRepeat: maybe(z.boolean()),
    }),
    list: z.string(),
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
    counts: z.object({ new: countSchema, adds: countSchema, same: countSchema, refused: countSchema }),
    /** Of how many records here it says, and nobody had said before, that their list has nothing of them any more. */
    endings: countSchema,
    plan: z.array(previewRowSchema),
  })
  .openapi('PeopleImportPreview')

export const peopleImportResultSchema = z
  .object({
    in: countSchema,
    stored: countSchema,
    added: countSchema,
    same: countSchema,
    refused: z.array(
      z.object({
        row: countSchema,
        reason: tableSaidSchema,
        /** Whose identifier the row has, and whether that record is past its day now. */
        about: maybe(z.array(z.object({ person: z.string(), isOverdue: z.boolean() }))),
      }),
    ),
    endings: countSchema,
    problems: z.array(problemSchema),
    remarks: z.array(tableSaidSchema),
    photos: z.object({ stored: countSchema, missing: z.array(z.string()), unreadable: countSchema }),
    leads: countSchema,
    people: z.array(z.string()),
  })
  .openapi('PeopleImportResult')
