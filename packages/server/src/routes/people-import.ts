import { createRoute, z } from '@hono/zod-openapi'
import { importPeopleCsv, peopleFields, previewPeopleCsv, type PeopleMapping } from '@homeward/intake'
import { rememberedMapping } from '@homeward/records'
import { ServerError } from '../errors.ts'
import { maybe } from '../schemas/common.ts'
import { jobStartedSchema } from '../schemas/jobs.ts'
import { peopleImportPreviewSchema } from '../schemas/people-import.ts'
import { answers, createRoutes, takesBytes } from './route-parts.ts'

const fileSchema = z.instanceof(File).openapi({ type: 'string', format: 'binary' })
const formSchema = z.object({
  csv: fileSchema,
  mapping: z.string().max(100_000),
  photos: maybe(z.union([fileSchema, z.array(fileSchema)])),
})
/** Column of the table → field of a person; `null` or no mention: the column goes into the note. */
const mappingSchema = z.record(z.string(), z.enum(peopleFields).nullable())

const previewRoute = createRoute({
  method: 'post',
  path: '/people-import/preview',
  request: { body: takesBytes('text/csv') },
  responses: answers(peopleImportPreviewSchema, 'How the columns would be read; nothing is written'),
})
const importRoute = createRoute({
  method: 'post',
  path: '/people-import',
  request: { body: { required: true, content: { 'multipart/form-data': { schema: formSchema } } } },
  responses: answers(jobStartedSchema, 'The job that registers the people; its result is the receipt'),
})

/** Registering the people of a table, with the mapping shown before anything is written. */
export function peopleImportRoutes() {
  return createRoutes()
    .openapi(previewRoute, async (c) => {
      const { columns, rows, fields, problems } = previewPeopleCsv(
        new Uint8Array(await c.req.arrayBuffer()),
        undefined,
        rememberedMapping(c.var.opened),
      )
      return c.json({ columns, rows, fields: [...fields], problems }, 200)
    })
    .openapi(importRoute, async (c) => {
      const { csv, mapping, photos = [] } = c.req.valid('form')
      const bytes = new Uint8Array(await csv.arrayBuffer())
      const about = { name: csv.name, mapping: readMapping(mapping), photoBytes: photoFinder([photos].flat()) }
      const records = c.var.opened
      const job = c.var.own.jobs.start('people-import', ({ signal, progress }) =>
        importPeopleCsv(records, bytes, about, {
          signal,
          onProgress({ done, total }) {
            progress('people', done, total)
          },
        }),
      )
      return c.json({ job }, 200)
    })
}

function readMapping(mappingJson: string): PeopleMapping {
  try {
    return mappingSchema.parse(JSON.parse(mappingJson))
  } catch (error) {
    throw new ServerError('INPUT_INVALID', 'The mapping of columns to fields cannot be read.', { cause: error })
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
