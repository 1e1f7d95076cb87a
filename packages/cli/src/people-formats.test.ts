import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { importPeople, type PeopleReceipt } from '@homeward/intake'
import { openRecords, type Person } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { makeTestVault, testDir, testPassphrase, type Refused } from './test-cli.ts'

const document = (people: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">${people}</pfif:pfif>`

/** A record of another registry with a note, after the example of PFIF 1.4 (http://zesty.ca/pfif/1.4/). */
const example = document(`<pfif:person>
  <pfif:person_record_id>registry.example/person.21009</pfif:person_record_id>
  <pfif:entry_date>2026-01-02T09:10:11Z</pfif:entry_date>
  <pfif:expiry_date>2199-01-02T09:10:11Z</pfif:expiry_date>
  <pfif:author_name>An author</pfif:author_name>
  <pfif:author_email>author@registry.example</pfif:author_email>
  <pfif:source_date>2026-01-01T00:00:00Z</pfif:source_date>
  <pfif:source_name>Another registry</pfif:source_name>
  <pfif:full_name>Zozan Qasim</pfif:full_name>
  <pfif:sex>female</pfif:sex>
  <pfif:home_city>Gundê Jor</pfif:home_city>
  <pfif:note>
    <pfif:note_record_id>registry.example/note.1</pfif:note_record_id>
    <pfif:person_record_id>registry.example/person.21009</pfif:person_record_id>
    <pfif:author_name>A neighbour</pfif:author_name>
    <pfif:source_date>2026-01-01T00:00:00Z</pfif:source_date>
    <pfif:status>believed_alive</pfif:status>
    <pfif:text>Seen at the market.</pfif:text>
  </pfif:note>
</pfif:person>`)
const agreedTo = (person: string, scope: string): string[] =>
  ['people', 'consent', person, '--by', 'her mother', '--capacity', 'parent'].concat([
    '--scope',
    scope,
    '--purpose',
    'tracing',
  ])
const record = (id: string, name: string, expiry: string): string =>
  `<pfif:person><pfif:person_record_id>a/${id}</pfif:person_record_id><pfif:expiry_date>${expiry}</pfif:expiry_date><pfif:full_name>${name}</pfif:full_name></pfif:person>`

test('I49 I50 X12 R62 a record comes in as PFIF, goes out as far as consent allows, and is one person in the next vault', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const theirs = path.join(dir, 'theirs.xml')
  writeFileSync(theirs, example)
  const came = await vault.json<PeopleReceipt>(0, 'people', 'import', theirs, '--yes')
  assert.deepEqual([came.in, came.stored, came.refused], [1, 1, []])
  const [id = ''] = came.people
  const person = await vault.json<Person>(0, 'people', 'show', id)
  assert.equal(person.references[0]?.value.id, 'registry.example/person.21009')

  const out = path.join(dir, 'out.xml')
  const send = ['package', '--pfif', '--recipient', 'Tracing Office', '--purpose', 'tracing', '--person', id, '-o', out]
  assert.equal((await vault.json<Refused>(1, ...send)).error.code, 'NOTHING_ALLOWED')
  await vault.json(0, ...agreedTo(id, 'names'))
  await vault.json(3, ...send)
  const xml = readFileSync(out, 'utf8')
  assert.match(xml, /<pfif:pfif xmlns:pfif="http:\/\/zesty\.ca\/pfif\/1\.4">/u)
  assert.match(xml, /<pfif:person_record_id>registry\.example\/person\.21009<\/pfif:person_record_id>/u)
  assert.match(xml, /<pfif:expiry_date>\d{4}-\d\d-\d\dT23:59:59Z<\/pfif:expiry_date>/u)
  assert.ok(!xml.includes('Gundê Jor'), 'details were not agreed to')

  const other = await makeTestVault(dir, 'other')
  const first = await other.json<PeopleReceipt>(0, 'people', 'import', out, '--yes')
  const second = await other.json<PeopleReceipt>(0, 'people', 'import', theirs, '--yes')
  assert.deepEqual([first.stored, second.stored, second.added], [1, 0, 1])
})

test('H2 I51 X12 a record that may not be kept any longer is refused by the command too, and listed', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'records.xml')
  writeFileSync(
    file,
    document(record('1', 'Zozan', '2001-01-01T00:00:00Z') + record('2', 'Hevi', '2199-01-01T00:00:00Z')),
  )
  const receipt = await vault.json<PeopleReceipt>(3, 'people', 'import', file, '--yes')
  assert.deepEqual([receipt.in, receipt.stored, receipt.refused.map(({ row }) => row)], [2, 1, [1]])
  assert.match(receipt.refused[0]?.reason ?? '', /be kept until 2001-01-01 only; what it says was not taken/u)
  const { people } = await vault.json<{ people: { names: string[] }[] }>(0, 'people', 'list')
  assert.deepEqual(
    people.map(({ names }) => names),
    [['Hevi']],
  )
})

test('R115 X37 a placeholder names the record here by command, and it can be kept', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const [file, later] = [path.join(dir, 'records.xml'), path.join(dir, 'later.xml')]
  writeFileSync(file, document(record('1', 'Zozan', '2199-01-01T00:00:00Z')))
  const { people } = await vault.json<PeopleReceipt>(0, 'people', 'import', file, '--yes')
  const [person = ''] = people
  writeFileSync(
    later,
    document(
      '<pfif:person><pfif:person_record_id>a/1</pfif:person_record_id><pfif:expiry_date>2026-01-02T00:00:00Z</pfif:expiry_date></pfif:person>',
    ),
  )
  const dry = await vault.run('people', 'import', later, '--dry-run')
  assert.match(dry.stdout, new RegExp(`row 1: refused.*since 2026-01-02 – about ${person}`, 'u'))
  const ran = await vault.run('people', 'import', later, '--yes')
  assert.equal(ran.exit, 3)
  assert.match(ran.stdout, new RegExp(`about ${person}, which is past its day`, 'u'))
  assert.match(ran.stdout, /homeward people overdue/u)
  assert.match(
    (await vault.run('people', 'overdue')).stdout,
    new RegExp(`${person} +PFIF +ended there 2026-01-02`, 'u'),
  )
  await vault.json(0, 'people', 'keep', person, '--why', 'Her mother asked us to.')
  assert.match((await vault.run('people', 'show', person)).stdout, /a\/1, ended there on 2026-01-02, kept here/u)
})

test('I52 X12 a repeat of a Kobo form comes in with the file of its submissions, by command', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const parent = path.join(dir, 'Family form - all versions - 2026-11-22-10-00-00.csv')
  const repeat = path.join(dir, 'member.csv')
  writeFileSync(
    parent,
    'respondent/full_name,village,_index,_uuid\nInformant Five,Jor,1,u-1\nInformant Six,Kevir,2,u-2\n',
  )
  writeFileSync(
    repeat,
    [
      'member/full_name,member/sex,_index,_parent_table_name,_parent_index,_submission__uuid',
      'Zozan,f,1,Family,1,u-1',
      'Azad,m,2,Family,1,u-1',
      'Nesrin,f,3,Family,2,u-2',
    ].join('\n'),
  )
  const load = ['people', 'import', repeat, '--parent', parent]
  const dry = await vault.run(...load, '--dry-run')
  assert.match(dry.stdout, /3 rows of the list .*: 3 new, 0 add to somebody, 0 as before, 0 refused\./u, dry.stderr)
  const receipt = await vault.json<PeopleReceipt>(0, ...load, '--yes')
  assert.deepEqual([receipt.in, receipt.stored, receipt.refused], [3, 3, []])
  const { people } = await vault.json<{ people: { names: string[]; origin: string }[] }>(0, 'people', 'list')
  // Who answered the form is nobody's name.
  assert.deepEqual(
    people.map(({ names, origin }) => [names, origin]),
    [
      [['Zozan'], 'Jor'],
      [['Azad'], 'Jor'],
      [['Nesrin'], 'Kevir'],
    ],
  )
  assert.equal((await vault.json<PeopleReceipt>(0, ...load, '--yes')).same, 3)
})

test('R109 X36 a record past its day is listed by its id alone, and kept with a reason', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const now = new Date('2024-05-04T10:00:00Z')
  const open = await openVault({ dir: vault.dir, passphrase: testPassphrase, now: () => now })
  const file = document(record('1', 'Zozan', '2025-01-31T00:00:00Z'))
  const { people } = await importPeople(await openRecords(open), new TextEncoder().encode(file), {
    name: 'records.xml',
    photoBytes: () => Promise.resolve(null),
    now,
  })
  open.close()
  const [person = ''] = people
  const listed = await vault.run('people', 'overdue')
  assert.match(listed.stdout, new RegExp(`${person} +PFIF +kept until 2025-01-31`, 'u'))
  assert.ok(!listed.stdout.includes('Zozan'))
  assert.equal((await vault.json<Refused>(1, 'people', 'show', person)).error.code, 'OVERDUE')
  assert.equal(
    (await vault.json<Refused>(1, 'people', 'keep', person, '--why', 'x', '--until', '2025-02-01')).error.code,
    'INVALID',
  )
  assert.equal((await vault.run('people', 'keep', person)).exit, 2, 'no reason, no keeping')
  await vault.json(0, 'people', 'keep', person, '--why', 'Her mother asked us to.')
  const history = await vault.run('people', 'history', person)
  assert.match(history.stdout, /Her mother asked us to\./u)
  assert.equal((await vault.run('people', 'overdue')).stdout.trim(), 'No record is past its day.')
})
