import { createRoute } from '@hono/zod-openapi'
import { newPassphraseSchema, passphraseChangedSchema } from '../schemas/session.ts'
import type { Services } from '../services.ts'
import { addressOf, answers, createRoutes, refuseWeak, takes } from './route-parts.ts'

const changeRoute = createRoute({
  method: 'put',
  path: '/passphrase',
  request: { body: takes(newPassphraseSchema) },
  responses: answers(
    passphraseChangedSchema,
    'The new passphrase opens the vault; other browsers of this member are out',
  ),
})

/**
 * Changing the own passphrase (rule S45): takes the one that holds, so that nobody does it in a session that was left alone, and
 * a wrong one waits like one at the door. Throws `ServerError` PASSPHRASE_WEAK.
 */
export function passphraseRoutes({ changePassphrase, sessions }: Pick<Services, 'changePassphrase' | 'sessions'>) {
  return createRoutes().openapi(changeRoute, async (c) => {
    const { passphrase, newPassphrase } = c.req.valid('json')
    const { vault } = c.var.opened
    refuseWeak(newPassphrase, [vault.name, vault.member.name])
    await changePassphrase({ member: vault.member.id, passphrase, newPassphrase }, addressOf(c))
    // Whoever else knew the old one may be in with it.
    sessions.endOthers(c.var.session)
    return c.json({ changed: true as const }, 200)
  })
}
