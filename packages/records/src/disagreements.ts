import type { Database } from '@homeward/vault'
import { isWaiting } from './challenge-rows.ts'
import type { PeoplePage } from './types.ts'

/**
 * A condition on the table `person`: some field has two current values that differ, or whose words are taken for different
 * places (H3). The same value said twice is no disagreement.
 */
const isDisagreeing = `(person.id IN (SELECT person FROM person_value GROUP BY person, field, id HAVING min(value) <> max(value))
  OR person.id IN (SELECT v.person FROM value_note n JOIN person_value v USING (person, field, id, log, position)
    WHERE n.located IS NOT NULL GROUP BY v.person, v.field, v.id HAVING min(n.located) <> max(n.located)))`

/** The condition on the table `person` behind each choice of whom to list. */
export const conditionOf: Readonly<Record<NonNullable<PeoplePage['only']>, string>> = {
  disagreeing: isDisagreeing,
  challenged: `person.id IN (SELECT person FROM challenge WHERE ${isWaiting})`,
}

/** How many people have values that disagree. Reads every value once. */
export function disagreeingCount(db: Database): number {
  return (db.prepare(`SELECT count(*) AS n FROM person WHERE ${isDisagreeing}`).get() as { n: number }).n
}
