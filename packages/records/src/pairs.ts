import type { Database } from '@homeward/vault'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { pairIdOf } from './fold-pairs.ts'
import { connectedWith, joinedWith } from './joined.ts'
import { pairChange, type PairVerdict } from './pair-changes.ts'
import { requirePerson, valueWrite } from './people.ts'
import { commit, type Records, type Write } from './records.ts'
import type { Origin } from './types.ts'

/** What people can say about two records. */
export type PairDecision = Exclude<PairVerdict, 'parted'>

/** `open`: nobody decided, or it was taken back; `disputed`: two members decided differently without knowing of each other. */
export type PairState = PairDecision | 'open' | 'disputed'

/** What was decided about two records so far. */
export interface Pair {
  id: string
  people: [string, string]
  state: PairState
  decisions: (Origin & { verdict: PairVerdict; note: string | null; isCurrent: boolean })[]
}

/** What was decided about these two records, in whatever order they are named. */
export function pairOf(db: Database, one: string, other: string): Pair {
  const id = pairIdOf(one, other)
  const rows = db
    .prepare(
      `SELECT verdict, note, log || ':' || position AS entry, at, member, current FROM pair_decision WHERE pair = ? ORDER BY at, log, position`,
    )
    .all([id]) as unknown as (Omit<Pair['decisions'][number], 'isCurrent'> & { current: number })[]
  const decisions = rows.map(({ current, ...decision }) => ({ ...decision, isCurrent: current === 1 }))
  const people: Pair['people'] = one < other ? [one, other] : [other, one]
  return { id, people, state: stateOf(decisions), decisions }
}

function stateOf(decisions: Pair['decisions']): PairState {
  const verdicts = new Set(decisions.filter(({ isCurrent }) => isCurrent).map(({ verdict }) => verdict))
  const [only = 'parted'] = verdicts
  if (verdicts.size > 1) return 'disputed'
  return only === 'parted' ? 'open' : only
}

/** All pairs about which something was decided that has one of these records in it. */
export function pairsOf(db: Database, people: readonly string[]): Pair[] {
  return db
    .prepare(
      `SELECT DISTINCT a, b FROM pair_decision WHERE a IN (SELECT value FROM json_each($people)) OR b IN (SELECT value FROM json_each($people)) ORDER BY a, b`,
    )
    .all<{ a: string; b: string }>({ people: JSON.stringify(people) })
    .map(({ a, b }) => pairOf(db, a, b))
}

/**
 * Writes down what a person decided about two records (rule R52). `relatives` also makes each of them a sibling of the other, unless they are linked already.
 * Throws `RecordsError` NOT_FOUND, and INVALID for what contradicts what was decided before: that has to be taken back first.
 */
export async function judgePair(
  records: Records,
  { one, other, verdict, note }: { one: string; other: string; verdict: PairDecision; note?: string | undefined },
): Promise<Pair> {
  const { registry: db } = records
  for (const person of [one, other]) requirePerson(records, person)
  if (one === other) throw new RecordsError('INVALID', invalidWords.say('one-record').text)
  if (verdict === 'same') requireJoinable(db, one, other)
  else if (verdict !== 'unsure') requireSeparable(db, one, other)
  const writes: Write[] = [pairWrite(one, other, verdict, note)]
  if (verdict === 'relatives' && !areLinked(db, [one], [other]))
    writes.push(
      valueWrite(records, one, {
        field: 'kin',
        value: { relation: 'sibling', person: other },
        ...(note === undefined || note === '' ? {} : { why: note }),
      }).write,
    )
  await commit(records, writes)
  return pairOf(db, one, other)
}

function pairWrite(one: string, other: string, verdict: PairVerdict, note?: string): Write {
  return {
    compartment: 'registry',
    // It concerns two people, so its subject is neither: it is erased with either of them (rule R55).
    subject: pairIdOf(one, other),
    changes: [pairChange(one, other, verdict, note)],
  }
}

/** Two people who are each other's relatives, or of whom somebody said that they are two, are not joined before that is taken back. */
function requireJoinable(db: Database, one: string, other: string): void {
  const [left, right] = [joinedWith(db, one), joinedWith(db, other)]
  if (left.includes(other) && pairOf(db, one, other).state === 'same')
    throw new RecordsError('INVALID', invalidWords.say('joined-already').text)
  if (areLinked(db, left, right)) throw new RecordsError('INVALID', invalidWords.say('named-relative').text)
  const own = pairIdOf(one, other)
  const apart = pairsOf(db, left).find(
    ({ id, people, state }) =>
      id !== own &&
      (state === 'distinct' || state === 'relatives') &&
      people.some((person) => right.includes(person)) &&
      people.some((person) => left.includes(person)),
  )
  if (apart !== undefined)
    throw new RecordsError(
      'INVALID',
      `The records ${apart.people.join(' and ')} would be joined with this, and somebody decided that they are not the same person. Decide about these two first.`,
    )
}

/** Two records that others join are not two people's before the others are taken out. */
function requireSeparable(db: Database, one: string, other: string): void {
  const [a, b] = one < other ? [one, other] : [other, one]
  if (connectedWith(db, one, 'certain', { a, b }).has(other))
    throw new RecordsError('INVALID', invalidWords.say('joined-through').text)
}

/** Whether somebody of the first is named as a relative, by page, by somebody of the second, or the other way round. */
function areLinked(db: Database, left: readonly string[], right: readonly string[]): boolean {
  const row = db
    .prepare(
      `SELECT 1 FROM kin_link WHERE (person IN (SELECT value FROM json_each($left)) AND other IN (SELECT value FROM json_each($right)))
       OR (person IN (SELECT value FROM json_each($right)) AND other IN (SELECT value FROM json_each($left)))`,
    )
    .get({ left: JSON.stringify(left), right: JSON.stringify(right) })
  return row !== undefined
}

/**
 * Takes a record out of those that it is joined with: every pair that joins it is taken back, in one commit (rule R53). Nothing else changes.
 * Returns those that it was joined with and is not any more. Throws `RecordsError` NOT_FOUND, and INVALID for a record that is joined with none.
 */
export async function partPerson(records: Records, person: string, note?: string): Promise<string[]> {
  requirePerson(records, person)
  const { registry: db } = records
  const before = joinedWith(db, person)
  const joined = pairsOf(db, [person]).filter(({ state }) => state === 'same')
  if (joined.length === 0) throw new RecordsError('INVALID', invalidWords.say('joined-with-none').text)
  await commit(
    records,
    joined.map(({ people }) => pairWrite(people[0], people[1], 'parted', note)),
  )
  const after = new Set(joinedWith(records.registry, person))
  return before.filter((one) => !after.has(one))
}
