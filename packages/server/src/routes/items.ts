import { createRoute } from '@hono/zod-openapi'
import { getItem, openItem } from '@homeward/records'
import { attachmentHeaders, bodyOf } from '../attachment.ts'
import { ServerError } from '../errors.ts'
import { idParamsSchema } from '../schemas/common.ts'
import { thumbnailQuerySchema } from '../schemas/sources.ts'
import type { Services } from '../services.ts'
import { mostPictureBytes } from '../thumbnails.ts'
import { answersBytes, createRoutes } from './route-parts.ts'

const thumbnailRoute = createRoute({
  method: 'get',
  path: '/items/{id}',
  request: { params: idParamsSchema, query: thumbnailQuerySchema },
  responses: answersBytes('image/webp', 'A small WebP picture of a photo'),
})
const contentRoute = createRoute({
  method: 'get',
  path: '/items/{id}/content',
  request: { params: idParamsSchema },
  responses: answersBytes('application/octet-stream', 'The exact bytes that came in, as a file to save'),
})

/** Items: what they look like, and their exact bytes. Nothing of them is ever a page of this origin (rule S24). */
export function itemRoutes({ noteFault }: Pick<Services, 'noteFault'>) {
  return createRoutes()
    .openapi(thumbnailRoute, async (c) => {
      const item = getItem(c.var.opened, c.req.valid('param').id)
      // Asked first: a small picture of it may still be in memory.
      if (item.quarantined) await openItem(c.var.opened, item.id)
      const small = await c.var.own.thumbnails.get(item.sha256, Number(c.req.valid('query').edge), async () => {
        if (item.size > mostPictureBytes)
          throw new ServerError(
            'TOO_LARGE',
            'This file is too large to show a small picture of it. You can still save it.',
          )
        const bytes = await openItem(c.var.opened, item.id)
        return bytes.read(0, bytes.size)
      })
      return c.body(new Uint8Array(small), 200, { 'content-type': 'image/webp' })
    })
    .openapi(contentRoute, async (c) => {
      const item = getItem(c.var.opened, c.req.valid('param').id)
      const bytes = await openItem(c.var.opened, item.id)
      const name = item.path.split('/').at(-1) ?? item.id
      return c.body(bodyOf(c, bytes, noteFault), 200, attachmentHeaders(name, item.mediaType, item.size))
    })
}
