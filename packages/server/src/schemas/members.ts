import { z } from '@hono/zod-openapi'
import { COMPARTMENTS, ROLES } from '@homeward/vault'
import { countSchema, idSchema, lineSchema, maybe } from './common.ts'

const grantsSchema = z.array(z.enum(COMPARTMENTS))

const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** False for somebody who was removed; what they wrote stays theirs. */
  isActive: z.boolean(),
  isOwn: z.boolean(),
  /** What they open; of others it is told to coordinators and founders alone. */
  grants: maybe(grantsSchema),
  /** When they last rehearsed recovery; told to the same. */
  rehearsed: maybe(z.string().nullable()),
})

/** Who is in the vault, as far as this session's member is told. */
export const membersSchema = z
  .object({
    members: z.array(memberSchema),
    /** Own devices; for coordinators and founders everybody's. `log` names one. */
    devices: z.array(z.object({ log: z.string(), member: z.string(), isActive: z.boolean(), isThis: z.boolean() })),
    /** How many wait to be admitted. Their codes are not told: whoever admits types what they hear. */
    waiting: countSchema,
    damagedRequests: countSchema,
    /** How many active members open everything (rule M8). */
    restorers: countSchema,
    /** Removals that wait because both removed each other, as ids, and whether of one device alone. */
    contested: z.array(z.object({ author: z.string(), target: z.string(), isDevice: z.boolean() })),
    /** Compartments whose keys are not with exactly those who should have them. */
    ailing: grantsSchema,
  })
  .openapi('Members')

export const admitSchema = z
  .object({ code: z.string().trim().min(1).max(100), name: lineSchema, role: z.enum(ROLES), grants: grantsSchema })
  .openapi('Admit')

export const memberChangeSchema = z
  .object({ name: maybe(lineSchema), role: maybe(z.enum(ROLES)), grants: maybe(grantsSchema) })
  .openapi('MemberChange')

/** A device is named by the id of its log. */
export const deviceParamsSchema = z.object({ log: idSchema })

export const newJoiningSchema = z.object({ passphrase: z.string().min(1).max(1024) }).openapi('NewJoining')

/** What somebody who joined is shown, once: nothing of it can be asked for again but the code. */
export const joinedSchema = z
  .object({
    code: z.string(),
    cards: z.array(z.object({ share: z.string(), words: z.array(z.string()) })),
  })
  .openapi('Joined')

export const newRehearsalSchema = z.object({ shares: z.array(z.string().trim().min(1).max(1000)).length(2) })
export const rehearsalSchema = z
  .object({
    /** False when the shares are those of another member: they work, and nothing is recorded. */
    isOwn: z.boolean(),
    /** When this member last rehearsed recovery. */
    rehearsed: z.string().nullable(),
  })
  .openapi('Rehearsal')
