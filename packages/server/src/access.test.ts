import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { importFiles } from '@homeward/intake'
import { judgePair, listChats, registerPerson } from '@homeward/records'
import type { CompartmentName, Role } from '@homeward/vault'
import { alsoForReaders, compartmentsByPart } from './access.ts'
import { openToAll } from './session-gate.ts'
import { admit } from './testing/admit.ts'
import { chatExport } from './testing/chat-export.ts'
import { everyRoute } from './testing/every-route.ts'
import { refusedWith } from './testing/fits.ts'
import { ownOf, serveVault, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

const second = 'two grey herons'
const registryWords = ['Zozan', 'Hejaran', 'Gundê Kevir', 'told by an aunt']
const evidenceWords = ['Garden market', 'wheelbarrow', 'Berfin', 'result.json', 'a quiet note', 'from Rojda']

/** What the walk searches for, wherever something can be searched for. */
const asked = ['Zozan', 'wheelbarrow']

/** Ids of one of everything, as the founder's session has them. */
interface World {
  served: ServedVault
  ids: Record<string, string>
}

/** A served vault with a person and a source, and a second member who was admitted so. */
async function world(t: TestContext, as: { role: Role; grants: CompartmentName[] }): Promise<World> {
  const served = await serveVault(t)
  const founder = await unlock(served)
  const records = ownOf(served, founder).records
  const person = await registerPerson(records, {
    names: [{ text: 'Zozan Hejaran', kind: 'full' }],
    sex: 'unknown',
    origin: 'Gundê Kevir',
    circumstances: 'told by an aunt',
  })
  const files = [
    { path: 'result.json', open: () => Readable.from([Buffer.from(chatExport('photo.png'))]) },
    { path: 'a quiet note.txt', open: () => Readable.from([Buffer.from('a quiet note')]) },
  ]
  const receipt = await importFiles(records, { files, from: 'from Rojda' })
  // The same person once more, joined, so that home counts one.
  const other = await registerPerson(records, { names: [{ text: 'Zozan Hejaran', kind: 'full' }] })
  const pair = await judgePair(records, { one: person, other, verdict: 'same', note: 'told by an aunt' })
  const ids = {
    person,
    pair: pair.id,
    source: receipt.source,
    item: `${receipt.source}.0`,
    chat: String(listChats(records)[0]!.id),
  }
  await founder.call('DELETE', '/api/session')
  await admit(served, { phrase: second, name: 'Second', ...as })
  // The founder works on: what they do is in the memory of the same process.
  const busy = await unlock(served)
  await busy.call('GET', '/api/people?query=Zozan')
  await busy.call('GET', `/api/items/${ids.item}`)
  const { import: open } = (await busy.call('POST', '/api/imports', { json: { from: 'from Rojda' } })).json<{
    import: string
  }>()
  await busy.call('PUT', `/api/imports/${open}/files?path=a%20quiet%20note.txt`, {
    headers: { 'content-type': 'application/octet-stream' },
    body: 'a quiet note',
  })
  const { job } = (await busy.call('POST', `/api/imports/${open}/finish`)).json<{ job: string }>()
  await ownOf(served, busy).jobs.settled(job)
  const { import: waiting } = (await busy.call('POST', '/api/imports', { json: { from: 'from Rojda' } })).json<{
    import: string
  }>()
  return { served, ids: { ...ids, job, import: waiting } }
}

/** What a route is asked with: ids that are really there, so that only access keeps them back. */
function pathsOf(pattern: string, ids: World['ids']): string {
  const byPart: Record<string, string | undefined> = {
    people: ids['person'],
    sources: ids['source'],
    items: ids['item'],
    chats: ids['chat'],
    jobs: ids['job'],
    duplicates: ids['pair'],
    imports: ids['import'],
  }
  const part = pattern.split('/')[2] ?? ''
  return pattern
    .replace('/:item/:seq', `/${ids['item']}/0`)
    .replace(/:(?:id|chat|pair)/u, byPart[part] ?? '7')
    .replaceAll(/:\w+/gu, '7')
}

async function askAll(browser: Browser, ids: World['ids']) {
  const answers = []
  for (const { method, pattern } of everyRoute()) {
    if (openToAll.includes(`${method} ${pattern}`) || pattern === '/api/session') continue
    const path = pathsOf(pattern, ids)
    const sent = method === 'GET' ? {} : { json: {} }
    for (const query of method === 'GET' ? ['', ...asked.map((word) => `?query=${word}`)] : [''])
      answers.push({ method, pattern, answer: await browser.call(method, `${path}${query}`, sent) })
  }
  return answers
}

test('S33 every route says which compartments it needs', () => {
  for (const { pattern } of everyRoute()) {
    const part = pattern.split('/')[2] ?? ''
    assert.ok(Object.hasOwn(compartmentsByPart, part), `${pattern} is not in the table of access.ts`)
  }
})

for (const grants of [[], ['registry'], ['evidence'], ['registry', 'evidence']] as CompartmentName[][])
  test(`S33 S41 a reader of ${grants.join(' and ') || 'nothing'} gets nothing else from any route, while the founder works`, async (t) => {
    const { served, ids } = await world(t, { role: 'reader', grants })
    const browser = await unlock(served, second)
    const closedWords = [
      ...(grants.includes('registry') ? [] : registryWords),
      ...(grants.includes('evidence') ? [] : evidenceWords),
    ]
    let open = 0
    for (const { method, pattern, answer } of await askAll(browser, ids)) {
      const what = `${method} ${pattern}`
      const part = pattern.split('/')[2] ?? ''
      const text = answer.bodyBytes.toString()
      // The custody log gives back what this same reader searched for.
      const typed = part === 'custody' ? asked : []
      for (const word of closedWords.filter((one) => !typed.includes(one)))
        assert.ok(!text.includes(word), `${what} tells “${word}”`)
      const isClosed = compartmentsByPart[part]!.some((name) => !grants.includes(name))
      if (isClosed) assert.equal(refusedWith(403, answer), 'COMPARTMENT_CLOSED', what)
      else if (method !== 'GET' && !alsoForReaders.has(part))
        assert.equal(refusedWith(403, answer), 'ROLE_FORBIDS', what)
      else if (answer.status === 200) open++
    }
    assert.ok(open >= 3 + 2 * grants.length, `${open} routes answered`)
  })

test('S33 the log of another member tells what is open, and of the rest that an entry is there', async (t) => {
  const { served } = await world(t, { role: 'reader', grants: ['registry'] })
  const browser = await unlock(served, second)
  const { logs } = (await browser.call('GET', '/api/logs')).json<{ logs: { log: string; isOwn: boolean }[] }>()
  assert.deepEqual(
    logs.map(({ isOwn }) => isOwn),
    [true, false],
  )
  const founders = await browser.call('GET', `/api/log?limit=500&log=${logs[1]!.log}`)
  const { entries } = founders.json<{ entries: Record<string, unknown>[] }>()
  const types = entries.flatMap((entry) => entry['types'])
  assert.ok(types.includes('person.registered') && types.includes('member.added'), types.join(' '))
  assert.equal(types.includes('source.received'), false)
  const closed = entries.filter((entry) => entry['compartment'] === null)
  assert.ok(closed.length >= 4)
  for (const { index: _, ...rest } of closed)
    assert.deepEqual(rest, {
      kind: 'sealed',
      at: null,
      compartment: null,
      types: [],
      counts: true,
      opens: true,
      erased: false,
    })
})

test('S33 home counts nothing of a closed compartment, and the session says what is open', async (t) => {
  const { served } = await world(t, { role: 'contributor', grants: ['registry'] })
  const browser = await unlock(served, second)
  const home = (await browser.call('GET', '/api/home')).json()
  assert.deepEqual([home['people'], home['sources'], home['items'], home['messages'], home['recent']], [1, 0, 0, 0, []])
  const session = (await browser.call('GET', '/api/session')).json<{ member: { role: string; opens: string[] } }>()
  assert.deepEqual([session.member.role, session.member.opens.toSorted()], ['contributor', ['registry', 'roster']])
  const made = await browser.call('POST', '/api/people', {
    json: { names: [{ text: 'Second person', script: 'Latn', kind: 'full' }], sex: 'unknown' },
  })
  assert.equal(made.status, 200, made.bodyBytes.toString())
  await browser.call('DELETE', '/api/session')
  const founder = await unlock(served)
  assert.match((await founder.call('GET', '/api/people')).bodyBytes.toString(), /Second person/u)
})
