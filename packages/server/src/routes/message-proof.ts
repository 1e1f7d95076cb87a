import { createRoute } from '@hono/zod-openapi'
import { getMessage, openItem } from '@homeward/records'
import { proveMessage } from '../message-proof.ts'
import { messageParamsSchema } from '../schemas/messages.ts'
import { messageProofSchema } from '../schemas/proof.ts'
import { answers, createRoutes } from './route-parts.ts'

const proofRoute = createRoute({
  method: 'get',
  path: '/messages/{item}/{seq}/proof',
  request: { params: messageParamsSchema },
  responses: answers(
    messageProofSchema,
    'Where the message stands in the sealed bytes, and what was just verified about them',
  ),
})

/** From a message to its sealed bytes. */
export function messageProofRoutes() {
  return createRoutes().openapi(proofRoute, async (c) => {
    const { item, seq } = c.req.valid('param')
    const { message } = getMessage(c.var.opened, item, seq)
    return c.json(await proveMessage(c.var.opened, message, await openItem(c.var.opened, item)), 200)
  })
}
