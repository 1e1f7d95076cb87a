import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerAct } from './acts.ts'
import { inTransaction } from './column.ts'
import { giveConsent, withdrawConsent } from './consents.ts'
import { discloseOf } from './disclosure.ts'
import { erase, proposeErasure } from './erase.ts'
import { foldRegistry } from './fold-registry.ts'
import { homeOf } from './home.ts'
import { pairChange, type PairVerdict } from './pair-changes.ts'
import { judgePair, pairOf, partPerson } from './pairs.ts'
import { changePerson, getPerson, registerPerson } from './people.ts'
import { listPeople } from './people-lists.ts'
import { searchPeople } from './person-search.ts'
import { refold, type Records } from './records.ts'
import { makeStatement } from './statements.ts'
import { testMembers } from './test-members.ts'
import { anotherOrder, entriesOf, testEntry } from './test-orders.ts'
import { testRecords } from './test-records.ts'

const register = (records: Records, text: string): Promise<string> =>
  registerPerson(records, { names: [{ text, kind: 'full' }], origin: 'Gundê Jor' })
const listed = (records: Records): string[] => listPeople(records).people.map(({ id }) => id)
const found = async (records: Records, query: string): Promise<string[]> =>
  (await searchPeople(records, query)).people.map(({ id }) => id)
const rowsOf = ({ registry }: Records, sql: string): unknown[] => registry.prepare(sql).all()
const joinedRows = 'SELECT person, head FROM joined ORDER BY person'

test('R53 two records that somebody joined are listed, counted and found once, and show each other', async (t) => {
  const records = await testRecords(t)
  const one = await register(records, 'Zozan Hejar')
  const other = await register(records, 'زوزان هژار')
  const third = await register(records, 'Dilan Omar')
  await makeStatement(records, other, { kind: 'seen-alive', text: 'at the well', by: 'an aunt' })
  assert.deepEqual(await found(records, 'Zozan'), [one, other])
  const before = [one, other, third].map((id) => getPerson(records, id))

  const pair = await judgePair(records, { one: other, other: one, verdict: 'same', note: 'same mark' })
  assert.deepEqual([pair.state, pair.decisions[0]?.note], ['same', 'same mark'])
  const [head] = [one, other].toSorted((a, b) => (a < b ? -1 : 1))
  assert.deepEqual(new Set(listed(records)), new Set([head, third]))
  assert.equal(homeOf(records).people, 2)
  for (const query of ['Zozan', 'زوزان', 'Hejar']) assert.deepEqual(await found(records, query), [head], query)
  const row = listPeople(records).people.find(({ id }) => id === head)
  assert.deepEqual([row?.records, row?.names.toSorted(), row?.statements], [2, ['Zozan Hejar', 'زوزان هژار'], 1])
  assert.deepEqual([getPerson(records, one).joined, getPerson(records, other).joined], [[other], [one]])

  await refold(records)
  assert.deepEqual(getPerson(records, one).joined, [other])
  assert.deepEqual(await found(records, 'Hejar'), [head])
  assert.deepEqual(await partPerson(records, one, 'the mark was another'), [other])
  assert.deepEqual(
    [one, other, third].map((id) => getPerson(records, id)),
    before,
  )
  assert.equal(pairOf(records.registry, one, other).state, 'open')
  assert.equal(homeOf(records).people, 3)
  assert.deepEqual(new Set(await found(records, 'Zozan')), new Set([one, other]))
})

test('R53 whoever is joined through a third one is one person too, until that one is taken out', async (t) => {
  const records = await testRecords(t)
  const [a, b, c] = [await register(records, 'A'), await register(records, 'B'), await register(records, 'C')]
  await judgePair(records, { one: a, other: b, verdict: 'same' })
  await judgePair(records, { one: b, other: c, verdict: 'same' })
  assert.deepEqual(getPerson(records, a).joined, [b, c])
  await assert.rejects(judgePair(records, { one: a, other: c, verdict: 'distinct' }), { code: 'INVALID' })
  assert.deepEqual(new Set(await partPerson(records, b)), new Set([a, c]))
  assert.deepEqual(rowsOf(records, joinedRows), [])
  await assert.rejects(partPerson(records, b), { code: 'INVALID' })

  for (const [one, other] of [
    [a, b],
    [b, c],
    [c, a],
  ] as const)
    await judgePair(records, { one, other, verdict: 'same' })
  assert.deepEqual(await partPerson(records, b), [a, c])
  assert.deepEqual(getPerson(records, a).joined, [c])
})

test('R52 what contradicts an earlier decision has to be taken back first', async (t) => {
  const records = await testRecords(t)
  const [a, b, c] = [await register(records, 'A'), await register(records, 'B'), await register(records, 'C')]
  const judge = (one: string, other: string, verdict: 'same' | 'distinct' | 'relatives' | 'unsure') =>
    judgePair(records, { one, other, verdict })
  await assert.rejects(judge(a, a, 'same'), { code: 'INVALID' })
  await assert.rejects(judge(a, 'person-none', 'same'), { code: 'NOT_FOUND' })
  await judge(a, b, 'unsure')
  await judge(a, b, 'same')
  await assert.rejects(judge(b, a, 'same'), { code: 'INVALID' })
  await judge(c, b, 'distinct')
  await assert.rejects(judge(a, c, 'same'), { code: 'INVALID' })
  assert.equal((await judge(a, b, 'distinct')).state, 'distinct')
  assert.deepEqual(getPerson(records, a).joined, [])
  assert.equal((await judge(a, c, 'same')).state, 'same')

  await judge(b, c, 'relatives')
  assert.deepEqual(
    [getPerson(records, b).kin, getPerson(records, c).kinFrom].map((kin) => kin.length),
    [1, 1],
  )
  await judge(c, b, 'relatives')
  assert.equal(getPerson(records, c).kin.length, 0)
  await assert.rejects(judge(b, c, 'same'), { code: 'INVALID', message: /relative/u })
})

test('R52 R53 H3 concurrent decisions about pairs end the same in every order, cycles too', async (t) => {
  const { registry } = await testRecords(t)
  const person = fc.constantFrom('person-a', 'person-b', 'person-c', 'person-d')
  const device = fc.constantFrom('x', 'y', 'z')
  const verdict = fc.constantFrom<PairVerdict>('same', 'same', 'same', 'parted', 'distinct', 'relatives', 'unsure')
  const stepOf = fc.record({
    log: device,
    merges: fc.array(device, { maxLength: 2 }),
    one: person,
    other: person,
    verdict,
  })
  const names = [{ field: 'name' as const, id: 'name-1', value: { text: 'A', kind: 'full', script: 'Latn' } }]
  let joinedOnce = 0
  const end = (order: ReturnType<typeof entriesOf<{ log: string; merges: string[]; change: Change }>>): unknown[] => {
    registry.exec('DELETE FROM person; DELETE FROM person_value; DELETE FROM pair_decision; DELETE FROM joined')
    for (const { entry, step } of order) inTransaction(registry, foldRegistry(registry, entry, [step.change]))
    const joined = registry.prepare(joinedRows).all()
    joinedOnce += joined.length
    return [joined, registry.prepare('SELECT * FROM pair_decision ORDER BY pair, log, position').all()]
  }
  type Change = Parameters<typeof foldRegistry>[2][number]
  fc.assert(
    fc.property(fc.array(stepOf, { maxLength: 10 }), fc.integer(), (steps, shuffle) => {
      const registrations = ['person-a', 'person-b', 'person-c', 'person-d'].map((id) => ({
        log: id,
        merges: [],
        change: { type: 'person.registered' as const, person: id, values: names },
      }))
      const decisions = steps
        .filter(({ one, other }) => one !== other)
        .map(({ log, merges, one, other, verdict: said }) => ({ log, merges, change: pairChange(one, other, said) }))
      const entries = entriesOf<{ log: string; merges: string[]; change: Change }>([...registrations, ...decisions])
      assert.deepEqual(end(anotherOrder(entries, shuffle)), end(entries))
    }),
    { numRuns: 150 },
  )
  assert.ok(joinedOnce > 100, `${joinedOnce} joined rows were looked at`)
})

test('H3 R53 a join that another device takes back meanwhile joins nobody, and shows as disputed', async (t) => {
  const records = await testRecords(t)
  const [a, b] = [await register(records, 'A'), await register(records, 'B')]
  const fold = (log: string, seen: Record<string, number>, verdict: PairVerdict): void => {
    inTransaction(
      records.registry,
      foldRegistry(records.registry, testEntry(log, 0, seen), [pairChange(a, b, verdict)]),
    )
  }
  fold('x', {}, 'same')
  assert.deepEqual(getPerson(records, a).joined, [b])
  fold('y', {}, 'parted')
  assert.deepEqual([pairOf(records.registry, a, b).state, getPerson(records, a).joined], ['disputed', []])
  fold('z', { x: 1, y: 1 }, 'same')
  assert.deepEqual([pairOf(records.registry, a, b).state, getPerson(records, a).joined], ['same', [b]])
})

test('R54 H7 of joined records the stricter consent holds, and a new one is written into each', async (t) => {
  const records = await testRecords(t)
  const [a, b] = [await register(records, 'A'), await register(records, 'B')]
  const about = { givenBy: 'her mother', purposes: ['tracing' as const], recipients: [] }
  const asked = { purpose: 'tracing', recipient: 'A partner', today: '2026-05-04' } as const
  const allowed = (person: string): string[] => discloseOf(records, person, asked).allowed.map(({ scope }) => scope)
  await giveConsent(records, a, { ...about, scopes: ['names', 'photos'] })
  const onB = await giveConsent(records, b, { ...about, scopes: ['names'] })
  await judgePair(records, { one: a, other: b, verdict: 'same' })
  assert.deepEqual([allowed(a), allowed(b)], [['names', 'photos'], ['names']])
  await withdrawConsent(records, onB)
  assert.deepEqual([allowed(a), allowed(b)], [['photos'], []])
  const withheld = discloseOf(records, a, asked).withheld.find(({ scope }) => scope === 'names')
  assert.equal(withheld?.reason, 'the consent was withdrawn, in another record of the same person')

  await giveConsent(records, a, { ...about, scopes: ['names', 'details'] })
  assert.deepEqual(
    [allowed(a), allowed(b)],
    [
      ['names', 'details', 'photos'],
      ['names', 'details'],
    ],
  )
  await partPerson(records, a)
  assert.deepEqual(
    [allowed(a), allowed(b)],
    [
      ['names', 'details', 'photos'],
      ['names', 'details'],
    ],
  )
})

test('R54 H7 where it is disputed whether two are one, a withdrawal of either holds for both', async (t) => {
  const records = await testRecords(t)
  const [a, b] = [await register(records, 'A'), await register(records, 'B')]
  const given = { givenBy: 'her mother', scopes: ['names' as const], purposes: ['tracing' as const], recipients: [] }
  await giveConsent(records, a, given)
  await withdrawConsent(records, await giveConsent(records, b, given))
  for (const [log, verdict] of [
    ['x', 'same'],
    ['y', 'distinct'],
  ] as const)
    inTransaction(records.registry, foldRegistry(records.registry, testEntry(log, 0, {}), [pairChange(a, b, verdict)]))
  const asked = { purpose: 'tracing', recipient: 'A partner', today: '2026-05-04' } as const
  assert.deepEqual(discloseOf(records, a, asked).allowed, [])
})

test('R55 erasing one of joined records leaves the others whole, apart from it, and nothing of the decision', async (t) => {
  const now = new Date('2026-05-04T10:00:00.000Z')
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  let records = await members.as('founder', now)
  const [a, b, c] = [
    await register(records, 'Zozan Hejar'),
    await register(records, 'Berivan Tahir'),
    await register(records, 'Dilan Omar'),
  ]
  const note = 'Notizekeveshartiye'
  await judgePair(records, { one: a, other: b, verdict: 'same', note })
  await judgePair(records, { one: b, other: c, verdict: 'same' })
  const kept = getPerson(records, a)
  const target = { person: b }
  const act = await proposeErasure(records, { target, authority: 'family', reason: 'They asked' }, now)
  await answerAct(await members.as('second', now), { act, answer: 'approved' }, now)
  records = await members.as('founder', now)
  const receipt = await erase(records, { target, authority: 'family', act }, now)
  assert.ok(receipt.gone.some(({ text }) => text === '2 decisions about two records'))
  for (const other of [a, c]) assert.ok(receipt.stays.some(({ values }) => values['person'] === other))
  const check = async (): Promise<void> => {
    assert.deepEqual(rowsOf(records, joinedRows), [])
    assert.deepEqual(rowsOf(records, 'SELECT * FROM pair_decision'), [])
    assert.deepEqual({ ...getPerson(records, a), joined: kept.joined }, kept)
    assert.deepEqual(new Set(listed(records)), new Set([a, c]))
    assert.deepEqual(await found(records, 'Berivan'), [])
    assert.deepEqual(await found(records, 'Zozan'), [a])
  }
  await check()
  await refold(records)
  await check()
})

test('R53 H3 values of joined records stay with their own record', async (t) => {
  const records = await testRecords(t)
  const [a, b] = [await register(records, 'Zozan Hejar'), await register(records, 'Zozan Hejaran')]
  await judgePair(records, { one: a, other: b, verdict: 'same' })
  await changePerson(records, a, { field: 'origin', value: 'Kanîsark' })
  assert.deepEqual(
    [a, b].map((id) => getPerson(records, id).origin.map(({ value }) => value)),
    [['Kanîsark'], ['Gundê Jor']],
  )
  assert.equal(homeOf(records).disagreeing, 0)
  assert.equal((await found(records, 'Kanisark')).length, 1)
  assert.equal((await found(records, 'Gunde Jor')).length, 1)
})
