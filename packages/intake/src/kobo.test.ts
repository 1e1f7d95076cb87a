import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getPerson, listPeople, planErasure, type Records } from '@homeward/records'
import { importPeople } from './people-import.ts'
import { previewPeople } from './people-preview.ts'
import type { PeopleReading } from './people-file.ts'
import { emptyVault } from './test-vault.ts'
import { buildXlsx } from './test-xlsx.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const load = (records: Records, file: Uint8Array, name: string, reading: Partial<PeopleReading> = {}) =>
  importPeople(records, file, { name, photoBytes: () => Promise.resolve(null), ...reading })

const submissions = [
  'start;deviceid;person/full_name;person/sex;place/village;marks;marks/scar;marks/tattoo;_id;_uuid;_submission_time;_submitted_by;_index;meta/rootUuid',
  '2024;phone9;Zozan Qasim;female;Jor;scar tattoo;1;1;11;u-1;2024-05-01T10:00:00;enumerator5;1;',
  '2024;phone9;Azad Qasim;male;Jor;;0;0;12;u-2;2024-05-01T11:00:00;enumerator5;2;',
].join('\n')

test('I52 a Kobo export is read by its questions: groups, several answers in one column, and no bookkeeping', async (t) => {
  const records = await emptyVault(t)
  const file = bytes(submissions)
  const name = 'Family form - all versions - English - 2026-11-22-10-00-00.csv'
  const { list, columns, table } = await previewPeople(records, file, { name })
  assert.equal(list, 'Family form')
  assert.deepEqual(
    columns.map(({ column, field }) => [column, field]),
    [
      ['submission id', 'reference'],
      ['person/full_name', 'name'],
      ['person/sex', 'sex'],
      ['place/village', 'origin'],
      ['marks', 'mark'],
      ['_submission_time', null],
    ],
  )
  assert.match(table.remarks.join(' '), /one column each: marks/u)
  const receipt = await load(records, file, name)
  const zozan = getPerson(records, receipt.people[0] ?? '')
  assert.deepEqual(zozan.references[0]?.value, { registry: 'Family form', id: 'u-1' })
  assert.deepEqual(zozan.marks[0]?.value, { kind: 'scar', text: 'scar tattoo' })
  assert.ok(!JSON.stringify(zozan).includes('phone9') && !JSON.stringify(zozan).includes('enumerator5'))
})

test('I52 R59 the same submission adds nothing, an edited one adds to the same person, a new one is new', async (t) => {
  const records = await emptyVault(t)
  const { people } = await load(records, bytes(submissions), 'Family form - all versions - 2026-11-01-00-00-00.csv')
  const edited = submissions
    .replace(';Jor;scar tattoo;1;1;11;u-1;', ';Kevir;scar tattoo;1;1;11;u-9;')
    .replace('enumerator5;1;', 'enumerator5;1;uuid:u-1')
  const more = `${edited}\n2024;p;Nesrin;female;Jor;;0;0;13;u-3;2024-05-02T11:00:00;e;3;`
  const receipt = await load(records, bytes(more), 'Family form - all versions - 2026-11-22-10-00-00.csv')
  assert.deepEqual([receipt.stored, receipt.added, receipt.same], [1, 1, 1])
  assert.deepEqual(
    getPerson(records, people[0] ?? '').origin.map(({ value }) => value),
    ['Jor', 'Kevir'],
  )
  assert.equal(listPeople(records).total, 3)
})

test('I52 answers that come as columns of 0 and 1 alone, or under labels, are one column', async (t) => {
  const records = await emptyVault(t)
  const split =
    'Full name,Distinguishing marks/Scar on hand,Distinguishing marks/Tattoo,_uuid\nZozan,1,0,u-1\nAzad,1,1,u-2\n'
  const { people } = await load(records, bytes(split), 'labels.csv')
  assert.deepEqual(
    people.map((id) => getPerson(records, id).marks[0]?.value.text),
    ['Scar on hand', 'Scar on hand; Tattoo'],
  )
})

const rowsOf = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
const parent = 'respondent/full_name,village,_index,_uuid\nInformant Five,Jor,1,u-1\nInformant Six,Kevir,2,u-2\n'
const repeat = [
  'member/full_name,member/sex,_index,_parent_table_name,_parent_index,_submission__uuid',
  'Zozan,f,1,Family,1,u-1',
  'Azad,m,2,Family,1,u-1',
  'Nesrin,f,3,Family,2,u-2',
  'Lost,f,4,Family,7,u-7',
].join('\n')

test('I52 the rows of a repeat take the answers of their submission from a second file, and nobody takes the name of who answered', async (t) => {
  const records = await emptyVault(t)
  const alone = await previewPeople(records, bytes(repeat), { name: 'members.csv' })
  assert.match(alone.table.remarks.join(' '), /belong to submissions in another file/u)
  const reading = { parent: bytes(parent) }
  const receipt = await load(records, bytes(repeat), 'members.csv', reading)
  assert.match(receipt.remarks.join(' '), /not in the other file: 5\./u)
  const people = receipt.people.map((id) => getPerson(records, id))
  assert.deepEqual(
    people.map(({ names, origin, references }) => [
      names.map(({ value }) => value.text),
      origin[0]?.value,
      references[0]?.value.id,
    ]),
    [
      [['Zozan'], 'Jor', 'u-1/1'],
      [['Azad'], 'Jor', 'u-1/2'],
      [['Nesrin'], 'Kevir', 'u-2/1'],
      [['Lost'], undefined, 'u-7/1'],
    ],
  )
  assert.equal((await load(records, bytes(repeat), 'members.csv', reading)).same, 4)
  assert.equal(planErasure(records, { person: receipt.people[0] ?? '' }, '2026-11-22').blobs.length, 2)
})

test('I52 in a workbook the sheet of the submissions is found, and ODK joins by keys', async (t) => {
  const records = await emptyVault(t)
  const book = buildXlsx([
    { name: 'Family', rows: rowsOf(parent) },
    { name: 'members', rows: rowsOf(repeat) },
  ])
  const { people } = await load(records, book, 'Family.xlsx', { sheet: 'members' })
  assert.equal(getPerson(records, people[2] ?? '').origin[0]?.value, 'Kevir')
  const main = 'SubmissionDate,village,KEY\n2024-05-01,Jor,uuid:a\n'
  const child = 'members-full_name,PARENT_KEY,KEY\nBerivan,uuid:a,uuid:a/members[1]\n'
  const odk = await load(records, bytes(child), 'form-members.csv', { parent: bytes(main) })
  const berivan = getPerson(records, odk.people[0] ?? '')
  assert.deepEqual([berivan.origin[0]?.value, berivan.references[0]?.value.id], ['Jor', 'a/members[1]'])
})
