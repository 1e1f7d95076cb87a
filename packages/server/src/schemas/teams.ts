import { z } from '@hono/zod-openapi'
import { idSchema, lineSchema, maybe } from './common.ts'

/** Teams, with the names of who is in them. */
export const teamsSchema = z
  .object({
    teams: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        members: z.array(z.object({ id: z.string(), name: z.string() })),
        /** Whether what it takes is sealed to it from the beginning. */
        isSealing: z.boolean(),
        isOwn: z.boolean(),
        /** Whether this session's member changes it. */
        mayLead: z.boolean(),
      }),
    ),
  })
  .openapi('Teams')

export const newTeamSchema = z.object({ name: lineSchema, members: z.array(idSchema).max(500) }).openapi('NewTeam')

/** What is not given stays as it is. */
export const teamChangeSchema = z
  .object({
    name: maybe(lineSchema),
    isSealing: maybe(z.boolean()),
    join: maybe(idSchema),
    leave: maybe(idSchema),
  })
  .openapi('TeamChange')
