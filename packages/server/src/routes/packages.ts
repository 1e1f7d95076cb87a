import { createRoute } from '@hono/zod-openapi'
import {
  makePackage,
  previewPackage,
  proposedPackage,
  proposePackage,
  requirePackageAllowed,
  type PackageRequest,
} from '@homeward/dossier'
import { getAct, listPackages, openPackage, withheldWords } from '@homeward/records'
import { actViews } from '../act-views.ts'
import { attachmentHeaders, bodyOf } from '../attachment.ts'
import { todayOf } from '../clock.ts'
import type { Own } from '../own.ts'
import { actSchema } from '../schemas/acts.ts'
import { idParamsSchema } from '../schemas/common.ts'
import { jobStartedSchema } from '../schemas/jobs.ts'
import {
  newPackageProposalSchema,
  newPackageSchema,
  packagePreviewSchema,
  packagesSchema,
} from '../schemas/packages.ts'
import type { Services } from '../services.ts'
import { answers, answersBytes, createRoutes, takes } from './route-parts.ts'

const previewRoute = createRoute({
  method: 'post',
  path: '/packages/preview',
  request: { body: takes(newPackageSchema) },
  responses: answers(packagePreviewSchema, 'What the package would hold, and what consent withholds'),
})
const makeRoute = createRoute({
  method: 'post',
  path: '/packages',
  request: { body: takes(newPackageSchema) },
  responses: answers(jobStartedSchema, 'The job that makes the package'),
})
const proposeRoute = createRoute({
  method: 'post',
  path: '/packages/proposals',
  request: { body: takes(newPackageProposalSchema) },
  responses: answers(actSchema, 'The act that a second person has to approve'),
})
const makeProposedRoute = createRoute({
  method: 'post',
  path: '/packages/proposals/{id}',
  request: { params: idParamsSchema },
  responses: answers(jobStartedSchema, 'The job that makes the package that was proposed and approved'),
})
const listRoute = createRoute({
  method: 'get',
  path: '/packages',
  responses: answers(packagesSchema, 'Packages handed out, newest first'),
})
const fileRoute = createRoute({
  method: 'get',
  path: '/packages/{id}/file',
  request: { params: idParamsSchema },
  responses: answersBytes(
    'application/zip',
    'The package; refused if a consent for something in it does not hold any more',
  ),
})

/** Evidence for somebody outside. What may go out is decided below, by consent (H7). */
export function packageRoutes({ clock, noteFault }: Pick<Services, 'clock' | 'noteFault'>) {
  const start = ({ records, jobs }: Own, request: PackageRequest): string => {
    // Asked now, so that what cannot be a package, or needs a second person, is refused at once and not by a job.
    requirePackageAllowed(records, request, new Date(clock.nowMs()))
    return jobs.start('package', async ({ signal, progress }) => {
      const made = await makePackage(records, request, {
        now: new Date(clock.nowMs()),
        signal,
        onProgress({ done, total }) {
          progress('package', done, total)
        },
      })
      return { package: made.id, download: `/api/packages/${made.id}/file`, sha256: made.sha256, size: made.size }
    })
  }
  return createRoutes()
    .openapi(previewRoute, (c) => {
      const preview = previewPackage(c.var.opened, { ...c.req.valid('json'), today: todayOf(clock) })
      const persons = preview.persons.map(({ withheld, ...person }) => ({
        ...person,
        withheld: withheld.map(({ scope, reason }) => ({ scope, reason: withheldWords.read(reason) })),
      }))
      return c.json({ ...preview, persons }, 200)
    })
    .openapi(makeRoute, (c) => {
      const request = { ...c.req.valid('json'), today: todayOf(clock) }
      return c.json({ job: start(c.var.own, request) }, 200)
    })
    .openapi(proposeRoute, async (c) => {
      const { reason, ...wanted } = c.req.valid('json')
      const records = c.var.opened
      const now = new Date(clock.nowMs())
      const act = await proposePackage(records, { ...wanted, today: todayOf(clock) }, { reason, now })
      return c.json(actViews(records)(getAct(records, act, now)), 200)
    })
    .openapi(makeProposedRoute, async (c) => {
      const now = new Date(clock.nowMs())
      const request = await proposedPackage(c.var.opened, c.req.valid('param').id, now, todayOf(clock))
      return c.json({ job: start(c.var.own, request) }, 200)
    })
    .openapi(listRoute, (c) => c.json({ packages: listPackages(c.var.opened) }, 200))
    .openapi(fileRoute, async (c) => {
      const { id } = c.req.valid('param')
      const bytes = await openPackage(c.var.opened, id, todayOf(clock))
      const headers =
        bytes.form === 'pfif'
          ? attachmentHeaders(`homeward-${id}.xml`, 'application/xml', bytes.size)
          : attachmentHeaders(`homeward-${id}.zip`, 'application/zip', bytes.size)
      return c.body(bodyOf(c, bytes, noteFault), 200, headers)
    })
}
