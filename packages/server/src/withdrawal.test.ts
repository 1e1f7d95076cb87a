import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { giveConsent, registerPerson } from '@homeward/records'
import { todayOf } from './clock.ts'
import type { ActView, PackagePreview } from './schemas/views.ts'
import { everyRoute } from './testing/every-route.ts'
import { refusedWith } from './testing/fits.ts'
import { ownOf, serveVault, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

const dayMs = 86_400_000
const name = 'Zozan Hejaran'

interface Scene {
  served: ServedVault
  browser: Browser
  person: string
  consent: string
  /** A package that was made while the consent held. */
  made: string
  /** Acts about 21 people, each of which may be done. */
  acts: string[]
}

const requestFor = (persons: string[]) => ({
  items: [],
  leads: [],
  persons,
  purpose: 'tracing',
  recipient: 'Red office',
})

/** Everything that gives away what a consent covers, and whether it gives the name away now. A new one is added here (H7). */
const leaving: Readonly<Record<string, (scene: Scene) => Promise<boolean>>> = {
  async 'POST /api/packages/preview'({ browser, person }) {
    const answer = await browser.call('POST', '/api/packages/preview', { json: requestFor([person]) })
    return answer.json<PackagePreview>().persons[0]!.allowed.includes('names')
  },
  async 'POST /api/packages'({ served, browser, person }) {
    const answer = await browser.call('POST', '/api/packages', { json: requestFor([person]) })
    return isInFile({ served, browser }, answer.json<{ job: string }>().job)
  },
  async 'POST /api/packages/proposals/:id'({ served, browser, acts }) {
    const answer = await browser.call('POST', `/api/packages/proposals/${acts.shift()}`)
    return isInFile({ served, browser }, answer.json<{ job: string }>().job)
  },
  async 'GET /api/packages/:id/file'({ browser, made }) {
    const answer = await browser.call('GET', `/api/packages/${made}/file`)
    if (answer.status === 200) return answer.bodyBytes.includes(name)
    assert.equal(refusedWith(403, answer), 'CONSENT_MISSING')
    return false
  },
}

/** Parts of the API that answer the member alone, who opens all of it anyway; and why nothing of a person leaves through the others. */
const inside: ReadonlySet<string> = new Set(
  [
    'session openapi.json home members devices joining recovery jobs passkeys passphrase log logs verify rebuild',
    'acts custody people people-import consent-words sources imports items chats messages leads erasures',
    'places duplicates',
    // What phones are given goes through a listener of their own; rules AL… prove what consent withholds there.
    'phones albums recognitions testimonies',
  ].flatMap((parts) => parts.split(' ')),
)
/** Lists and proposals hold ids and recipients; a package comes out of the routes above. */
const givesNothing: ReadonlySet<string> = new Set(['GET /api/packages', 'POST /api/packages/proposals'])

async function madeBy({ served, browser }: Pick<Scene, 'served' | 'browser'>, job: string): Promise<string> {
  await ownOf(served, browser).jobs.settled(job)
  const { result } = (await browser.call('GET', `/api/jobs/${job}`)).json<{ result: { package: string } }>()
  return result.package
}

async function isInFile(at: Pick<Scene, 'served' | 'browser'>, job: string): Promise<boolean> {
  const answer = await at.browser.call('GET', `/api/packages/${await madeBy(at, job)}/file`)
  assert.equal(answer.status, 200)
  return answer.bodyBytes.includes(name)
}

/** Somebody with a consent that holds for two days, a package with them, and acts about them that may be done. */
async function scene(t: TestContext): Promise<Scene> {
  const served = await serveVault(t)
  let browser = await unlock(served)
  const { records } = ownOf(served, browser)
  const persons: string[] = []
  for (const full of [name, ...Array.from({ length: 20 }, (_, number) => `Narîn ${number}`)])
    persons.push(await registerPerson(records, { names: [{ text: full, kind: 'full' }] }))
  const [person = ''] = persons
  const consent = await giveConsent(records, person, {
    givenBy: 'her mother',
    capacity: 'parent',
    scopes: ['names'],
    purposes: ['tracing'],
    recipients: [],
    until: todayOf({ nowMs: () => served.clock.nowMs() + 2 * dayMs }),
  })
  const acts: string[] = []
  for (const reason of ['before', 'after']) {
    const json = { ...requestFor(persons), reason }
    acts.push((await browser.call('POST', '/api/packages/proposals', { json })).json<ActView>().id)
  }
  served.clock.advance(dayMs)
  browser = await unlock(served)
  const answer = await browser.call('POST', '/api/packages', { json: requestFor([person]) })
  const made = await madeBy({ served, browser }, answer.json<{ job: string }>().job)
  return { served, browser, person, consent, made, acts }
}

/** What ends a consent, and the browser that goes on. */
const endings: Readonly<Record<string, (scene: Scene) => Promise<Browser>>> = {
  async 'a withdrawal'({ browser, person, consent }) {
    const answer = await browser.call('POST', `/api/people/${person}/consents/${consent}/withdrawal`, { json: {} })
    assert.equal(answer.status, 200)
    return browser
  },
  async 'a no of the person'({ browser, person }) {
    const json = { givenBy: 'herself', capacity: 'self', purposes: ['tracing'] }
    assert.equal((await browser.call('POST', `/api/people/${person}/refusals`, { json })).status, 200)
    return browser
  },
  'the last day'({ served }) {
    served.clock.advance(2 * dayMs)
    return unlock(served)
  },
}

test('H7 R7 every route says whether what it answers leaves the vault', () => {
  for (const { method, pattern } of everyRoute()) {
    const route = `${method} ${pattern}`
    const isKnown = inside.has(pattern.split('/')[2] ?? '') || givesNothing.has(route) || Object.hasOwn(leaving, route)
    assert.ok(isKnown, `${route} is in none of the lists of this test: does it give away what a consent covers?`)
  }
})

for (const [ending, end] of Object.entries(endings))
  test(`H7 R7 R42 after ${ending} nothing that gives away gives it any more`, async (t) => {
    const started = await scene(t)
    for (const [route, gives] of Object.entries(leaving)) assert.ok(await gives(started), `${route} before`)
    const ended = { ...started, browser: await end(started) }
    for (const [route, gives] of Object.entries(leaving)) assert.equal(await gives(ended), false, `${route} after`)
  })
