import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jobStartedSchema } from './schemas/jobs.ts'
import { packagesSchema } from './schemas/packages.ts'
import { peopleImportPreviewSchema } from './schemas/people-import.ts'
import { personSchema } from './schemas/people.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { serveVault, unlock } from './testing/served-vault.ts'

test('S26 R62 I49 records go out as PFIF as far as consent allows, and come in as the same person', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const made = await browser.call('POST', '/api/people', {
    json: { names: [{ text: 'Zozan Qasim', kind: 'full' }], origin: 'Gundê Jor' },
  })
  const { id } = fits(personSchema, made)
  const request = { items: [], leads: [], persons: [id], purpose: 'tracing', recipient: 'Tracing Office', form: 'pfif' }
  const refused = fits(jobStartedSchema, await browser.call('POST', '/api/packages', { json: request }))
  assert.equal((await watchJob(served, browser, refused.job)).at(-1)?.error?.code, 'NOTHING_ALLOWED')
  const consent = {
    givenBy: 'Her mother',
    capacity: 'parent',
    scopes: ['names'],
    purposes: ['tracing'],
    recipients: [],
  }
  assert.equal((await browser.call('POST', `/api/people/${id}/consents`, { json: consent })).status, 200)
  const { job } = fits(jobStartedSchema, await browser.call('POST', '/api/packages', { json: request }))
  await watchJob(served, browser, job)
  const { packages } = fits(packagesSchema, await browser.call('GET', '/api/packages'))
  assert.deepEqual(
    packages.map(({ form, persons }) => [form, persons]),
    [['pfif', [id]]],
  )
  const file = await browser.call('GET', `/api/packages/${packages[0]?.id ?? ''}/file`)
  assert.equal(file.headers['content-type'], 'application/xml')
  assert.match(String(file.headers['content-disposition']), /\.xml"/u)
  const xml = file.bodyBytes.toString()
  assert.ok(xml.includes('Zozan Qasim') && !xml.includes('Gundê Jor'))
  const form = new FormData()
  form.set('table', new File([xml], 'records.xml'))
  const sent = new Request('http://form.invalid', { method: 'POST', body: form })
  const preview = await browser.call('POST', '/api/people-import/preview', {
    headers: { 'content-type': sent.headers.get('content-type') ?? '' },
    body: new Uint8Array(await sent.arrayBuffer()),
  })
  const { table, plan } = fits(peopleImportPreviewSchema, preview)
  assert.equal(table.kind, 'pfif')
  assert.deepEqual(plan[0]?.alike, [{ id, name: 'Zozan Qasim' }])
  const mixed = { ...request, items: ['source-x.0'] }
  assert.equal(refusedWith(422, await browser.call('POST', '/api/packages', { json: mixed })), 'NOTHING_CHOSEN')
})
