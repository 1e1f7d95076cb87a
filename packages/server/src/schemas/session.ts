import { z } from '@hono/zod-openapi'
import { COMPARTMENTS, ROLES } from '@homeward/vault'
import { countSchema, maybe } from './common.ts'

export const vaultNameSchema = z.object({ id: z.string(), name: z.string() })
export const memberNameSchema = z.object({ id: z.string(), name: z.string() })
const ownMemberSchema = memberNameSchema.extend({
  role: z.enum(ROLES),
  /** The compartments that this member opens. */
  opens: z.array(z.enum(COMPARTMENTS)),
})

export const sessionSchema = z
  .object({
    state: z.enum(['locked', 'open']),
    vault: maybe(vaultNameSchema),
    member: maybe(ownMemberSchema),
    csrf: maybe(z.string()),
    idleLockMs: maybe(countSchema),
    /** How many entries are in all logs: pages see from it that somebody wrote something. */
    logSize: maybe(countSchema),
    /** While it is locked: how long a try from this address has to wait after wrong ones. */
    retryAfterMs: maybe(countSchema),
  })
  .openapi('Session')

export const passphraseSchema = z.string().min(1).max(1024)
/** The passphrase that a member has, and the one that takes its place. */
export const newPassphraseSchema = z
  .object({ passphrase: passphraseSchema, newPassphrase: passphraseSchema })
  .openapi('NewPassphrase')
export const passphraseChangedSchema = z.object({ changed: z.literal(true) }).openapi('PassphraseChanged')
/** What the PRF of a passkey gave: 32 bytes in base64url. */
export const prfSchema = z.string().regex(/^[\w-]{43}$/u)

export const unlockSchema = z
  .union([z.object({ passphrase: passphraseSchema }), z.object({ prf: prfSchema })])
  .openapi('Unlock')

/** A browser that locks because nobody is there ends its own session; who asks for it ends all of theirs; panic locks for everybody. */
export const lockQuerySchema = z.object({ reason: z.enum(['asked', 'idle', 'panic']).default('asked') })
