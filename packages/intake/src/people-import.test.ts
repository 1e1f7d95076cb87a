import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consentsOf, getPerson, listPeople } from '@homeward/records'
import { importPeople } from './people-import.ts'
import { previewPeople } from './people-preview.ts'
import { emptyVault } from './test-vault.ts'
import { buildXlsx } from './test-xlsx.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const noPhotos = { name: 'missing.csv', photoBytes: () => Promise.resolve(null) }

const table = [
  'No,Full name,الاسم,Father,Sex,Birth year,DOB note,Village,Relatives,Photo,Consent,Shoe size',
  '1,Zozan Qasim,زوزان قاسم,Qasim,F,~1996,,Gundê Kevir,mother: Gulê; sibling: Azad,photos/1.jpg,legal-case; tracing,38',
  '2,,,,m,,,,,,,',
  '3,"Azad ""Azo"" Qasim",,,مجهول,١٩٩٨,,,,,,',
].join('\r\n')

test('I46 a table is shown with what each column is taken for, before anything is written', async (t) => {
  const records = await emptyVault(t)
  const before = records.vault.position()
  const preview = await previewPeople(records, bytes(table), { name: 'missing.csv' })
  assert.deepEqual(
    preview.columns.map(({ field }) => field),
    ['reference', 'name', 'name', 'name.father', 'sex', 'birth.year', null, 'origin', 'kin', 'photo', 'consent', null],
  )
  assert.equal(preview.rows, 3)
  assert.deepEqual(preview.counts, { new: 2, adds: 0, same: 0, refused: 1 })
  assert.deepEqual(preview.plan[1], {
    row: 3,
    name: '2',
    outcome: 'refused',
    reason: 'there is no name in this row',
  })
  assert.ok(preview.problems.some(({ row, problem }) => row === 4 && problem.includes('مجهول')))
  assert.deepEqual(records.vault.position(), before)
})

test('H2 I46 every row is stored or refused, and what has no field stays in the note', async (t) => {
  const records = await emptyVault(t)
  const receipt = await importPeople(records, bytes(table), noPhotos)
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

test('H7 I46 words of consent that refuse something allow nothing, and stay in the note', async (t) => {
  const records = await emptyVault(t)
  const cells = ['album, media', 'court but not the media', 'no', 'only for the album', 'لا للإعلام']
  const rows = ['name,consent', ...cells.map((cell, index) => `Person ${index},"${cell}"`)].join('\n')
  const receipt = await importPeople(records, bytes(rows), noPhotos)
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

test('H2 R60 the same table again, in whatever form, says nothing new, writes nothing and registers nobody twice', async (t) => {
  const records = await emptyVault(t)
  await importPeople(records, bytes(table), noPhotos)
  const before = records.vault.position()
  const again = await importPeople(records, bytes(table), noPhotos)
  assert.deepEqual([again.in, again.stored, again.added, again.same, again.refused.length], [3, 0, 0, 2, 1])
  assert.deepEqual(again.photos.missing, [])
  const rows = table.split('\r\n').map((line) => line.split(','))
  const sheet = buildXlsx([{ rows: [...rows.slice(0, 3), ['3', 'Azad "Azo" Qasim', '', '', 'مجهول', '١٩٩٨']] }])
  const asSheet = await importPeople(records, sheet, { ...noPhotos, name: 'missing.xlsx' })
  assert.deepEqual([asSheet.stored, asSheet.added, asSheet.same], [0, 0, 2])
  assert.deepEqual(records.vault.position(), before)
  assert.equal(listPeople(records).total, 2)
})

test('H2 I42 a table that cannot be read is refused with what to do, and nothing is written', async (t) => {
  const records = await emptyVault(t)
  const before = records.vault.position()
  for (const [bad, sentence] of [
    [bytes('name\n"open quote'), /line 2/u],
    [bytes(''), /empty/u],
    [buildXlsx([{ xml: '<worksheet>' }]), /cannot be read/u],
  ] as const) {
    await assert.rejects(previewPeople(records, bad, { name: 'bad' }), sentence)
    await assert.rejects(importPeople(records, bad, noPhotos), sentence)
  }
  assert.deepEqual(records.vault.position(), before)
})

test('H9 I47 a first of January or July is the year alone', async (t) => {
  const records = await emptyVault(t)
  const { people } = await importPeople(
    records,
    bytes('Name,Date of birth\nA B,1998-07-01\nC D,01/01/1990\nE F,12.3.1991'),
    noPhotos,
  )
  assert.deepEqual(
    people.map((id) => getPerson(records, id).birth[0]?.value.basis),
    ['year-only', 'year-only', 'stated'],
  )
})

test('I48 a relative who stands in the same table is linked, whatever the order of the rows', async (t) => {
  const records = await emptyVault(t)
  const { people } = await importPeople(
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
  const { people } = await importPeople(records, bytes(rows), noPhotos)
  const [zozan, azad] = people.map((id) => getPerson(records, id))
  const event = { what: 'The road', place: 'Gundê Jor', date: 'August 2014' }
  assert.deepEqual([zozan?.event[0]?.value, zozan?.event[0]?.said], [event, { by: 'her aunt' }])
  assert.deepEqual(zozan?.whereabouts[0]?.value, { state: 'reported', place: 'near the river' })
  assert.deepEqual(zozan?.marks[0]?.value, { kind: 'scar', text: 'left hand' })
  assert.deepEqual([zozan?.fate, zozan?.note[0]?.value], [[], 'Fate: dead'])
  assert.deepEqual([azad?.whereabouts[0]?.value, azad?.whereabouts[0]?.said], [{ state: 'unknown' }, undefined])
  assert.deepEqual(azad?.marks[0]?.value.kind, 'tattoo')
})

test('R61 a heading means what it meant before; of the same headings it is known what was left for the note, and whose list', async (t) => {
  const records = await emptyVault(t)
  await importPeople(records, bytes('Who,Where,Name\nZozan,Gundê Jor,x\n'), {
    ...noPhotos,
    mapping: { Who: 'name', Where: 'origin', Name: null },
    list: 'Committee',
  })
  const columnsOf = async (text: string) => {
    const { columns, list } = await previewPeople(records, bytes(text), { name: 'other.csv' })
    return [list, columns.map(({ field, isRemembered }) => [field, isRemembered])]
  }
  assert.deepEqual(await columnsOf('Who,Where,Name\nAzad,,y\n'), [
    'Committee',
    [
      ['name', true],
      ['origin', true],
      [null, true],
    ],
  ])
  assert.deepEqual(await columnsOf('Who,Where,Name,constructor\nAzad,,y\n'), [
    'other',
    [
      ['name', true],
      ['origin', true],
      ['name', false],
      [null, false],
    ],
  ])
})
