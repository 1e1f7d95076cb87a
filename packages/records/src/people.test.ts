import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { VaultError, type OpenedEntry } from '@homeward/vault'
import type { RecordChange } from './changes.ts'
import { inTransaction } from './column.ts'
import { RecordsError } from './errors.ts'
import { foldRegistry } from './fold-registry.ts'
import { homeOf } from './home.ts'
import { searchPeople } from './person-search.ts'
import { changePerson, getPerson, registerPerson } from './people.ts'
import { listPeople } from './people-lists.ts'
import { openRecords } from './records.ts'
import { makeStatement } from './statements.ts'
import { anotherOrder, entriesOf, testEntry } from './test-orders.ts'
import { reopen, testRecords } from './test-records.ts'

test('R5 a person has every value with who said it, and no default fate', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, {
    names: [
      { text: 'Nasrin Hesen Murad', kind: 'full' },
      { text: 'نسرين حسن مراد', kind: 'full' },
    ],
    sex: 'female',
    birth: { earliest: 1996, latest: 1998, basis: 'estimated' },
    kin: [{ relation: 'mother', name: 'Gulê' }],
  })
  const person = getPerson(records, id)
  assert.deepEqual(
    person.names.map((name) => [name.value.text, name.value.script, name.member]),
    [
      ['Nasrin Hesen Murad', 'Latn', records.vault.member.id],
      ['نسرين حسن مراد', 'Arab', records.vault.member.id],
    ],
  )
  assert.deepEqual(person.birth[0]?.value, { earliest: 1996, latest: 1998, basis: 'estimated' })
  assert.equal(person.origin.length, 0)
  assert.deepEqual([person.fate, person.whereabouts], [[], []])
  assert.equal(
    Object.keys(person).some((key) => /score|rank|price|value/iu.test(key)),
    false,
  )
})

test('R2 a later value of the same device replaces the earlier one, and a withdrawn one is gone', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Xidir', kind: 'given' }], origin: 'Gundê Jor' })
  await changePerson(records, id, { field: 'origin', value: 'Gundê Jêr' })
  assert.deepEqual(
    getPerson(records, id).origin.map((value) => value.value),
    ['Gundê Jêr'],
  )
  await changePerson(records, id, { field: 'origin', value: null })
  assert.deepEqual(getPerson(records, id).origin, [])
})

test('R4 a change that does not fit is refused before anything is written', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Xidir', kind: 'given' }] })
  const before = records.vault.position()
  for (const given of [
    { field: 'birth' as const, value: { earliest: 2000, latest: 1990, basis: 'stated' } },
    { field: 'sex' as const, value: 'seven' },
    { field: 'name' as const, value: { text: '', kind: 'full', script: 'Latn' } },
  ])
    await assert.rejects(
      changePerson(records, id, given),
      (error) => error instanceof RecordsError && error.code === 'INVALID',
    )
  await assert.rejects(registerPerson(records, { names: [] }), { code: 'INVALID' })
  await assert.rejects(makeStatement(records, 'person-nobody', { kind: 'other', text: 'x', by: 'y' }), {
    code: 'NOT_FOUND',
  })
  assert.deepEqual(records.vault.position(), before)
})

test('R1 what was written is there after the vault was closed and opened', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  records.vault = await reopen(records)
  const again = await openRecords(records.vault)
  assert.equal(getPerson(again, id).names[0]?.value.text, 'Dilan')
  assert.equal(listPeople(again).total, 1)
})

test('R1 a damaged index is made anew from the log', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  records.vault.close()
  const path = join(records.vault.dir, 'index', 'registry.db')
  const bytes = await readFile(path)
  for (const damaged of [bytes.map((byte) => byte ^ 0x55), bytes.subarray(0, 100), new Uint8Array()]) {
    await writeFile(path, damaged)
    await rm(`${path}-wal`, { force: true })
    records.vault = await reopen(records)
    assert.equal(getPerson(await openRecords(records.vault), id).names[0]?.value.text, 'Dilan')
    records.vault.close()
  }
})

test('R1 an index is made anew when older entries arrive that belong before what it holds', async (t) => {
  const records = await testRecords(t)
  await registerPerson(records, { names: [{ text: 'Azad Kawa', kind: 'full' }] })
  const vault = await reopen(records)
  const { entries } = vault
  let asked = 0
  vault.entries = async function* late(compartment, after) {
    asked += 1
    if (Object.keys(after?.sizes ?? {}).length > 0) throw new VaultError('ORDER_CHANGED', 'Older entries arrived.')
    yield* entries(compartment, after)
  }
  assert.equal(listPeople(await openRecords(vault)).total, 1)
  assert.equal(asked, 3)
  vault.close()
})

test('R1 an error in one index is told when the other one has been folded', async (t) => {
  const records = await testRecords(t)
  await registerPerson(records, { names: [{ text: 'Azad Kawa', kind: 'full' }] })
  const vault = await reopen(records)
  vault.dropIndex('registry')
  const { entries } = vault
  vault.entries = async function* broken(compartment, after) {
    if (compartment === 'evidence') throw new Error('this part of the disk cannot be read')
    yield* entries(compartment, after)
  }
  await assert.rejects(openRecords(vault), /this part of the disk/u)
  const people = vault.index('registry').prepare('SELECT count(*) AS n FROM person').get<{ n: number }>()
  assert.equal(people?.n, 1)
  vault.close()
})

test('R5 a person is found by a name in another script, with the reasons', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Khalaf Elias Qasim', kind: 'full' }] })
  await registerPerson(records, { names: [{ text: 'Berivan Tahir Omar', kind: 'full' }] })
  const [first] = (await searchPeople(records, 'خلف الياس قاسم')).people
  assert.equal(first?.id, id)
  assert.ok(first.score > 0.5 && first.parts.length > 0)
  const byParts = await registerPerson(records, {
    names: [
      { text: 'Shirin', kind: 'given' },
      { text: 'Barakat', kind: 'father' },
    ],
  })
  assert.equal((await searchPeople(records, 'شيرين بركات')).people[0]?.id, byParts)
  assert.deepEqual(
    listPeople(records).people.map((person) => person.names),
    [['Khalaf Elias Qasim'], ['Berivan Tahir Omar'], ['Shirin Barakat']],
  )
})

const entry = testEntry
const origin = (value: string): RecordChange => ({
  type: 'person.changed',
  person: 'person-a',
  values: [{ field: 'origin', value }],
})

test('H3 R2 values that two devices wrote without seeing each other stand side by side', async (t) => {
  const { registry } = await testRecords(t)
  const values = (): unknown[] =>
    registry
      .prepare("SELECT value FROM person_value WHERE person = 'person-a' ORDER BY log, position", { pluck: true })
      .all()
  const fold = (from: OpenedEntry, text: string): void => {
    inTransaction(registry, foldRegistry(registry, from, [origin(text)]))
  }
  fold(entry('a', 0, {}), 'one')
  fold(entry('b', 0, { a: 0 }), 'two')
  assert.deepEqual(values(), ['"one"', '"two"'])
  fold(entry('a', 1, { b: 1 }), 'agreed')
  assert.deepEqual(values(), ['"agreed"'])
})

const idsOf = ({ total, people }: { total: number; people: { id: string }[] }): unknown => [
  total,
  people.map(({ id }) => id),
]

test('H3 the people whose values disagree are counted, listed and searched; the same value said twice is none', async (t) => {
  const records = await testRecords(t)
  const register = (text: string): Promise<string> =>
    registerPerson(records, { names: [{ text, kind: 'full' }], origin: 'Gundê Jor' })
  const [dilan, , berivan] = [
    await register('Dilan Omar'),
    await register('Dilan Tahir'),
    await register('Berivan Omar'),
  ]
  const sayElsewhere = (person: string, log: string, text: string): void => {
    const change: RecordChange = { type: 'person.changed', person, values: [{ field: 'origin', value: text }] }
    inTransaction(records.registry, foldRegistry(records.registry, entry(log, 0, {}), [change]))
  }
  assert.equal(homeOf(records).disagreeing, 0)
  sayElsewhere(berivan, 'b', 'Gundê Jor')
  assert.equal(homeOf(records).disagreeing, 0)
  sayElsewhere(dilan, 'c', 'Gundê Jêr')
  sayElsewhere('person-never-registered', 'd', 'one')
  sayElsewhere('person-never-registered', 'e', 'two')
  assert.equal(homeOf(records).disagreeing, 1)
  const only = 'disagreeing' as const
  assert.deepEqual(idsOf(listPeople(records, { only })), [1, [dilan]])
  assert.deepEqual(idsOf(listPeople(records, { only, offset: 1 })), [1, []])
  assert.deepEqual(idsOf(await searchPeople(records, 'Dilan', { only })), [1, [dilan]])
  assert.deepEqual(idsOf(await searchPeople(records, 'Berivan', { only })), [0, []])
  assert.equal((await searchPeople(records, 'Dilan')).total, 2)
})

test('R5 H2 a search says how many fit and gives them page by page, everybody once', async (t) => {
  const records = await testRecords(t)
  for (let n = 0; n < 7; n++) await registerPerson(records, { names: [{ text: `Dilan Omar ${n}`, kind: 'full' }] })
  await registerPerson(records, { names: [{ text: 'Xezal', kind: 'full' }] })
  const pages = await Promise.all(
    [0, 3, 6, 9].map((offset) => searchPeople(records, 'Dilan Omar', { limit: 3, offset })),
  )
  assert.deepEqual(
    pages.map(({ total, people }) => [total, people.length]),
    [
      [7, 3],
      [7, 3],
      [7, 1],
      [7, 0],
    ],
  )
  assert.equal(new Set(pages.flatMap(({ people }) => people.map(({ id }) => id))).size, 7)
})

test('R3 an entry that sets one field twice does not stop the fold: the last value stands', async (t) => {
  const { registry } = await testRecords(t)
  const change: RecordChange = {
    type: 'person.registered',
    person: 'person-b',
    values: [
      { field: 'origin', value: 'one' },
      { field: 'origin', value: 'two' },
    ],
  }
  inTransaction(registry, foldRegistry(registry, entry('a', 0, {}), [change, change]))
  const values = registry.prepare("SELECT value FROM person_value WHERE person = 'person-b'", { pluck: true }).all()
  assert.deepEqual(values, ['"two"'])
})

test('H3 R2 no order in which concurrent entries are folded changes what remains', async (t) => {
  const { registry } = await testRecords(t)
  const device = fc.constantFrom('a', 'b', 'c')
  const remaining = (order: OpenedEntry[]): unknown[] => {
    registry.exec('DELETE FROM person_value')
    for (const each of order)
      inTransaction(registry, foldRegistry(registry, each, [origin(`${each.log}${each.index}`)]))
    return registry.prepare('SELECT value FROM person_value ORDER BY log, position', { pluck: true }).all()
  }
  fc.assert(
    fc.property(
      fc.array(fc.record({ log: device, merges: fc.array(device, { maxLength: 2 }) }), { minLength: 1, maxLength: 8 }),
      fc.integer(),
      (steps, shuffle) => {
        const entries = entriesOf(steps)
        const placed = (order: typeof entries): OpenedEntry[] => order.map((each) => each.entry)
        assert.deepEqual(remaining(placed(anotherOrder(entries, shuffle))), remaining(placed(entries)))
      },
    ),
    { numRuns: 60 },
  )
})
