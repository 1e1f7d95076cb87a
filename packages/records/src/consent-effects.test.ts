import assert from 'node:assert/strict'
import { test } from 'node:test'
import { effectsOf } from './consent-effects.ts'
import { giveConsent, withdrawConsent, type NewConsent } from './consents.ts'
import { recordPackage } from './packages.ts'
import { registerPerson } from './people.ts'
import { testMembers } from './test-members.ts'

const today = '2026-11-22'
const consent: NewConsent = {
  givenBy: 'her mother',
  capacity: 'parent',
  scopes: ['names', 'photos'],
  purposes: ['tracing', 'legal-case'],
  recipients: [],
}

test('R44 a withdrawal says what it stops, what others allow all the same, and what was given away', async (t) => {
  const members = await testMembers(t, { registrar: { role: 'contributor', grants: ['registry'] } })
  const records = await members.as('founder')
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  const id = await giveConsent(records, person, consent)
  await giveConsent(records, person, {
    ...consent,
    scopes: ['photos'],
    purposes: ['legal-case'],
    recipients: ['Advocate One'],
  })
  // Neither an ended one nor one about somebody else keeps anything allowed.
  await giveConsent(records, person, { ...consent, until: '2026-11-21' })
  const other = await registerPerson(records, { names: [{ text: 'Berfin', kind: 'given' }] })
  await giveConsent(records, other, consent)
  const hex = '0'.repeat(64)
  const made = { blob: hex, sha256: hex, size: 1, items: [], persons: [person], withheld: 0 }
  for (const [name, consents] of [
    ['package-one', [id]],
    ['package-two', ['consent-of-another']],
  ] as const)
    await recordPackage(
      records,
      { ...made, package: name, recipient: 'Advocate One', purpose: 'legal-case', consents: [...consents] },
      null,
    )
  const before = effectsOf(records, id, today)
  const { at: _, ...handedOut } = before.handedOut[0] ?? { at: '' }
  assert.deepEqual(
    { ...before, handedOut: [handedOut] },
    {
      consent: id,
      stops: [
        { purpose: 'tracing', scopes: ['names', 'photos'] },
        { purpose: 'legal-case', scopes: ['names'] },
      ],
      stays: [{ purpose: 'legal-case', scope: 'photos', recipients: ['Advocate One'] }],
      handedOut: [{ kind: 'package', id: 'package-one', recipient: 'Advocate One', purpose: 'legal-case' }],
      hidden: [],
      erased: [],
      erasable: true,
    },
  )
  assert.equal(before.handedOut.length, 1)
  await withdrawConsent(records, id)
  assert.deepEqual(effectsOf(records, id, today), before, 'it says the same afterwards')
  const registrar = await members.as('registrar')
  const seen = effectsOf(registrar, id, today)
  assert.deepEqual([seen.handedOut, seen.hidden], [[], ['package']])
  assert.throws(() => effectsOf(registrar, 'consent-of-nobody', today), { code: 'NOT_FOUND' })
})
