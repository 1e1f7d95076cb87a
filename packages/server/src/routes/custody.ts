import { createRoute } from '@hono/zod-openapi'
import { listCustody } from '@homeward/records'
import { pageQuerySchema } from '../schemas/common.ts'
import { custodySchema } from '../schemas/custody.ts'
import { answers, createRoutes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/custody',
  request: { query: pageQuerySchema },
  responses: answers(custodySchema, 'Who read, searched and took what, the latest first'),
})

/** The custody log (rules CU1–CU6). */
export function custodyRoutes() {
  return createRoutes().openapi(listRoute, async (c) => {
    const { vault } = c.var.opened
    const { members } = vault.members()
    const { total, rows } = await listCustody(c.var.opened, c.req.valid('query'))
    const named = rows.map((row) => ({
      ...row,
      memberName: members.find(({ id }) => id === row.member)?.name ?? row.member,
    }))
    const ofEverybody = vault.member.role === 'coordinator' || vault.member.role === 'founder'
    return c.json({ total, ofEverybody, rows: named }, 200)
  })
}
