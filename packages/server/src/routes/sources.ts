import { createRoute } from '@hono/zod-openapi'
import { getSource, listChats, listItems, listSources } from '@homeward/records'
import { idParamsSchema } from '../schemas/common.ts'
import { itemsQuerySchema, itemsSchema, sourcesSchema, sourceWithItemsSchema } from '../schemas/sources.ts'
import { itemView, sourceView } from '../source-views.ts'
import { answers, createRoutes } from './route-parts.ts'

/** A source's page begins with this many items; the rest is asked for by and by. */
const firstItems = 500

const listRoute = createRoute({
  method: 'get',
  path: '/sources',
  responses: answers(sourcesSchema, 'All sources, newest first'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/sources/{id}',
  request: { params: idParamsSchema },
  responses: answers(sourceWithItemsSchema, 'One source with its receipt, its chats and its first items'),
})
const itemsRoute = createRoute({
  method: 'get',
  path: '/sources/{id}/items',
  request: { params: idParamsSchema, query: itemsQuerySchema },
  responses: answers(itemsSchema, 'Items in the order in which they came in, all or those whose path holds a text'),
})

/** What came in. */
export function sourceRoutes() {
  return createRoutes()
    .openapi(listRoute, (c) => c.json({ sources: listSources(c.var.opened).map(sourceView) }, 200))
    .openapi(getRoute, (c) => {
      const { id } = c.req.valid('param')
      const source = sourceView(getSource(c.var.opened, id))
      const { total: itemsTotal, items } = listItems(c.var.opened, id, { limit: firstItems })
      return c.json({ ...source, items: items.map(itemView), itemsTotal, chats: listChats(c.var.opened, id) }, 200)
    })
    .openapi(itemsRoute, (c) => {
      const { id } = c.req.valid('param')
      getSource(c.var.opened, id)
      const { total, items } = listItems(c.var.opened, id, c.req.valid('query'))
      return c.json({ total, items: items.map(itemView) }, 200)
    })
}
