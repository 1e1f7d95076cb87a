import { createRoute } from '@hono/zod-openapi'
import { fingerprintOf } from '@homeward/dossier'
import { parseCheckpoint, parseNote } from '@homeward/format'
import { rebuild } from '@homeward/intake'
import { pageQuerySchema } from '../schemas/common.ts'
import { jobStartedSchema } from '../schemas/jobs.ts'
import { logSchema, newVerifySchema } from '../schemas/log.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const logRoute = createRoute({
  method: 'get',
  path: '/log',
  request: { query: pageQuerySchema },
  responses: answers(logSchema, 'The log of this device, oldest entry first, and its latest checkpoint'),
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

/** The log, and the two jobs that go through all of it. */
export function logRoutes({ clock }: Pick<Services, 'clock'>) {
  return createRoutes()
    .openapi(logRoute, (c) => {
      const { offset, limit } = c.req.valid('query')
      const { vault } = c.var.opened
      const checkpoint = vault.checkpoint()
      const size = Number(parseCheckpoint(parseNote(checkpoint).text).size)
      // Newest first: the page ends where the one before it began.
      const end = Math.max(0, size - offset)
      const start = Math.max(0, end - limit)
      const entries = vault
        .log({ after: start - 1, limit: end - start })
        .toReversed()
        .map(({ index, kind, at, compartment, types, opens, erased }) => ({
          index,
          kind,
          at,
          compartment,
          types,
          member: vault.member.name,
          opens,
          erased,
        }))
      return c.json(
        {
          size,
          checkpoint,
          fingerprint: fingerprintOf(vault.device.logId),
          vkey: vault.device.vkey,
          entries,
        },
        200,
      )
    })
    .openapi(verifyRoute, (c) => {
      const { deep } = c.req.valid('json')
      const { vault } = c.var.opened
      const { own } = c.var
      const job = own.jobs.start('verify', async ({ signal, progress }) => {
        const report = await vault.verify({
          deep,
          signal,
          onProgress({ part, done, total }) {
            progress(part, done, total)
          },
        })
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
