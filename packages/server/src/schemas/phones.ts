import { z } from '@hono/zod-openapi'
import { lineSchema, maybe, originShape } from './common.ts'
import { phoneSaidSchema } from './said.ts'

/** The organisation's own authority, as it may be shown. */
const authoritySchema = z
  .object({
    id: z.string(),
    shownAs: z.string(),
    names: z.array(z.string()),
    until: z.string(),
    fingerprint: z.string(),
    at: originShape.at,
    member: originShape.member,
  })
  .openapi('Authority')

export const phonesSchema = z
  .object({
    mode: z.enum(['off', 'own', 'given']),
    url: z.string().nullable(),
    until: z.string().nullable(),
    fingerprint: z.string().nullable(),
    problem: phoneSaidSchema.nullable(),
    authority: authoritySchema.nullable(),
  })
  .openapi('Phones')

/** An authority to be made; without names those of the one that it replaces. */
export const newAuthoritySchema = z.object({
  names: maybe(z.array(lineSchema).max(50)),
  shownAs: maybe(z.string().trim().min(1).max(60)),
  replace: maybe(z.boolean()),
})
