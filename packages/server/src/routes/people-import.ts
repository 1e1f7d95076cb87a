import { createRoute, z } from '@hono/zod-openapi'
import { importPeople, peopleFields, previewPeople, tableEncodings, type PeopleReading } from '@homeward/intake'
import { ServerError } from '../errors.ts'
import { maybe } from '../schemas/common.ts'
import { jobStartedSchema } from '../schemas/jobs.ts'
import { peopleImportPreviewSchema } from '../schemas/people-import.ts'
import type { Services } from '../services.ts'
import { tablePreviewView, tableReceiptView } from '../table-views.ts'
import { answers, createRoutes } from './route-parts.ts'

const fileSchema = z.instanceof(File).openapi({ type: 'string', format: 'binary' })
/** How the table is to be read; what is left out is as in a table before, or as the file says. */
const readingSchema = z.strictObject({
  /** Column of the table → field of a person; `null` or no mention: the column goes into the note. */
  mapping: maybe(z.record(z.string(), z.enum(peopleFields).nullable())),
  list: maybe(z.string().trim().max(200)),
  sheet: maybe(z.string().max(500)),
  encoding: maybe(z.enum(tableEncodings)),
  /** Number of a row → an id of somebody registered, `new` or `skip`. */
  decisions: maybe(z.record(z.string().regex(/^\d{1,7}$/u), z.string().min(3).max(80))),
})
const previewForm = z.object({
  table: fileSchema,
  reading: maybe(z.string().max(2_000_000)),
  parent: maybe(fileSchema),
})
const importForm = previewForm.extend({ photos: maybe(z.union([fileSchema, z.array(fileSchema)])) })

const formBody = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'multipart/form-data': { schema } },
})
const previewRoute = createRoute({
  method: 'post',
  path: '/people-import/preview',
  request: { body: formBody(previewForm) },
  responses: answers(peopleImportPreviewSchema, 'How the columns and rows would be read; nothing is written'),
})
const importRoute = createRoute({
  method: 'post',
  path: '/people-import',
  request: { body: formBody(importForm) },
  responses: answers(jobStartedSchema, 'The job that registers the people; its result is the receipt'),
})

/** People of a table: how it would be read is shown before anything is written. */
export function peopleImportRoutes({ clock }: Pick<Services, 'clock'>) {
  const now = (): Date => new Date(clock.nowMs())
  return createRoutes()
    .openapi(previewRoute, async (c) => {
      const { table, reading, parent } = c.req.valid('form')
      const preview = await previewPeople(c.var.opened, await bytesOf(table), {
        ...readReading(table.name, reading),
        ...(await submissions(parent)),
        now: now(),
      })
      return c.json(tablePreviewView(preview), 200)
    })
    .openapi(importRoute, async (c) => {
      const { table, reading, parent, photos = [] } = c.req.valid('form')
      const bytes = await bytesOf(table)
      const about = {
        ...readReading(table.name, reading),
        ...(await submissions(parent)),
        now: now(),
        photoBytes: photoFinder([photos].flat()),
      }
      const records = c.var.opened
      const job = c.var.own.jobs.start('people-import', async ({ signal, progress }) =>
        tableReceiptView(
          await importPeople(records, bytes, about, {
            signal,
            onProgress({ done, total }) {
              progress('people', done, total)
            },
          }),
        ),
      )
      return c.json({ job }, 200)
    })
}

/** The file with the submissions to which the rows of a repeat belong. */
async function submissions(parent: File | undefined): Promise<{ parent?: Uint8Array }> {
  return parent === undefined ? {} : { parent: await bytesOf(parent) }
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}

function readReading(name: string, readingJson = '{}'): PeopleReading {
  try {
    return { name, ...readingSchema.parse(JSON.parse(readingJson)) }
  } catch (error) {
    throw new ServerError('INPUT_INVALID', 'How the table is to be read cannot be understood.', { cause: error })
  }
}

/** Finds a photo by the text in the table: the path as it was sent, or else the file name alone. */
function photoFinder(photos: readonly File[]) {
  const fileByPath = new Map<string, File>()
  for (const photo of photos) {
    fileByPath.set(photo.name, photo)
    const name = lastPart(photo.name)
    if (!fileByPath.has(name)) fileByPath.set(name, photo)
  }
  return async (path: string) => {
    const file = fileByPath.get(path) ?? fileByPath.get(lastPart(path))
    if (file === undefined) return null
    return { bytes: new Uint8Array(await file.arrayBuffer()), mediaType: file.type }
  }
}

function lastPart(path: string): string {
  return path.split(/[/\\]/u).at(-1) ?? path
}
