import assert from 'node:assert/strict'
import { test } from 'node:test'
import { purposes } from './consent-words.ts'
import { giveConsent, withdrawConsent } from './consents.ts'
import { discloseOf } from './disclosure.ts'
import { registerPerson } from './people.ts'
import { testRecords } from './test-records.ts'

const request = { purpose: 'legal-case', recipient: 'Advocate One', today: '2026-11-21' } as const

test('H7 R6 nothing of a person goes out without a consent', async (t) => {
  const records = await testRecords(t)
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  const disclosure = discloseOf(records, person, request)
  assert.deepEqual(disclosure.allowed, [])
  assert.deepEqual(
    disclosure.withheld.map(({ scope, reason }) => [scope, reason]),
    [
      ['names', 'no consent covers this'],
      ['details', 'no consent covers this'],
      ['photos', 'no consent covers this'],
      ['statements', 'no consent covers this'],
    ],
  )
})

test('H7 R6 a consent allows its parts for its purpose and its recipients alone', async (t) => {
  const records = await testRecords(t)
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  const consent = await giveConsent(records, person, {
    givenBy: 'her brother',
    scopes: ['names', 'photos'],
    purposes: ['legal-case'],
    recipients: ['Advocate One'],
  })
  assert.deepEqual(discloseOf(records, person, request).allowed, [
    { scope: 'names', consent },
    { scope: 'photos', consent },
  ])
  assert.deepEqual(discloseOf(records, person, { ...request, recipient: ' advocate one ' }).allowed.length, 2)
  assert.equal(
    discloseOf(records, person, { ...request, recipient: 'Somebody else' }).withheld[0]?.reason,
    'the consent names other recipients',
  )
  assert.equal(
    discloseOf(records, person, { ...request, purpose: 'platform-notice' }).withheld[0]?.reason,
    'the consent is for another purpose',
  )
})

test('H7 R7 a consent holds until its last day and not after it was withdrawn', async (t) => {
  const records = await testRecords(t)
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  const consent = await giveConsent(records, person, {
    givenBy: 'herself',
    scopes: ['names'],
    purposes: ['legal-case'],
    recipients: [],
    until: '2026-11-21',
  })
  assert.equal(discloseOf(records, person, request).allowed.length, 1)
  assert.equal(
    discloseOf(records, person, { ...request, today: '2026-11-22' }).withheld[0]?.reason,
    'the consent ended on 2026-11-21',
  )
  await withdrawConsent(records, consent, { reason: 'changed her mind' })
  assert.equal(discloseOf(records, person, request).withheld[0]?.reason, 'the consent was withdrawn')
})

test('H7 R41 a purpose allows itself and no other one', async (t) => {
  const records = await testRecords(t)
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  for (const purpose of purposes) {
    const consent = await giveConsent(records, person, {
      givenBy: 'herself',
      scopes: ['photos'],
      purposes: [purpose],
      recipients: [],
    })
    const allowed = purposes.filter(
      (one) => discloseOf(records, person, { ...request, purpose: one }).allowed.length > 0,
    )
    assert.deepEqual(allowed, [purpose])
    await withdrawConsent(records, consent)
  }
})
