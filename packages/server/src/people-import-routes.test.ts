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
async function sendForm(browser: Browser, form: FormData, path = '/api/people-import') {
  const request = new Request('http://form.invalid', { method: 'POST', body: form })
  const body = new Uint8Array(await request.arrayBuffer())
  return browser.call('POST', path, {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    body,
  })
}

test('S26 a table of people is shown before it is written, then written with its photos', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const asked = new FormData()
  asked.set('table', new File([table], 'register.csv', { type: 'text/csv' }))
  const preview = await sendForm(browser, asked, '/api/people-import/preview')
  const { columns, rows, fields, counts, plan, list } = fits(peopleImportPreviewSchema, preview)
  assert.equal(rows, 3)
  assert.equal(columns[0]?.field, 'name')
  assert.deepEqual(columns[0].sample, ['Sipan Merdan', '', 'Nesrin'])
  assert.ok(fields.includes('birth.year'))
  assert.deepEqual([counts, list], [{ new: 2, adds: 0, same: 0, refused: 1 }, 'register'])
  assert.deepEqual(
    plan.map(({ row, outcome }) => [row, outcome]),
    [
      [2, 'new'],
      [3, 'refused'],
      [4, 'new'],
    ],
  )
  assert.equal(fits(peopleSchema, await browser.call('GET', '/api/people')).total, 0)

  const form = new FormData()
  form.set('table', new File([table], 'register.csv', { type: 'text/csv' }))
  form.set('reading', JSON.stringify({ mapping, list: 'Our register' }))
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
  const second = (await watchJob(served, browser, again.job)).at(-1)
  assert.ok(second?.kind === 'people-import' && second.result !== undefined, JSON.stringify(second))
  assert.deepEqual([second.result.stored, second.result.added, second.result.same], [0, 0, 2])
  assert.deepEqual(served.faults, [])
})

const decidedForm = (reading: object, text = 'Name\nSipan\n'): FormData => {
  const made = new FormData()
  made.set('table', new File([text], 'list.csv'))
  made.set('reading', JSON.stringify(reading))
  return made
}

test('S26 R59 what a person decides about a row in the preview is what the import does', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const preview = async (reading: object, text?: string) =>
    fits(peopleImportPreviewSchema, await sendForm(browser, decidedForm(reading, text), '/api/people-import/preview'))
  const { job } = fits(jobStartedSchema, await sendForm(browser, decidedForm({})))
  await watchJob(served, browser, job)
  const { people } = fits(peopleSchema, await browser.call('GET', '/api/people'))
  const [sipan = ''] = people.map(({ id }) => id)
  const other = await preview({ list: 'other' })
  assert.deepEqual(other.plan[0]?.alike, [{ id: sipan, name: 'Sipan' }])
  const decided = { list: 'other', decisions: { 2: sipan } }
  assert.deepEqual((await preview(decided, 'Name,Village\nSipan,Jor\n')).plan[0], {
    row: 2,
    name: 'Sipan',
    outcome: 'adds',
    person: { id: sipan, name: 'Sipan' },
    fields: ['origin'],
  })
  const nobody = decidedForm({ decisions: { 2: 'person-nobody' } })
  assert.equal(refusedWith(404, await sendForm(browser, nobody, '/api/people-import/preview')), 'NOT_FOUND')
})

test('S26 a form that is not a table of people is refused before a job begins', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const whole = new File([table], 'register.csv')
  for (const parts of [
    {},
    { table: whole, reading: '{' },
    { table: whole, reading: '{"mapping":{"Name":"price"}}' },
    { table: whole, reading: '[]' },
    { table: whole, reading: '{"unknown":1}' },
    { table: whole, reading: '{"decisions":{"x":"new"}}' },
    { table: whole, reading: '{"encoding":"ebcdic"}' },
    { table: 'text' },
    { table: whole, photos: 'text' },
  ]) {
    const form = new FormData()
    for (const [name, value] of Object.entries(parts)) form.set(name, value)
    assert.equal(refusedWith(422, await sendForm(browser, form)), 'INPUT_INVALID', JSON.stringify(parts))
  }
  const wrong = { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: 'no parts' }
  assert.ok([400, 422].includes((await browser.call('POST', '/api/people-import', wrong)).status))
  const noTable = new FormData()
  noTable.set('table', new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x0a])], 'list.pdf'))
  assert.equal(refusedWith(422, await sendForm(browser, noTable, '/api/people-import/preview')), 'INVALID')
})
