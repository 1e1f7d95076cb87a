import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openVault } from '@homeward/vault'
import { passphraseChangedSchema } from './schemas/session.ts'
import { admit } from './testing/admit.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { jsonBody, passphrase, serveVault, unlock, type ServedVault } from './testing/served-vault.ts'

const newPassphrase = 'four brown otters in a pool'
const tryIt = (served: ServedVault, tried: string) =>
  served.ask('POST', '/api/session', jsonBody({ passphrase: tried }))
const newPasskey = {
  prf: Buffer.alloc(32, 7).toString('base64url'),
  passphrase,
  name: 'The blue key',
  mark: '7F3K-Q2MD',
  credential: 'Y3JlZA',
}

test('S45 a new passphrase takes the place of the old one; this browser stays, others of the member are out', async (t) => {
  const served = await serveVault(t)
  await admit(served, { phrase: 'two grey herons', name: 'Second', role: 'reader', grants: [] })
  const [one, two, other] = [await unlock(served), await unlock(served), await unlock(served, 'two grey herons')]
  await one.call('POST', '/api/passkeys', { json: newPasskey })
  const changed = await one.call('PUT', '/api/passphrase', { json: { passphrase, newPassphrase } })
  assert.deepEqual(fits(passphraseChangedSchema, changed), { changed: true })
  assert.equal((await one.call('GET', '/api/home')).status, 200)
  assert.equal(refusedWith(401, await two.call('GET', '/api/home')), 'LOCKED')
  assert.equal((await other.call('GET', '/api/home')).status, 200)
  assert.equal(refusedWith(401, await tryIt(served, passphrase)), 'PASSPHRASE_WRONG')
  served.clock.advance(1000)
  assert.equal((await tryIt(served, newPassphrase)).status, 200)
  assert.equal((await served.ask('POST', '/api/session', jsonBody({ prf: newPasskey.prf }))).status, 200)
  await served.services.keeper.lock()
  const vault = await openVault({ dir: served.dir, passphrase: newPassphrase })
  assert.deepEqual((await vault.verify()).faults, [])
  vault.close()
})

test('S45 S12 a wrong passphrase, and that of another member, changes nothing and waits', async (t) => {
  const served = await serveVault(t)
  await admit(served, { phrase: 'two grey herons', name: 'Second', role: 'reader', grants: [] })
  const { call } = await unlock(served)
  const two = await unlock(served)
  for (const [at, tried] of ['not this one at all', 'two grey herons'].entries()) {
    const refused = await call('PUT', '/api/passphrase', { json: { passphrase: tried, newPassphrase } })
    assert.equal(refusedWith(401, refused), 'PASSPHRASE_WRONG')
    assert.equal(refused.json<{ retryAfterMs: number }>().retryAfterMs, 1000 * 2 ** at)
    const soon = await call('PUT', '/api/passphrase', { json: { passphrase, newPassphrase } })
    assert.equal(refusedWith(429, soon), 'TOO_MANY_TRIES')
    served.clock.advance(60_000)
  }
  assert.equal((await two.call('GET', '/api/home')).status, 200)
  assert.equal((await tryIt(served, passphrase)).status, 200)
  assert.equal((await tryIt(served, 'two grey herons')).status, 200)
})

test('S45 X18 a weak one is refused, also one of the names that this vault knows', async (t) => {
  const served = await serveVault(t)
  await admit(served, { phrase: 'two grey herons', name: 'Second', role: 'reader', grants: [] })
  const reader = await unlock(served, 'two grey herons')
  for (const weak of ['short', 'aaaaaaaaaaaaaaaaaaaa', 'Lighthouse Second 2026']) {
    const refused = await reader.call('PUT', '/api/passphrase', {
      json: { passphrase: 'two grey herons', newPassphrase: weak },
    })
    assert.equal(refusedWith(422, refused), 'PASSPHRASE_WEAK')
  }
  const changed = await reader.call('PUT', '/api/passphrase', {
    json: { passphrase: 'two grey herons', newPassphrase },
  })
  assert.equal(changed.status, 200)
  assert.equal((await tryIt(served, newPassphrase)).status, 200)
})

test('S45 a passkey that is removed while the new key is derived stays removed', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { passkeys } = (await call('POST', '/api/passkeys', { json: newPasskey })).json<{
    passkeys: { id: string }[]
  }>()
  const changing = call('PUT', '/api/passphrase', { json: { passphrase, newPassphrase } })
  await call('DELETE', `/api/passkeys/${passkeys[0]?.id}`)
  assert.equal((await changing).status, 200)
  const tried = await served.ask('POST', '/api/session', jsonBody({ prf: newPasskey.prf }))
  assert.equal(refusedWith(401, tried), 'PASSKEY_UNKNOWN')
})
