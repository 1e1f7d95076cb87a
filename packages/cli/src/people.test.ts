import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { PeoplePreview, PeopleReceipt } from '@homeward/intake'
import {
  challenge,
  changePerson,
  openRecords,
  type PastValue,
  type ConsentEffects,
  type Person,
  type PersonSummary,
} from '@homeward/records'
import { openVault } from '@homeward/vault'
import { ringsPng } from './test-png.ts'
import { makeTestVault, testPassphrase, testDir } from './test-cli.ts'

const table = `name,father,sex,born,village,photo,shoe size
Narîn,Sînan,f,1998,Kanîsark,photos/narin.png,37
Şêrko,Dilovan,m,~1990,Kanîsark,,
,,f,2001,Kanîsark,,
`

function writeTable(dir: string, text = table): string {
  mkdirSync(path.join(dir, 'photos'), { recursive: true })
  writeFileSync(path.join(dir, 'photos', 'narin.png'), ringsPng())
  const csv = path.join(dir, 'people.csv')
  writeFileSync(csv, text)
  return csv
}

interface Found {
  people: { id: string; names: string[]; score: number; why: string; parts: { a: string; b: string; fit: string }[] }[]
}

test('X12 people import shows what every column is taken for before it writes, and counts every row', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = writeTable(dir)
  const preview = await vault.json<PeoplePreview>(0, 'people', 'import', csv, '--dry-run')
  assert.equal(preview.columns.find(({ column }) => column === 'village')?.field, 'origin')
  assert.equal((await vault.json<{ total: number }>(0, 'people', 'list')).total, 0)

  const ran = await vault.run('people', 'import', csv, '--json')
  assert.equal(ran.exit, 3, ran.stderr)
  assert.match(ran.stderr, /village +origin +Kanîsark/u)
  assert.match(ran.stderr, /shoe size +note/u)
  const receipt = JSON.parse(ran.stdout) as PeopleReceipt
  assert.deepEqual([receipt.in, receipt.stored, receipt.refused.length], [3, 2, 1])
  assert.equal(receipt.refused[0]?.row, 4)
  assert.deepEqual(receipt.photos, { stored: 1, missing: [], unreadable: 0 })
})

test('X12 R60 the same table a second time registers nobody twice, and says so', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = writeTable(dir, 'name\nNarîn Sînan\n')
  await vault.json(0, 'people', 'import', csv)
  const ran = await vault.run('people', 'import', csv)
  assert.equal(ran.exit, 0, ran.stderr)
  assert.match(ran.stdout, /1 in = 0 registered \+ 0 added to somebody \+ 1 as before \+ 0 refused/u)
  assert.equal((await vault.json<{ total: number }>(0, 'people', 'list')).total, 1)
})

test('X12 R59 R61 the dry run says what each row would do, a row can be decided, and the columns are remembered', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = writeTable(dir, 'who,where,name\nNarîn Sînan,Kanîsark,x\n')
  const told = ['--map', 'who=name', '--map', 'where=origin', '--map', 'name=', '--list', 'Committee']
  const { people } = await vault.json<PeopleReceipt>(0, 'people', 'import', csv, ...told)
  const [narin = ''] = people
  const next = writeTable(dir, 'who,where,name\nNarîn Sînan,Gundê Nû,x\nAzad,,\n')
  const dry = await vault.json<PeoplePreview>(0, 'people', 'import', next, '--dry-run', '--row', `2=${narin}`)
  assert.deepEqual(
    [dry.list, dry.counts, dry.columns.map(({ field, isRemembered }) => [field, isRemembered])],
    [
      'Committee',
      { new: 1, adds: 1, same: 0, refused: 0 },
      [
        ['name', true],
        ['origin', true],
        [null, true],
      ],
    ],
  )
  const text = await vault.run('people', 'import', next, '--dry-run', '--row', `2=${narin}`)
  assert.match(text.stdout, new RegExp(`row 2: adds to Narîn Sînan \\(${narin}\\) – origin`, 'u'))
  const receipt = await vault.json<PeopleReceipt>(3, 'people', 'import', next, '--row', `2=${narin}`, '--row', '3=skip')
  assert.deepEqual([receipt.stored, receipt.added, receipt.refused.length], [0, 1, 1])
  const wrong = await vault.run('people', 'import', next, '--row', 'x=new')
  assert.equal(wrong.exit, 2)
})

test('X12 I43 a workbook is read like a table of text, with the sheet that is chosen', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'list.xlsx')
  copyFileSync(new URL('../fixtures/people.xlsx', import.meta.url), file)
  const dry = await vault.run('people', 'import', file, '--dry-run')
  assert.match(dry.stdout, /sheet “People”; also there: Old, Codes \(--sheet\)/u)
  const receipt = await vault.json<PeopleReceipt>(3, 'people', 'import', file)
  assert.deepEqual(
    [receipt.in, receipt.stored, receipt.refused],
    [3, 2, [{ row: 4, reason: 'there is no name in this row' }]],
  )
  const old = await vault.json<PeoplePreview>(0, 'people', 'import', file, '--sheet', 'Old', '--dry-run')
  assert.deepEqual(old.counts, { new: 1, adds: 0, same: 0, refused: 0 })
  const none = await vault.run('people', 'import', file, '--sheet', 'None')
  assert.match(none.stderr, /no sheet “None”/u)
})

test('X12 a column can be told what it holds; one that is not there is wrong usage', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = writeTable(dir, 'who,where\nNarîn,Kanîsark\n')
  const wrong = await vault.run('people', 'import', csv, '--map', 'whom=name')
  assert.equal(wrong.exit, 2)
  assert.match(wrong.stderr, /no column “whom”/u)
  await vault.json(0, 'people', 'import', csv, '--map', 'who=name', '--map', 'where=origin')
  const { people } = await vault.json<{ people: PersonSummary[] }>(0, 'people', 'list')
  assert.deepEqual(
    people.map(({ names, origin }) => [names, origin]),
    [[['Narîn'], 'Kanîsark']],
  )
})

test('X12 a photo path that leads out of the folder is missing, not sealed', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  writeFileSync(path.join(dir, 'secret.png'), ringsPng())
  const inner = path.join(dir, 'inner')
  const csv = writeTable(
    inner,
    `name,photo\nA,../secret.png\nB,${path.join(dir, 'secret.png')}\nC,link.png\nD,photos\nE,gone.png\nF,photos/narin.png\n`,
  )
  symlinkSync('../secret.png', path.join(inner, 'link.png'))
  const receipt = await vault.json<PeopleReceipt>(3, 'people', 'import', csv)
  assert.equal(receipt.photos.stored, 1)
  assert.deepEqual(receipt.photos.missing, [
    '../secret.png',
    path.join(dir, 'secret.png'),
    'link.png',
    'photos',
    'gone.png',
  ])
})

test('X12 a photo is found by its path below the folder, or by its name in it', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = writeTable(dir, 'name,photo\nA,photos/narin.png\n')
  const receipt = await vault.json<PeopleReceipt>(0, 'people', 'import', csv, '--photos', path.join(dir, 'photos'))
  assert.deepEqual(receipt.photos, { stored: 1, missing: [], unreadable: 0 })
})

test('X12 a folder in which not one of the photos is stops the import before it writes', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = writeTable(dir, 'name,photo\nA,photos/narin.png\nB,photos/other.png\nC,\n')
  const ran = await vault.run('people', 'import', csv, '--photos', vault.dir)
  assert.equal(ran.exit, 1)
  assert.match(ran.stderr, /Not one of the photos .*\(2\).* Nothing was written/u)
  assert.equal((await vault.json<{ total: number }>(0, 'people', 'list')).total, 0)
  await vault.json<PeopleReceipt>(3, 'people', 'import', csv)
})

test('X3 people search finds a name in another script and says why', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  await vault.json(3, 'people', 'import', writeTable(dir))
  const { people } = await vault.json<Found>(0, 'people', 'search', 'نارین')
  const [first] = people
  assert.deepEqual(Object.keys(first ?? {}), ['id', 'names', 'score', 'why', 'found', 'parts', 'swapped'])
  assert.deepEqual(first?.names.slice(0, 1), ['Narîn'])
  assert.ok(first.score > 0 && first.score <= 1)
  assert.match(first.why, /^نارین – Narîn: the given name, /u)
  assert.deepEqual(
    first.parts.map(({ a, b, fit }) => [a, b, fit]),
    [['نارین', 'Narîn', 'other-script']],
  )
  const told = await vault.run('people', 'search', 'Narin Kanisark')
  assert.match(told.stdout, /Narin – Narîn: the given name, .*; a place: Kanisark – Kanîsark/u)
})

test('X3 H2 a list that is cut says how many there are, and the rest can be asked for', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  await vault.json(3, 'people', 'import', writeTable(dir))
  const all = await vault.json<Found & { total: number }>(0, 'people', 'search', 'Narîn')
  assert.equal(all.total, all.people.length)
  const rest = await vault.json<Found & { total: number }>(0, 'people', 'search', 'Narîn', '--offset', '1')
  assert.deepEqual([rest.total, rest.people], [all.total, all.people.slice(1)])
  const ran = await vault.run('people', 'search', 'Narîn', '--offset', '1')
  assert.match(ran.stdout, /(?:person fits|people fit), \d+ shown\./u)
  assert.deepEqual(await vault.json(0, 'people', 'list', '--disagreeing'), { total: 0, people: [] })
  assert.match((await vault.run('people', 'list', '--disagreeing')).stdout, /Nobody has values that disagree/u)
})

test('X3 people show gives the person with leads, and a fault for an id that is not there', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const { people } = await vault.json<PeopleReceipt>(3, 'people', 'import', writeTable(dir))
  const person = await vault.json<Person & { leads: unknown[] }>(0, 'people', 'show', people[0] ?? '')
  assert.equal(person.names[0]?.value.text, 'Narîn')
  assert.deepEqual(person.leads, [])
  const text = await vault.run('people', 'show', people[0] ?? '')
  assert.match(text.stdout, /name \(full\) +Narîn/u)
  assert.match(text.stdout, /note +shoe size: 37/u)
  const { error } = await vault.json<{ error: { code: string } }>(1, 'people', 'show', 'person-none')
  assert.equal(error.code, 'NOT_FOUND')
})

test('H7 a consent is written down and can be withdrawn', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const { people } = await vault.json<PeopleReceipt>(0, 'people', 'import', writeTable(dir, 'name\nNarîn\n'))
  const id = people[0] ?? ''
  const who = ['--by', 'Her mother', '--capacity', 'parent', '--text', 'our form of 2025']
  const given = ['--scope', 'names,photos', '--purpose', 'tracing,media', '--recipient', 'A', '--recipient', 'B']
  const written = await vault.json<{ consent: string }>(0, 'people', 'consent', id, ...who, ...given)
  const before = await vault.json<Person>(0, 'people', 'show', id)
  const [consent] = before.consents
  assert.deepEqual(consent?.scopes, ['names', 'photos'])
  assert.deepEqual(consent.recipients, ['A', 'B'])
  assert.deepEqual([consent.capacity, consent.text], ['parent', { version: 'our form of 2025' }])
  const unasked = ['people', 'consent', id, '--by', 'Her mother', ...given]
  assert.equal((await vault.json<{ error: { code: string } }>(2, ...unasked)).error.code, 'USAGE')
  // Written by hand as R44 has it: what is shown beforehand writes nothing.
  const withdraw = [
    'people',
    'withdraw',
    written.consent,
    '--by',
    'Narîn',
    '--capacity',
    'self',
    '--reason',
    'She asked us to',
  ]
  const shown = await vault.json<ConsentEffects & { withdrawn: boolean }>(0, ...withdraw, '--show')
  assert.deepEqual(shown.stops, [
    { purpose: 'tracing', scopes: ['names', 'photos'] },
    { purpose: 'media', scopes: ['names', 'photos'] },
  ])
  assert.equal(shown.withdrawn, false)
  assert.equal((await vault.json<Person>(0, 'people', 'show', id)).consents[0]?.withdrawn, undefined)
  assert.match((await vault.run(...withdraw)).stdout, /stops for media: names, photos/u)
  const after = await vault.json<Person>(0, 'people', 'show', id)
  const { by, capacity, reason } = after.consents[0]?.withdrawn ?? {}
  assert.deepEqual([by, capacity, reason], ['Narîn', 'self', 'She asked us to'])
})

test('R42 a no is written down and shown', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const { people } = await vault.json<PeopleReceipt>(0, 'people', 'import', writeTable(dir, 'name\nNarîn\n'))
  const id = people[0] ?? ''
  const who = ['--by', 'Narîn', '--capacity', 'self', '--purpose', 'album', '--purpose', 'media']
  const { refusal } = await vault.json<{ refusal: string }>(0, 'people', 'refuse', id, ...who)
  const mother = ['--by', 'Her mother', '--capacity', 'parent', '--purpose', 'album,tracing', '--scope', 'photos']
  // An option that is given again adds to what was given before.
  await vault.json(0, 'people', 'consent', id, ...mother)
  const shown = (await vault.run('people', 'show', id)).stdout
  assert.match(shown, /refused since: album\n/u)
  assert.match(shown, new RegExp(`${refusal}: Narîn \\(self\\) refuses album, media`, 'u'))
})

test('X7 names do nothing to the terminal', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = writeTable(dir, 'name\nNarîn\u001B[2J\u202Eevil\u009B31m\n')
  const { people } = await vault.json<PeopleReceipt>(0, 'people', 'import', csv)
  for (const args of [
    ['people', 'list'],
    ['people', 'search', 'Narîn'],
    ['people', 'show', people[0] ?? ''],
  ]) {
    const { stdout } = await vault.run(...args)
    assert.match(stdout, /Narîn/u)
    // oxlint-disable-next-line no-control-regex -- what must not be printed
    assert.doesNotMatch(stdout, /[\u001B\u202E\u009B]/u)
  }
})

test('X12 people history tells every value that was ever written and who said it, and show who challenged what', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const receipt = await vault.json<PeopleReceipt>(3, 'people', 'import', writeTable(dir))
  const id = receipt.people[0] ?? ''
  const opened = await openVault({ dir: vault.dir, passphrase: testPassphrase })
  const records = await openRecords(opened)
  await changePerson(records, id, { field: 'origin', value: 'Gundê Nû', said: { by: 'her aunt' }, why: 'misread' })
  await challenge(records, id, { field: 'origin', by: 'Narîn', capacity: 'self', text: 'I am from Kanîsark' })
  opened.close()
  const { history } = await vault.json<{ history: PastValue[] }>(0, 'people', 'history', id)
  const origins = history.filter(({ field }) => field === 'origin')
  assert.deepEqual(
    origins.map(({ value, isCurrent, said }) => [value, isCurrent, said?.by]),
    [
      ['Kanîsark', false, undefined],
      ['Gundê Nû', true, 'her aunt'],
    ],
  )
  const ran = await vault.run('people', 'history', id)
  assert.match(ran.stdout, /origin said, stands Gundê Nû – her aunt \(misread\)/u)
  assert.match(
    (await vault.run('people', 'show', id)).stdout,
    /challenge \(open\) +origin: I am from Kanîsark – Narîn/u,
  )
  assert.equal((await vault.json<{ total: number }>(0, 'people', 'list', '--challenged')).total, 1)
})
