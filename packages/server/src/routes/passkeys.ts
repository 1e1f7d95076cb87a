import { createRoute } from '@hono/zod-openapi'
import { ServerError } from '../errors.ts'
import { idParamsSchema } from '../schemas/common.ts'
import { newPasskeySchema, passkeysSchema } from '../schemas/passkeys.ts'
import type { Services } from '../services.ts'
import { addressOf, answers, createRoutes, prfBytesOf, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/passkeys',
  responses: answers(passkeysSchema, 'The passkeys that open the vault for this member'),
})
const addRoute = createRoute({
  method: 'post',
  path: '/passkeys',
  request: { body: takes(newPasskeySchema) },
  responses: answers(passkeysSchema, 'The passkey opens the vault from now on'),
})
const removeRoute = createRoute({
  method: 'delete',
  path: '/passkeys/{id}',
  request: { params: idParamsSchema },
  responses: answers(passkeysSchema, 'The passkey opens nothing any more'),
})

/** The own passkeys. Adding one takes the passphrase again, and a wrong one waits like one at the door (rule S44). */
export function passkeyRoutes({ keeper }: Pick<Services, 'keeper'>) {
  return createRoutes()
    .openapi(listRoute, (c) => c.json({ passkeys: c.var.opened.vault.passkeys() }, 200))
    .openapi(addRoute, async (c) => {
      const { prf, ...given } = c.req.valid('json')
      const prfBytes = prfBytesOf(prf)
      try {
        const passkeys = await keeper.tried(addressOf(c), () => c.var.opened.vault.addPasskey({ ...given, prfBytes }))
        return c.json({ passkeys }, 200)
      } finally {
        prfBytes.fill(0)
      }
    })
    .openapi(removeRoute, (c) => {
      const { vault } = c.var.opened
      const { id } = c.req.valid('param')
      if (!vault.passkeys().some((known) => known.id === id))
        throw new ServerError('NOT_FOUND', 'There is no such passkey among yours.')
      return c.json({ passkeys: vault.removePasskey(id) }, 200)
    })
}
