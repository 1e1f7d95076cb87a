import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { makePackage } from '@homeward/dossier'
import { importFiles } from '@homeward/intake'
import { registerPerson, type Records } from '@homeward/records'
import { joinVault, openVault } from '@homeward/vault'
import { readings } from './custody-gate.ts'
import type { CustodyView } from './schemas/views.ts'
import { chatExport } from './testing/chat-export.ts'
import { everyRoute } from './testing/every-route.ts'
import { ownOf, passphrase, serveVault, unlock, type Browser } from './testing/served-vault.ts'

const second = 'two grey herons'
const windowMs = 5 * 60_000

async function custodyOf(browser: Browser): Promise<CustodyView> {
  return (await browser.call('GET', '/api/custody')).json<CustodyView>()
}

/** Without who unlocked and locked (rule CU7). */
function readIn({ rows }: CustodyView): CustodyView['rows'] {
  return rows.filter(({ of }) => of !== 'vault')
}

function entriesOf({ vault }: Records): number {
  return vault.position()[vault.device.logId] ?? 0
}

test('CU1 every route that reads says what the custody log gets of it, or why nothing', () => {
  const known = new Set<string>()
  for (const { method, pattern } of everyRoute())
    if (method === 'GET') {
      assert.ok(Object.hasOwn(readings, `GET ${pattern}`), `GET ${pattern} is not in the table of custody-gate.ts`)
      known.add(`GET ${pattern}`)
    }
  assert.deepEqual(new Set(Object.keys(readings)), known)
})

test('CU1 CU3 what somebody reads and takes is in the custody log, grouped, an export before it goes out', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const records = ownOf(served, browser).records
  const person = await registerPerson(records, { names: [{ text: 'Zozan Hejaran', kind: 'full' }] })
  const files = [{ path: 'result.json', open: () => Readable.from([Buffer.from(chatExport('photo.png'))]) }]
  const { source } = await importFiles(records, { files })
  const request = { items: [`${source}.0`], persons: [], leads: [], purpose: 'tracing', recipient: 'A' } as const
  const made = await makePackage(records, { ...request, today: '2026-01-01' }, { now: new Date() })
  const before = entriesOf(records)
  const asked = [
    '/api/people?query=Zozan',
    '/api/people?query=Zozan',
    '/api/people',
    `/api/people/${person}`,
    '/api/people?query=Zozan&place=IQ',
    '/api/people/person-none',
    `/api/sources/${source}`,
    `/api/items/${source}.0/content`,
    '/api/chats/1/messages',
    '/api/messages?query=wheelbarrow',
    `/api/messages/${source}.0/0`,
    '/api/leads',
    '/api/home',
  ]
  for (const path of asked) await browser.call('GET', path)
  assert.equal(entriesOf(records), before, 'nothing is written for each')
  served.clock.advance(windowMs)
  assert.equal(entriesOf(records), before + 2, 'one entry a compartment')
  const { rows, ofEverybody } = await custodyOf(browser)
  assert.equal(ofEverybody, true)
  const shown = rows
    .filter(({ of }) => of !== 'package' && of !== 'vault')
    .map(({ did, of, id, text, times }) => [did, of, id ?? text, times])
  assert.deepEqual(
    new Set(shown.map((row) => row.join(' '))),
    new Set([
      'searched people Zozan 2',
      'searched people Zozan · IQ 1',
      'listed people  1',
      `opened person ${person} 1`,
      `opened source ${source} 1`,
      `opened item ${source}.0 1`,
      `opened chat ${source}.0 1`,
      'searched messages wheelbarrow 1',
      `opened message ${source}.0/0 1`,
      'listed leads  1',
    ]),
  )
  const size = entriesOf(records)
  assert.equal((await browser.call('GET', `/api/packages/${made.id}/file`)).status, 200)
  assert.equal(entriesOf(records), size + 1)
  assert.equal((await custodyOf(browser)).rows.filter(({ of, id }) => of === 'package' && id === made.id).length, 2)
})

test('CU5 a reader’s searches reach the coordinator, and a reader sees nobody else’s', async (t) => {
  const served = await serveVault(t)
  let browser = await unlock(served)
  await browser.call('GET', '/api/people?query=Berfin')
  await browser.call('DELETE', '/api/session')
  const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }
  const { code } = await joinVault({ dir: served.dir, passphrase: second, kdf })
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.admit(code, { name: 'Aras', role: 'reader', grants: ['registry'] })
  vault.close()
  browser = await unlock(served, second)
  await browser.call('GET', '/api/people?query=Zozan')
  const own = await custodyOf(browser)
  assert.deepEqual([own.ofEverybody, readIn(own).map(({ text }) => text)], [false, ['Zozan']])
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served)
  const all = await custodyOf(browser)
  assert.deepEqual(
    new Set(readIn(all).map(({ memberName, text }) => `${memberName} ${text}`)),
    new Set(['Nermin Berfin', 'Aras Zozan']),
  )
})
