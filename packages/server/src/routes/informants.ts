import { createRoute } from '@hono/zod-openapi'
import {
  getAct,
  getSource,
  proposeReveal,
  protectInformant,
  revealInformant,
  revealUnderWay,
  type Records,
} from '@homeward/records'
import { actViews } from '../act-views.ts'
import { actSchema } from '../schemas/acts.ts'
import { idParamsSchema } from '../schemas/common.ts'
import { informantSchema, newRevealSchema, shownInformantSchema } from '../schemas/informants.ts'
import type { InformantView } from '../schemas/views.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const stateRoute = createRoute({
  method: 'get',
  path: '/sources/{id}/informant',
  request: { params: idParamsSchema },
  responses: answers(informantSchema, 'Whether who handed the source over is protected; never their name'),
})
const protectRoute = createRoute({
  method: 'post',
  path: '/sources/{id}/informant',
  request: { params: idParamsSchema },
  responses: answers(informantSchema, 'Who handed the source over is protected from now on'),
})
const proposeRoute = createRoute({
  method: 'post',
  path: '/sources/{id}/informant/proposals',
  request: { params: idParamsSchema, body: takes(newRevealSchema) },
  responses: answers(actSchema, 'The act that a second person has to approve'),
})
const showRoute = createRoute({
  method: 'post',
  path: '/sources/{id}/informant/shown',
  request: { params: idParamsSchema },
  responses: answers(shownInformantSchema, 'The protected informant, for the time that was approved'),
})

/** Protected informants: protected, asked for, shown for a while (rules R47 to R50). */
export function informantRoutes({ clock }: Pick<Services, 'clock'>) {
  const now = (): Date => new Date(clock.nowMs())
  const viewOf = (records: Records, source: string): InformantView => {
    const act = revealUnderWay(records, source, now())
    return { informant: getSource(records, source).informant, act: act === null ? null : actViews(records)(act) }
  }
  return createRoutes()
    .openapi(stateRoute, (c) => c.json(viewOf(c.var.opened, c.req.valid('param').id), 200))
    .openapi(protectRoute, async (c) => {
      const { id } = c.req.valid('param')
      await protectInformant(c.var.opened, id)
      return c.json(viewOf(c.var.opened, id), 200)
    })
    .openapi(proposeRoute, async (c) => {
      const records = c.var.opened
      const act = await proposeReveal(records, c.req.valid('param').id, c.req.valid('json').reason, now())
      return c.json(actViews(records)(getAct(records, act, now())), 200)
    })
    .openapi(showRoute, async (c) => c.json(await revealInformant(c.var.opened, c.req.valid('param').id, now()), 200))
}
