import { createRoute } from '@hono/zod-openapi'
import type { Records } from '@homeward/records'
import { ServerError } from '../errors.ts'
import { makeOwnAuthority, ownAuthority, rootCertificate } from '../phones/own-authority.ts'
import { newAuthoritySchema, phonesSchema } from '../schemas/phones.ts'
import type { PhonesView } from '../schemas/views.ts'
import type { Services } from '../services.ts'
import { phoneWords } from '../phones/phone-words.ts'
import { answers, answersBytes, createRoutes, takes } from './route-parts.ts'

const stateRoute = createRoute({
  method: 'get',
  path: '/phones',
  responses: answers(
    phonesSchema,
    'Whether phones are listened for, at which address, and the certificate that they install',
  ),
})
const makeRoute = createRoute({
  method: 'post',
  path: '/phones/authority',
  request: { body: takes(newAuthoritySchema) },
  responses: answers(
    phonesSchema,
    'A certificate for phones was made; if it replaces one, every phone installs it anew',
  ),
})
const certificateRoute = createRoute({
  method: 'get',
  path: '/phones/certificate',
  responses: answersBytes('application/x-x509-ca-cert', 'The certificate that phones install, as a file to save'),
})

/** The listener for phones as the desk sees it (rules S50 to S55). */
export function phoneRoutes({ phones, clock }: Pick<Services, 'phones' | 'clock'>) {
  const viewOf = (records: Records): PhonesView => {
    const { problem, ...state } = phones.state()
    const said = problem === null ? null : phoneWords.read(problem)
    return { ...state, problem: said, authority: ownAuthority(records) }
  }
  return createRoutes()
    .openapi(stateRoute, (c) => c.json(viewOf(c.var.opened), 200))
    .openapi(makeRoute, async (c) => {
      await makeOwnAuthority(c.var.opened, c.req.valid('json'), new Date(clock.nowMs()))
      await phones.renewed()
      return c.json(viewOf(c.var.opened), 200)
    })
    .openapi(certificateRoute, (c) => {
      const bytes = rootCertificate(c.var.opened)
      if (bytes === null) throw new ServerError('NOT_FOUND', 'There is no certificate for phones yet.')
      return c.body(bytes, 200, {
        'content-type': 'application/x-x509-ca-cert',
        'content-disposition': 'attachment; filename="certificate.crt"',
      })
    })
}
