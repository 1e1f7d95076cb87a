import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActView, InformantView, RefusedView, ShownInformantView, SourceView } from './schemas/views.ts'
import { admit } from './testing/admit.ts'
import { everyRoute } from './testing/every-route.ts'
import { refusedWith } from './testing/fits.ts'
import { finish, send } from './testing/import.ts'
import { serveVault, unlock, type Browser } from './testing/served-vault.ts'

const name = 'Berivan Quarrington'
const second = 'two grey herons at the weir'
const minuteMs = 60_000

/** Asks every route that reads, with the ids that are there, and looks for the name in what it answers. */
async function tellsNobody(browser: Browser, source: string, more: readonly string[]): Promise<void> {
  let answered = 0
  for (const { pattern } of everyRoute().filter(({ method }) => method === 'GET')) {
    const path = pattern.replace('/sources/:id', `/sources/${source}`).replace('/items/:id', `/items/${source}.0`)
    for (const query of ['', `?query=${encodeURIComponent(name.slice(0, 7))}`]) {
      const answer = await browser.call('GET', `${path.replaceAll(/:\w+/gu, '7')}${query}`)
      if (answer.status === 200) answered++
      // The custody log gives back what this same member searched for.
      if (!pattern.startsWith('/api/custody')) assert.ok(!answer.bodyBytes.toString().includes(name), pattern)
    }
  }
  for (const text of more) assert.ok(!text.includes(name))
  assert.ok(answered > 20, String(answered))
}

test('R47 R49 R50 a protected informant: on no answer, and shown for a while when a second person approved', async (t) => {
  const served = await serveVault(t)
  await admit(served, { phrase: second, name: 'Bese', role: 'coordinator', grants: ['registry', 'evidence'] })
  let browser = await unlock(served)
  const about = { name: 'Stick from the office', from: name, protect: true }
  const started = await browser.call('POST', '/api/imports', { json: about })
  const { import: id } = started.json<{ import: string }>()
  await send(browser, id, 'note.txt', 'a quiet note')
  const job = await finish(served, browser, id)
  const [source] = (await browser.call('GET', '/api/sources')).json<{ sources: SourceView[] }>().sources
  assert.deepEqual([source?.from, source?.informant], [null, 'protected'])
  const at = `/api/sources/${source!.id}/informant`
  await tellsNobody(browser, source!.id, [JSON.stringify(job)])

  assert.equal(refusedWith(403, await browser.call('POST', `${at}/shown`)), 'SECOND_PERSON_NEEDED')
  const proposed = (
    await browser.call('POST', `${at}/proposals`, { json: { reason: 'the court asks' } })
  ).json<ActView>()
  assert.deepEqual([proposed.kind, proposed.state, proposed.approvers[0]?.name], ['informant', 'waiting', 'Bese'])
  assert.equal((await browser.call('GET', at)).json<InformantView>().act?.id, proposed.id)
  await browser.call('DELETE', '/api/session')

  browser = await unlock(served, second)
  assert.equal((await browser.call('GET', at)).json<InformantView>().act, null)
  const answer = await browser.call('POST', `/api/acts/${proposed.id}/answer`, { json: { answer: 'approved' } })
  assert.equal(answer.status, 200)
  assert.equal(refusedWith(403, await browser.call('POST', `${at}/shown`)), 'SECOND_PERSON_NEEDED')
  await tellsNobody(browser, source!.id, [])
  await browser.call('DELETE', '/api/session')

  browser = await unlock(served)
  const shown = (await browser.call('POST', `${at}/shown`)).json<ShownInformantView>()
  assert.deepEqual(shown.names, [name])
  assert.equal(Date.parse(shown.until) - served.clock.nowMs(), 10 * minuteMs)
  served.clock.advance(9 * minuteMs)
  assert.deepEqual((await browser.call('POST', `${at}/shown`)).json<ShownInformantView>(), shown)
  served.clock.advance(2 * minuteMs)
  assert.equal(refusedWith(403, await browser.call('POST', `${at}/shown`)), 'SECOND_PERSON_NEEDED')
  const custody = (await browser.call('GET', '/api/custody')).bodyBytes.toString()
  assert.match(custody, /"of":"informant"/u)
  await tellsNobody(browser, source!.id, [])
})

test('R48 who was named in the open is protected later, once', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const started = await browser.call('POST', '/api/imports', { json: { name: 'Stick', from: name } })
  const { import: id } = started.json<{ import: string }>()
  await send(browser, id, 'note.txt', 'a quiet note')
  await finish(served, browser, id)
  const [source] = (await browser.call('GET', '/api/sources')).json<{ sources: SourceView[] }>().sources
  assert.equal(source?.from, name)
  const at = `/api/sources/${source.id}/informant`
  assert.equal((await browser.call('POST', at)).json<InformantView>().informant, 'protected')
  const twice = await browser.call('POST', at)
  assert.equal(refusedWith(422, twice), 'INVALID')
  // S72: its sentence is one of the list.
  assert.equal(twice.json<{ error: RefusedView }>().error.said?.code, 'nobody-named')
  await tellsNobody(browser, source.id, [])
  const proposed = (await browser.call('POST', `${at}/proposals`, { json: { reason: 'asked' } })).json<ActView>()
  assert.equal(proposed.state, 'alone')
  assert.equal(refusedWith(409, await browser.call('POST', `${at}/shown`)), 'ACT_WAITING')
  const plan = await browser.call('GET', `/api/erasures/plan?informant=${source.id}`)
  assert.match(plan.json<{ words: string }>().words, /protected informant/u)
})
