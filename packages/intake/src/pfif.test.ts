import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { getPerson, listPeople, type Records } from '@homeward/records'
import { importPeople, type PeopleReceipt } from './people-import.ts'
import { previewPeople } from './people-preview.ts'
import { readPfif } from './pfif-read.ts'
import { emptyVault } from './test-vault.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const now = new Date('2026-11-22T12:00:00Z')
/** Of google/personfinder: see fixtures/pfif/README.md. */
const vector = (name: string): Uint8Array =>
  readFileSync(new URL(`../fixtures/pfif/test.pfif-${name}.xml`, import.meta.url))
const load = (records: Records, file: Uint8Array): Promise<PeopleReceipt> =>
  importPeople(records, file, { name: 'records.xml', photoBytes: () => Promise.resolve(null), now })
const pfif = (inside: string, version = '1.4'): Uint8Array =>
  bytes(`<?xml version="1.0"?><p:pfif xmlns:p="http://zesty.ca/pfif/${version}">${inside}</p:pfif>`)
const record = (fields: Record<string, string>, notes = ''): string =>
  `<p:person>${Object.entries(fields)
    .map(([name, text]) => `<p:${name}>${text}</p:${name}>`)
    .join('')}${notes}</p:person>`

const noteOf = (status: string, day: number): string =>
  `<p:note><p:note_record_id>a/n${day}</p:note_record_id><p:author_name>A</p:author_name><p:source_date>2020-01-0${day}T00:00:00Z</p:source_date>${status === '' ? '' : `<p:status>${status}</p:status>`}<p:text>t</p:text></p:note>`

test('I49 the vectors of Person Finder are read in every version, under the names of 1.4', async () => {
  for (const [version, notes] of [
    ['1.1', 3],
    ['1.2', 4],
    ['1.4', 4],
  ] as const) {
    const { version: read, people } = await readPfif(vector(version))
    const [person] = people
    assert.deepEqual([read, people.length], [version, 1])
    const field = (name: string): string | undefined => person?.fields.get(name)
    assert.equal(field('person_record_id'), 'test.google.com/person.21009')
    assert.deepEqual(
      [field('home_city'), field('home_postal_code'), field('source_date')],
      ['_test_home_city', version === '1.1' ? '_test_home_zip' : '_test_home_postal_code', '2000-01-01T00:00:00Z'],
      version,
    )
    assert.ok((person?.notes.length ?? 0) >= notes - 1, version)
    assert.ok(person?.notes.some((one) => one.get('author_made_contact') === 'true'))
  }
})

test('I49 I50 a record becomes a person with its source, its notes statements, and nobody told it by name', async (t) => {
  const records = await emptyVault(t)
  const preview = await previewPeople(records, vector('1.4'), { name: 'records.xml', now })
  assert.deepEqual([preview.table.kind, preview.list, preview.counts.new], ['pfif', 'PFIF', 1])
  const receipt = await load(records, vector('1.4'))
  assert.deepEqual([receipt.in, receipt.stored, receipt.refused], [1, 1, []])
  const person = getPerson(records, receipt.people[0] ?? '')
  assert.deepEqual(
    person.names.map(({ value }) => [value.kind, value.text]),
    [
      ['full', '_test_full_name1'],
      ['full', '_test_full_name2'],
      ['given', '_test_given_name'],
      ['family', '_test_family_name'],
      ['full', '_test_alternate_name1'],
      ['full', '_test_alternate_name2'],
    ],
  )
  assert.deepEqual(person.references[0]?.value, { registry: 'PFIF', id: 'test.google.com/person.21009' })
  assert.deepEqual([person.sex[0]?.value, person.birth[0]?.value.earliest], ['female', 1970])
  assert.deepEqual(person.names[0]?.said, { by: '_test_source_name', date: '2000-01-01' })
  assert.equal(person.statements.length, 4)
  const linked = person.statements.find(({ text }) => text.includes('person.999'))
  assert.match(
    linked?.text ?? '',
    /Says that this record and test\.google\.com\/person\.999 are about the same person/u,
  )
  assert.deepEqual(
    [linked?.by, linked?.place, linked?.date],
    ['_test_author_name', '_test_last_known_location', '2000-01-16'],
  )
  // The last note with a status is that of somebody who says that they are this person.
  assert.deepEqual(
    person.fate.map(({ value, said }) => [value.state, said?.by]),
    [['alive', 'a note without an author']],
  )
  const whole = JSON.stringify(person)
  for (const secret of ['_test_author_email', '_test_author_phone', 'email_of_found_person', 'inna-testing@gmail.com'])
    assert.ok(!whole.includes(secret), secret)
  assert.equal((await load(records, vector('1.4'))).same, 1)
})

test('I50 a note that comes alone adds to whom it is about; who is believed dead is reported dead, with who says so', async (t) => {
  const records = await emptyVault(t)
  const alone = await load(records, vector('1.2-believed-dead'))
  assert.deepEqual([alone.stored, alone.refused[0]?.reason], [0, 'there is no name in this row'])
  const { people } = await load(
    records,
    pfif(record({ person_record_id: 'test.google.com/person.21009', full_name: 'Zozan' })),
  )
  const receipt = await load(records, vector('1.2-believed-dead'))
  assert.deepEqual([receipt.in, receipt.added], [1, 1])
  const person = getPerson(records, people[0] ?? '')
  assert.deepEqual(
    person.fate.map(({ value, said }) => [value.state, value.date, said?.by]),
    [['reported-dead', '2011-09-20', '_test_author_name']],
  )
  assert.equal((await load(records, vector('1.2-believed-dead'))).same, 1)
})

test('I50 R32 no status and no silence makes anybody dead', async (t) => {
  const records = await emptyVault(t)
  const people = ['believed_missing', 'information_sought', 'constructor', 'dead', ''].map((status, at) =>
    record({ person_record_id: `a/${at}`, full_name: `P ${at}` }, noteOf('believed_dead', 1) + noteOf(status, 2)),
  )
  const { people: ids } = await load(records, pfif(people.join('')))
  assert.deepEqual(
    ids.map((id) => getPerson(records, id).fate.map(({ value }) => value.state)),
    [[], [], [], [], ['reported-dead']],
  )
})

test('I51 H2 a record that may not be kept any longer is not taken, placeholders neither; its date stays with the others', async (t) => {
  const records = await emptyVault(t)
  const file = pfif(
    [
      record({ person_record_id: 'a/1', full_name: 'Past', expiry_date: '2026-11-22T11:59:59Z' }),
      record({ person_record_id: 'a/2', full_name: 'Future', expiry_date: '2027-01-31T00:00:00Z' }),
      record({ person_record_id: 'a/3', full_name: 'Unreadable', expiry_date: 'soon' }),
      record({ person_record_id: 'a/4', source_date: '2020-01-01T00:00:00Z', expiry_date: '2020-01-01T00:00:00Z' }),
    ].join(''),
  )
  const receipt = await load(records, file)
  assert.deepEqual([receipt.in, receipt.stored, receipt.refused.map(({ row }) => row)], [4, 1, [1, 3, 4]])
  assert.match(receipt.refused[0]?.reason ?? '', /2026-11-22 only; what it says was not taken/u)
  assert.deepEqual(getPerson(records, receipt.people[0] ?? '').references[0]?.value, {
    registry: 'PFIF',
    id: 'a/2',
    until: '2027-01-31',
  })
  const decided = await importPeople(records, file, {
    name: 'x',
    photoBytes: () => Promise.resolve(null),
    now,
    decisions: { 1: 'new' },
  })
  assert.equal(decided.stored, 0)
  assert.equal(listPeople(records).total, 1)
})

test('I49 ages become years at the day of the source, and what is not understood stays in the note', async (t) => {
  const records = await emptyVault(t)
  const source = { source_date: '2014-08-03T00:00:00Z' }
  const { people } = await load(
    records,
    pfif(
      [
        record({ person_record_id: 'a/1', full_name: 'A', age: '10-12', ...source }),
        record({
          person_record_id: 'a/2',
          full_name: 'B',
          age: 'ten',
          sex: 'other',
          date_of_birth: '3 May',
          ...source,
        }),
        record({ person_record_id: 'a/3', full_name: 'C', date_of_birth: '1998-07-01', age: '16', ...source }),
      ].join(''),
    ),
  )
  const [a, b, c] = people.map((id) => getPerson(records, id))
  assert.deepEqual(a?.birth[0]?.value, { earliest: 2001, latest: 2004, basis: 'estimated' })
  assert.match(b?.note[0]?.value ?? '', /sex: other\ndate_of_birth: 3 May/u)
  assert.deepEqual([c?.birth[0]?.value.basis, c?.note[0]?.value.includes('age: 16')], ['year-only', true])
})

test('I45 I49 no entity, no document type and no other namespace gets into a record', async (t) => {
  const records = await emptyVault(t)
  for (const [inside, words] of [
    ['<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>', /document type/u],
    ['<!DOCTYPE p SYSTEM "http://example.org/p.dtd">', /document type/u],
  ] as const) {
    const file = bytes(`<?xml version="1.0"?>${inside}<p xmlns="http://zesty.ca/pfif/1.4"><person/></p>`)
    await assert.rejects(load(records, file), words)
  }
  await assert.rejects(load(records, pfif(record({ full_name: '&x;' }))), /cannot be read/u)
  await assert.rejects(load(records, pfif(record({ full_name: 'A' }), '1.9')), /holds no record/u)
  await assert.rejects(load(records, pfif('')), /holds no record/u)
  await assert.rejects(load(records, pfif(record({ full_name: 'A' })).subarray(0, 120)), /cannot be read/u)
  const feed = bytes(
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:p="http://zesty.ca/pfif/1.3"><entry>${record({ person_record_id: 'a/9', full_name: 'Zozan' }, '<full_name xmlns="urn:x">Other</full_name>')}</entry></feed>`,
  )
  const { people } = await load(records, feed)
  assert.deepEqual(
    getPerson(records, people[0] ?? '').names.map(({ value }) => value.text),
    ['Zozan'],
  )
})
