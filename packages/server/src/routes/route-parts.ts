import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono, z } from '@hono/zod-openapi'
import { passphraseWeakness } from '@homeward/vault'
import type { Context } from 'hono'
import { ServerError } from '../errors.ts'
import type { SessionEnv } from '../session-gate.ts'

/** What every route finds in its context: the session, what its member has open, and Node's own request. */
export type ApiEnv = SessionEnv & { Bindings: HttpBindings }

/** A part of the API. A request that does not fit its schema is refused with INPUT_INVALID before the handler runs. */
export function createRoutes(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook(result) {
      if (result.success) return
      const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      throw new ServerError('INPUT_INVALID', `This cannot be taken as it is. ${issues.slice(0, 5).join('; ')}.`)
    },
  })
}

/** The answer of a route that sends JSON. */
export function answers<T extends z.ZodType>(schema: T, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } } }
}

/** The answer of a route that sends bytes of one media type. */
export function answersBytes<M extends string>(mediaType: M, description: string) {
  const schema = z.string().openapi({ format: 'binary' })
  return { 200: { description, content: { [mediaType]: { schema } } as Record<M, { schema: typeof schema }> } }
}

/** The body of a route that takes JSON. */
export function takes<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** The body of a route that takes raw bytes, which the handler reads itself. */
export function takesBytes(mediaType: string) {
  return { required: true, content: { [mediaType]: { schema: z.string().openapi({ format: 'binary' }) } } }
}

/** The network address that a request came from. */
export function addressOf(c: Context<ApiEnv>): string {
  return c.env.incoming.socket.remoteAddress ?? ''
}

/** What the PRF of a passkey gave, out of its base64url. */
export function prfBytesOf(prf: string): Uint8Array {
  return new Uint8Array(Buffer.from(prf, 'base64url'))
}

/** Refuses a new passphrase that somebody with the disk would try first (X18), `words` among them. Throws `ServerError` PASSPHRASE_WEAK. */
export function refuseWeak(passphrase: string, words: readonly string[]): void {
  const why = passphraseWeakness(passphrase, words)
  if (why !== null) throw new ServerError('PASSPHRASE_WEAK', `This passphrase ${why}. Please take six words at random.`)
}
