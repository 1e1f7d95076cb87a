import { createRoute } from '@hono/zod-openapi'
import { getPerson, getSession, listSessions, openAnswerFile, recognitionsOf, RecordsError } from '@homeward/records'
import type { Records } from '@homeward/records'
import { attachmentHeaders } from '../attachment.ts'
import {
  answerFileParamsSchema,
  answerWordsSchema,
  personParamsSchema,
  recognitionSessionSchema,
  recognitionSessionsSchema,
  recognitionsSchema,
  sessionParamsSchema,
  sessionQuerySchema,
} from '../schemas/recognitions.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/recognitions',
  responses: answers(recognitionSessionsSchema, 'Recognition sessions, the one that came last first'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/recognitions/{session}',
  request: { params: sessionParamsSchema, query: sessionQuerySchema },
  responses: answers(recognitionSessionSchema, 'One session: its receipt, and every answer in order'),
})
const personRoute = createRoute({
  method: 'get',
  path: '/people/{id}/recognitions',
  request: { params: personParamsSchema },
  responses: answers(recognitionsSchema, 'What all sessions say of one person, side by side'),
})
const fileRoute = createRoute({
  method: 'get',
  path: '/testimonies/{session}/{file}',
  request: { params: answerFileParamsSchema, query: sessionQuerySchema },
  responses: {
    200: {
      description: 'The viewer’s own words; or a recording, as a file to save',
      content: {
        'application/json': { schema: answerWordsSchema },
        'application/octet-stream': { schema: { type: 'string', format: 'binary' } as const },
      },
    },
  },
})

/** Recognition sessions, as they came in (rules R79 to R84). */
export function recognitionRoutes({ clock }: Pick<Services, 'clock'>) {
  const now = (): Date => new Date(clock.nowMs())
  return createRoutes()
    .openapi(listRoute, (c) => c.json({ sessions: listSessions(c.var.opened) }, 200))
    .openapi(getRoute, (c) => {
      const records = c.var.opened
      const view = getSession(records, c.req.valid('param').session, c.req.valid('query').phone, now())
      const answerList = view.answerList.map((one) => ({ ...one, name: nameOf(records, one.person) }))
      return c.json({ ...view, answerList }, 200)
    })
    .openapi(personRoute, (c) => c.json(recognitionsOf(c.var.opened, c.req.valid('param').id), 200))
    .openapi(fileRoute, async (c) => {
      const { session, file } = c.req.valid('param')
      const content = await openAnswerFile(c.var.opened, { session, file, now: now(), ...c.req.valid('query') })
      if ('words' in content) {
        const { language, known, condition } = content.words
        return c.json(
          {
            language,
            ...(known === undefined ? {} : { known }),
            ...(condition === undefined ? {} : { condition }),
          },
          200,
        )
      }
      const { bytes, type } = content
      return c.body(Uint8Array.from(bytes), 200, attachmentHeaders(`voice-${file}`, type, bytes.length))
    })
}

function nameOf(records: Records, person: string | null): string | null {
  if (person === null) return null
  try {
    return getPerson(records, person).names[0]?.value.text ?? null
  } catch (error) {
    // Erased since; the session says how much.
    if (error instanceof RecordsError) return null
    throw error
  }
}
