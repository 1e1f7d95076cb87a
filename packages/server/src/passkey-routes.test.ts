import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passkeysSchema } from './schemas/passkeys.ts'
import { admit } from './testing/admit.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { jsonBody, passphrase, serveVault, unlock, type ServedVault } from './testing/served-vault.ts'

const prf = Buffer.alloc(32, 7).toString('base64url')
const newPasskey = { prf, passphrase, name: 'The blue key', mark: '7F3K-Q2MD', credential: 'Y3JlZA' }
const tryPasskey = (served: ServedVault, tried: string) => served.ask('POST', '/api/session', jsonBody({ prf: tried }))

test('S44 a passkey that was added opens the vault, is listed for its member alone, and is removed', async (t) => {
  const served = await serveVault(t)
  await admit(served, { phrase: 'two grey herons', name: 'Second', role: 'reader', grants: [] })
  const one = await unlock(served)
  const two = await unlock(served, 'two grey herons')
  assert.deepEqual(fits(passkeysSchema, await one.call('GET', '/api/passkeys')), { passkeys: [] })
  const { passkeys } = fits(passkeysSchema, await one.call('POST', '/api/passkeys', { json: newPasskey }))
  assert.equal(passkeys[0]?.name, 'The blue key')
  assert.deepEqual(fits(passkeysSchema, await two.call('GET', '/api/passkeys')), { passkeys: [] })
  await two.call('DELETE', `/api/passkeys/${passkeys[0]?.id}`)
  const opened = await tryPasskey(served, prf)
  assert.equal(opened.status, 200, opened.bodyBytes.toString())
  assert.equal(opened.json<{ member: { name: string } }>().member.name, 'Nermin')
  assert.deepEqual(fits(passkeysSchema, await one.call('DELETE', `/api/passkeys/${passkeys[0]?.id}`)), { passkeys: [] })
  assert.equal(refusedWith(401, await tryPasskey(served, prf)), 'PASSKEY_UNKNOWN')
})

test('S44 S12 an unknown passkey waits like a wrong passphrase, and so does a wrong passphrase when one is added', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const wrong = await tryPasskey(served, Buffer.alloc(32, 8).toString('base64url'))
  assert.equal(refusedWith(401, wrong), 'PASSKEY_UNKNOWN')
  assert.equal(wrong.json<{ retryAfterMs: number }>().retryAfterMs, 1000)
  assert.equal(refusedWith(429, await tryPasskey(served, prf)), 'TOO_MANY_TRIES')
  assert.equal(refusedWith(429, await call('POST', '/api/passkeys', { json: newPasskey })), 'TOO_MANY_TRIES')
  served.clock.advance(1000)
  const guessed = await call('POST', '/api/passkeys', { json: { ...newPasskey, passphrase: 'not this one' } })
  assert.equal(refusedWith(401, guessed), 'PASSPHRASE_WRONG')
  assert.equal(guessed.json<{ retryAfterMs: number }>().retryAfterMs, 2000)
  served.clock.advance(2000)
  assert.equal((await call('POST', '/api/passkeys', { json: newPasskey })).status, 200)
  assert.equal((await tryPasskey(served, prf)).status, 200)
})

test('S44 S26 what is no passkey is refused in words, and a locked vault tells of none', async (t) => {
  const served = await serveVault(t)
  assert.equal(refusedWith(401, await served.ask('GET', '/api/passkeys')), 'LOCKED')
  for (const tried of ['', 'short', `${prf}A`, `${prf.slice(0, 42)}+`])
    assert.equal(refusedWith(422, await tryPasskey(served, tried)), 'INPUT_INVALID')
  const { call } = await unlock(served)
  for (const wrong of [{ name: ' ' }, { mark: 'Nermin' }, { credential: '' }, { prf: 'x' }, { passphrase: '' }])
    assert.equal(
      refusedWith(422, await call('POST', '/api/passkeys', { json: { ...newPasskey, ...wrong } })),
      'INPUT_INVALID',
    )
})
