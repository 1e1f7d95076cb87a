import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveConsent, judgePair, openPackage, partPerson, registerPerson, withdrawConsent } from '@homeward/records'
import { previewPackage } from './choose.ts'
import { makePackage } from './make-package.ts'
import { now, packageText, vaultWithOneFile } from './test-package.ts'

test('R54 H7 a package takes all records of one person, each under its own consents, and says which are one', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  const other = await registerPerson(records, { names: [{ text: 'Gundekevir Zor', kind: 'full' }] })
  const wanted = { ...request, items: [], persons: [person] }
  const idsOf = (): string[] => previewPackage(records, wanted).persons.map(({ id }) => id)
  assert.deepEqual(idsOf(), [person])
  await judgePair(records, { one: person, other, verdict: 'same', note: 'Notizekeveshartiye' })
  assert.deepEqual(new Set(idsOf()), new Set([person, other]))
  const without = await packageText(records, (await makePackage(records, wanted, { now })).id)
  assert.ok(without.includes(`"sameAs":["${other}"]`))
  assert.equal(without.includes('Gundekevir'), false)
  assert.equal(without.includes('Notizekeveshartiye'), false)

  const consent = await giveConsent(records, other, {
    givenBy: 'her sister',
    scopes: ['names'],
    purposes: [request.purpose],
    recipients: [],
  })
  const allowed = await packageText(records, (await makePackage(records, wanted, { now })).id)
  assert.ok(allowed.includes('Gundekevir'))
  await withdrawConsent(records, consent)
  for (const { allowed: scopes } of previewPackage(records, wanted).persons) assert.ok(!scopes.includes('names'))
  await partPerson(records, other)
  assert.deepEqual(idsOf(), [person])
})

test('R54 R108 H7 a package that was made is not handed out again when a record of the same person forbids it since', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  const wanted = { ...request, items: [], persons: [person] }
  const consent = { givenBy: 'her sister', scopes: ['names' as const], purposes: [request.purpose], recipients: [] }
  await giveConsent(records, person, consent)
  const { id } = await makePackage(records, wanted, { now })
  const other = await registerPerson(records, { names: [{ text: 'Zozan Kasim', kind: 'full' }] })
  await withdrawConsent(records, await giveConsent(records, other, consent))
  assert.ok((await packageText(records, id)).includes('Zozan Qasim'))
  await judgePair(records, { one: person, other, verdict: 'same' })
  await assert.rejects(openPackage(records, id, wanted.today), { code: 'CONSENT_MISSING' })
  await partPerson(records, other)
  assert.ok((await packageText(records, id)).includes('Zozan Qasim'))
})
