import { createRoute, z } from '@hono/zod-openapi'
import { importFiles, type IncomingFile } from '@homeward/intake'
import type { Records } from '@homeward/records'
import { ServerError } from '../errors.ts'
import type { OpenImport } from '../imports.ts'
import { refusalOf } from '../refusal.ts'
import { idParamsSchema } from '../schemas/common.ts'
import { jobStartedSchema } from '../schemas/jobs.ts'
import { importPathSchema, importStartedSchema, newImportSchema, sealedSchema } from '../schemas/sources.ts'
import type { Services } from '../services.ts'
import { receiptView } from '../source-views.ts'
import { bytesArriving } from '../upload.ts'
import { answers, createRoutes, takes, takesBytes } from './route-parts.ts'

const startRoute = createRoute({
  method: 'post',
  path: '/imports',
  request: { body: takes(newImportSchema) },
  responses: answers(importStartedSchema, 'An import that waits for its files'),
})
const fileRoute = createRoute({
  method: 'put',
  path: '/imports/{id}/files',
  request: { params: idParamsSchema, query: importPathSchema, body: takesBytes('application/octet-stream') },
  responses: answers(sealedSchema, 'The file is sealed'),
})
const finishRoute = createRoute({
  method: 'post',
  path: '/imports/{id}/finish',
  request: { params: idParamsSchema },
  responses: answers(jobStartedSchema, 'The job that reads the sealed files; its result is the receipt'),
})
const discardRoute = createRoute({
  method: 'delete',
  path: '/imports/{id}',
  request: { params: idParamsSchema },
  responses: answers(z.object({}), 'The import is forgotten'),
})

/** Receiving files: sealed one by one as they stream in, then read by a job (rule S23). */
export function importRoutes(services: Pick<Services, 'sessions' | 'mostFileBytes'>) {
  const { sessions, mostFileBytes } = services
  return createRoutes()
    .openapi(startRoute, (c) => c.json({ import: c.var.own.imports.start(c.req.valid('json')).id }, 200))
    .openapi(fileRoute, async (c) => {
      const { imports } = c.var.own
      const open = imports.get(c.req.valid('param').id)
      const { path } = c.req.valid('query')
      try {
        const sealed = await c.var.opened.vault.sealStream(
          'evidence',
          bytesArriving(c.env.incoming, { session: c.var.session, sessions, mostFileBytes }),
        )
        imports.add(open, path, sealed)
        const { sha256, size, duplicate } = sealed
        return c.json({ sealed: { sha256, size, duplicate } }, 200)
      } catch (error) {
        open.refusedByPath.set(path, refusalOf(error).message)
        throw error
      }
    })
    .openapi(finishRoute, (c) => {
      const { imports, jobs } = c.var.own
      const open = imports.get(c.req.valid('param').id)
      if (open.sealedByPath.size + open.refusedByPath.size === 0)
        throw new ServerError('IMPORT_EMPTY', 'There is no file in this import. Please add at least one.')
      const records = c.var.opened
      const job = jobs.start('import', async ({ signal, progress }) => {
        const receipt = await importFiles(
          records,
          { files: incomingFiles(records, open), ...open.about, source: open.source },
          {
            signal,
            onReceived(source) {
              open.source = source
            },
            onProgress({ stage, done, total }) {
              progress(stage, done, total)
            },
          },
        )
        // Only now: after a failed job the same files can be finished again.
        imports.remove(open.id)
        return receiptView(receipt)
      })
      return c.json({ job }, 200)
    })
    .openapi(discardRoute, (c) => {
      const { imports } = c.var.own
      const { id } = imports.get(c.req.valid('param').id)
      imports.remove(id)
      return c.json({}, 200)
    })
}

function incomingFiles(records: Records, open: OpenImport): IncomingFile[] {
  const sealed = [...open.sealedByPath].map(([path, blob]) => ({
    path,
    size: blob.size,
    sealed: blob,
    async *open() {
      const bytes = await records.vault.openBlob('evidence', blob.blob)
      yield* bytes.stream()
    },
  }))
  const refused = [...open.refusedByPath].map(([path, reason]) => ({
    path,
    refused: reason,
    // oxlint-disable-next-line require-yield -- there is nothing of a refused file to read
    async *open() {},
  }))
  return [...sealed, ...refused]
}
