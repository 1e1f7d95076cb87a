import { z } from '@hono/zod-openapi'
import { unreadFormats } from '@homeward/records'
import { countSchema, lineSchema, maybe, originShape, pageQuerySchema, sha256Schema, textSchema } from './common.ts'
import { readingSaidSchema, refusalSaidSchema } from './said.ts'
import { chatSchema } from './messages.ts'

const receiptShape = {
  files: z.object({
    in: countSchema,
    stored: countSchema,
    duplicate: countSchema,
    refused: z.array(z.object({ path: z.string(), reason: refusalSaidSchema })),
  }),
  messages: z.object({ parsed: countSchema, service: countSchema, unparsed: countSchema }),
  photos: z.object({ hashed: countSchema, unreadable: countSchema }),
  leads: countSchema,
  unread: z.array(z.object({ path: z.string(), format: z.enum(unreadFormats) })),
}
export const receiptSchema = z.object(receiptShape).openapi('Receipt')
export const importReceiptSchema = z.object({ source: z.string(), ...receiptShape }).openapi('ImportReceipt')

const sourceShape = {
  ...originShape,
  id: z.string(),
  name: z.string(),
  from: z.string().nullable(),
  /** Whether who handed it over is protected; then `from` is null. */
  informant: z.enum(['protected', 'erased']).nullable(),
  note: z.string().nullable(),
  legalBasis: z.string().nullable(),
  itemsCount: countSchema,
  itemsRoot: z.string(),
  receipt: receiptSchema,
}
export const sourceSchema = z.object(sourceShape).openapi('Source')
export const sourcesSchema = z.object({ sources: z.array(sourceSchema) }).openapi('Sources')

export const itemSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    index: countSchema,
    path: z.string(),
    size: countSchema,
    sha256: sha256Schema,
    mediaType: z.string(),
    format: z.string().nullable(),
    container: z.string().nullable(),
    sameAs: z.string().nullable(),
    photo: z
      .discriminatedUnion('state', [
        z.object({
          state: z.literal('hashed'),
          quality: z.number(),
          width: countSchema,
          height: countSchema,
        }),
        z.object({ state: z.literal('unreadable'), reason: readingSaidSchema }),
      ])
      .nullable(),
    messages: countSchema,
    quarantined: z.boolean(),
    anomalies: z.array(readingSaidSchema),
  })
  .openapi('Item')

export const sourceWithItemsSchema = z
  .object({ ...sourceShape, items: z.array(itemSchema), itemsTotal: countSchema, chats: z.array(chatSchema) })
  .openapi('SourceWithItems')
export const itemsSchema = z.object({ total: countSchema, items: z.array(itemSchema) }).openapi('Items')
/** `path`: a part of the file name or of the folders above it. */
export const itemsQuerySchema = pageQuerySchema.extend({ path: maybe(z.string().max(300)) })

export const newImportSchema = z
  .object({
    name: maybe(lineSchema),
    from: maybe(lineSchema),
    /** Whether `from` is protected from the start. */
    protect: maybe(z.boolean()),
    note: maybe(textSchema),
    legalBasis: maybe(textSchema),
  })
  .openapi('NewImport')
export const importStartedSchema = z.object({ import: z.string() }).openapi('ImportStarted')
/** The path of the file as it came, with `/` between its parts. */
export const importPathSchema = z.object({ path: z.string().min(1).max(4096) })
export const sealedSchema = z
  .object({ sealed: z.object({ sha256: sha256Schema, size: countSchema, duplicate: z.boolean() }) })
  .openapi('Sealed')

/** Longest edge of a thumbnail in pixels; without it the original is sent. */
export const edgeQuerySchema = z.object({ edge: maybe(z.enum(['320', '1024'])) })
export const thumbnailQuerySchema = z.object({ edge: z.enum(['320', '1024']).default('320') })
