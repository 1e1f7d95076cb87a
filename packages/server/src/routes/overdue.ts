import { createRoute } from '@hono/zod-openapi'
import { getPerson, keepOverdue, listOverdue } from '@homeward/records'
import { idParamsSchema } from '../schemas/common.ts'
import { keepingSchema, overduesSchema } from '../schemas/overdue.ts'
import { personSchema } from '../schemas/people.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/people/overdue',
  responses: answers(overduesSchema, 'Records that may not be kept any longer, without a word of what they say'),
})
const keepRoute = createRoute({
  method: 'post',
  path: '/people/{id}/keeping',
  request: { params: idParamsSchema, body: takes(keepingSchema) },
  responses: answers(personSchema, 'The person, who is shown again'),
})

/** Records whose day is over (rule R109): what there is, and keeping one on a ground that is written down. Erasing goes its own way. */
export function overdueRoutes() {
  return createRoutes()
    .openapi(listRoute, (c) => c.json({ records: listOverdue(c.var.opened) }, 200))
    .openapi(keepRoute, async (c) => {
      const { id } = c.req.valid('param')
      await keepOverdue(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
}
