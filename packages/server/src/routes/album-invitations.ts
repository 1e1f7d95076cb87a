import { createRoute } from '@hono/zod-openapi'
import { pairPhone } from '@homeward/records'
import type { InvitationView } from '../album/invitations.ts'
import { ServerError } from '../errors.ts'
import { albumParamsSchema, invitationSchema, sameSchema } from '../schemas/albums.ts'
import type { Services } from '../services.ts'
import { requireCoordinator } from './albums.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const makeRoute = createRoute({
  method: 'post',
  path: '/albums/invitations',
  responses: answers(invitationSchema, 'An invitation for one phone, for ten minutes'),
})
const viewRoute = createRoute({
  method: 'get',
  path: '/albums/invitations/{id}',
  request: { params: albumParamsSchema },
  responses: answers(invitationSchema, 'Where the pairing stands, and the code to compare'),
})
const sameRoute = createRoute({
  method: 'post',
  path: '/albums/invitations/{id}/same',
  request: { params: albumParamsSchema, body: takes(sameSchema) },
  responses: answers(invitationSchema, 'The phone is paired: both showed the same code'),
})
const refuseRoute = createRoute({
  method: 'delete',
  path: '/albums/invitations/{id}',
  request: { params: albumParamsSchema },
  responses: answers(invitationSchema, 'The invitation ended without a phone'),
})

/** Pairing a phone from the desk (AL1 to AL4). Invitations are those of the session's member alone. */
export function invitationRoutes({ phoneUrl }: Pick<Services, 'phoneUrl'>) {
  const shown = ({ token, ...view }: InvitationView) => ({ ...view, url: `${urlOf(phoneUrl)}album/#pair=${token}` })
  return createRoutes()
    .openapi(makeRoute, (c) => {
      requireCoordinator(c.var.opened)
      urlOf(phoneUrl)
      return c.json(shown(c.var.own.invitations.make()), 200)
    })
    .openapi(viewRoute, (c) => c.json(shown(c.var.own.invitations.view(c.req.valid('param').id)), 200))
    .openapi(sameRoute, async (c) => {
      requireCoordinator(c.var.opened)
      const { name } = c.req.valid('json')
      const { opened, own } = c.var
      const view = await own.invitations.accept(c.req.valid('param').id, (phone) =>
        pairPhone(opened, { ...phone, name }),
      )
      return c.json(shown(view), 200)
    })
    .openapi(refuseRoute, (c) => c.json(shown(c.var.own.invitations.refuse(c.req.valid('param').id)), 200))
}

function urlOf(phoneUrl: Services['phoneUrl']): string {
  const url = phoneUrl()
  if (url === null)
    throw new ServerError(
      'PHONES_OFF',
      'Phones cannot reach this server yet. Start it with “homeward serve --phones”, as the page about phones says.',
    )
  return url
}
