import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { importFiles } from '@homeward/intake'
import { listChats, registerPerson } from '@homeward/records'
import { joinVault, openVault, type CompartmentName, type Role } from '@homeward/vault'
import { compartmentsByPart } from './access.ts'
import { openToAll } from './session-gate.ts'
import { chatExport } from './testing/chat-export.ts'
import { everyRoute } from './testing/every-route.ts'
import { refusedWith } from './testing/fits.ts'
import { passphrase, serveVault, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

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
  const records = served.services.keeper.opened()!
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
  const ids = {
    person,
    source: receipt.source,
    item: `${receipt.source}.0`,
    chat: String(listChats(records)[0]!.id),
  }
  await founder.call('DELETE', '/api/session')
  const { code } = await joinVault({ dir: served.dir, passphrase: second, kdf: { memoryKiB: 64, passes: 1, lanes: 1 } })
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.admit(code, { name: 'Second', ...as })
  vault.close()
  return { served, ids }
}

/** What a route is asked with: ids that are really there, so that only access keeps them back. */
function pathsOf(pattern: string, ids: World['ids']): string {
  const byPart: Record<string, string | undefined> = {
    people: ids['person'],
    sources: ids['source'],
    items: ids['item'],
    chats: ids['chat'],
  }
  const part = pattern.split('/')[2] ?? ''
  return pattern
    .replace('/:item/:seq', `/${ids['item']}/0`)
    .replace(/:(?:id|chat)/u, byPart[part] ?? '7')
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
  test(`S33 a reader of ${grants.join(' and ') || 'nothing'} gets nothing else from any route`, async (t) => {
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
      else if (method !== 'GET' && !['jobs', 'verify', 'rebuild'].includes(part))
        assert.equal(refusedWith(403, answer), 'ROLE_FORBIDS', what)
      else if (answer.status === 200) open++
    }
    assert.ok(open >= 3 + 2 * grants.length, `${open} routes answered`)
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

test('S33 another member is told that the vault is open for somebody else', async (t) => {
  const { served } = await world(t, { role: 'reader', grants: [] })
  await unlock(served)
  const answer = await served.ask('POST', '/api/session', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ passphrase: second }),
  })
  assert.equal(refusedWith(401, answer), 'PASSPHRASE_WRONG')
  assert.match(answer.bodyBytes.toString(), /let them lock the vault first/u)
})
