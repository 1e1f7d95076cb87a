import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admit } from './testing/admit.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { serveVault, unlock } from './testing/served-vault.ts'
import { consentEffectsSchema, consentWordsSchema } from './schemas/consents.ts'
import { personSchema } from './schemas/people.ts'

const newPerson = { names: [{ text: 'Xezal', script: 'Latn', kind: 'given' }] }
const mother = { givenBy: 'her mother', capacity: 'parent' }
const given = { ...mother, scopes: ['names', 'photos'], purposes: ['legal-case', 'album'], recipients: [] }

test('S26 R44 a consent is given and withdrawn, and what that stops is said before and after', async (t) => {
  const { call } = await unlock(await serveVault(t))
  const { id } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const text = { version: 'our form of 2025' }
  const json = { ...given, text, until: '2030-12-31' }
  const [consent] = fits(personSchema, await call('POST', `/api/people/${id}/consents`, { json })).consents
  assert.deepEqual([consent?.capacity, consent?.text, consent?.until], ['parent', text, '2030-12-31'])
  const { capacity: _, ...unasked } = json
  assert.equal(refusedWith(422, await call('POST', `/api/people/${id}/consents`, { json: unasked })), 'INPUT_INVALID')
  const effects = `/api/people/${id}/consents/${consent?.id}/effects`
  const before = fits(consentEffectsSchema, await call('GET', effects))
  assert.deepEqual(before.stops, [
    { purpose: 'legal-case', scopes: ['names', 'photos'] },
    { purpose: 'album', scopes: ['names', 'photos'] },
  ])
  const other = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const withdraw = (person: string) =>
    call('POST', `/api/people/${person}/consents/${consent?.id}/withdrawal`, {
      json: { by: 'Xezal', capacity: 'self', reason: 'by telephone' },
    })
  assert.equal(refusedWith(404, await withdraw(other.id)), 'NOT_FOUND')
  assert.equal(refusedWith(404, await call('GET', effects.replace(id, other.id))), 'NOT_FOUND')
  const { withdrawn } = fits(personSchema, await withdraw(id)).consents[0] ?? {}
  assert.deepEqual([withdrawn?.by, withdrawn?.capacity, withdrawn?.reason], ['Xezal', 'self', 'by telephone'])
  assert.deepEqual(fits(consentEffectsSchema, await call('GET', effects)), before)
})

test('S26 R42 R43 what somebody answered is written down with the words that they were asked with', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const { id } = fits(personSchema, await call('POST', '/api/people', { json: newPerson }))
  const words = fits(consentWordsSchema, await call('GET', '/api/consent-words'))
  assert.deepEqual(Object.keys(words.languages).toSorted(), ['ar', 'ckb', 'en', 'kmr'])
  const answers = [
    { purpose: 'album', answer: 'yes' },
    { purpose: 'media', answer: 'no' },
  ]
  const json = { ...mother, scopes: ['photos'], recipients: [], version: words.version, language: 'ar', answers }
  const answer = (more: object) => call('POST', `/api/people/${id}/consents/answers`, { json: { ...json, ...more } })
  const person = fits(personSchema, await answer({}))
  assert.ok(person.consents[0]?.text?.words?.startsWith(words.languages.ar.purposes.album.question))
  assert.deepEqual(person.refusals[0]?.purposes, ['media'])
  assert.equal(refusedWith(422, await answer({ version: '0' })), 'INVALID')
  const no = { ...mother, purposes: ['album'] }
  const refused = fits(personSchema, await call('POST', `/api/people/${id}/refusals`, { json: no }))
  assert.deepEqual(refused.consents[0]?.refused, ['album'])
  await call('DELETE', '/api/session')
  await admit(served, { phrase: 'two grey herons', name: 'Second', role: 'reader', grants: ['registry'] })
  const reader = await unlock(served, 'two grey herons')
  const tried = await reader.call('POST', `/api/people/${id}/consents/answers`, { json })
  assert.equal(refusedWith(403, tried), 'ROLE_FORBIDS')
})
