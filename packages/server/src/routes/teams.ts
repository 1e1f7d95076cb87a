import { createRoute } from '@hono/zod-openapi'
import type { Vault } from '@homeward/vault'
import { idParamsSchema } from '../schemas/common.ts'
import { newTeamSchema, teamChangeSchema, teamsSchema } from '../schemas/teams.ts'
import type { TeamsView } from '../schemas/views.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/teams',
  responses: answers(teamsSchema, 'The teams, and who is in them'),
})
const makeRoute = createRoute({
  method: 'post',
  path: '/teams',
  request: { body: takes(newTeamSchema) },
  responses: answers(teamsSchema, 'A team was made of these members'),
})
const changeRoute = createRoute({
  method: 'post',
  path: '/teams/{id}',
  request: { params: idParamsSchema, body: takes(teamChangeSchema) },
  responses: answers(teamsSchema, 'Its name or its seal was changed, or somebody joined or left'),
})

/** Teams (rules R96, R97). Every change answers how it is then. */
export function teamRoutes() {
  return createRoutes()
    .openapi(listRoute, (c) => c.json(teamsOf(c.var.opened.vault), 200))
    .openapi(makeRoute, (c) => {
      const { vault } = c.var.opened
      vault.makeTeam(c.req.valid('json'))
      return c.json(teamsOf(vault), 200)
    })
    .openapi(changeRoute, (c) => {
      const { vault } = c.var.opened
      vault.changeTeam(c.req.valid('param').id, c.req.valid('json'))
      return c.json(teamsOf(vault), 200)
    })
}

function teamsOf(vault: Vault): TeamsView {
  const { members } = vault.members()
  const named = (id: string) => ({ id, name: members.find((one) => one.id === id)?.name ?? id })
  return { teams: vault.teams().map((team) => ({ ...team, members: team.members.map(named) })) }
}
