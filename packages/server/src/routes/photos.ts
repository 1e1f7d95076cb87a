import { createRoute, z } from '@hono/zod-openapi'
import { addPersonPhoto, getPerson, readPersonPhoto } from '@homeward/records'
import { attachmentHeaders } from '../attachment.ts'
import { idParamsSchema, idSchema, lineSchema, maybe } from '../schemas/common.ts'
import { personWithNewLeadsSchema } from '../schemas/people.ts'
import { edgeQuerySchema } from '../schemas/sources.ts'
import { answers, answersBytes, createRoutes, takesBytes } from './route-parts.ts'

const addRoute = createRoute({
  method: 'post',
  path: '/people/{id}/photos',
  request: {
    params: idParamsSchema,
    query: z.object({ caption: maybe(z.string().max(500)), taken: maybe(lineSchema), by: maybe(lineSchema) }),
    body: takesBytes('image/*'),
  },
  responses: answers(personWithNewLeadsSchema, 'The person with the new photo, and how many leads it gave'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/people/{id}/photos/{photo}',
  request: { params: z.object({ id: idSchema, photo: idSchema }), query: edgeQuerySchema },
  responses: answersBytes('image/webp', 'A small WebP picture; without `edge` the original as a file to save'),
})

/** Photos of people. */
export function photoRoutes() {
  return createRoutes()
    .openapi(addRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { by, ...about } = c.req.valid('query')
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const mediaType = c.req.header('content-type') ?? 'application/octet-stream'
      const { newLeads } = await addPersonPhoto(c.var.opened, id, bytes, {
        mediaType,
        ...about,
        ...(by === undefined ? {} : { said: { by } }),
      })
      return c.json({ ...getPerson(c.var.opened, id), newLeads }, 200)
    })
    .openapi(getRoute, async (c) => {
      const { id, photo } = c.req.valid('param')
      const { edge } = c.req.valid('query')
      const original = () => readPersonPhoto(c.var.opened, id, photo)
      if (edge === undefined) {
        const { bytes, mediaType } = await original()
        return c.body(new Uint8Array(bytes), 200, attachmentHeaders(photo, mediaType, bytes.length))
      }
      const small = await c.var.own.thumbnails.get(`${id}/${photo}`, Number(edge), async () => (await original()).bytes)
      return c.body(new Uint8Array(small), 200, { 'content-type': 'image/webp' })
    })
}
