import { createRoute } from '@hono/zod-openapi'
import {
  getAct,
  liftQuarantine,
  listQuarantine,
  noteQuarantine,
  proposeLift,
  putInQuarantine,
  type Records,
} from '@homeward/records'
import { actViews } from '../act-views.ts'
import { ServerError } from '../errors.ts'
import { actSchema } from '../schemas/acts.ts'
import { idParamsSchema } from '../schemas/common.ts'
import {
  newLiftSchema,
  newQuarantineNoteSchema,
  newQuarantineSchema,
  quarantineSchema,
  quarantinesSchema,
} from '../schemas/quarantine.ts'
import type { QuarantineView } from '../schemas/views.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/quarantine',
  responses: answers(quarantinesSchema, 'What is or was in quarantine, the latest first; never what it is'),
})
const putRoute = createRoute({
  method: 'post',
  path: '/quarantine',
  request: { body: takes(newQuarantineSchema) },
  responses: answers(quarantineSchema, 'It is in quarantine from now on, with everything that has the same bytes'),
})
const noteRoute = createRoute({
  method: 'post',
  path: '/quarantine/{id}/notes',
  request: { params: idParamsSchema, body: takes(newQuarantineNoteSchema) },
  responses: answers(quarantineSchema, 'Who was told of it, with the others'),
})
const proposeLiftRoute = createRoute({
  method: 'post',
  path: '/quarantine/{id}/lift/proposals',
  request: { params: idParamsSchema, body: takes(newLiftSchema) },
  responses: answers(actSchema, 'The act that a second person has to approve'),
})
const liftRoute = createRoute({
  method: 'post',
  path: '/quarantine/{id}/lift',
  request: { params: idParamsSchema },
  responses: answers(quarantineSchema, 'The quarantine is lifted, as two people agreed'),
})

/** Quarantine: put in at one press, handed over, lifted by two people (rules R86 to R91). Destroying goes the way of erasing. */
export function quarantineRoutes({ clock, keeper }: Pick<Services, 'clock' | 'keeper'>) {
  const now = (): Date => new Date(clock.nowMs())
  const views = (records: Records): QuarantineView[] => {
    const names = new Map(records.vault.members().members.map(({ id, name }) => [id, name]))
    const nameOf = (member: string): string => names.get(member) ?? member
    const actView = actViews(records)
    return listQuarantine(records, now()).map((one) => ({
      ...one,
      memberName: nameOf(one.member),
      notes: one.notes.map((note) => ({ ...note, memberName: nameOf(note.member) })),
      lift: one.lift === null ? null : actView(one.lift),
    }))
  }
  const viewOf = (records: Records, id: string): QuarantineView => {
    const found = views(records).find((one) => one.id === id)
    if (found === undefined) throw new ServerError('NOT_FOUND', 'There is nothing in quarantine with this id.')
    return found
  }
  return createRoutes()
    .openapi(listRoute, (c) => c.json({ quarantines: views(c.var.opened) }, 200))
    .openapi(putRoute, async (c) => {
      const id = await putInQuarantine(c.var.opened, c.req.valid('json'))
      keeper.forgetPictures()
      return c.json(viewOf(c.var.opened, id), 200)
    })
    .openapi(noteRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { told, day, reference, note } = c.req.valid('json')
      await noteQuarantine(c.var.opened, {
        quarantine: id,
        told,
        day,
        ...(reference === undefined ? {} : { reference }),
        ...(note === undefined ? {} : { note }),
      })
      return c.json(viewOf(c.var.opened, id), 200)
    })
    .openapi(proposeLiftRoute, async (c) => {
      const records = c.var.opened
      const { id } = c.req.valid('param')
      const act = await proposeLift(records, { quarantine: id, reason: c.req.valid('json').reason }, now())
      return c.json(actViews(records)(getAct(records, act, now())), 200)
    })
    .openapi(liftRoute, async (c) => {
      const { id } = c.req.valid('param')
      await liftQuarantine(c.var.opened, id, now())
      return c.json(viewOf(c.var.opened, id), 200)
    })
}
