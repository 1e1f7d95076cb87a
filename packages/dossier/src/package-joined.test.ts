import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveConsent, judgePair, partPerson, registerPerson, withdrawConsent } from '@homeward/records'
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
