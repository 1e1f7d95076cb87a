import { createRoute } from '@hono/zod-openapi'
import {
  decideLead,
  getItem,
  getLead,
  getPerson,
  getSource,
  listLeads,
  type Lead,
  type Records,
} from '@homeward/records'
import { idParamsSchema } from '../schemas/common.ts'
import { leadRowSchema, leadSchema, leadsQuerySchema, leadsSchema, newDecisionSchema } from '../schemas/leads.ts'
import type { LeadRowView } from '../schemas/views.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/leads',
  request: { query: leadsQuerySchema },
  responses: answers(leadsSchema, 'Leads, nearest first'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/leads/{id}',
  request: { params: idParamsSchema },
  responses: answers(leadRowSchema, 'One lead with the names of what it joins'),
})
const decideRoute = createRoute({
  method: 'post',
  path: '/leads/{id}/decision',
  request: { params: idParamsSchema, body: takes(newDecisionSchema) },
  responses: answers(leadSchema, 'The lead with what was decided'),
})

/** Leads and what people decided about them (H4). */
export function leadRoutes() {
  return createRoutes()
    .openapi(listRoute, (c) => {
      const { total, leads } = listLeads(c.var.opened, c.req.valid('query'))
      return c.json({ total, leads: leads.map(createNamer(c.var.opened)) }, 200)
    })
    .openapi(getRoute, (c) => c.json(createNamer(c.var.opened)(getLead(c.var.opened, c.req.valid('param').id)), 200))
    .openapi(decideRoute, async (c) => {
      const { decision, note } = c.req.valid('json')
      return c.json(await decideLead(c.var.opened, c.req.valid('param').id, decision, note), 200)
    })
}

/** Names what a lead joins. Persons and sources come again and again in a list, so each is looked up once. */
function createNamer(records: Records): (lead: Lead) => LeadRowView {
  const personName = remembered((id) => getPerson(records, id).names[0]?.value.text ?? id)
  const sourceName = remembered((id) => getSource(records, id).name)
  return (lead) => ({
    ...lead,
    personName: personName(lead.person),
    itemPath: getItem(records, lead.item).path,
    sourceName: sourceName(lead.source),
  })
}

function remembered(find: (id: string) => string): (id: string) => string {
  const known = new Map<string, string>()
  return (id) => {
    const name = known.get(id) ?? find(id)
    known.set(id, name)
    return name
  }
}
