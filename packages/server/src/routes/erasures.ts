import { createRoute } from '@hono/zod-openapi'
import {
  erase,
  erasureUnderWay,
  getAct,
  planErasure,
  planOfAct,
  proposeErasure,
  type ErasureTarget,
} from '@homeward/records'
import { actViews } from '../act-views.ts'
import { ServerError } from '../errors.ts'
import { actSchema } from '../schemas/acts.ts'
import { idParamsSchema } from '../schemas/common.ts'
import {
  erasureOfActSchema,
  erasurePlanSchema,
  erasureQuerySchema,
  erasureReceiptSchema,
  newErasureProposalSchema,
  newErasureSchema,
} from '../schemas/erasures.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const planRoute = createRoute({
  method: 'get',
  path: '/erasures/plan',
  request: { query: erasureQuerySchema },
  responses: answers(erasurePlanSchema, 'What an erasure would destroy and leave; nothing is changed'),
})
const ofActRoute = createRoute({
  method: 'get',
  path: '/erasures/of-act/{id}',
  request: { params: idParamsSchema },
  responses: answers(erasureOfActSchema, 'What the erasure that an act is about would destroy and leave now'),
})
const proposeRoute = createRoute({
  method: 'post',
  path: '/erasures/proposals',
  request: { body: takes(newErasureProposalSchema) },
  responses: answers(actSchema, 'The act that a second person has to approve'),
})
const eraseRoute = createRoute({
  method: 'post',
  path: '/erasures',
  request: { body: takes(newErasureSchema) },
  responses: answers(erasureReceiptSchema, 'What was erased, and what people have to do elsewhere'),
})

/** Erasing somebody, or what a consent alone allowed: shown, proposed, done (rules R23–R27). */
export function erasureRoutes({ clock, keeper }: Pick<Services, 'clock' | 'keeper'>) {
  const now = (): Date => new Date(clock.nowMs())
  return createRoutes()
    .openapi(planRoute, (c) => {
      const records = c.var.opened
      const plan = planErasure(records, targetOf(c.req.valid('query')), now().toISOString().slice(0, 10))
      const underWay = erasureUnderWay(records, plan, now())
      const { words, gone, stays, recall } = plan
      const act = underWay === null ? null : actViews(records)(underWay.act)
      return c.json({ words: words.text, gone, stays, recall, act, authority: underWay?.authority ?? null }, 200)
    })
    .openapi(ofActRoute, (c) => {
      const records = c.var.opened
      const plan = planOfAct(records, getAct(records, c.req.valid('param').id, now()), now())
      if (plan === null) throw new ServerError('NOT_FOUND', 'This act is about no erasure.')
      const { gone, stays, recall } = plan
      return c.json({ gone, stays, recall }, 200)
    })
    .openapi(proposeRoute, async (c) => {
      const records = c.var.opened
      const { authority, reason, ...target } = c.req.valid('json')
      const id = await proposeErasure(records, { target: targetOf(target), authority, reason }, now())
      return c.json(actViews(records)(getAct(records, id, now())), 200)
    })
    .openapi(eraseRoute, async (c) => {
      const { authority, ...target } = c.req.valid('json')
      const receipt = await erase(c.var.opened, { target: targetOf(target), authority }, now())
      keeper.forgetPictures()
      return c.json(receipt, 200)
    })
}

type TargetName = 'person' | 'consent' | 'item' | 'session' | 'informant' | 'quarantine'

function targetOf({
  person,
  consent,
  item,
  session,
  informant,
  quarantine,
}: Partial<Record<TargetName, string>>): ErasureTarget {
  const [target, ...others] = [
    ...(person === undefined ? [] : [{ person }]),
    ...(consent === undefined ? [] : [{ consent }]),
    ...(item === undefined ? [] : [{ item }]),
    ...(session === undefined ? [] : [{ session }]),
    ...(informant === undefined ? [] : [{ informant }]),
    ...(quarantine === undefined ? [] : [{ quarantine }]),
  ]
  if (target === undefined || others.length > 0)
    throw new ServerError(
      'INPUT_INVALID',
      'Say one of a person, a consent, an item, a session, an informant or a quarantine, and no other.',
    )
  return target
}
