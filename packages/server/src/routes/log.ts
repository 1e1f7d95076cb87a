import { createRoute } from '@hono/zod-openapi'
import { fingerprintOf } from '@homeward/dossier'
import { rebuild } from '@homeward/intake'
import { checkPlaces, checkWords, type VerifyReport } from '@homeward/vault'
import { jobStartedSchema } from '../schemas/jobs.ts'
import { logQuerySchema, logSchema, logsSchema, newVerifySchema } from '../schemas/log.ts'
import type { VerifyReportView } from '../schemas/views.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const logRoute = createRoute({
  method: 'get',
  path: '/log',
  request: { query: logQuerySchema },
  responses: answers(
    logSchema,
    'The entries of one log, newest first; those of closed compartments without any detail',
  ),
})
const logsRoute = createRoute({
  method: 'get',
  path: '/logs',
  responses: answers(logsSchema, 'All logs of the vault: whose, how long, signed how far'),
})
const verifyRoute = createRoute({
  method: 'post',
  path: '/verify',
  request: { body: takes(newVerifySchema) },
  responses: answers(jobStartedSchema, 'The job that verifies the vault'),
})
const rebuildRoute = createRoute({
  method: 'post',
  path: '/rebuild',
  responses: answers(jobStartedSchema, 'The job that makes the indexes anew from the log'),
})

/** A report whose faults are said by their codes (rule S72). */
const viewOf = (report: VerifyReport): VerifyReportView => ({
  ...report,
  faults: report.faults.map(({ where, what }) => ({ where: checkPlaces.read(where), what: checkWords.read(what) })),
})

/** The logs, and the two jobs that go through all of it. */
export function logRoutes({ clock }: Pick<Services, 'clock'>) {
  return createRoutes()
    .openapi(logsRoute, (c) => {
      const { vault } = c.var.opened
      const { logId, vkey } = vault.founding
      return c.json({ fingerprint: fingerprintOf(logId), vkey, logs: vault.logs() }, 200)
    })
    .openapi(logRoute, (c) => {
      const { vault } = c.var.opened
      const { offset, limit, log = vault.device.logId } = c.req.valid('query')
      const size = vault.position()[log] ?? 0
      // Newest first: the page ends where the one before it began.
      const end = Math.max(0, size - offset)
      const start = Math.max(0, end - limit)
      const entries = vault.log({ log, after: start - 1, limit: end - start }).toReversed()
      return c.json({ log, size, entries }, 200)
    })
    .openapi(verifyRoute, (c) => {
      const { deep } = c.req.valid('json')
      const { vault } = c.var.opened
      const { own } = c.var
      const job = own.jobs.start('verify', async ({ signal, progress }) => {
        const found = await vault.verify({
          deep,
          signal,
          onProgress({ part, done, total }) {
            progress(part, done, total)
          },
        })
        const report = viewOf(found)
        own.lastVerify = { atMs: clock.nowMs(), report }
        return report
      })
      return c.json({ job }, 200)
    })
    .openapi(rebuildRoute, (c) => {
      const records = c.var.opened
      const job = c.var.own.jobs.start('rebuild', async ({ signal, progress }) => {
        await rebuild(records, {
          signal,
          onProgress({ stage, done, total }) {
            progress(stage, done, total)
          },
        })
        return { entries: Object.values(records.vault.position()).reduce((sum, size) => sum + size, 0) }
      })
      return c.json({ job }, 200)
    })
}
