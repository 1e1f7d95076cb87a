import { createRoute } from '@hono/zod-openapi'
import { homeOf, listSources } from '@homeward/records'
import { homeSchema } from '../schemas/home.ts'
import { sourceView } from '../source-views.ts'
import { manages } from './members.ts'
import { answers, createRoutes } from './route-parts.ts'

const homeRoute = createRoute({
  method: 'get',
  path: '/home',
  responses: answers(homeSchema, 'What waits for a decision, and how much there is of everything'),
})

/** The first page. `lastVerify` is what the last finished verification since unlocking said, or null. */
export function homeRoutes() {
  return createRoutes().openapi(homeRoute, async (c) => {
    const { vault } = c.var.opened
    const { restorers, joining } = vault.members()
    const backup = await vault.lastBackup()
    return c.json(
      {
        ...homeOf(c.var.opened),
        restorers,
        waiting: manages(vault) ? joining.length : 0,
        lastBackup: backup === null ? null : { at: backup.at, refused: backup.refused },
        recent: listSources(c.var.opened).slice(0, 5).map(sourceView),
        runningJob: c.var.own.jobs.running()?.id ?? null,
        lastVerify: c.var.own.lastVerify,
      },
      200,
    )
  })
}
