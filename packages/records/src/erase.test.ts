import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerAct } from './acts.ts'
import { effectsOf } from './consent-effects.ts'
import { consentsOf } from './consent-rows.ts'
import { giveConsent, refuseConsent, withdrawConsent } from './consents.ts'
import { erase, proposeErasure } from './erase.ts'
import { planErasure } from './erase-plan.ts'
import { RecordsError } from './errors.ts'
import { decideLead, listLeads, proposeForItems } from './leads.ts'
import { changePerson, getPerson, registerPerson } from './people.ts'
import { listPeople } from './people-lists.ts'
import { searchPeople } from './person-search.ts'
import { addPersonPhoto, readPersonPhoto, storePhoto } from './photos.ts'
import { createItemProver, itemsRootHex, verifyItemProof } from '@homeward/format'
import { openItem } from './item-bytes.ts'
import { getItem, getSource, itemLeavesOf, itemRecordOf, itemRecordsOf } from './sources.ts'
import { openRecords, refold, type Records } from './records.ts'
import { makeStatement } from './statements.ts'
import { drawnPicture, receiveFiles } from './test-records.ts'
import { testMembers } from './test-members.ts'
import type { ErasureTarget } from './act-types.ts'

const NOW = new Date('2026-05-04T10:00:00.000Z')
const coded =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof RecordsError && error.code === code

const strange = {
  name: 'Zerdesht Quvalik',
  place: 'Gundekevirzor',
  said: 'Xwendekarekizor',
  note: 'Notizekeveshartiye',
  later: 'Gundeduyem',
  source: 'Kesekidin',
}

/** Somebody with something in every part, and somebody else who names them. */
async function fill(
  records: Records,
): Promise<{ person: string; other: string; picture: Uint8Array; consent: string }> {
  const person = await registerPerson(records, {
    names: [{ text: strange.name, kind: 'full' }],
    origin: strange.place,
    note: strange.note,
    said: { by: strange.source },
  })
  await changePerson(records, person, { field: 'origin', value: strange.later, said: { by: strange.source } })
  const other = await registerPerson(records, {
    names: [{ text: 'Hevi Dara', kind: 'full' }],
    origin: 'Gundê Jor',
    kin: [{ relation: 'sibling', name: 'the brother', person }],
  })
  const picture = await drawnPicture(7)
  await addPersonPhoto(records, person, picture, { mediaType: 'image/jpeg', caption: 'at the school' })
  await makeStatement(records, person, { kind: 'seen-alive', text: strange.said, by: 'A neighbour' })
  const consent = await giveConsent(records, person, {
    givenBy: 'their mother',
    scopes: ['names', 'photos'],
    purposes: ['tracing'],
    recipients: [],
  })
  await refuseConsent(records, person, { givenBy: 'their aunt', capacity: 'family', purposes: ['media'] })
  return { person, other, picture, consent }
}

function textsOf(said: readonly { text: string }[]): string[] {
  return said.map(({ text }) => text)
}

async function eraseWithTwo(
  members: Awaited<ReturnType<typeof testMembers>>,
  target: ErasureTarget,
): Promise<{ records: Records; receipt: Awaited<ReturnType<typeof erase>> }> {
  const first = await members.as('founder', NOW)
  const act = await proposeErasure(first, { target, authority: 'family', reason: 'They asked for it' }, NOW)
  await assert.rejects(erase(first, { target, authority: 'family', act }, NOW), coded('ACT_WAITING'))
  const second = await members.as('second', NOW)
  await answerAct(second, { act, answer: 'approved' }, NOW)
  const records = await members.as('founder', NOW)
  await assert.rejects(erase(records, { target, authority: 'law', act }, NOW), coded('ACT_DIFFERS'))
  const receipt = await erase(records, { target, authority: 'family', act }, NOW)
  await assert.rejects(erase(records, { target, authority: 'family', act }, NOW))
  return { records, receipt }
}

/** Every row of an index but what it has followed, to compare with one that was made anew. */
function rowsOf(records: Records): string {
  const tables = [
    'person',
    'person_value',
    'past_value',
    'value_note',
    'kin_link',
    'person_photo_hash',
    'statement',
    'consent',
    'consent_withdrawal',
    'consent_refusal',
    'refusal_seen',
    'register_import',
    'person_row',
  ]
  const registry = tables.map((table) =>
    records.registry
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .toSorted(),
  )
  const evidence = ['decision', 'source', 'item'].map((table) =>
    records.evidence
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .toSorted(),
  )
  return JSON.stringify([registry, evidence], null, 1)
}

test('R24 nothing is left of a person whom two people erased, and the others stay', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const { person, other } = await fill(before)
  const { records, receipt } = await eraseWithTwo(members, { person })
  assert.equal(receipt.keys, 5)
  assert.equal(receipt.files, 1)
  assert.deepEqual(textsOf(receipt.gone), [
    '1 name',
    '2 details',
    '1 earlier value',
    '1 photo',
    '1 statement',
    '1 consent',
    '1 refusal',
  ])
  assert.ok(receipt.stays.some(({ values }) => values['person'] === other))
  assert.throws(() => getPerson(records, person), coded('NOT_FOUND'))
  assert.deepEqual((await searchPeople(records, strange.name)).people, [])
  assert.deepEqual(
    listPeople(records).people.map(({ id }) => id),
    [other],
  )
  const report = await records.vault.verify({ deep: true })
  assert.deepEqual(report.faults, [])
  assert.equal(report.erased, 7)
})

test('R25 an index that followed an erasure has the rows of one that is made anew', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const { consent, person } = await fill(before)
  const { records } = await eraseWithTwo(members, { consent })
  const followed = rowsOf(records)
  await refold(records)
  const photos = records.registry.prepare('SELECT count(*) AS n FROM person_photo_hash').get<{ n: number }>()
  assert.equal(photos?.n, 0)
  assert.equal(rowsOf(records), followed)
  assert.equal(getPerson(records, person).registered.at, '')
})

test('R26 withdrawing a consent for good erases what it alone covered, and no more', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const { person, consent } = await fill(before)
  const other = await giveConsent(before, person, {
    givenBy: 'their father',
    scopes: ['names', 'details'],
    purposes: ['legal-case'],
    recipients: [],
  })
  const { records, receipt } = await eraseWithTwo(members, { consent })
  assert.deepEqual(textsOf(receipt.gone), ['1 photo'])
  const left = getPerson(records, person)
  assert.equal(left.names[0]?.value.text, strange.name)
  assert.deepEqual(left.photos, [])
  assert.equal(left.statements.length, 1)
  assert.deepEqual(
    consentsOf(records.registry, person)
      .map(({ id }) => id)
      .toSorted(),
    [consent, other].toSorted(),
  )
  await withdrawConsent(records, other)
  assert.throws(() => planErasure(records, { consent: 'consent-of-nobody' }, '2026-05-04'), coded('NOT_FOUND'))
  const words = planErasure(records, { consent: other }, '2026-05-04').words.text
  assert.match(words, /: details\.$/u)
})

test('R128 what a consent allowed is offered for erasing until nothing of it is left, and it says what was erased', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const { consent } = await fill(before)
  await withdrawConsent(before, consent)
  const offered = effectsOf(before, consent, '2026-05-04')
  assert.deepEqual([offered.erasable, offered.erased], [true, []])
  const { records } = await eraseWithTwo(members, { consent })
  const after = effectsOf(records, consent, '2026-05-04')
  assert.equal(after.erasable, false)
  assert.deepEqual(
    after.erased.map(({ scope, at }) => [scope, at.slice(0, 10)]),
    [
      ['names', NOW.toISOString().slice(0, 10)],
      ['photos', NOW.toISOString().slice(0, 10)],
    ],
  )
  assert.throws(() => planErasure(records, { consent }, '2026-05-04'), coded('INVALID'))
})

test('R26 a consent whose parts others cover needs no erasure, and says so', async (t) => {
  const members = await testMembers(t, {})
  const records = await members.as('founder', NOW)
  const { person, consent } = await fill(records)
  await giveConsent(records, person, {
    givenBy: 'their father',
    scopes: ['names', 'details', 'photos', 'statements'],
    purposes: ['legal-case'],
    recipients: [],
  })
  assert.throws(() => planErasure(records, { consent }, '2026-05-04'), coded('INVALID'))
})

test('R24 a photo that another person has too stays, and the receipt says with whom', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const { person, other, picture } = await fill(before)
  const { photo } = await addPersonPhoto(before, other, picture, { mediaType: 'image/jpeg' })
  const { records, receipt } = await eraseWithTwo(members, { person })
  assert.equal(receipt.files, 0)
  assert.ok(receipt.stays.some(({ code, values }) => code === 'shared-photo' && values['person'] === other))
  assert.deepEqual((await readPersonPhoto(records, other, photo)).bytes, picture)
})

test('R24 decisions about a person go with them, in both compartments', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const { person, picture } = await fill(before)
  const { hashPhoto } = await import('@homeward/compare')
  await receiveFiles(before, { 'found.jpg': picture })
  const hash = await hashPhoto(picture)
  const [item] = before.evidence.prepare('SELECT sha256 FROM item').all<{ sha256: string }>()
  storePhoto(before, item?.sha256 ?? '', { state: 'hashed', ...hash, pdqHex: hash.dihedralHex[0] ?? '' })
  assert.equal(proposeForItems(before, [item?.sha256 ?? '']), 1)
  const [lead] = listLeads(before).leads
  await decideLead(before, lead?.id ?? '', 'confirmed', 'the same picture')
  assert.equal(getPerson(before, person).statements.length, 2)
  const { records, receipt } = await eraseWithTwo(members, { person })
  assert.ok(textsOf(receipt.gone).includes('1 decided lead'))
  assert.equal(receipt.keys, 7)
  assert.deepEqual(listLeads(records).leads, [])
  const decisions = records.evidence.prepare('SELECT count(*) AS n FROM decision').get<{ n: number }>()
  assert.equal(decisions?.n, 0)
  const followed = rowsOf(records)
  await refold(records)
  assert.equal(rowsOf(records), followed)
})

test('R25 an index that was left behind by a stop follows when it is opened', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const { person } = await fill(before)
  // As the process leaves it that was killed after the vault had destroyed the keys and before the index was touched.
  before.vault.erase({
    erasure: 'erasure-1',
    subjects: ['names', 'details', 'photos', 'statements', 'consents'].map((part) => ({
      compartment: 'registry',
      subject: `${person}/${part}`,
    })),
    blobs: [],
    authority: 'family',
    act: null,
  })
  assert.equal(getPerson(before, person).names.length, 1)
  const records = await openRecords((await members.as('founder', NOW)).vault)
  assert.throws(() => getPerson(records, person), coded('NOT_FOUND'))
  assert.deepEqual((await searchPeople(records, strange.name)).people, [])
})

test('R28 an item goes with its bytes, rows and decisions, and the others of its source stay provable', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const before = await members.as('founder', NOW)
  const [one, two, three] = [await drawnPicture(1), await drawnPicture(2), await drawnPicture(3)]
  const source = await receiveFiles(before, { 'zozan-qasim.jpg': one, 'two.jpg': two, 'three.jpg': three })
  const other = await receiveFiles(before, { 'again.jpg': two })
  const root = getSource(before, source).itemsRoot
  assert.equal(itemsRootHex(itemRecordsOf(before, source)), root)
  const { records, receipt } = await eraseWithTwo(members, { item: `${source}.0` })
  assert.deepEqual(textsOf(receipt.gone), ['1 file of the source'])
  assert.throws(() => getItem(records, `${source}.0`), coded('NOT_FOUND'))
  assert.equal(records.evidence.prepare("SELECT 1 FROM item WHERE path LIKE '%zozan%'").get(), undefined)
  const prove = createItemProver(itemLeavesOf(records, source))
  const record = itemRecordOf(records, `${source}.2`)
  assert.ok(verifyItemProof({ record, index: 2, itemsCount: 3, itemsRootHex: root, proofB64: prove(2) }))
  // The same bytes stand in another source: they stay, and that is said; there they are the first now.
  const shared = await eraseWithTwo(members, { item: `${source}.1` })
  assert.ok(shared.receipt.stays.some(({ values }) => values['item'] === `${other}.0`))
  const again = getItem(shared.records, `${other}.0`)
  assert.equal(again.sameAs, null)
  const reader = await openItem(shared.records, `${other}.0`)
  assert.deepEqual(await reader.read(0, reader.size), two)
  assert.deepEqual((await shared.records.vault.verify({ deep: true })).faults, [])
  const followed = rowsOf(shared.records)
  await refold(shared.records)
  assert.equal(rowsOf(shared.records), followed)
  assert.equal(itemLeavesOf(shared.records, source).length, 3)
  for await (const { changes } of shared.records.vault.entries('evidence'))
    assert.equal(JSON.stringify(changes).includes('zozan'), false)
})

test('R24 a photo that was taken off the page goes with the person too', async (t) => {
  const members = await testMembers(t, {})
  const records = await members.as('founder', NOW)
  const { person } = await fill(records)
  const [photo] = getPerson(records, person).photos
  await changePerson(records, person, { field: 'photo', id: photo!.id, value: null })
  const { blobs } = planErasure(records, { person }, '2026-05-04')
  assert.deepEqual(blobs, [{ compartment: 'registry', blob: photo!.value.blob }])
})
