import { createRoute } from '@hono/zod-openapi'
import { recoveryWords } from '@homeward/vault'
import { joinedSchema, newJoiningSchema } from '../schemas/members.ts'
import type { Services } from '../services.ts'
import { addressOf, answers, createRoutes, refuseWeak, takes } from './route-parts.ts'

const joinRoute = createRoute({
  method: 'post',
  path: '/joining',
  request: { body: takes(newJoiningSchema) },
  responses: answers(joinedSchema, 'Keys of somebody who opens nothing until a coordinator admits them'),
})

/**
 * Joining, which needs nobody's passphrase and opens nothing (rule M1). Throws `ServerError` PASSPHRASE_WEAK, and
 * TOO_MANY_TRIES while this address has to wait for its wrong passphrases.
 */
export function joiningRoutes({ join }: Pick<Services, 'join'>) {
  return createRoutes().openapi(joinRoute, async (c) => {
    const { passphrase } = c.req.valid('json')
    refuseWeak(passphrase, [])
    const { code, recovery } = await join(passphrase, addressOf(c))
    return c.json({ code, cards: recovery.map((share) => ({ share, words: recoveryWords(share) })) }, 200)
  })
}
