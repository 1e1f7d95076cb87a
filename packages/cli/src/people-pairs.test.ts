import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { PeopleReceipt } from '@homeward/intake'
import type { DuplicatesReceipt, Pair, Person, PersonSummary } from '@homeward/records'
import { makeTestVault, testDir, type TestVault } from './test-cli.ts'

async function registered(vault: TestVault, dir: string, table: string): Promise<string[]> {
  const csv = path.join(dir, 'people.csv')
  writeFileSync(csv, table)
  return (await vault.json<PeopleReceipt>(0, 'people', 'import', csv)).people
}

const listed = async (vault: TestVault): Promise<PersonSummary[]> =>
  (await vault.json<{ people: PersonSummary[] }>(0, 'people', 'list')).people

test('R52 R53 two records are joined and taken apart by command, with a note', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const [a = '', b = ''] = await registered(vault, dir, 'name,origin\nNarîn Sînan,Kanîsark\nنارین سینان,Kanisark\n')
  const pair = await vault.json<Pair>(0, 'people', 'same', a, b, '--note', 'the same photo')
  assert.deepEqual([pair.state, pair.decisions[0]?.note], ['same', 'the same photo'])
  assert.deepEqual(
    (await listed(vault)).map(({ records, names }) => [records, names.length]),
    [[2, 2]],
  )
  assert.match((await vault.run('people', 'show', b)).stdout, new RegExp(`same person as +${a}`, 'u'))
  const found = await vault.json<{ total: number }>(0, 'people', 'search', 'Narin Sinan')
  assert.equal(found.total, 1)
  assert.deepEqual(await vault.json(0, 'people', 'part', a), { person: a, apart: [b] })
  assert.equal((await listed(vault)).length, 2)
  assert.equal((await vault.run('people', 'part', a)).exit, 1)
  assert.equal((await vault.json<Pair>(0, 'people', 'siblings', a, b)).state, 'relatives')
  assert.equal((await vault.json<Person>(0, 'people', 'show', b)).kinFrom.length, 1)
  assert.match((await vault.run('people', 'same', a, b)).stderr, /names the other as a relative/u)
})

interface Found {
  total: number
  inBand: Record<string, number>
  proposals: Pair[]
  looked: DuplicatesReceipt
}

const table = `name,mother,origin,year of birth
Narîn Sînan Qasim,Gulnaz,Kanîsark,1999
نارین سینان قاسم,گوڵناز,Kanisark,1999
Berivan Tahir Omar,Nazdar,Nurbakhan,1970
`

test('R56 R57 duplicates are looked for by command, explained, and told apart for good', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const [a = '', b = '', c = ''] = await registered(vault, dir, table)
  const found = await vault.json<Found>(0, 'people', 'duplicates', '--band', 'same')
  assert.deepEqual(
    found.proposals.map(({ people }) => people),
    [[a, b].toSorted((x, y) => (x < y ? -1 : 1))],
  )
  assert.equal(found.looked.people, 3)
  const told = await vault.run('people', 'duplicates')
  assert.match(told.stdout, /most probably one/u)
  assert.match(told.stdout, /mother \(for\): .*another script/u)
  await vault.json(0, 'people', 'distinct', b, a)
  assert.equal((await vault.json<Found>(0, 'people', 'duplicates', '--band', 'same')).total, 0)
  const again = await vault.json<Found>(0, 'people', 'duplicates', '--look', '--band', 'same')
  assert.deepEqual([again.total, again.looked.refused], [0, 1])
  const decided = await vault.json<Found>(0, 'people', 'duplicates', '--state', 'distinct')
  assert.deepEqual([decided.total, decided.proposals[0]?.state], [1, 'distinct'])

  await registered(vault, dir, 'name\nXezal\n')
  const ran = await vault.run('people', 'duplicates', '--look')
  assert.equal(ran.exit, 3)
  assert.match(ran.stdout, /Too little is known to compare 1 person: person-/u)
  assert.ok(!ran.stdout.includes(c))
})
