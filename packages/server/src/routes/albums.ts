import { createRoute, type z } from '@hono/zod-openapi'
import {
  albumAge,
  albumsShowing,
  endAlbum,
  filterPeople,
  getAct,
  getAlbum,
  listAlbums,
  listPhones,
  makeAlbum,
  previewAlbum,
  proposeAlbum,
  proposedAlbum,
  requireAlbumAllowed,
  revokePhone,
  setAlbumAge,
  withheldWords,
  type AlbumPlan,
  type AlbumRequest,
  type Records,
} from '@homeward/records'
import { actViews } from '../act-views.ts'
import { ServerError } from '../errors.ts'
import type { Own } from '../own.ts'
import { actSchema } from '../schemas/acts.ts'
import {
  ageSchema,
  albumChoiceSchema,
  albumParamsSchema,
  albumPlanSchema,
  albumsShowingSchema,
  albumsSchema,
  albumWithPeopleSchema,
  endSchema,
  newAlbumProposalSchema,
  newAlbumSchema,
} from '../schemas/albums.ts'
import { idParamsSchema } from '../schemas/common.ts'
import { jobStartedSchema } from '../schemas/jobs.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

/** Who is left out, with what consent says by its code (rule S72). */
function leftOutView<T extends Pick<AlbumPlan, 'leftOut'>>(of: T) {
  const leftOut = of.leftOut.map(({ reason, ...one }) => ({
    ...one,
    reason: reason === null ? null : withheldWords.read(reason),
  }))
  return { ...of, leftOut }
}

const listRoute = createRoute({
  method: 'get',
  path: '/albums',
  responses: answers(albumsSchema, 'Albums and phones, and the organisation’s age'),
})
const previewRoute = createRoute({
  method: 'post',
  path: '/albums/preview',
  request: { body: takes(albumChoiceSchema) },
  responses: answers(albumPlanSchema, 'Whom the album would show, and who is left out and why; nothing is made'),
})
const makeRoute = createRoute({
  method: 'post',
  path: '/albums',
  request: { body: takes(newAlbumSchema) },
  responses: answers(jobStartedSchema, 'The job that makes the album'),
})
const proposeRoute = createRoute({
  method: 'post',
  path: '/albums/proposals',
  request: { body: takes(newAlbumProposalSchema) },
  responses: answers(actSchema, 'The act that a second person has to approve'),
})
const makeProposedRoute = createRoute({
  method: 'post',
  path: '/albums/proposals/{id}',
  request: { params: idParamsSchema },
  responses: answers(jobStartedSchema, 'The job that makes the album that was proposed and approved'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/albums/{id}',
  request: { params: albumParamsSchema },
  responses: answers(albumWithPeopleSchema, 'One album with the people in it'),
})
const showingRoute = createRoute({
  method: 'get',
  path: '/people/{id}/albums',
  request: { params: idParamsSchema },
  responses: answers(albumsShowingSchema, 'The albums that show this person now'),
})
const endRoute = createRoute({
  method: 'post',
  path: '/albums/{id}/end',
  request: { params: albumParamsSchema, body: takes(endSchema) },
  responses: answers(albumWithPeopleSchema, 'The album ended: it is in no manifest any more'),
})
const revokeRoute = createRoute({
  method: 'post',
  path: '/albums/phones/{id}/revoke',
  request: { params: albumParamsSchema, body: takes(endSchema) },
  responses: answers(albumsSchema, 'The phone is revoked: at its next contact it destroys what it holds'),
})
const ageRoute = createRoute({
  method: 'put',
  path: '/albums/age',
  request: { body: takes(ageSchema) },
  responses: answers(albumsSchema, 'The organisation’s age was set, and the log says by whom'),
})

/** Albums on the side of the office (rules R73 to R78). What may be shown is decided below, by consent (H7). */
export function albumRoutes({ clock, office, phoneUrl }: Pick<Services, 'clock' | 'office' | 'phoneUrl'>) {
  const now = () => new Date(clock.nowMs())
  const listOf = (records: Records) => ({
    albums: listAlbums(records, now()),
    phones: listPhones(records).map((phone) => {
      const lastMs = office.contacts.lastMs(phone.id)
      return { ...phone, lastContact: lastMs === null ? null : new Date(lastMs).toISOString() }
    }),
    age: albumAge(records),
    phoneUrl: phoneUrl(),
    mayAnswer: records.vault.member.role !== 'reader' && records.vault.compartments.includes('testimony'),
  })
  const start = ({ records, jobs }: Own, request: AlbumRequest, act?: string): string => {
    const making = { now: now(), ...(act === undefined ? {} : { act }) }
    // Asked now, so that what needs a second person is refused at once and not by a job.
    requireAlbumAllowed(records, request, making)
    return jobs.start('album', async ({ signal, progress }) =>
      leftOutView(
        await makeAlbum(records, request, {
          ...making,
          signal,
          onProgress(done, total) {
            progress('photos', done, total)
          },
        }),
      ),
    )
  }
  return createRoutes()
    .openapi(listRoute, (c) => c.json(listOf(c.var.opened), 200))
    .openapi(previewRoute, (c) => {
      const { people, filter, ...choice } = c.req.valid('json')
      const chosen = peopleOf(c.var.opened, people, filter)
      const plan = previewAlbum(c.var.opened, { ...choice, people: chosen }, now().toISOString().slice(0, 10))
      return c.json(leftOutView(plan), 200)
    })
    .openapi(makeRoute, (c) => {
      requireCoordinator(c.var.opened)
      return c.json({ job: start(c.var.own, requestOf(c.var.opened, c.req.valid('json'))) }, 200)
    })
    .openapi(proposeRoute, async (c) => {
      const records = c.var.opened
      requireCoordinator(records)
      const { reason, ...wanted } = c.req.valid('json')
      const act = await proposeAlbum(records, requestOf(records, wanted), { reason, now: now() })
      return c.json(actViews(records)(getAct(records, act, now())), 200)
    })
    .openapi(makeProposedRoute, async (c) => {
      const { id } = c.req.valid('param')
      requireCoordinator(c.var.opened)
      const request = await proposedAlbum(c.var.opened, id, now())
      return c.json({ job: start(c.var.own, request, id) }, 200)
    })
    .openapi(getRoute, (c) => c.json(getAlbum(c.var.opened, c.req.valid('param').id, now()), 200))
    .openapi(showingRoute, (c) => c.json({ albums: albumsShowing(c.var.opened, c.req.valid('param').id, now()) }, 200))
    .openapi(endRoute, async (c) => {
      const { id } = c.req.valid('param')
      requireCoordinator(c.var.opened)
      await endAlbum(c.var.opened, id, c.req.valid('json').reason)
      return c.json(getAlbum(c.var.opened, id, now()), 200)
    })
    .openapi(revokeRoute, async (c) => {
      requireCoordinator(c.var.opened)
      await revokePhone(c.var.opened, c.req.valid('param').id, c.req.valid('json').reason)
      return c.json(listOf(c.var.opened), 200)
    })
    .openapi(ageRoute, async (c) => {
      requireCoordinator(c.var.opened)
      await setAlbumAge(c.var.opened, c.req.valid('json').years)
      return c.json(listOf(c.var.opened), 200)
    })
}

/** Throws `ServerError` ROLE_FORBIDS unless this member is a coordinator or founder. */
export function requireCoordinator({ vault }: Records): void {
  const { role } = vault.member
  if (role !== 'coordinator' && role !== 'founder')
    throw new ServerError('ROLE_FORBIDS', 'Albums and phones are for coordinators. Ask one of them.')
}

type Filter = z.infer<typeof albumChoiceSchema>['filter']

function peopleOf(records: Records, people: readonly string[] | undefined, filter: Filter): readonly string[] {
  if ((people === undefined) === (filter === undefined))
    throw new ServerError('INPUT_INVALID', 'Say the people, or a filter that chooses them, and not both.')
  return people ?? filterPeople(records, filter ?? {})
}

function requestOf(records: Records, { people, filter, ...rest }: z.infer<typeof newAlbumSchema>): AlbumRequest {
  return { ...rest, people: peopleOf(records, people, filter) }
}
