import { createRoute } from '@hono/zod-openapi'
import { newRehearsalSchema, rehearsalSchema } from '../schemas/members.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const rehearseRoute = createRoute({
  method: 'post',
  path: '/recovery/rehearsal',
  request: { body: takes(newRehearsalSchema) },
  responses: answers(rehearsalSchema, 'Two recovery cards were proved, and stay as valid as they were'),
})

/** Rehearsing recovery (rules K8, M9): the one thing that a reader writes, of themself alone. */
export function recoveryRoutes() {
  return createRoutes().openapi(rehearseRoute, async (c) => {
    const { vault } = c.var.opened
    const { isRecorded } = await vault.rehearse(c.req.valid('json').shares)
    return c.json({ isOwn: isRecorded, rehearsed: vault.rehearsed }, 200)
  })
}
