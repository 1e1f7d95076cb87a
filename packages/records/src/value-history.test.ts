import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { OpenedEntry } from '@homeward/vault'
import type { RecordChange } from './changes.ts'
import { inTransaction } from './column.ts'
import { foldRegistry } from './fold-registry.ts'
import { homeOf } from './home.ts'
import { changePerson, getPerson, registerPerson } from './people.ts'
import { refold, type Records } from './records.ts'
import { testRecords } from './test-records.ts'
import { bringBack, historyOf, reconcile } from './value-history.ts'

const person = (records: Records): Promise<string> =>
  registerPerson(records, { names: [{ text: 'Dilan Omar', kind: 'full' }], origin: 'Gundê Jor' })
const mother = { by: 'her mother' }
const list = { by: 'the list of the school' }

/** What the history of the origin says, step by step. */
const steps = (records: Records, id: string) =>
  historyOf(records, id, { field: 'origin' }).map(({ did, value, isCurrent, why }) => [did, value, isCurrent, why])

test('R33 the history keeps every value and every taking back, in order, with who and why', async (t) => {
  const records = await testRecords(t)
  const id = await person(records)
  await changePerson(records, id, { field: 'origin', value: 'Gundê Jêr', said: mother, why: 'misheard' })
  await changePerson(records, id, { field: 'origin', value: null, why: 'of her sister' })
  const expected = [
    ['said', 'Gundê Jor', false, undefined],
    ['said', 'Gundê Jêr', false, 'misheard'],
    ['taken-back', null, false, 'of her sister'],
  ]
  assert.deepEqual(steps(records, id), expected)
  assert.deepEqual(historyOf(records, id, { field: 'origin' })[1]?.said, mother)
  assert.ok(historyOf(records, id).every(({ member }) => member === records.vault.member.id))
  await refold(records)
  assert.deepEqual(steps(records, id), expected)
})

test('H3 R34 a value said beside another disagrees until somebody chooses one with a reason', async (t) => {
  const records = await testRecords(t)
  const id = await person(records)
  await changePerson(records, id, { field: 'origin', value: 'Gundê Jêr', said: mother, replaces: [] })
  assert.deepEqual([getPerson(records, id).origin.length, homeOf(records).disagreeing], [2, 1])
  await assert.rejects(changePerson(records, id, { field: 'origin', value: 'a third' }), { code: 'INVALID' })
  const chosen = getPerson(records, id).origin[1]!
  await reconcile(records, id, { field: 'origin', entry: chosen.entry, why: 'her mother was there' })
  const [origin, ...others] = getPerson(records, id).origin
  assert.deepEqual(others, [])
  assert.deepEqual([origin?.value, origin?.said, origin?.why], ['Gundê Jêr', mother, 'her mother was there'])
  assert.equal(origin?.chosen, chosen.entry)
  assert.equal(homeOf(records).disagreeing, 0)
  assert.deepEqual(
    steps(records, id).map(([did, , isCurrent]) => [did, isCurrent]),
    [
      ['said', false],
      ['said', false],
      ['chosen', true],
    ],
  )
  const again = reconcile(records, id, { field: 'origin', entry: origin.entry, why: 'x' })
  await assert.rejects(again, { code: 'INVALID' })
})

test('R34 what was not chosen can be brought back, and then stands beside', async (t) => {
  const records = await testRecords(t)
  const id = await person(records)
  const first = getPerson(records, id).origin[0]!.entry
  await changePerson(records, id, { field: 'origin', value: 'Gundê Jêr', said: list })
  await bringBack(records, id, { field: 'origin', entry: first, why: 'said again' })
  assert.deepEqual(
    getPerson(records, id).origin.map(({ value, said }) => [value, said]),
    [
      ['Gundê Jêr', list],
      ['Gundê Jor', undefined],
    ],
  )
  await assert.rejects(bringBack(records, id, { field: 'origin', entry: first }), { code: 'INVALID' })
})

test('R34 one of two values is corrected or taken back without the other', async (t) => {
  const records = await testRecords(t)
  const id = await person(records)
  await changePerson(records, id, { field: 'origin', value: 'Gundê Jêr', said: mother, replaces: [] })
  const [, second] = getPerson(records, id).origin
  await changePerson(records, id, { field: 'origin', value: 'Gundê Nû', said: mother, replaces: [second!.entry] })
  const values = () => getPerson(records, id).origin.map(({ value }) => value)
  assert.deepEqual(values(), ['Gundê Jor', 'Gundê Nû'])
  const third = getPerson(records, id).origin[1]!.entry
  await changePerson(records, id, { field: 'origin', value: null, replaces: [third] })
  assert.deepEqual(values(), ['Gundê Jor'])
})

const log = (letter: string): string => letter.repeat(64)
const entry = (from: string, index: number, seen: Record<string, number>): OpenedEntry => ({
  log: log(from),
  index,
  seen: Object.fromEntries(Object.entries(seen).map(([letter, size]) => [log(letter), size])),
  at: '2026-01-01T00:00:00.000Z',
  changes: [],
  compartment: 'registry',
  member: from,
  device: from,
  isErased: false,
})

const originSaid = (value: string): RecordChange => ({
  type: 'person.changed',
  person: 'person-a',
  values: [{ field: 'origin', value }],
})

test('H3 R34 a value that another device wrote meanwhile stands beside the chosen one', async (t) => {
  const { registry } = await testRecords(t)
  const fold = (from: OpenedEntry, change: RecordChange): void => {
    inTransaction(registry, foldRegistry(registry, from, [change]))
  }
  fold(entry('a', 0, {}), originSaid('one'))
  fold(entry('b', 0, {}), originSaid('two'))
  fold(entry('c', 0, { a: 1 }), originSaid('three'))
  fold(entry('b', 1, { a: 1 }), {
    type: 'person.reconciled',
    person: 'person-a',
    field: 'origin',
    value: 'one',
    chosen: `${log('a')}:0`,
    why: 'seen in the papers',
  })
  const current = registry.prepare("SELECT value FROM person_value WHERE person = 'person-a' ORDER BY log", {
    pluck: true,
  })
  assert.deepEqual(current.all(), ['"one"', '"three"'])
})

test('H3 R2 R33 no order in which concurrent entries are folded changes what stands and what is past', async (t) => {
  const { registry } = await testRecords(t)
  const device = fc.constantFrom('a', 'b', 'c')
  const rows = (order: { from: OpenedEntry; change: RecordChange }[]): unknown[] => {
    registry.exec('DELETE FROM person_value; DELETE FROM past_value; DELETE FROM value_note; DELETE FROM kin_link')
    for (const { from, change } of order) inTransaction(registry, foldRegistry(registry, from, [change]))
    return ['person_value', 'past_value', 'value_note'].map((table) =>
      registry.prepare(`SELECT * FROM ${table} ORDER BY log, position`).all(),
    )
  }
  const step = fc.record({
    from: device,
    merges: fc.boolean(),
    kind: fc.constantFrom('said', 'beside', 'chosen', 'taken-back'),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (given) => {
      const sizes: Record<string, number> = { a: 0, b: 0, c: 0 }
      const seen: Record<string, Record<string, number>> = { a: {}, b: {}, c: {} }
      const made = given.map(({ from, merges, kind }) => {
        if (merges) seen[from] = { ...sizes }
        const at = entry(from, sizes[from] ?? 0, seen[from] ?? {})
        sizes[from] = at.index + 1
        return { from: at, change: changeOf(kind, `${from}${at.index}`) }
      })
      assert.deepEqual(rows(byLog(made)), rows(made))
    }),
    { numRuns: 60 },
  )
})

function changeOf(kind: 'said' | 'beside' | 'chosen' | 'taken-back', value: string): RecordChange {
  const about = { person: 'person-a', field: 'origin' as const }
  if (kind === 'chosen') return { type: 'person.reconciled', ...about, value, chosen: `${log('a')}:0`, why: 'a reason' }
  const one = { field: about.field, value: kind === 'taken-back' ? null : value, said: { by: 'somebody' } }
  return { type: 'person.changed', person: about.person, values: [kind === 'beside' ? { ...one, replaces: [] } : one] }
}

/** Another order in which every entry still comes after those that it had seen: of those that may come, the last log first. */
function byLog<T extends { from: OpenedEntry }>(entries: T[]): T[] {
  const left = [...entries]
  const order: T[] = []
  while (left.length > 0) {
    const ready = left.filter(({ from }) => left.every(({ from: other }) => other === from || !precedes(other, from)))
    const chosen = ready.toSorted((a, b) => (a.from.log < b.from.log ? 1 : -1))[0] as T
    left.splice(left.indexOf(chosen), 1)
    order.push(chosen)
  }
  return order
}

function precedes(earlier: OpenedEntry, later: OpenedEntry): boolean {
  return earlier.log === later.log ? earlier.index < later.index : earlier.index < (later.seen[earlier.log] ?? 0)
}
