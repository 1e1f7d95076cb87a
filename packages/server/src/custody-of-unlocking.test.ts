import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { createRefusals } from './refusals.ts'
import type { CustodyView } from './schemas/views.ts'
import { admit } from './testing/admit.ts'
import { refusedWith } from './testing/fits.ts'
import { jsonBody, ownOf, serveVault, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

const second = 'two grey herons'

/** What stands in the custody log, without what was read: `who did of id-or-text times`. */
async function linesOf(browser: Browser): Promise<string[]> {
  const { rows } = (await browser.call('GET', '/api/custody?limit=500')).json<CustodyView>()
  return rows
    .filter(({ did }) => ['denied', 'locked', 'refused', 'unlocked'].includes(did))
    .map(({ memberName, did, of, id, text, times }) =>
      [memberName, did, of, id, text, times].filter((part) => part !== null).join(' '),
    )
}

function tryWith(served: ServedVault, passphrase: string) {
  return served.ask('POST', '/api/session', jsonBody({ passphrase }))
}

/** Every byte below a folder, by file. */
function bytesBelow(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      path.join(parentPath, name),
      readFileSync(path.join(parentPath, name), 'hex'),
    ]),
  )
}

test('CU7 CU8 H6 who unlocked and locked is in the custody log, and before it what was refused; a locked vault writes nothing', async (t) => {
  const served = await serveVault(t)
  let browser = await unlock(served)
  await browser.call('DELETE', '/api/session')
  const before = bytesBelow(served.dir)
  assert.equal(refusedWith(401, await tryWith(served, 'not this one')), 'PASSPHRASE_WRONG')
  assert.equal(refusedWith(429, await tryWith(served, 'not this one')), 'TOO_MANY_TRIES')
  served.clock.advance(60_000)
  assert.equal(refusedWith(401, await tryWith(served, 'nor this one')), 'PASSPHRASE_WRONG')
  assert.deepEqual(bytesBelow(served.dir), before)
  served.clock.advance(60_000)
  browser = await unlock(served)
  assert.deepEqual((await linesOf(browser)).toSorted(), [
    'Nermin locked vault 1',
    'Nermin refused unlocking 127.0.0.1 3',
    'Nermin unlocked vault passphrase 1',
    'Nermin unlocked vault passphrase 1',
  ])
  const { rows } = (await browser.call('GET', '/api/custody')).json<CustodyView>()
  const refused = rows.find(({ did }) => did === 'refused')!
  assert.equal(Date.parse(refused.last) - Date.parse(refused.at), 60_000, 'with the times of the tries')
  await browser.call('DELETE', '/api/session')
  browser = await unlock(served)
  assert.equal((await linesOf(browser)).filter((line) => line.includes('refused')).length, 1, 'told once')
})

test('CU7 a wrong passphrase while somebody has the vault open is in their log', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  assert.equal(refusedWith(401, await tryWith(served, 'not this one')), 'PASSPHRASE_WRONG')
  assert.ok((await linesOf(browser)).includes('Nermin refused unlocking 127.0.0.1 1'))
})

for (const grants of [[], ['registry']] as const)
  test(`CU5 CU7 what a reader of ${grants.join() || 'nothing'} was kept from, and when they came and went, a coordinator sees`, async (t) => {
    const served = await serveVault(t)
    await admit(served, { phrase: second, name: 'Aras', role: 'reader', grants: [...grants] })
    let browser = await unlock(served, second)
    assert.equal(refusedWith(403, await browser.call('GET', '/api/sources/source-none')), 'COMPARTMENT_CLOSED')
    const written = await browser.call('POST', '/api/people', { json: {} })
    const code = grants.length === 0 ? 'COMPARTMENT_CLOSED' : 'ROLE_FORBIDS'
    assert.equal(refusedWith(403, written), code)
    const own = [
      'Aras denied request GET /api/sources/:id COMPARTMENT_CLOSED 1',
      `Aras denied request POST /api/people ${code} 1`,
      'Aras unlocked vault passphrase 1',
    ]
    assert.deepEqual((await linesOf(browser)).toSorted(), own)
    await browser.call('DELETE', '/api/session')
    browser = await unlock(served)
    const all = await linesOf(browser)
    for (const line of [...own, 'Aras locked vault 1']) assert.ok(all.includes(line), `${line} in ${all.join('; ')}`)
    await browser.call('DELETE', '/api/session')
    browser = await unlock(served, second)
    assert.ok((await linesOf(browser)).every((line) => line.startsWith('Aras ')))
  })

test('CU7 a request of another page, which has no session, waits for whoever unlocks next', async (t) => {
  const served = await serveVault(t)
  const foreign = { headers: { origin: 'https://example.org' } }
  assert.equal(refusedWith(403, await served.ask('POST', '/api/session', foreign)), 'CROSS_ORIGIN')
  const lines = await linesOf(await unlock(served))
  assert.ok(
    lines.some((line) => line.startsWith('Nermin refused request POST /api/session CROSS_ORIGIN 1')),
    lines.join('; '),
  )
})

test('CU4 CU8 what cannot be written waits on, and a flood from many addresses is counted together', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { vault } = ownOf(served, browser).records
  const refusals = createRefusals(served.clock)
  for (let address = 0; address < 500; address++) refusals.note({ of: 'unlocking', text: `10.0.0.${address}` })
  assert.throws(() => {
    refusals.tell({
      noteCustody: () => {
        throw new Error('the disk is full')
      },
    })
  })
  refusals.tell(vault)
  const lines = (await linesOf(browser)).filter((line) => line.includes('refused'))
  assert.equal(lines.length, 21)
  assert.ok(lines.includes('Nermin refused unlocking others 480'))
})
