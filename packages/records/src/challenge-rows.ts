import type { Database } from '@homeward/vault'
import type { Challenge, ChallengeState, Origin } from './types.ts'

const answersOf = 'FROM challenge_answer a WHERE a.challenge = challenge.id AND a.current = 1'

/** A condition on the table `challenge`: nobody answered it, it was opened again, or two answers differ. */
export const isWaiting = `(SELECT count(DISTINCT a.outcome) <> 1 OR min(a.outcome) = 'reopened' ${answersOf})`

/** All challenges about one person, in the order in which they were written down. */
export function challengesOf(db: Database, person: string): Challenge[] {
  const rows = db
    .prepare(
      'SELECT id, person, field, value_id AS valueId, about, by_whom AS "by", capacity, text, date, entry, at, member FROM challenge WHERE person = ? ORDER BY at, id',
    )
    .all([person]) as unknown as Omit<Challenge, 'state' | 'answers'>[]
  return rows.map((row) => {
    const answers = answersTo(db, row.id)
    const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as typeof row
    return { ...known, state: stateOf(answers), answers }
  })
}

function answersTo(db: Database, challenge: string): Challenge['answers'] {
  const rows = db
    .prepare(
      `SELECT outcome, why, log || ':' || position AS entry, at, member, current FROM challenge_answer WHERE challenge = ? ORDER BY at, log, position`,
    )
    .all([challenge]) as unknown as (Origin &
    Pick<Challenge['answers'][number], 'outcome' | 'why'> & { current: number })[]
  return rows.map(({ current, ...answer }) => ({ ...answer, isCurrent: current === 1 }))
}

function stateOf(answers: Challenge['answers']): ChallengeState {
  const outcomes = new Set(answers.filter(({ isCurrent }) => isCurrent).map(({ outcome }) => outcome))
  const [only = 'reopened'] = outcomes
  if (outcomes.size > 1) return 'disputed'
  return only === 'reopened' ? 'open' : only
}
