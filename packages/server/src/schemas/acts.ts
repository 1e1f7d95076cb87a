import { z } from '@hono/zod-openapi'
import { maybe, originShape } from './common.ts'
import { actSaidSchema } from './said.ts'

/** Why something is asked for that needs a second person. */
export const reasonSchema = z.string().trim().min(1).max(2000)

const namedSchema = z.object({ id: z.string(), name: z.string() })
const compartmentSchema = z.enum(['registry', 'evidence'])

/** Something that one member proposes and another one approves, as this session's member sees it. */
export const actSchema = z
  .object({
    ...originShape,
    memberName: z.string(),
    id: z.string(),
    compartment: compartmentSchema,
    kind: z.enum(['bulk-export', 'erasure', 'album-minors', 'informant', 'quarantine', 'testimony']),
    /** What exactly will be done, in the words that an approval serves. */
    subject: z.string(),
    /** The sentences that the subject is made of; null where this version does not know them all. */
    words: z.array(actSaidSchema).nullable(),
    /** People named in the subject by their ids, for those who open the registry. */
    people: z.array(namedSchema),
    /** The sealed testimony that it is about, for those who open the registry. */
    testimony: z
      .object({
        session: z.string(),
        teamName: z.string().nullable(),
        album: z.string().nullable(),
        received: z.string(),
      })
      .nullable(),
    reason: z.string(),
    opens: z.array(compartmentSchema),
    /** Which team took what it is about, as an id: that team approves. */
    team: z.string().nullable(),
    until: z.string(),
    /** When it may be done by one person because nobody else could approve it; null when somebody could. */
    notBefore: z.string().nullable(),
    state: z.enum(['waiting', 'approved', 'alone', 'ready', 'refused', 'withdrawn', 'expired', 'done', 'void']),
    answers: z.array(
      z.object({
        ...originShape,
        memberName: z.string(),
        answer: z.enum(['approved', 'refused', 'withdrawn']),
        note: z.string().nullable(),
        counts: z.boolean(),
      }),
    ),
    done: z.array(z.object(originShape)),
    approvers: z.array(namedSchema),
    isOwn: z.boolean(),
    /** Whether what was proposed is a package that can be made from here. */
    isPackage: z.boolean(),
    may: z.object({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean(), do: z.boolean() }),
  })
  .openapi('Act')
export const actsSchema = z.object({ acts: z.array(actSchema) }).openapi('Acts')

export const newAnswerSchema = z
  .object({ answer: z.enum(['approved', 'refused']), note: maybe(reasonSchema) })
  .openapi('NewAnswer')
