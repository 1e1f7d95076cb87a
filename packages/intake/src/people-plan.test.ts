import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  changePerson,
  consentsOf,
  getPerson,
  listPeople,
  planErasure,
  registerPerson,
  withdrawConsent,
  type Records,
} from '@homeward/records'
import { importPeople, type PeopleReceipt } from './people-import.ts'
import type { PeopleReading } from './people-file.ts'
import { previewPeople } from './people-preview.ts'
import { emptyVault } from './test-vault.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const load = (records: Records, text: string, reading: Partial<PeopleReading> = {}): Promise<PeopleReceipt> =>
  importPeople(records, bytes(text), { name: 'list.csv', photoBytes: () => Promise.resolve(null), ...reading })
const outcomes = async (records: Records, text: string, reading: Partial<PeopleReading> = {}) =>
  (await previewPeople(records, bytes(text), { name: 'list.csv', ...reading })).plan.map(({ outcome }) => outcome)
const sums = ({ in: rows, stored, added, same, refused }: PeopleReceipt): void => {
  assert.equal(rows, stored + added + same + refused.length)
}

test('R59 a row with an identifier that somebody carries adds to them beside what stands, with the table as its source', async (t) => {
  const records = await emptyVault(t)
  const first = await load(records, 'id,name,village,note,sex\nA1,Zozan,Jor,first,f\nA2,Azad,Jor,,m\n')
  const [zozan = ''] = first.people
  const next =
    'id,name,village,note,sex,year of birth\nA1,زوزان,Kevir,second,unknown,1998\nA2,Azad,Jor,,,\nA3,Nesrin,,,,\n'
  const { plan } = await previewPeople(records, bytes(next), { name: 'list.csv' })
  assert.deepEqual(
    plan.map(({ outcome, person, fields }) => [outcome, person?.name, fields]),
    [
      ['adds', 'Zozan', ['name', 'birth', 'origin', 'note']],
      ['same', 'Azad', []],
      ['new', undefined, undefined],
    ],
  )
  const receipt = await load(records, next)
  sums(receipt)
  assert.deepEqual([receipt.stored, receipt.added, receipt.same], [1, 1, 1])
  const after = getPerson(records, zozan)
  assert.deepEqual(
    after.origin.map(({ value, said, why }) => [value, said?.by, why]),
    [
      ['Jor', undefined, undefined],
      ['Kevir', 'table “list”', 'table “list”, row 2'],
    ],
  )
  assert.deepEqual(
    after.names.map(({ value }) => value.text),
    ['Zozan', 'زوزان'],
  )
  assert.deepEqual([after.sex.length, after.sex[0]?.value, after.note.length], [1, 'female', 1])
  assert.deepEqual(
    after.statements.map(({ kind, text, by }) => [kind, text, by]),
    [['other', 'second', 'table “list”']],
  )
  const again = await load(records, next)
  assert.deepEqual([again.stored, again.added, again.same], [0, 0, 3])
})

test('R59 a value that was replaced or taken back does not come back with the same table', async (t) => {
  const records = await emptyVault(t)
  const table = 'id,name,village\nA1,Zozan,Jor\n'
  const { people } = await load(records, table)
  const [zozan = ''] = people
  await changePerson(records, zozan, { field: 'origin', value: 'Kevir' })
  assert.deepEqual(await outcomes(records, `${table}A2,Azad,\n`), ['same', 'new'])
  assert.deepEqual(await outcomes(records, 'no,full name,village\nA1,Zozan,Jor\n'), ['same'])
})

test('R59 H4 a name never joins a row to anybody: somebody of the same name is shown, and the identifier of another list is another one', async (t) => {
  const records = await emptyVault(t)
  const { people } = await load(records, 'id,given name,father\nA1,Zozan,Qasim\n')
  const [zozan = ''] = people
  const other = 'id,name\nA1,ZOZAN  Qasim\n'
  const { plan, list } = await previewPeople(records, bytes(other), { name: 'committee.csv' })
  assert.deepEqual(
    [list, plan],
    ['committee', [{ row: 2, name: 'ZOZAN  Qasim', outcome: 'new', alike: [{ id: zozan, name: 'Zozan' }] }]],
  )
  await load(records, other, { name: 'committee.csv' })
  assert.equal(listPeople(records).total, 2)
})

test('R59 a person chooses in the dry run who a row is about, that it is somebody new, or to leave it out', async (t) => {
  const records = await emptyVault(t)
  const zozan = await registerPerson(records, { names: [{ text: 'Zozan', kind: 'full' }], origin: 'Jor' })
  const table = 'name,village\nZozan,Kevir\nZozan,Jor\nAzad,Jor\n'
  const decisions = { 2: zozan, 4: 'skip' }
  assert.deepEqual(await outcomes(records, table, { decisions }), ['adds', 'new', 'refused'])
  const receipt = await load(records, table, { decisions })
  sums(receipt)
  assert.deepEqual(receipt.refused, [{ row: 4, reason: 'left out, as you chose' }])
  assert.deepEqual(
    getPerson(records, zozan).origin.map(({ value }) => value),
    ['Jor', 'Kevir'],
  )
  // The decision stands for the same row in the next edition of the list.
  assert.deepEqual(await outcomes(records, 'name,village\nNesrin,\nZozan,Kevir\nZozan,Jor\n'), ['new', 'same', 'same'])
  await assert.rejects(load(records, table, { decisions: { 2: 'person-nobody' } }), /Row 2: There is no person/u)
})

test('R59 an identifier that stands twice, or that two people carry, is refused until somebody chooses', async (t) => {
  const records = await emptyVault(t)
  const table = 'id,name\nA1,Zozan\nA1,Azad\n'
  const receipt = await load(records, table)
  sums(receipt)
  assert.deepEqual(receipt.refused, [
    { row: 3, reason: 'the identifier “A1” stands in row 2 too; choose who this row is about' },
  ])
  await load(records, table, { decisions: { 3: 'new' } })
  assert.equal(listPeople(records).total, 2)
  assert.deepEqual(await outcomes(records, table), ['same', 'same'])
  const { plan } = await previewPeople(records, bytes('id,name,village\nA1,Zozan,Jor\n'), { name: 'list.csv' })
  assert.match(plan[0]?.reason ?? '', /2 people carry the identifier “A1”/u)
})

test('R60 rows that say the same without an identifier are as many people as they were', async (t) => {
  const records = await emptyVault(t)
  await load(records, 'name\nAli Hassan\nAli Hassan\n')
  assert.equal(listPeople(records).total, 2)
  assert.deepEqual(await outcomes(records, 'name\nAli Hassan\nAli Hassan\nAli Hassan\n'), ['same', 'same', 'new'])
  assert.deepEqual(await outcomes(records, 'name\nAli Hassan\n', { list: 'another list' }), ['new'])
})

test('H7 R59 a consent that was withdrawn is not given again by the same table', async (t) => {
  const records = await emptyVault(t)
  const table = 'id,name,consent,village\nA1,Zozan,tracing,\n'
  const { people } = await load(records, table)
  const [zozan = ''] = people
  const [given] = consentsOf(records.registry, zozan)
  await withdrawConsent(records, given?.id ?? '')
  const receipt = await load(records, table.replace('tracing,', 'tracing,Jor'))
  assert.deepEqual([receipt.added, consentsOf(records.registry, zozan).length], [1, 1])
})

test('H2 R59 a photo that comes later is added to whom the row is about, once', async (t) => {
  const records = await emptyVault(t)
  const table = 'id,name,photo\nA1,Zozan,1.png\n'
  const { people } = await load(records, table)
  const photoBytes = () => Promise.resolve({ bytes: bytes('no picture'), mediaType: 'image/png' })
  const again = await importPeople(records, bytes(table), { name: 'list.csv', photoBytes })
  assert.deepEqual([again.added, again.photos.stored, again.photos.missing], [1, 1, []])
  const third = await importPeople(records, bytes(table), { name: 'list.csv', photoBytes })
  assert.deepEqual([third.added, third.same, third.photos.stored], [0, 1, 0])
  assert.equal(getPerson(records, people[0] ?? '').photos.length, 1)
})

test('I48 a relative of a later table is linked to whoever is registered under the identifier, and once', async (t) => {
  const records = await emptyVault(t)
  const { people } = await load(records, 'id,name,kin\nA1,Zozan,\n')
  const next =
    'id,name,kin\nA1,Zozan,sibling: Azad (A2)\nA2,Azad,sibling: Zozan (A1)\nA2,Twice,\nA3,Nesrin,mother: Twice (A9)\n'
  const receipt = await load(records, next)
  sums(receipt)
  const [zozan = '', azad = ''] = [people[0], receipt.people[0]]
  assert.deepEqual(getPerson(records, zozan).kin[0]?.value, { relation: 'sibling', name: 'Azad', person: azad })
  assert.deepEqual(getPerson(records, azad).kin[0]?.value, { relation: 'sibling', name: 'Zozan', person: zozan })
  assert.equal((await load(records, next)).same, 3)
})

test('R60 R24 erasing somebody takes the sealed tables of the lists that hold their row, and no others', async (t) => {
  const records = await emptyVault(t)
  const { people } = await load(records, 'id,name\nA1,Zozan\n')
  await load(records, 'id,name\nA1,Zozan\nA2,Azad\n')
  await load(records, 'id,name\nA1,Nesrin\n', { list: 'another list' })
  const plan = planErasure(records, { person: people[0] ?? '' }, '2026-11-22')
  assert.equal(plan.blobs.length, 2)
  assert.equal(plan.gone.filter(({ code }) => code === 'table').length, 2)
})
