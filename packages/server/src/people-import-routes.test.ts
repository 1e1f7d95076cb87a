import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jobStartedSchema } from './schemas/jobs.ts'
import { peopleImportPreviewSchema } from './schemas/people-import.ts'
import { peopleSchema } from './schemas/people.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { drawPng } from './testing/png.ts'
import { serveVault, unlock, type Browser } from './testing/served-vault.ts'

const table = [
  'Name,Name (Arabic),Sex,Born,Picture,Remark by phone',
  'Sipan Merdan,سیپان,m,1997,sipan.png,call again',
  ',,f,2001,,',
  'Nesrin,,f,about 2003,missing.png,',
].join('\n')

const mapping = {
  Name: 'name',
  'Name (Arabic)': 'name',
  Sex: 'sex',
  Born: 'birth.year',
  Picture: 'photo',
  'Remark by phone': null,
}

/** Sends a form as a browser does. */
async function sendForm(browser: Browser, form: FormData) {
  const request = new Request('http://form.invalid', { method: 'POST', body: form })
  const body = new Uint8Array(await request.arrayBuffer())
  return browser.call('POST', '/api/people-import', {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    body,
  })
}

test('S26 a table of people is shown before it is written, then written with its photos', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const preview = await browser.call('POST', '/api/people-import/preview', {
    headers: { 'content-type': 'text/csv' },
    body: table,
  })
  const { columns, rows, fields, problems } = fits(peopleImportPreviewSchema, preview)
  assert.equal(rows, 3)
  assert.equal(columns[0]?.field, 'name')
  assert.deepEqual(columns[0].sample, ['Sipan Merdan', '', 'Nesrin'])
  assert.ok(fields.includes('birth.year'))
  assert.deepEqual(
    problems.map(({ row }) => row),
    [3],
  )
  assert.equal(fits(peopleSchema, await browser.call('GET', '/api/people')).total, 0)

  const form = new FormData()
  form.set('csv', new File([table], 'register.csv', { type: 'text/csv' }))
  form.set('mapping', JSON.stringify(mapping))
  form.append('photos', new File([new Uint8Array(drawPng(7))], 'photos/sipan.png', { type: 'image/png' }))
  form.append('photos', new File(['not asked for'], 'other.png', { type: 'image/png' }))
  const { job } = fits(jobStartedSchema, await sendForm(browser, form))
  const last = (await watchJob(served, browser, job)).at(-1)
  assert.ok(last?.kind === 'people-import' && last.result !== undefined, JSON.stringify(last))
  assert.equal(last.result.in, 3)
  assert.equal(last.result.stored, 2)
  assert.deepEqual(
    last.result.refused.map(({ row }) => row),
    [3],
  )
  assert.deepEqual(last.result.photos, { stored: 1, missing: ['missing.png'], unreadable: 0 })
  const { people } = fits(peopleSchema, await browser.call('GET', '/api/people'))
  assert.deepEqual(
    people.map(({ photos }) => photos),
    [1, 0],
  )

  const again = fits(jobStartedSchema, await sendForm(browser, form))
  assert.equal((await watchJob(served, browser, again.job)).at(-1)?.error?.code, 'INVALID')
  assert.deepEqual(served.faults, [])
})

test('S26 a form that is not a table of people is refused before a job begins', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const csv = new File([table], 'register.csv')
  for (const parts of [
    {},
    { csv },
    { csv, mapping: '{' },
    { csv, mapping: '{"Name":"price"}' },
    { csv, mapping: '[]' },
    { csv: 'text', mapping: '{}' },
    { csv, mapping: '{}', photos: 'text' },
  ]) {
    const form = new FormData()
    for (const [name, value] of Object.entries(parts)) form.set(name, value)
    assert.equal(refusedWith(422, await sendForm(browser, form)), 'INPUT_INVALID', JSON.stringify(parts))
  }
  const wrong = { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: 'no parts' }
  assert.ok([400, 422].includes((await browser.call('POST', '/api/people-import', wrong)).status))
  const table2 = { headers: { 'content-type': 'text/csv' }, body: new Uint8Array([0x4e, 0xff, 0x0a]) }
  assert.equal(refusedWith(422, await browser.call('POST', '/api/people-import/preview', table2)), 'INVALID')
})
