import { z } from '@hono/zod-openapi'
import { invalidSaidSchema } from './said.ts'

/**
 * An optional property that is either absent or has a value, never `undefined`.
 *
 * JSON and query strings cannot carry `undefined`, so the exact type is what really arrives. At run time it is zod's
 * ordinary optional, because the OpenAPI generator takes an exact optional for a required property.
 */
export const maybe = <T extends z.ZodType>(schema: T): z.ZodExactOptional<T> =>
  schema.optional() as unknown as z.ZodExactOptional<T>

/** An id that this program made: letters, digits and a few signs, safe in a URL path. */
export const idSchema = z.string().regex(/^[\w:.~-]{1,200}$/u, 'not an id')

/** A short line that a member typed. */
export const lineSchema = z.string().trim().min(1).max(500)

/** A longer text that a member typed; it has to fit into one entry of the log. */
export const textSchema = z.string().trim().min(1).max(8000)

/** A calendar day, `YYYY-MM-DD`. */
export const daySchema = z.iso.date()

/** SHA-256 in lower-case hex. */
export const sha256Schema = z.string().regex(/^[\da-f]{64}$/u)

export const countSchema = z.int().min(0)

/** `limit` and `offset` of a list, read from the query string. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
})

export const idParamsSchema = z.object({ id: idSchema })

/** Why something was refused: `message` is a sentence for the person at the screen, with `said` where it is one of the closed list of INVALID. */
export const refusedSchema = z.object({ code: z.string(), message: z.string(), said: maybe(invalidSaidSchema) })

/** What every refused request answers. */
export const errorSchema = z
  .object({
    error: refusedSchema,
    retryAfterMs: maybe(countSchema),
  })
  .openapi('Error')

/** Who said something and where that stands in the log. */
export const originShape = { entry: z.string(), at: z.string(), member: z.string() }
export const originSchema = z.object(originShape).openapi('Origin')
