import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { addPersonPhoto, giveConsent, registerPerson } from '@homeward/records'
import { todayOf } from './clock.ts'
import type { ActView, PackagePreview } from './schemas/views.ts'
import { everyRoute } from './testing/every-route.ts'
import { refusedWith } from './testing/fits.ts'
import type { PlayedPhone } from './testing/played-phone.ts'
import { drawPng } from './testing/png.ts'
import { makeAlbum, pair, serveAlbum } from './testing/served-album.ts'
import { ownOf, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

const dayMs = 86_400_000
const name = 'Zozan Hejaran'

interface Scene {
  served: ServedVault
  browser: Browser
  person: string
  consent: string
  /** A package that was made while the consent held, and records of PFIF. */
  made: string
  madePfif: string
  /** A phone with an album that shows the person, as it was when it was paired. */
  phone: PlayedPhone
  picture: string
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

const pfifFor = (person: string) => ({ ...requestFor([person]), form: 'pfif' })

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
  'GET /api/packages/:id/file': ({ browser, made }) => isInMade(browser, made),
}

/** Other ways out behind routes of that list, or behind the listener for phones; each for itself. */
const waysOut: Readonly<Record<string, (scene: Scene) => Promise<boolean>>> = {
  async 'records of PFIF that are made'({ served, browser, person }) {
    const answer = await browser.call('POST', '/api/packages', { json: pfifFor(person) })
    const { job } = answer.json<{ job: string }>()
    await ownOf(served, browser).jobs.settled(job)
    const { error } = (await browser.call('GET', `/api/jobs/${job}`)).json<{ error?: { code: string } }>()
    if (error === undefined) return isInFile({ served, browser }, job)
    assert.equal(error.code, 'NOTHING_ALLOWED')
    return false
  },
  'records of PFIF that were made': ({ browser, madePfif }) => isInMade(browser, madePfif),
  async 'the manifest of an album'({ phone }) {
    await phone.contact()
    const manifest = await phone.manifest()
    assert.ok('pictures' in manifest)
    return manifest.pictures.length > 0
  },
  async 'a picture of an album'({ phone, picture }) {
    await phone.contact()
    const answer = await phone.call('GET', `pictures/${picture}`)
    if (answer.status === 200) return true
    assert.equal(answer.status, 404)
    return false
  },
}

async function isInMade(browser: Browser, made: string): Promise<boolean> {
  const answer = await browser.call('GET', `/api/packages/${made}/file`)
  if (answer.status === 200) return answer.bodyBytes.includes(name)
  assert.equal(refusedWith(403, answer), 'CONSENT_MISSING')
  return false
}

/** Parts of the API that answer the member alone, who opens all of it anyway; and why nothing of a person leaves through the others. */
const inside: ReadonlySet<string> = new Set(
  [
    'session openapi.json home members devices joining recovery jobs passkeys passphrase log logs verify rebuild',
    'acts custody people people-import consent-words sources imports items chats messages leads erasures',
    'places duplicates',
    // What phones are given goes through a listener of their own; rules AL… prove what consent withholds there.
    'phones albums recognitions testimonies',
    // Who is in a team; and ids of what nobody opens, with its SHA-256 and who was told.
    'teams quarantine',
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
  const office = await serveAlbum(t)
  const { served } = office
  let browser = office.desk
  const phone = await pair(office)
  const { records } = ownOf(served, browser)
  const persons: string[] = []
  for (const full of [name, ...Array.from({ length: 20 }, (_, number) => `Narîn ${number}`)])
    persons.push(
      await registerPerson(records, {
        names: [{ text: full, kind: 'full' }],
        birth: { earliest: 1980, latest: 1980, basis: 'stated' },
      }),
    )
  const [person = ''] = persons
  await addPersonPhoto(records, person, drawPng(1), { mediaType: 'image/png' })
  const consent = await giveConsent(records, person, {
    givenBy: 'her mother',
    capacity: 'parent',
    scopes: ['names', 'photos'],
    purposes: ['tracing', 'album'],
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
  const sent = await browser.call('POST', '/api/packages', { json: pfifFor(person) })
  const madePfif = await madeBy({ served, browser }, sent.json<{ job: string }>().job)
  await makeAlbum({ ...office, desk: browser }, phone, [person], {
    until: new Date(served.clock.nowMs() + 10 * dayMs).toISOString(),
  })
  await phone.contact()
  const manifest = await phone.manifest()
  const picture = 'pictures' in manifest ? (manifest.pictures[0]?.id ?? '') : ''
  return { served, browser, person, consent, made, madePfif, phone, picture, acts }
}

/** What ends a consent, and the browser that goes on. */
const endings: Readonly<Record<string, (scene: Scene) => Promise<Browser>>> = {
  async 'a withdrawal'({ browser, person, consent }) {
    const answer = await browser.call('POST', `/api/people/${person}/consents/${consent}/withdrawal`, { json: {} })
    assert.equal(answer.status, 200)
    return browser
  },
  async 'a no of the person'({ browser, person }) {
    const json = { givenBy: 'herself', capacity: 'self', purposes: ['tracing', 'album'] }
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
  test(`H7 R7 R42 R62 R75 after ${ending} nothing that gives away gives it any more`, async (t) => {
    const started = await scene(t)
    const ways = Object.entries({ ...leaving, ...waysOut })
    for (const [way, gives] of ways) assert.ok(await gives(started), `${way} before`)
    const ended = { ...started, browser: await end(started) }
    for (const [way, gives] of ways)
      await t.test(`H7 ${way}: stopped by ${ending}`, async () => {
        assert.equal(await gives(ended), false)
      })
  })
