import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  addPersonPhoto,
  catchUp,
  erase,
  getPerson,
  historyOf,
  homeOf,
  judgePair,
  keepOverdue,
  listOverdue,
  listPeople,
  makeStatement,
  openPackage,
  proposeErasure,
  readPersonPhoto,
  recordPackage,
  RecordsError,
  refold,
  registerPerson,
  searchPeople,
  type Records,
} from '@homeward/records'
import { importPeople } from './people-import.ts'
import { picture } from './test-import.ts'
import { emptyVault } from './test-vault.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const record = (until: string): Uint8Array =>
  bytes(`<?xml version="1.0"?><p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person><p:person_record_id>a/1</p:person_record_id>
    <p:full_name>Zerdesht Quvalik</p:full_name><p:sex>male</p:sex><p:expiry_date>${until}T00:00:00Z</p:expiry_date></p:person></p:pfif>`)
const coded =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof RecordsError && error.code === code

/** A vault whose clock is set by hand, with somebody from a list who may be kept until 31 January 2027, and a photo of them. */
async function vaultWithRecord(
  t: TestContext,
): Promise<{ records: Records; person: string; photo: string; at: (day: string) => Promise<void>; now: () => Date }> {
  let now = new Date('2026-11-22T12:00:00Z')
  const records = await emptyVault(t, () => now)
  const { people } = await importPeople(records, record('2027-01-31'), {
    name: 'records.xml',
    photoBytes: () => Promise.resolve(null),
    now,
  })
  const [person = ''] = people
  const { photo } = await addPersonPhoto(records, person, await picture(7), { mediaType: 'image/jpeg' })
  return {
    records,
    person,
    photo,
    now: () => now,
    at: async (day) => {
      now = new Date(`${day}T12:00:00Z`)
      await catchUp(records)
    },
  }
}

test('R109 H7 on the day after its last one a record is shown nowhere, and that it is there is told', async (t) => {
  const { records, person, photo, at } = await vaultWithRecord(t)
  const other = await registerPerson(records, {
    names: [{ text: 'Hevi Dara', kind: 'full' }],
    kin: [{ relation: 'sibling', person }],
  })
  await at('2027-01-31')
  assert.deepEqual([listPeople(records).total, homeOf(records).overdue], [2, 0])
  await at('2027-02-01')
  assert.deepEqual(
    listPeople(records).people.map(({ id }) => id),
    [other],
  )
  assert.equal((await searchPeople(records, 'Zerdesht Quvalik')).total, 0)
  assert.throws(() => getPerson(records, person), coded('OVERDUE'))
  assert.throws(() => historyOf(records, person), coded('OVERDUE'))
  await assert.rejects(makeStatement(records, person, { kind: 'other', text: 'x', by: 'y' }), coded('OVERDUE'))
  await assert.rejects(readPersonPhoto(records, person, photo), coded('OVERDUE'))
  assert.deepEqual(getPerson(records, other).kin, [], 'a page that is not shown is named nowhere')
  assert.deepEqual(listOverdue(records), [{ id: person, registry: 'PFIF', until: '2027-01-31', isEnded: false }])
  const home = homeOf(records)
  assert.deepEqual([home.people, home.overdue], [1, 1])
  await refold(records)
  assert.deepEqual([listPeople(records).total, listOverdue(records).length], [1, 1])
})

test('R109 it is kept on a ground that is written down, and is there again', async (t) => {
  const { records, person, at } = await vaultWithRecord(t)
  await at('2027-02-01')
  await assert.rejects(keepOverdue(records, 'person-none', { why: 'x' }), coded('NOT_FOUND'))
  await assert.rejects(keepOverdue(records, person, { until: '2027-01-31', why: 'x' }), coded('INVALID'))
  await keepOverdue(records, person, { until: '2027-06-30', why: 'Their mother asked us to.' })
  assert.deepEqual([listOverdue(records), listPeople(records).total], [[], 1])
  assert.deepEqual(getPerson(records, person).references[0]?.value, {
    registry: 'PFIF',
    id: 'a/1',
    until: '2027-06-30',
  })
  assert.equal(historyOf(records, person, { field: 'reference' }).at(-1)?.why, 'Their mother asked us to.')
  await at('2027-07-01')
  assert.equal(listPeople(records).total, 0)
  await keepOverdue(records, person, { why: 'Registered with us by the family.' })
  await at('2037-07-01')
  assert.equal(listPeople(records).total, 1)
})

test('R109 a later copy with a later day brings it back', async (t) => {
  const { records, person, at, now } = await vaultWithRecord(t)
  await at('2027-02-01')
  const receipt = await importPeople(records, record('2027-12-31'), {
    name: 'later.xml',
    photoBytes: () => Promise.resolve(null),
    now: now(),
  })
  assert.deepEqual([receipt.stored, receipt.added], [0, 1])
  assert.deepEqual(
    listPeople(records).people.map(({ id }) => id),
    [person],
  )
})

test('R109 of joined records only the one whose day is over goes', async (t) => {
  const { records, person, at } = await vaultWithRecord(t)
  const own = await registerPerson(records, { names: [{ text: 'Zerdesht', kind: 'given' }] })
  await judgePair(records, { one: person, other: own, verdict: 'same' })
  assert.equal(listPeople(records).total, 1)
  await at('2027-02-01')
  const [shown] = listPeople(records).people
  assert.deepEqual([shown?.id, shown?.names, shown?.records], [own, ['Zerdesht'], 1])
  await keepOverdue(records, person, { why: 'x' })
  assert.deepEqual([listPeople(records).total, listPeople(records).people[0]?.records], [1, 2])
})

test('R109 what another list adds to a record of our own does not take it away', async (t) => {
  const { records, at, now } = await vaultWithRecord(t)
  const own = await registerPerson(records, { names: [{ text: 'Hevi Dara', kind: 'full' }] })
  const file = bytes(
    `<p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person><p:person_record_id>a/2</p:person_record_id><p:full_name>Hevi Dara</p:full_name><p:expiry_date>2027-01-31T00:00:00Z</p:expiry_date></p:person></p:pfif>`,
  )
  await importPeople(records, file, {
    name: 'x.xml',
    photoBytes: () => Promise.resolve(null),
    now: now(),
    decisions: { 1: own },
  })
  await at('2027-02-01')
  assert.equal(getPerson(records, own).references[0]?.value.until, '2027-01-31')
})

test('R109 R24 it is erased without being shown before', async (t) => {
  const { records, person, at, now } = await vaultWithRecord(t)
  await at('2027-02-01')
  const target = { person }
  await proposeErasure(records, { target, authority: 'law', reason: 'Its day is over' }, now())
  await at('2027-02-03')
  const receipt = await erase(records, { target, authority: 'law' }, now())
  assert.ok(receipt.keys > 0)
  assert.deepEqual([listOverdue(records), listPeople(records).total], [[], 0])
  assert.throws(() => getPerson(records, person), coded('NOT_FOUND'))
  assert.deepEqual((await records.vault.verify({ deep: true })).faults, [])
})

test('R109 R108 a package with a record past its day is not handed out again', async (t) => {
  const { records, person, at } = await vaultWithRecord(t)
  const sealed = await records.vault.sealBytes('evidence', bytes('a package'))
  const { blob, sha256, size } = sealed
  await recordPackage(
    records,
    {
      package: 'package-1',
      recipient: 'Tracing office',
      purpose: 'tracing',
      blob,
      sha256,
      size,
      items: [],
      consents: [],
      persons: [person],
      withheld: 0,
    },
    null,
  )
  assert.equal((await openPackage(records, 'package-1', '2027-01-31')).sha256, sha256)
  await at('2027-02-01')
  await assert.rejects(openPackage(records, 'package-1', '2027-02-01'), coded('OVERDUE'))
})
