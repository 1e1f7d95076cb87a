import { z } from '@hono/zod-openapi'
import { passphraseSchema, prfSchema } from './session.ts'

const base64url = z.string().regex(/^[\w-]+$/u)

/** A passkey of the member who asks. `mark` is what the authenticator lists it by; `credential` keeps it from being added twice. */
export const passkeySchema = z
  .object({ id: z.string(), name: z.string(), mark: z.string(), at: z.string(), credential: z.string() })
  .openapi('Passkey')

export const passkeysSchema = z.object({ passkeys: z.array(passkeySchema) })

export const newPasskeySchema = z
  .object({
    passphrase: passphraseSchema,
    prf: prfSchema,
    name: z.string().trim().min(1).max(60),
    mark: z.string().regex(/^[\dA-Z]{4}-[\dA-Z]{4}$/u),
    credential: base64url.max(1400),
  })
  .openapi('NewPasskey')
