import { createRoute } from '@hono/zod-openapi'
import { answerAct, getAct, listActs, withdrawAct } from '@homeward/records'
import { actViews } from '../act-views.ts'
import { actSchema, actsSchema, newAnswerSchema } from '../schemas/acts.ts'
import { idParamsSchema } from '../schemas/common.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/acts',
  responses: answers(actsSchema, 'What was proposed to be done by two persons, the latest first'),
})
const answerRoute = createRoute({
  method: 'post',
  path: '/acts/{id}/answer',
  request: { params: idParamsSchema, body: takes(newAnswerSchema) },
  responses: answers(actSchema, 'The act with the answer'),
})
const withdrawRoute = createRoute({
  method: 'post',
  path: '/acts/{id}/withdraw',
  request: { params: idParamsSchema },
  responses: answers(actSchema, 'The act, taken back'),
})

/** What one member proposes and another one approves (rules R17–R22). */
export function actRoutes({ clock }: Pick<Services, 'clock'>) {
  return createRoutes()
    .openapi(listRoute, (c) =>
      c.json({ acts: listActs(c.var.opened, new Date(clock.nowMs())).map(actViews(c.var.opened)) }, 200),
    )
    .openapi(answerRoute, async (c) => {
      const records = c.var.opened
      const { id } = c.req.valid('param')
      const now = new Date(clock.nowMs())
      await answerAct(records, { act: id, ...c.req.valid('json') }, now)
      return c.json(actViews(records)(getAct(records, id, now)), 200)
    })
    .openapi(withdrawRoute, async (c) => {
      const records = c.var.opened
      const { id } = c.req.valid('param')
      const now = new Date(clock.nowMs())
      await withdrawAct(records, id, now)
      return c.json(actViews(records)(getAct(records, id, now)), 200)
    })
}
