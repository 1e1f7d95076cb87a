import { createRoute } from '@hono/zod-openapi'
import { getAct, proposeTestimony, sealSession, sealState, showTestimony, type Records } from '@homeward/records'
import { actViews } from '../act-views.ts'
import { actSchema } from '../schemas/acts.ts'
import { sessionParamsSchema } from '../schemas/recognitions.ts'
import { newSealSchema, newShowingSchema, sealStateSchema } from '../schemas/testimonies.ts'
import type { SealStateView } from '../schemas/views.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const stateRoute = createRoute({
  method: 'get',
  path: '/testimonies/{session}',
  request: { params: sessionParamsSchema },
  responses: answers(sealStateSchema, 'To which team it is sealed and whether one reads it; nothing of what was said'),
})
const sealRoute = createRoute({
  method: 'post',
  path: '/testimonies/{session}/seal',
  request: { params: sessionParamsSchema, body: takes(newSealSchema) },
  responses: answers(sealStateSchema, 'What was said is sealed to the team that took it'),
})
const proposeRoute = createRoute({
  method: 'post',
  path: '/testimonies/{session}/proposals',
  request: { params: sessionParamsSchema, body: takes(newShowingSchema) },
  responses: answers(actSchema, 'The act that a coordinator of the team has to approve'),
})
const showRoute = createRoute({
  method: 'post',
  path: '/testimonies/{session}/shown',
  request: { params: sessionParamsSchema },
  responses: answers(sealStateSchema, 'The session tells this member what was said, for the time that was approved'),
})

/** Sealed testimonies: sealed, asked for, shown for a while (rules R98 to R102). */
export function testimonyRoutes({ clock }: Pick<Services, 'clock'>) {
  const now = (): Date => new Date(clock.nowMs())
  const viewOf = (records: Records, session: string): SealStateView => {
    const { act, ...state } = sealState(records, session, now())
    return { ...state, act: act === null ? null : actViews(records)(act) }
  }
  return createRoutes()
    .openapi(stateRoute, (c) => c.json(viewOf(c.var.opened, c.req.valid('param').session), 200))
    .openapi(sealRoute, async (c) => {
      const { session } = c.req.valid('param')
      await sealSession(c.var.opened, session, c.req.valid('json').team)
      return c.json(viewOf(c.var.opened, session), 200)
    })
    .openapi(proposeRoute, async (c) => {
      const records = c.var.opened
      const act = await proposeTestimony(records, c.req.valid('param').session, c.req.valid('json').reason, now())
      return c.json(actViews(records)(getAct(records, act, now())), 200)
    })
    .openapi(showRoute, async (c) => {
      const { session } = c.req.valid('param')
      await showTestimony(c.var.opened, session, now())
      return c.json(viewOf(c.var.opened, session), 200)
    })
}
