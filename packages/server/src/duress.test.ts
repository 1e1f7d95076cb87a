import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createVault, openVault, setDuress } from '@homeward/vault'
import { requestLock } from './lock-request.ts'
import { admit } from './testing/admit.ts'
import { refusedWith } from './testing/fits.ts'
import type { Answer } from './testing/http.ts'
import { jsonBody, passphrase, serveVault, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

const underDuress = 'nine paper boats at noon'
const other = 'two grey herons'
const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }

/** A served vault with two members, of whom the first has a duress passphrase. */
async function office(t: TestContext, destroys: boolean): Promise<{ served: ServedVault; second: string }> {
  const served = await serveVault(t)
  const second = join(served.dir, '..', 'allotments')
  await createVault({ dir: second, name: 'Allotments', memberName: 'Gardener', passphrase: underDuress, kdf })
  await admit(served, { phrase: other, name: 'Second', role: 'contributor', grants: ['registry', 'evidence'] })
  await setDuress({ dir: served.dir, passphrase, duressPassphrase: underDuress, opens: second, destroys })
  return { served, second }
}

const person = (text: string) => ({ json: { names: [{ text, kind: 'given', script: 'Latn' }], sex: 'unknown' } })
const peopleOf = async (browser: Browser) => (await browser.call('GET', '/api/people')).bodyBytes.toString()
const sessionOf = async (browser: Browser) =>
  (await browser.call('GET', '/api/session')).json<{ state: string; vault?: { name: string } }>()

const tryWith = (served: ServedVault, phrase: string) =>
  served.ask('POST', '/api/session', jsonBody({ passphrase: phrase }))

/** The wait grows with every wrong try, whatever the try was. */
const withoutWait = (answer: Answer) => ({ ...answer.json(), retryAfterMs: 0 })

test('DU7 S42 the duress passphrase ends every session of the first vault, and the second is the one that is served', async (t) => {
  const { served } = await office(t, false)
  const [one, two] = [await unlock(served), await unlock(served, other)]
  await one.call('POST', '/api/people', person('Alan'))
  const forced = await unlock(served, underDuress)
  for (const browser of [one, two]) {
    assert.equal(refusedWith(401, await browser.call('GET', '/api/people')), 'LOCKED')
    assert.equal((await sessionOf(browser)).state, 'locked')
  }
  assert.equal((await sessionOf(forced)).vault?.name, 'Allotments')
  await forced.call('POST', '/api/people', person('Berfin'))
  assert.ok((await peopleOf(forced)).includes('Berfin'))
  assert.ok(!(await peopleOf(forced)).includes('Alan'))
  // As with any vault: a further browser, a wrong passphrase, another program.
  assert.ok((await peopleOf(await unlock(served, underDuress))).includes('Berfin'))
  assert.equal(refusedWith(401, await tryWith(served, other)), 'PASSPHRASE_WRONG')
  await assert.rejects(openVault({ dir: served.dir, passphrase: underDuress }), { code: 'VAULT_IN_USE' })
  const asked = requestLock(served.dir)
  while (!existsSync(join(served.dir, 'lock-request'))) await nextTurn()
  served.clock.advance(1000)
  assert.equal(await asked, true)
  assert.equal(refusedWith(401, await forced.call('GET', '/api/people')), 'LOCKED')
  const back = await unlock(served)
  assert.ok((await peopleOf(back)).includes('Alan'))
  assert.deepEqual(served.faults, [])
})

test('DU6 with “destroy” nobody’s passphrase opens the first vault after that, and no answer says why', async (t) => {
  const { served, second } = await office(t, true)
  const two = await unlock(served, other)
  const wrong = await tryWith(served, 'not this one at all')
  served.clock.advance(60_000)
  const forced = await unlock(served, underDuress)
  assert.equal(refusedWith(401, await two.call('GET', '/api/home')), 'LOCKED')
  await forced.call('DELETE', '/api/session')
  await rename(second, `${second}-aside`)
  for (const phrase of [passphrase, other, underDuress]) {
    const answer = await tryWith(served, phrase)
    assert.deepEqual([answer.status, withoutWait(answer)], [401, withoutWait(wrong)], phrase)
    served.clock.advance(600_000)
  }
  await rename(`${second}-aside`, second)
  assert.equal((await sessionOf(await unlock(served, underDuress))).vault?.name, 'Allotments')
  assert.deepEqual(served.faults, [])
})
