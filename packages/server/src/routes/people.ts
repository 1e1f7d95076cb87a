import { createRoute } from '@hono/zod-openapi'
import {
  getPerson,
  listLeads,
  listPeople,
  makeStatement,
  registerPerson,
  searchPeople,
  warmFinder,
  type PersonMatch,
  type PersonSummary,
} from '@homeward/records'
import { idParamsSchema } from '../schemas/common.ts'
import {
  newPersonSchema,
  newStatementSchema,
  peopleQuerySchema,
  peopleSchema,
  personSchema,
  personWithLeadsSchema,
} from '../schemas/people.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/people',
  request: { query: peopleQuerySchema },
  responses: answers(peopleSchema, 'People by registration, or by how well they fit the query'),
})
const registerRoute = createRoute({
  method: 'post',
  path: '/people',
  request: { body: takes(newPersonSchema) },
  responses: answers(personSchema, 'The person who was registered'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/people/{id}',
  request: { params: idParamsSchema },
  responses: answers(personWithLeadsSchema, 'Everything that the registry says about one person'),
})
const stateRoute = createRoute({
  method: 'post',
  path: '/people/{id}/statements',
  request: { params: idParamsSchema, body: takes(newStatementSchema) },
  responses: answers(personSchema, 'The person with the new statement'),
})
/** The registry: people, and what is said about them. */
export function peopleRoutes() {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { query = '', ...page } = c.req.valid('query')
      if (query.trim() !== '') return c.json(await searchPeople(c.var.opened, query, page), 200)
      // Who looks at the list will search it.
      warmFinder(c.var.opened)
      const { total, people } = listPeople(c.var.opened, page)
      return c.json({ total, people: people.map(unmatched) }, 200)
    })
    .openapi(registerRoute, async (c) => {
      const id = await registerPerson(c.var.opened, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(getRoute, (c) => {
      const { id } = c.req.valid('param')
      const { leads } = listLeads(c.var.opened, { person: id, limit: 500 })
      return c.json({ ...getPerson(c.var.opened, id), leads }, 200)
    })
    .openapi(stateRoute, async (c) => {
      const { id } = c.req.valid('param')
      await makeStatement(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
}

function unmatched(person: PersonSummary): PersonMatch {
  return Object.assign(person, { score: 0, found: '', parts: [], swapped: false })
}
