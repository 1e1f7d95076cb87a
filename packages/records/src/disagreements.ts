import type { Database } from '@homeward/vault'
import { isWaiting } from './challenge-rows.ts'
import { standsFor } from './joined.ts'
import type { PeoplePage } from './types.ts'

/**
 * The records some field of which has two current values that differ, or whose words are taken for different places (H3). The
 * same value said twice is no disagreement.
 */
const disagreeing = `SELECT person FROM person_value GROUP BY person, field, id HAVING min(value) <> max(value)
  UNION SELECT v.person FROM value_note n JOIN person_value v USING (person, field, id, log, position)
    WHERE n.located IS NOT NULL GROUP BY v.person, v.field, v.id HAVING min(n.located) <> max(n.located)`

/** The condition on the table `person` behind each choice of whom to list. */
export const conditionOf: Readonly<Record<NonNullable<PeoplePage['only']>, string>> = {
  disagreeing: standsFor(disagreeing),
  challenged: standsFor(`SELECT person FROM challenge WHERE ${isWaiting}`),
}

/** How many people have values that disagree. Reads every value once. */
export function disagreeingCount(db: Database): number {
  return (db.prepare(`SELECT count(*) AS n FROM person WHERE ${conditionOf.disagreeing}`).get() as { n: number }).n
}
