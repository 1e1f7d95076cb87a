import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Jobs } from './jobs.ts'
import { homeSchema } from './schemas/home.ts'
import { jobSchema, jobStartedSchema } from './schemas/jobs.ts'
import { importStartedSchema } from './schemas/sources.ts'
import { chatExport } from './testing/chat-export.ts'
import { fits } from './testing/fits.ts'
import { drawPng } from './testing/png.ts'
import { ownOf, serveVault, unlock } from './testing/served-vault.ts'

/** Cancels the next job as soon as it reports this stage, the way a press of somebody would. */
function cancelAt(jobs: Jobs, stage: string): void {
  const { start } = jobs
  jobs.start = (kind, work) => {
    jobs.start = start
    return start(kind, (context) =>
      work({
        ...context,
        progress(now, done, total) {
          context.progress(now, done, total)
          if (now === stage) jobs.cancel(jobs.running()?.id ?? '')
        },
      }),
    )
  }
}

for (const stage of ['look', 'messages', 'photos'])
  test(`S27 H2 an import that was stopped while it said “${stage}” is finished by the same request, as one source`, async (t) => {
    const served = await serveVault(t)
    const browser = await unlock(served)
    const { call } = browser
    const { jobs } = ownOf(served, browser)
    const { import: id } = fits(importStartedSchema, await call('POST', '/api/imports', { json: { name: 'A stick' } }))
    for (const [path, body] of [
      ['export/result.json', chatExport('photos/photo_1.png')],
      ['export/photos/photo_1.png', drawPng(7, 512)],
    ] as const)
      await call('PUT', `/api/imports/${id}/files?path=${encodeURIComponent(path)}`, {
        headers: { 'content-type': 'application/octet-stream' },
        body,
      })
    const finish = async () => {
      const { job } = fits(jobStartedSchema, await call('POST', `/api/imports/${id}/finish`))
      await jobs.settled(job)
      return fits(jobSchema, await call('GET', `/api/jobs/${job}`))
    }
    cancelAt(jobs, stage)
    assert.equal((await finish()).state, 'cancelled')
    const done = await finish()
    assert.ok(done.kind === 'import' && done.result !== undefined, JSON.stringify(done))
    assert.deepEqual(done.result.files, { in: 2, stored: 2, duplicate: 0, refused: [] })
    assert.equal(done.result.photos.hashed, 1)
    const { sources, items, messages } = fits(homeSchema, await call('GET', '/api/home'))
    assert.deepEqual({ sources, items, messages }, { sources: 1, items: 2, messages: 3 })
    assert.deepEqual(served.faults, [])
  })
