import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpenedEntry } from '@homeward/vault'
import { answerChallenge, challenge } from './challenges.ts'
import { inTransaction } from './column.ts'
import { foldRegistry } from './fold-registry.ts'
import { homeOf } from './home.ts'
import { changePerson, getPerson, registerPerson } from './people.ts'
import { listPeople } from './people-lists.ts'
import { refold, type Records } from './records.ts'
import { testRecords } from './test-records.ts'

const register = (records: Records): Promise<string> =>
  registerPerson(records, { names: [{ text: 'Dilan Omar', kind: 'full' }], origin: 'Gundê Jor' })
const stateOf = (records: Records, person: string): string[] =>
  getPerson(records, person).challenges.map(({ state }) => state)
const listed = (records: Records): string[] => listPeople(records, { only: 'challenged' }).people.map(({ id }) => id)

test('R37 a challenge waits until it is answered with a reason; the corrected value says who challenged', async (t) => {
  const records = await testRecords(t)
  const [person] = [await register(records), await register(records)]
  const { entry } = getPerson(records, person).origin[0]!
  const made = { by: 'Dilan, who came back', capacity: 'self', text: 'I am from Gundê Jêr', date: 'June 2024' } as const
  const id = await challenge(records, person, { field: 'origin', about: entry, ...made })
  assert.deepEqual([homeOf(records).challenges, listed(records), stateOf(records, person)], [1, [person], ['open']])
  const answer = { challenge: id, outcome: 'corrected', why: 'they know it best' } as const
  await answerChallenge(records, person, { ...answer, value: { field: 'origin', value: 'Gundê Jêr' } })
  const after = getPerson(records, person)
  assert.deepEqual(
    after.origin.map(({ value, said, why }) => [value, said, why]),
    [['Gundê Jêr', { by: made.by, date: made.date }, answer.why]],
  )
  assert.deepEqual([homeOf(records).challenges, listed(records), stateOf(records, person)], [0, [], ['corrected']])
  assert.deepEqual(after.challenges[0]?.text, made.text)
  await refold(records)
  assert.deepEqual(getPerson(records, person), after)
})

test('R37 a challenge of the whole record is kept, refused with a reason and opened again', async (t) => {
  const records = await testRecords(t)
  const person = await register(records)
  const id = await challenge(records, person, { by: 'a cousin', capacity: 'family', text: 'She is not missing' })
  const answer = (outcome: 'kept' | 'corrected' | 'reopened') =>
    answerChallenge(records, person, { challenge: id, outcome, why: 'a reason' })
  await assert.rejects(answer('reopened'), { code: 'INVALID' })
  await answer('kept')
  await answer('reopened')
  assert.deepEqual([stateOf(records, person), homeOf(records).challenges], [['open'], 1])
  assert.equal(getPerson(records, person).challenges[0]?.answers.length, 2)
  const wrong = { challenge: id, outcome: 'kept', why: 'x', value: { field: 'origin', value: 'y' } } as const
  await assert.rejects(answerChallenge(records, person, wrong), { code: 'INVALID' })
  await assert.rejects(answerChallenge(records, person, { ...wrong, challenge: 'challenge-none' }), {
    code: 'NOT_FOUND',
  })
})

test('R37 H3 a correction replaces the challenged value alone, and not what was said beside it', async (t) => {
  const records = await testRecords(t)
  const person = await register(records)
  const { entry } = getPerson(records, person).origin[0]!
  await changePerson(records, person, { field: 'origin', value: 'Gundê Nû', replaces: [] })
  const id = await challenge(records, person, {
    field: 'origin',
    about: entry,
    by: 'her sister',
    capacity: 'family',
    text: 'Gundê Jêr',
  })
  const value = { field: 'origin', value: 'Gundê Jêr' } as const
  await answerChallenge(records, person, { challenge: id, outcome: 'corrected', why: 'heard twice', value })
  const values = getPerson(records, person).origin.map((one) => one.value)
  assert.deepEqual(values.toSorted(), ['Gundê Jêr', 'Gundê Nû'])
})

test('R37 H3 two answers that did not know of each other stand side by side and wait', async (t) => {
  const records = await testRecords(t)
  const person = await register(records)
  const id = await challenge(records, person, { by: 'a cousin', capacity: 'family', text: 'She is not missing' })
  const answered = (letter: string, outcome: 'kept' | 'corrected'): void => {
    const entry: OpenedEntry = {
      log: letter.repeat(64),
      index: 0,
      seen: {},
      at: '2026-01-01T00:00:00.000Z',
      changes: [],
      compartment: 'registry',
      member: letter,
      device: letter,
      isErased: false,
    }
    const change = { type: 'challenge.answered', challenge: id, outcome, why: 'a reason' } as const
    inTransaction(records.registry, foldRegistry(records.registry, entry, [change]))
  }
  answered('a', 'kept')
  answered('b', 'corrected')
  assert.deepEqual([stateOf(records, person), homeOf(records).challenges], [['disputed'], 1])
})
