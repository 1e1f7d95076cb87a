import { createRoute, z } from '@hono/zod-openapi'
import { answerChallenge, challenge, getPerson } from '@homeward/records'
import { idParamsSchema, idSchema } from '../schemas/common.ts'
import { personSchema } from '../schemas/people.ts'
import { challengeAnswerSchema, newChallengeSchema } from '../schemas/person-fields.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const challengeRoute = createRoute({
  method: 'post',
  path: '/people/{id}/challenges',
  request: { params: idParamsSchema, body: takes(newChallengeSchema) },
  responses: answers(personSchema, 'The person with the new challenge'),
})
const answerRoute = createRoute({
  method: 'post',
  path: '/people/{id}/challenges/{challenge}/answers',
  request: { params: z.object({ id: idSchema, challenge: idSchema }), body: takes(challengeAnswerSchema) },
  responses: answers(personSchema, 'The person with the answer, and with the value that was corrected'),
})

/** Challenges: somebody says that a record of a person is wrong, and what came of it. */
export function challengeRoutes() {
  return createRoutes()
    .openapi(challengeRoute, async (c) => {
      const { id } = c.req.valid('param')
      await challenge(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(answerRoute, async (c) => {
      const { id, challenge: about } = c.req.valid('param')
      await answerChallenge(c.var.opened, id, { challenge: about, ...c.req.valid('json') })
      return c.json(getPerson(c.var.opened, id), 200)
    })
}
