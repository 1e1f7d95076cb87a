import assert from 'node:assert/strict'
import { jobSchema, jobStartedSchema } from '../schemas/jobs.ts'
import { importStartedSchema } from '../schemas/sources.ts'
import { watchJob } from './events.ts'
import { fits } from './fits.ts'
import { type Browser, type ServedVault } from './served-vault.ts'

/** Begins an import and gives its id. */
export async function startImport(browser: Browser, name = 'Stick from the office'): Promise<string> {
  return fits(importStartedSchema, await browser.call('POST', '/api/imports', { json: { name } })).import
}

/** Sends one file of an import. */
export const send = (browser: Browser, id: string, path: string, body: Uint8Array | string) =>
  browser.call('PUT', `/api/imports/${id}/files?path=${encodeURIComponent(path)}`, {
    headers: { 'content-type': 'application/octet-stream' },
    body,
  })

/** Ends an import, waits for its job, and gives what came of it. */
export async function finish(served: ServedVault, browser: Browser, id: string) {
  const { job } = fits(jobStartedSchema, await browser.call('POST', `/api/imports/${id}/finish`))
  const events = await watchJob(served, browser, job)
  const last = fits(jobSchema, await browser.call('GET', `/api/jobs/${job}`))
  assert.deepEqual(events.at(-1), last)
  assert.equal(last.state, 'done', JSON.stringify(last))
  assert.ok(last.kind === 'import' && last.result !== undefined)
  return last.result
}
