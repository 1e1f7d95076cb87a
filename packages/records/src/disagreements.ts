import type { Database } from '@homeward/vault'

/**
 * A condition on the table `person`: some field has two current values that differ (H3). The same value said twice is no
 * disagreement.
 */
export const isDisagreeing =
  'person.id IN (SELECT person FROM person_value GROUP BY person, field, id HAVING min(value) <> max(value))'

/** How many people have values that disagree. Reads every value once. */
export function disagreeingCount(db: Database): number {
  return (db.prepare(`SELECT count(*) AS n FROM person WHERE ${isDisagreeing}`).get() as { n: number }).n
}
