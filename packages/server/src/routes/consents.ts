import { createRoute, z } from '@hono/zod-openapi'
import {
  answerConsents,
  currentConsentText,
  effectsOf,
  getPerson,
  giveConsent,
  refuseConsent,
  withdrawConsent,
  type Records,
} from '@homeward/records'
import { todayOf } from '../clock.ts'
import { ServerError } from '../errors.ts'
import { idParamsSchema, idSchema } from '../schemas/common.ts'
import {
  consentAnswersSchema,
  consentEffectsSchema,
  consentWordsSchema,
  newConsentSchema,
  newRefusalSchema,
  withdrawalSchema,
} from '../schemas/consents.ts'
import { personSchema } from '../schemas/people.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const consentParams = z.object({ id: idSchema, consent: idSchema })

const giveRoute = createRoute({
  method: 'post',
  path: '/people/{id}/consents',
  request: { params: idParamsSchema, body: takes(newConsentSchema) },
  responses: answers(personSchema, 'The person with the new consent'),
})
const refuseRoute = createRoute({
  method: 'post',
  path: '/people/{id}/refusals',
  request: { params: idParamsSchema, body: takes(newRefusalSchema) },
  responses: answers(personSchema, 'The person with the refusal, which stops what others have allowed'),
})
const answersRoute = createRoute({
  method: 'post',
  path: '/people/{id}/consents/answers',
  request: { params: idParamsSchema, body: takes(consentAnswersSchema) },
  responses: answers(personSchema, 'The person with a consent for each yes and a refusal for each no'),
})
const withdrawRoute = createRoute({
  method: 'post',
  path: '/people/{id}/consents/{consent}/withdrawal',
  request: { params: consentParams, body: takes(withdrawalSchema) },
  responses: answers(personSchema, 'The person with the withdrawn consent'),
})
const effectsRoute = createRoute({
  method: 'get',
  path: '/people/{id}/consents/{consent}/effects',
  request: { params: consentParams },
  responses: answers(consentEffectsSchema, 'What withdrawing this consent stops, or has stopped'),
})
const wordsRoute = createRoute({
  method: 'get',
  path: '/consent-words',
  responses: answers(consentWordsSchema, 'The words that somebody who is asked now reads'),
})

/** Consent: what was allowed, refused and taken back, and the words that somebody is asked with. */
export function consentRoutes({ clock }: Pick<Services, 'clock'>) {
  return createRoutes()
    .openapi(wordsRoute, (c) => c.json(currentConsentText(), 200))
    .openapi(answersRoute, async (c) => {
      const { id } = c.req.valid('param')
      await answerConsents(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(giveRoute, async (c) => {
      const { id } = c.req.valid('param')
      await giveConsent(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(refuseRoute, async (c) => {
      const { id } = c.req.valid('param')
      await refuseConsent(c.var.opened, id, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(withdrawRoute, async (c) => {
      const { id, consent } = c.req.valid('param')
      requireTheirs(c.var.opened, id, consent)
      await withdrawConsent(c.var.opened, consent, c.req.valid('json'))
      return c.json(getPerson(c.var.opened, id), 200)
    })
    .openapi(effectsRoute, (c) => {
      const { id, consent } = c.req.valid('param')
      requireTheirs(c.var.opened, id, consent)
      return c.json(effectsOf(c.var.opened, consent, todayOf(clock)), 200)
    })
}

/** Throws `ServerError` NOT_FOUND unless the consent is about this person. */
function requireTheirs(records: Records, person: string, consent: string): void {
  if (!getPerson(records, person).consents.some(({ id }) => id === consent))
    throw new ServerError('NOT_FOUND', 'This person has no such consent.')
}
