import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consentTexts } from './consent-texts.ts'
import { wordsOf } from './consent-wording.ts'
import { consentLanguages, consentScopes, purposes } from './consent-words.ts'
import { answerConsents, giveConsent, refuseConsent, withdrawConsent, type NewConsent } from './consents.ts'
import { discloseOf } from './disclosure.ts'
import { foldRegistry } from './fold-registry.ts'
import { judgePair } from './pairs.ts'
import { getPerson, registerPerson } from './people.ts'
import { refold, type Records } from './records.ts'
import { testRecords } from './test-records.ts'
import type { Capacity } from './consent-types.ts'

const album = { purpose: 'album', recipient: 'an album', today: '2026-11-22' } as const

function yes(capacity: Capacity): NewConsent {
  return { givenBy: `one as ${capacity}`, capacity, scopes: ['photos'], purposes: ['album'], recipients: [] }
}

async function withPerson(t: Parameters<typeof testRecords>[0]): Promise<{ records: Records; person: string }> {
  const records = await testRecords(t)
  return { records, person: await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] }) }
}

function allows(records: Records, person: string): boolean {
  return discloseOf(records, person, album).allowed.length > 0
}

test('H7 R42 a no stops what others have allowed for that purpose, and nothing else', async (t) => {
  const { records, person } = await withPerson(t)
  assert.equal(discloseOf(records, person, album).withheld[0]?.reason, 'no consent covers this')
  await giveConsent(records, person, { ...yes('parent'), purposes: ['album', 'legal-case'] })
  await refuseConsent(records, person, { givenBy: 'her aunt', capacity: 'family', purposes: ['album'] })
  assert.equal(discloseOf(records, person, album).withheld[2]?.reason, 'this purpose was refused')
  assert.equal(discloseOf(records, person, { ...album, purpose: 'legal-case' }).allowed.length, 1)
  assert.deepEqual(getPerson(records, person).consents[0]?.refused, ['album'])
  await giveConsent(records, person, yes('family'))
  assert.ok(allows(records, person), 'who was asked again may say yes')
})

test('H7 R42 the own no is lifted by the own yes alone, and the own yes is stopped by no other', async (t) => {
  const { records, person } = await withPerson(t)
  await refuseConsent(records, person, { givenBy: 'herself', capacity: 'self', purposes: ['album'] })
  assert.equal(discloseOf(records, person, album).withheld[2]?.reason, 'this purpose was refused')
  for (const capacity of ['parent', 'guardian', 'family', 'representative'] as const)
    await giveConsent(records, person, yes(capacity))
  const { capacity: _, ...unasked } = yes('self')
  await giveConsent(records, person, unasked)
  assert.equal(allows(records, person), false)
  const own = await giveConsent(records, person, yes('self'))
  await refuseConsent(records, person, { givenBy: 'her uncle', capacity: 'family', purposes: ['album'] })
  assert.ok(allows(records, person))
  await refold(records)
  assert.ok(allows(records, person))
  await withdrawConsent(records, own, { by: 'herself', capacity: 'self', reason: 'by telephone' })
  assert.equal(allows(records, person), false)
  const { withdrawn } = getPerson(records, person).consents.find(({ id }) => id === own) ?? {}
  assert.deepEqual([withdrawn?.by, withdrawn?.capacity, withdrawn?.reason], ['herself', 'self', 'by telephone'])
})

test('H7 R42 R54 a no in another record of the same person holds here too', async (t) => {
  const { records, person } = await withPerson(t)
  await giveConsent(records, person, yes('parent'))
  const other = await registerPerson(records, { names: [{ text: 'Dîlan', kind: 'given' }] })
  await refuseConsent(records, other, { givenBy: 'herself', capacity: 'self', purposes: ['album'] })
  assert.ok(allows(records, person))
  await judgePair(records, { one: person, other, verdict: 'same' })
  assert.equal(
    discloseOf(records, person, album).withheld[2]?.reason,
    'this purpose was refused, in another record of the same person',
  )
  const media = { version: '1', language: 'en', answers: [{ purpose: 'media', answer: 'yes' }] } as const
  await answerConsents(records, person, {
    givenBy: 'her mother',
    capacity: 'parent',
    scopes: ['photos'],
    ...media,
    answers: [...media.answers, { purpose: 'figures', answer: 'no' }],
  })
  const { consents, refusals } = getPerson(records, other)
  assert.deepEqual([consents[0]?.purposes, refusals[1]?.purposes], [['media'], ['figures']])
})

for (const first of ['yes', 'no'] as const)
  test(`H3 H7 R42 a no that was not seen stops a yes, also when the ${first} comes in first`, async (t) => {
    const { records, person } = await withPerson(t)
    const place = { at: '2026-11-22T10:00:00Z', seen: {}, compartment: 'registry', index: 0, isErased: false } as const
    const elsewhere = (letter: string) => ({
      ...place,
      changes: [],
      log: letter.repeat(64),
      member: letter,
      device: letter,
    })
    const { givenBy, capacity: _, ...given } = yes('self')
    const said = { person, givenBy, capacity: 'self' } as const
    const folds = {
      yes: foldRegistry(records.registry, elsewhere('a'), [
        { type: 'consent.given', consent: 'consent-one', ...said, ...given },
      ]),
      no: foldRegistry(records.registry, elsewhere('b'), [
        { type: 'consent.refused', refusal: 'refusal-one', ...said, purposes: ['album'] },
      ]),
    }
    folds[first]()
    folds[first === 'yes' ? 'no' : 'yes']()
    assert.equal(allows(records, person), false)
  })

test('R43 each yes is a consent of its own, and each answer keeps the words that it was given on', async (t) => {
  const { records, person } = await withPerson(t)
  const { version } = consentTexts[0]
  await answerConsents(records, person, {
    givenBy: 'her mother',
    capacity: 'parent',
    version,
    language: 'ckb',
    scopes: ['photos', 'names'],
    until: '2027-12-31',
    answers: [
      { purpose: 'album', answer: 'yes' },
      { purpose: 'tracing', answer: 'yes' },
      { purpose: 'media', answer: 'no' },
    ],
  })
  const { consents, refusals } = getPerson(records, person)
  assert.deepEqual(
    consents.map(({ purposes: some, until, capacity }) => [...some, until, capacity].join(' ')).toSorted(),
    ['album 2027-12-31 parent', 'tracing 2027-12-31 parent'],
  )
  assert.deepEqual(
    refusals.map(({ purposes: some, capacity }) => [some, capacity]),
    [[['media'], 'parent']],
  )
  const sorani = consentTexts[0].languages.ckb
  const words = refusals[0]?.text?.words ?? ''
  for (const part of [sorani.purposes.media.question, sorani.parts.photos, sorani.parts.names, sorani.free])
    assert.ok(words.includes(part), part)
  assert.ok(!words.includes(sorani.parts.statements))
  assert.deepEqual([refusals[0]?.text?.version, refusals[0]?.text?.language], [version, 'ckb'])
})

test('R43 what cannot be written down as it was answered is refused whole', async (t) => {
  const { records, person } = await withPerson(t)
  const asked = { givenBy: 'her mother', capacity: 'parent', version: '1', language: 'en', scopes: ['photos'] } as const
  const album1 = { purpose: 'album', answer: 'yes' } as const
  const answer = (more: object) =>
    answerConsents(records, person, { ...asked, scopes: ['photos'], answers: [album1], ...more })
  const before = records.vault.position()
  for (const wrong of [
    { version: 'of nobody' },
    { answers: [] },
    { answers: [album1, { purpose: 'album', answer: 'no' }] },
    { scopes: [] },
    { until: 'tomorrow' },
  ])
    await assert.rejects(answer(wrong), { code: 'INVALID' }, JSON.stringify(wrong))
  assert.deepEqual(records.vault.position(), before)
})

test('R43 the words are whole in every language, and say of themselves when a machine translated them', () => {
  const versions = consentTexts.map(({ version }) => version)
  assert.equal(new Set(versions).size, versions.length)
  for (const { version, languages } of consentTexts)
    for (const language of consentLanguages) {
      const text = languages[language]
      assert.equal(text.madeBy, language === 'en' ? 'author' : 'machine')
      assert.equal(text.direction, ['ar', 'ckb'].includes(language) ? 'rtl' : 'ltr')
      for (const purpose of purposes) {
        const words = wordsOf({ version, language, purpose, scopes: consentScopes })
        assert.ok(
          words.split('\n').every((line) => line.trim().length > 8),
          `${language} ${purpose}`,
        )
        assert.ok(text.purposes[purpose].question.length <= 90, `${language} ${purpose} is too long for large type`)
      }
    }
})
