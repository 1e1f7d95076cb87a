import { createRoute } from '@hono/zod-openapi'
import { bringBack, changePerson, getPerson, historyOf, reconcile } from '@homeward/records'
import { idParamsSchema } from '../schemas/common.ts'
import { personSchema } from '../schemas/people.ts'
import {
  bringBackSchema,
  historyQuerySchema,
  historySchema,
  newValueSchema,
  reconciliationSchema,
} from '../schemas/person-fields.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const changeRoute = createRoute({
  method: 'post',
  path: '/people/{id}/values',
  request: { params: idParamsSchema, body: takes(newValueSchema) },
  responses: answers(personSchema, 'The person after the change'),
})
const reconcileRoute = createRoute({
  method: 'post',
  path: '/people/{id}/reconciliations',
  request: { params: idParamsSchema, body: takes(reconciliationSchema) },
  responses: answers(personSchema, 'The person after one of the values that disagree was chosen'),
})
const bringBackRoute = createRoute({
  method: 'post',
  path: '/people/{id}/values/past',
  request: { params: idParamsSchema, body: takes(bringBackSchema) },
  responses: answers(personSchema, 'The person with the past value beside those that stand'),
})
const historyRoute = createRoute({
  method: 'get',
  path: '/people/{id}/history',
  request: { params: idParamsSchema, query: historyQuerySchema },
  responses: answers(historySchema, 'Everything that was ever written about the fields of a person, oldest first'),
})

/** Values of people: said, chosen where they disagree, taken back, brought back, and what was before. */
export function personValueRoutes() {
  return createRoutes()
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param')
      await changePerson(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(reconcileRoute, async (c) => {
      const { id } = c.req.valid('param')
      await reconcile(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(bringBackRoute, async (c) => {
      const { id } = c.req.valid('param')
      await bringBack(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(historyRoute, (c) => {
      const { id } = c.req.valid('param')
      const { field, id: value } = c.req.valid('query')
      const only = field === undefined ? undefined : { field, ...(value === undefined ? {} : { id: value }) }
      return c.json({ history: historyOf(c.var.opened, id, only) }, 200)
    })
}
