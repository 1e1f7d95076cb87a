import type { OpenAPIHono } from '@hono/zod-openapi'
import { errorSchema } from './schemas/common.ts'
import { openToAll } from './session-gate.ts'
import type { ApiEnv } from './routes/route-parts.ts'

/**
 * The API as an OpenAPI 3.1 document: the routes with their schemas, and what holds for all of them – the session
 * cookie, the token on writes, the shape of refusals.
 */
export function describeApi(api: OpenAPIHono<ApiEnv, never, '/api'>, cookieName: string): object {
  api.openAPIRegistry.register('Error', errorSchema)
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Homeward', version: '1', description: 'The API of one vault on this computer.' },
  })
  const refusal = {
    description: 'Refused; `message` says why',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  }
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const operation = item[method]
      if (operation === undefined) continue
      operation.responses = { ...operation.responses, default: refusal }
      operation.security = openToAll.includes(`${method.toUpperCase()} ${path}`)
        ? []
        : [method === 'get' ? { session: [] } : { session: [], csrf: [] }]
    }
  const securitySchemes = {
    session: { type: 'apiKey', in: 'cookie', name: cookieName },
    csrf: { type: 'apiKey', in: 'header', name: 'x-csrf' },
  }
  return { ...document, components: { ...document.components, securitySchemes } }
}
