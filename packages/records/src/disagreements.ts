import type { Database } from '@homeward/vault'
import { isWaiting } from './challenge-rows.ts'
import { isHead } from './joined.ts'
import type { PeoplePage } from './types.ts'

/** The records some field of which has two current values that differ (H3). The same value said twice is no disagreement. */
const disagreeing = 'SELECT person FROM person_value GROUP BY person, field, id HAVING min(value) <> max(value)'

/** A condition on the table `person`: the record stands for a person of whom one of the records is among those. */
function standsFor(records: string): string {
  return `${isHead} AND person.id IN (SELECT coalesce(joined.head, one.person) FROM (${records}) one LEFT JOIN joined ON joined.person = one.person)`
}

/** The condition on the table `person` behind each choice of whom to list. */
export const conditionOf: Readonly<Record<NonNullable<PeoplePage['only']>, string>> = {
  disagreeing: standsFor(disagreeing),
  challenged: standsFor(`SELECT person FROM challenge WHERE ${isWaiting}`),
}

/** How many people have values that disagree. Reads every value once. */
export function disagreeingCount(db: Database): number {
  return (db.prepare(`SELECT count(*) AS n FROM person WHERE ${conditionOf.disagreeing}`).get() as { n: number }).n
}
