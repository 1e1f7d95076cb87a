import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { importFiles } from '@homeward/intake'
import { addPersonPhoto, listChats, registerPerson } from '@homeward/records'
import { quarantineSchema, quarantinesSchema } from './schemas/quarantine.ts'
import { admit } from './testing/admit.ts'
import { chatExport } from './testing/chat-export.ts'
import { everyRoute } from './testing/every-route.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { drawPng } from './testing/png.ts'
import { ownOf, serveVault, unlock, type Browser } from './testing/served-vault.ts'

/** Words of the chat, and pieces of the picture, as they could stand in an answer. */
const picture = drawPng(7, 400)
const marks = [Buffer.from('wheelbarrow'), Buffer.from('Berfin'), Buffer.from(picture.subarray(200, 264))]

/** Asks every route that reads, with ids that are really there, and gives those whose answer has something of the material. */
async function telling(browser: Browser, ids: Record<string, string>): Promise<string[]> {
  const told: string[] = []
  for (const { method, pattern } of everyRoute()) {
    if (method !== 'GET') continue
    const part = pattern.split('/')[2] ?? ''
    const path = pattern
      .replace('/:item/:seq', `/${ids['items']}/0`)
      .replace(/:(?:id|chat)/u, ids[part] ?? '7')
      .replace(':photo', ids['photo'] ?? '')
      .replaceAll(/:\w+/gu, '7')
    for (const query of ['', '?edge=320', '?query=wheelbarrow', `?path=photo`])
      for (const one of part === 'items' ? [path, path.replace(ids['items'] ?? '', ids['picture'] ?? '')] : [path]) {
        const { status, headers, bodyBytes } = await browser.call('GET', `${one}${query}`)
        const isPicture = status === 200 && headers['content-type'] === 'image/webp'
        // What was searched for stands in the custody log.
        if (isPicture || (pattern !== '/api/custody' && marks.some((mark) => bodyBytes.includes(mark))))
          told.push(pattern)
      }
  }
  return [...new Set(told)].toSorted()
}

test('R86 S63 no route gives out a byte of what is in quarantine, and nobody is asked what it is', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { records } = ownOf(served, browser)
  const person = await registerPerson(records, { names: [{ text: 'Zozan Hejaran', kind: 'full' }] })
  const { photo } = await addPersonPhoto(records, person, picture, { mediaType: 'image/png' })
  const { source } = await importFiles(records, {
    files: [
      { path: 'result.json', open: () => Readable.from([Buffer.from(chatExport('photo.png'))]) },
      { path: 'photo.png', open: () => Readable.from([picture]) },
    ],
  })
  const [chat] = listChats(records)
  const item = (index: number): string => `${source}.${index}`
  const [export_, shown] = (await browser.call('GET', `/api/sources/${source}/items`))
    .json<{ items: { id: string; path: string; sha256: string }[] }>()
    .items.toSorted((a, b) => (a.path < b.path ? 1 : -1))
  assert.ok(export_ && shown && item(0))
  const ids = { people: person, photo, sources: source, items: export_.id, picture: shown.id, chats: String(chat?.id) }
  const before = await telling(browser, ids)
  for (const pattern of ['/api/items/:id', '/api/items/:id/content', '/api/people/:id/photos/:photo', '/api/messages'])
    assert.ok(before.includes(pattern), `${pattern} shows it before: ${before.join(' ')}`)

  // No field says what it is or why.
  const strange = { json: { item: shown.id, reason: 'because' } }
  assert.equal(refusedWith(422, await browser.call('POST', '/api/quarantine', strange)), 'INPUT_INVALID')
  const first = fits(quarantineSchema, await browser.call('POST', '/api/quarantine', { json: { item: shown.id } }))
  assert.deepEqual([first.state, first.sha256s, first.persons], ['standing', [shown.sha256], [person]])
  fits(quarantineSchema, await browser.call('POST', '/api/quarantine', { json: { item: export_.id } }))
  assert.deepEqual(await telling(browser, ids), [])
  assert.equal(refusedWith(403, await browser.call('GET', `/api/items/${shown.id}?edge=320`)), 'QUARANTINED')
  assert.equal(refusedWith(403, await browser.call('GET', `/api/items/${export_.id}/content`)), 'QUARANTINED')
  const asked = { items: [shown.id], persons: [], leads: [], purpose: 'legal-case', recipient: 'A court' }
  const preview = await browser.call('POST', '/api/packages/preview', { json: asked })
  assert.equal(refusedWith(409, preview), 'IN_QUARANTINE')

  const note = { json: { told: 'A hotline', day: '2026-05-04', reference: 'A-17' } }
  const noted = fits(quarantineSchema, await browser.call('POST', `/api/quarantine/${first.id}/notes`, note))
  assert.deepEqual([noted.notes[0]?.told, noted.notes[0]?.memberName], ['A hotline', 'Nermin'])
  assert.equal(fits(quarantinesSchema, await browser.call('GET', '/api/quarantine')).quarantines.length, 2)
  const proposed = await browser.call('POST', `/api/quarantine/${first.id}/lift/proposals`, {
    json: { reason: 'Wrong' },
  })
  assert.equal(proposed.status, 200)
  assert.equal(refusedWith(409, await browser.call('POST', `/api/quarantine/${first.id}/lift`)), 'ACT_WAITING')
  const plan = await browser.call('GET', `/api/erasures/plan?quarantine=${first.id}`)
  assert.match(plan.json<{ words: string }>().words, /^Destroy what is in quarantine/u)
})

test('S63 a reader puts nothing in quarantine, and who opens no part learns of none', async (t) => {
  const served = await serveVault(t)
  const founder = await unlock(served)
  const { records } = ownOf(served, founder)
  const { source } = await importFiles(records, {
    files: [{ path: 'photo.png', open: () => Readable.from([picture]) }],
  })
  await founder.call('POST', '/api/quarantine', { json: { item: `${source}.0` } })
  await founder.call('DELETE', '/api/session')
  await admit(served, { phrase: 'two grey herons', name: 'Second', role: 'reader', grants: ['registry'] })
  const reader = await unlock(served, 'two grey herons')
  assert.deepEqual(fits(quarantinesSchema, await reader.call('GET', '/api/quarantine')).quarantines, [])
  const put = await reader.call('POST', '/api/quarantine', { json: { item: `${source}.0` } })
  assert.equal(refusedWith(403, put), 'ROLE_FORBIDS')
})
