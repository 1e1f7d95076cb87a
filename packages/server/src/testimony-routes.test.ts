import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { encodeWords, sha256, toHex, utf8 } from '@homeward/format'
import { giveConsent } from '@homeward/records'
import { actSchema } from './schemas/acts.ts'
import { recognitionSessionSchema } from './schemas/recognitions.ts'
import { teamsSchema } from './schemas/teams.ts'
import { sealStateSchema } from './schemas/testimonies.ts'
import { openToAll } from './session-gate.ts'
import { admit } from './testing/admit.ts'
import { everyRoute } from './testing/every-route.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { addPeople, makeAlbum, pair, serveAlbum, type ServedAlbum } from './testing/served-album.ts'
import { ownOf, unlock, type Browser } from './testing/served-vault.ts'

const outsider = 'two grey herons at the weir'
const contributor = 'four small lamps on the stair'
const session = '5'.repeat(32)
const minuteMs = 60_000

/** What was said, and must be told to nobody outside the team. */
const place = 'behind the green mill'
const from = '2016-08'
const condition = 'thin and very quiet'
const voice = utf8('a recording of a low voice')
const salt = '7'.repeat(32)
const voiceId = '8'.repeat(32)
const words = encodeWords({ v: 1, salt, language: 'ckb', condition })
const secrets = [place, from, condition, 'a low voice', voiceId, toHex(words.sha256)]

interface World {
  office: ServedAlbum
  ids: Record<string, string>
  team: string
}

/** A team of the founder, which seals what it takes or not, and a session that it took; then everybody has left. */
async function world(t: TestContext, { isSealing }: { isSealing: boolean }): Promise<World> {
  const office = await serveAlbum(t)
  const { desk, served } = office
  const member = ownOf(served, desk).records.vault.member.id
  const made = await desk.call('POST', '/api/teams', { json: { name: 'North', members: [member] } })
  const [team] = fits(teamsSchema, made).teams
  assert.deepEqual([team?.name, team?.members.map(({ id }) => id), team?.isOwn], ['North', [member], true])
  const set = await desk.call('POST', `/api/teams/${team!.id}`, { json: { isSealing } })
  assert.equal(fits(teamsSchema, set).teams[0]?.isSealing, isSealing)
  const [person = ''] = await addPeople(office, 1)
  await giveConsent(ownOf(served, desk).records, person, {
    givenBy: 'the family',
    scopes: ['names', 'details', 'photos', 'statements'],
    purposes: ['tracing'],
    recipients: [],
  })
  const phone = await pair(office)
  const album = await makeAlbum(office, phone, [person])
  await phone.contact()
  const manifest = await phone.manifest()
  assert.ok('pictures' in manifest)
  const picture = manifest.pictures[0]?.id ?? ''
  const events = phone.events(session, [
    {
      type: 'begun',
      album,
      order: [picture],
      language: 'ckb',
      consent: { text: 'album-1', how: 'heard' },
      heldBy: 'the desk',
    },
    { type: 'shown', picture },
    {
      type: 'answered',
      picture,
      answer: 'recognised',
      where: place,
      when: { from },
      words: { id: salt, sha256: toHex(words.sha256), size: words.bytes.length, type: 'application/json' },
      voice: { id: voiceId, sha256: toHex(sha256(voice)), size: voice.length, type: 'audio/webm' },
    },
    { type: 'ended', how: 'finished' },
  ])
  assert.equal((await phone.send(session, 0, events)).status, 200)
  assert.equal((await phone.put(`sessions/${session}/files/${salt}`, words.bytes)).status, 200)
  assert.equal((await phone.put(`sessions/${session}/files/${voiceId}`, voice)).status, 200)
  await desk.call('DELETE', '/api/session')
  const grants = ['registry', 'evidence', 'testimony'] as const
  await admit(served, { phrase: outsider, name: 'Bese', role: 'coordinator', grants: [...grants] })
  await admit(served, { phrase: contributor, name: 'Hawar', role: 'contributor', grants: [...grants] })
  return { office, team: team!.id, ids: { person, album, phone: phone.id() } }
}

/** The address of a route with what is really there, so that only the seal keeps it back. */
function pathOf(pattern: string, ids: World['ids'], file: string): string {
  return pattern
    .replace('/people/:id', `/people/${ids['person']}`)
    .replace('/albums/:id', `/albums/${ids['album']}`)
    .replace(':session', session)
    .replace(':file', file)
    .replaceAll(/:\w+/gu, '7')
}

/** Asks every route of the table and gives the answers that hold something of what was said. */
async function telling(browser: Browser, ids: World['ids'], methods: (method: string) => boolean): Promise<string[]> {
  const found: string[] = []
  let answered = 0
  for (const { method, pattern } of everyRoute().filter((route) => methods(route.method))) {
    if (openToAll.includes(`${method} ${pattern}`) || pattern === '/api/session') continue
    for (const file of pattern.includes(':file') ? [salt, voiceId] : [''])
      for (const query of method === 'GET'
        ? ['', `?query=${encodeURIComponent(place)}`, `?person=${ids['person']}`]
        : ['']) {
        const sent = method === 'GET' ? {} : { json: {} }
        const answer = await browser.call(method, `${pathOf(pattern, ids, file)}${query}`, sent)
        if (answer.status === 200) answered++
        const text = answer.bodyBytes.toString()
        // The custody log and a search give back what this same member typed.
        const told = secrets.filter((secret) => text.includes(secret) && !(secret === place && query.includes('query')))
        const isEcho = pattern.startsWith('/api/custody') && told.every((secret) => secret === place)
        if (told.length > 0 && !isEcho) found.push(`${method} ${pattern}`)
      }
  }
  assert.ok(answered > 3, String(answered))
  return found
}

const reads = (method: string): boolean => method === 'GET'

/** What an outsider takes out of the vault: a package and PFIF records. */
async function taken({ served }: ServedAlbum, browser: Browser, person: string): Promise<string> {
  const texts: string[] = []
  for (const form of [undefined, 'pfif']) {
    const json = { items: [], persons: [person], leads: [], purpose: 'tracing', recipient: 'A partner', form }
    const { job } = (await browser.call('POST', '/api/packages', { json })).json<{ job: string }>()
    await watchJob(served, browser, job)
    const done = await browser.call('GET', `/api/jobs/${job}`)
    const { result } = done.json<{ result: { download: string } }>()
    texts.push((await browser.call('GET', result.download)).bodyBytes.toString())
  }
  assert.ok(texts.every((text) => text.length > 500))
  return texts.join('\n')
}

test('S67 R99 what a team sealed is in no answer of any route to somebody outside it, and in no package of theirs', async (t) => {
  const { office, ids } = await world(t, { isSealing: true })
  const { served } = office
  const team = await unlock(served)
  const inTeam = await telling(team, ids, reads)
  // The walk finds it where it is, so it would find it elsewhere too.
  assert.deepEqual(
    new Set(inTeam),
    new Set([
      'GET /api/people/:id/recognitions',
      'GET /api/recognitions/:session',
      'GET /api/testimonies/:session/:file',
    ]),
  )
  await team.call('DELETE', '/api/session')
  const browser = await unlock(served, outsider)
  assert.deepEqual(await telling(browser, ids, reads), [])
  const given = await taken(office, browser, ids['person'] ?? '')
  assert.deepEqual(
    secrets.filter((secret) => given.includes(secret)),
    [],
  )
  // Whatever else there is, with an empty body: it does something or refuses, and tells nothing.
  assert.deepEqual(await telling(browser, ids, (method) => method !== 'GET'), [])
})

test('S67 S68 R101 R102 a member outside asks, the team approves, and that member alone reads it for ten minutes', async (t) => {
  const { office, ids, team } = await world(t, { isSealing: false })
  const { served } = office
  let browser = await unlock(served)
  const at = `/api/testimonies/${session}`
  const page = `/api/recognitions/${session}`
  assert.equal(fits(recognitionSessionSchema, await browser.call('GET', page)).reading, 'open')
  assert.deepEqual(fits(sealStateSchema, await browser.call('GET', at)).mayTeams, [team])
  const sealed = fits(sealStateSchema, await browser.call('POST', `${at}/seal`, { json: { team } }))
  assert.deepEqual([sealed.isSealed, sealed.reading, sealed.mayTeams], [true, 'team', []])
  assert.equal(fits(recognitionSessionSchema, await browser.call('GET', page)).answerList[0]?.where, place)
  await browser.call('DELETE', '/api/session')

  browser = await unlock(served, contributor)
  const closed = fits(recognitionSessionSchema, await browser.call('GET', page))
  assert.deepEqual([closed.reading, closed.team, closed.answerList[0]?.answer], ['closed', team, 'recognised'])
  assert.deepEqual(await telling(browser, ids, reads), [])
  assert.equal(refusedWith(403, await browser.call('GET', `${at}/${salt}`)), 'SECOND_PERSON_NEEDED')
  assert.equal(refusedWith(403, await browser.call('POST', `${at}/shown`)), 'SECOND_PERSON_NEEDED')
  const reason = { json: { reason: 'her brother asks' } }
  const act = fits(actSchema, await browser.call('POST', `${at}/proposals`, reason))
  assert.deepEqual(
    [act.kind, act.state, act.testimony?.session, act.approvers.length],
    ['testimony', 'waiting', session, 1],
  )
  assert.equal(act.team, team)
  assert.equal(fits(sealStateSchema, await browser.call('GET', at)).act?.id, act.id)
  await browser.call('DELETE', '/api/session')

  browser = await unlock(served, outsider)
  const answer = { json: { answer: 'approved' } }
  assert.equal(refusedWith(403, await browser.call('POST', `/api/acts/${act.id}/answer`, answer)), 'ACT_FORBIDDEN')
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served)
  assert.equal((await browser.call('POST', `/api/acts/${act.id}/answer`, answer)).status, 200)
  await browser.call('DELETE', '/api/session')

  browser = await unlock(served, contributor)
  assert.deepEqual(await telling(browser, ids, reads), [], 'nothing is shown before it is asked for')
  const shown = fits(sealStateSchema, await browser.call('POST', `${at}/shown`))
  assert.equal(shown.reading, 'shown')
  assert.equal(Date.parse(shown.until ?? '') - served.clock.nowMs(), 10 * minuteMs)
  served.clock.advance(9 * minuteMs)
  const told = fits(recognitionSessionSchema, await browser.call('GET', page)).answerList[0]
  assert.deepEqual([told?.where, told?.when], [place, { from }])
  assert.match((await browser.call('GET', `${at}/${salt}`)).bodyBytes.toString(), /thin and very quiet/u)
  assert.deepEqual(await telling(browser, ids, reads), [
    'GET /api/recognitions/:session',
    'GET /api/recognitions/:session',
    'GET /api/recognitions/:session',
    ...Array.from({ length: 6 }, () => 'GET /api/testimonies/:session/:file'),
  ])
  served.clock.advance(2 * minuteMs)
  assert.deepEqual(await telling(browser, ids, reads), [])
  assert.equal(refusedWith(403, await browser.call('POST', `${at}/shown`)), 'SECOND_PERSON_NEEDED')
  const custody = (await browser.call('GET', '/api/custody')).bodyBytes.toString()
  assert.match(custody, new RegExp(`"of":"testimony","id":"${session}"`, 'u'))
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served, outsider)
  assert.deepEqual(await telling(browser, ids, reads), [])
})

test('S69 R97 teams: made by coordinators, changed by their own, refused to others', async (t) => {
  const { office, team } = await world(t, { isSealing: false })
  const { served } = office
  let browser = await unlock(served, outsider)
  const [known] = fits(teamsSchema, await browser.call('GET', '/api/teams')).teams
  assert.deepEqual([known?.isOwn, known?.mayLead], [false, false])
  const own = ownOf(served, browser).records.vault.member.id
  assert.equal(
    refusedWith(403, await browser.call('POST', `/api/teams/${team}`, { json: { join: own } })),
    'ROLE_FORBIDS',
  )
  assert.equal(
    refusedWith(404, await browser.call('POST', '/api/teams/team-none', { json: { name: 'x' } })),
    'MEMBER_UNKNOWN',
  )
  const made = await browser.call('POST', '/api/teams', { json: { name: 'South', members: [own] } })
  assert.deepEqual(
    fits(teamsSchema, made).teams.map(({ name, isOwn }) => [name, isOwn]),
    [
      ['North', false],
      ['South', true],
    ],
  )
  const [, south] = fits(teamsSchema, made).teams
  const left = await browser.call('POST', `/api/teams/${south!.id}`, { json: { leave: own } })
  assert.equal(fits(teamsSchema, left).teams[1]?.members.length, 0)
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served, contributor)
  const json = { name: 'Mine', members: [] }
  assert.equal(refusedWith(403, await browser.call('POST', '/api/teams', { json })), 'ROLE_FORBIDS')
})
