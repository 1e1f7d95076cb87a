import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { consentsOf, getPerson, listPeople, openRecords, rememberedMapping, type Records } from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'
import { importPeopleCsv, previewPeopleCsv } from './people-csv.ts'

async function emptyVault(t: TestContext): Promise<Records> {
  const parent = await mkdtemp(join(tmpdir(), 'homeward-people-'))
  const dir = join(parent, 'vault')
  await createVault({
    dir,
    name: 'Test vault',
    memberName: 'Member',
    passphrase: 'a test passphrase',
    kdf: { memoryKiB: 8, passes: 1, lanes: 1 },
  })
  const records = await openRecords(await openVault({ dir, passphrase: 'a test passphrase' }))
  t.after(async () => {
    records.vault.close()
    await rm(parent, { recursive: true })
  })
  return records
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const noPhotos = { name: 'missing.csv', photoBytes: () => Promise.resolve(null) }

const table = [
  'No,Full name,الاسم,Father,Sex,Birth year,DOB note,Village,Relatives,Photo,Consent,Shoe size',
  '1,Zozan Qasim,زوزان قاسم,Qasim,F,~1996,,Gundê Kevir,mother: Gulê; sibling: Azad,photos/1.jpg,legal-case; tracing,38',
  '2,,,,m,,,,,,,',
  '3,"Azad ""Azo"" Qasim",,,مجهول,١٩٩٨,,,,,,',
].join('\r\n')

test('I30 a table is shown with what each column is taken for, before anything is written', async (t) => {
  const records = await emptyVault(t)
  const before = records.vault.position()
  const preview = previewPeopleCsv(bytes(table))
  assert.deepEqual(
    preview.columns.map(({ field }) => field),
    ['reference', 'name', 'name', 'name.father', 'sex', 'birth.year', null, 'origin', 'kin', 'photo', 'consent', null],
  )
  assert.equal(preview.rows, 3)
  assert.ok(preview.problems.some(({ row, problem }) => row === 3 && problem.includes('no name')))
  assert.ok(preview.problems.some(({ row, problem }) => row === 4 && problem.includes('مجهول')))
  assert.deepEqual(records.vault.position(), before)
})

test('H2 I31 every row is stored or refused, and what has no field stays in the note', async (t) => {
  const records = await emptyVault(t)
  const receipt = await importPeopleCsv(records, bytes(table), noPhotos)
  assert.deepEqual(
    [receipt.in, receipt.stored, receipt.refused],
    [3, 2, [{ row: 3, reason: 'there is no name in this row' }]],
  )
  assert.deepEqual(receipt.photos, { stored: 0, missing: ['photos/1.jpg'], unreadable: 0 })
  const first = getPerson(records, receipt.people[0] ?? '')
  assert.deepEqual(
    first.names.map(({ value }) => [value.kind, value.text, value.script]),
    [
      ['full', 'Zozan Qasim', 'Latn'],
      ['full', 'زوزان قاسم', 'Arab'],
      ['father', 'Qasim', 'Latn'],
    ],
  )
  assert.deepEqual(first.birth[0]?.value, { earliest: 1994, latest: 1998, basis: 'estimated' })
  assert.deepEqual(
    first.kin.map(({ value }) => [value.relation, value.name]),
    [
      ['mother', 'Gulê'],
      ['sibling', 'Azad'],
    ],
  )
  assert.deepEqual(first.note[0]?.value, 'Shoe size: 38')
  assert.deepEqual(consentsOf(records.registry, first.id)[0]?.purposes, ['legal-case', 'tracing'])
  const second = getPerson(records, receipt.people[1] ?? '')
  assert.equal(second.names[0]?.value.text, 'Azad "Azo" Qasim')
  assert.deepEqual(second.birth[0]?.value, { earliest: 1998, latest: 1998, basis: 'stated' })
  assert.equal(second.note[0]?.value, 'Sex: مجهول')
})

test('H7 I32 words of consent that refuse something allow nothing, and stay in the note', async (t) => {
  const records = await emptyVault(t)
  const cells = ['album, media', 'court but not the media', 'no', 'only for the album', 'لا للإعلام']
  const rows = ['name,consent', ...cells.map((cell, index) => `Person ${index},"${cell}"`)].join('\n')
  const receipt = await importPeopleCsv(records, bytes(rows), noPhotos)
  const shown = receipt.people.map((id) => getPerson(records, id))
  assert.deepEqual(
    shown.map(({ consents }) => consents.flatMap(({ purposes }) => purposes)),
    [['album', 'media'], [], [], ['album'], []],
  )
  assert.deepEqual(
    shown.map(({ note }) => note[0]?.value),
    [undefined, 'consent: court but not the media', 'consent: no', undefined, 'consent: لا للإعلام'],
  )
})

test('H2 I32 the same table again registers nobody twice', async (t) => {
  const records = await emptyVault(t)
  await importPeopleCsv(records, bytes(table), noPhotos)
  await assert.rejects(importPeopleCsv(records, bytes(table), noPhotos), { code: 'INVALID' })
  assert.equal(listPeople(records).total, 2)
})

test('H2 I33 a table that cannot be read is refused with what to do, and nothing is written', async (t) => {
  const records = await emptyVault(t)
  const before = records.vault.position()
  for (const [bad, sentence] of [
    [bytes('name\n"open quote'), /line/u],
    [bytes(''), /empty/u],
    [new Uint8Array([0x6e, 0x0a, 0xe9, 0x0a]), /UTF-8/u],
  ] as const)
    await assert.rejects(importPeopleCsv(records, bad, noPhotos), sentence)
  assert.deepEqual(records.vault.position(), before)
})

test('I34 tables with other delimiters, UTF-16 and a byte order mark are read', () => {
  const semicolons = previewPeopleCsv(bytes('\uFEFFName;Sex\r\nZozan;F\r\n'))
  assert.deepEqual(
    semicolons.columns.map(({ column, field }) => [column, field]),
    [
      ['Name', 'name'],
      ['Sex', 'sex'],
    ],
  )
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('Name\tVillage\nZozan\tKevir', 'utf16le')])
  assert.deepEqual(
    previewPeopleCsv(utf16).columns.map(({ field }) => field),
    ['name', 'origin'],
  )
})

test('H9 I35 a first of January or July is the year alone', async (t) => {
  const records = await emptyVault(t)
  const { people } = await importPeopleCsv(
    records,
    bytes('Name,Date of birth\nA B,1998-07-01\nC D,01/01/1990\nE F,12.3.1991'),
    noPhotos,
  )
  assert.deepEqual(
    people.map((id) => getPerson(records, id).birth[0]?.value.basis),
    ['year-only', 'year-only', 'stated'],
  )
})

test('I36 a relative who stands in the same table is linked, whatever the order of the rows', async (t) => {
  const records = await emptyVault(t)
  const { people } = await importPeopleCsv(
    records,
    bytes('id,name,kin\nA1,Zozan,sibling: Azad (A2); mother: Gulê (?)\nA2,Azad,'),
    noPhotos,
  )
  assert.deepEqual(
    getPerson(records, people[0] ?? '').kin.map(({ value }) => value),
    [
      { relation: 'sibling', name: 'Azad', person: people[1] },
      { relation: 'mother', name: 'Gulê (?)' },
    ],
  )
})

test('R38 event, whereabouts, marks and who says so are read; a word for not known is an answer, and nobody has a fate', async (t) => {
  const records = await emptyVault(t)
  const rows = [
    'Name,Event,Place taken,Date taken,Whereabouts,Scar,Source,Fate',
    'Zozan,The road,Gundê Jor,August 2014,near the river,left hand,her aunt,dead',
    'Azad,,,,unknown,a tattoo of a star,,',
  ].join('\n')
  const { people } = await importPeopleCsv(records, bytes(rows), noPhotos)
  const [zozan, azad] = people.map((id) => getPerson(records, id))
  const event = { what: 'The road', place: 'Gundê Jor', date: 'August 2014' }
  assert.deepEqual([zozan?.event[0]?.value, zozan?.event[0]?.said], [event, { by: 'her aunt' }])
  assert.deepEqual(zozan?.whereabouts[0]?.value, { state: 'reported', place: 'near the river' })
  assert.deepEqual(zozan?.marks[0]?.value, { kind: 'scar', text: 'left hand' })
  assert.deepEqual([zozan?.fate, zozan?.note[0]?.value], [[], 'Fate: dead'])
  assert.deepEqual([azad?.whereabouts[0]?.value, azad?.whereabouts[0]?.said], [{ state: 'unknown' }, undefined])
  assert.deepEqual(azad?.marks[0]?.value.kind, 'tattoo')
})

test('R39 H2 a heading means what it meant in the table before, and a table adds people and changes nobody', async (t) => {
  const records = await emptyVault(t)
  const first = await importPeopleCsv(records, bytes('Who,Where\nZozan,Gundê Jor\n'), {
    ...noPhotos,
    mapping: { Who: 'name', Where: 'origin' },
  })
  const before = getPerson(records, first.people[0] ?? '')
  const again = bytes('Who,Where,Other\nZozan,Gundê Nû,x\n')
  const { columns } = previewPeopleCsv(again, undefined, rememberedMapping(records))
  assert.deepEqual(
    columns.map(({ field, isRemembered }) => [field, isRemembered]),
    [
      ['name', true],
      ['origin', true],
      [null, false],
    ],
  )
  await importPeopleCsv(records, again, { ...noPhotos, mapping: { Who: 'name', Where: 'origin', Other: null } })
  assert.deepEqual(getPerson(records, before.id), before)
  assert.equal(listPeople(records).total, 2)
  assert.equal(
    previewPeopleCsv(again, undefined, { Who: 'no-such-field', constructor: 'name' }).columns[0]?.field,
    null,
  )
})
