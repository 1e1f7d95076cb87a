import type { Database } from '@homeward/vault'
import { touchPerson } from './people-finders.ts'

/*
 * [Note: One person in several records] Records are joined by decisions about pairs. A pair counts as joined while every decision about it that stands says so;
 * people are joined who are connected by such pairs. That is a matter of the set of decisions and of registered records alone, so it comes out the
 * same wherever and in whatever order they are folded (rule R53). The table `joined` holds it for lists: the head is the smallest id.
 */

/** A condition on the table `person`: the record stands for the person in lists, alone or for those joined with it. */
export const isHead = 'NOT EXISTS (SELECT 1 FROM joined WHERE joined.person = person.id AND joined.head <> person.id)'

/** A condition on the table `person`: the record stands for a person of whom one of the records is among those. */
export function standsFor(records: string): string {
  return `${isHead} AND person.id IN (SELECT coalesce(joined.head, one.person) FROM (${records}) one LEFT JOIN joined ON joined.person = one.person)`
}

/** The record that stands for this one in lists. */
export function headOf(db: Database, person: string): string {
  return db.prepare('SELECT head FROM joined WHERE person = ?').get<{ head: string }>([person])?.head ?? person
}

/** All records of the same person, this one too, in the order in which they were registered. */
export function joinedWith(db: Database, person: string): string[] {
  const rows = db
    .prepare(
      'SELECT j.person AS id FROM joined j JOIN person p ON p.id = j.person WHERE j.head = ? ORDER BY p.at, p.id',
    )
    .all<{ id: string }>([headOf(db, person)])
  return rows.length === 0 ? [person] : rows.map(({ id }) => id)
}

const sidesOf = `SELECT CASE WHEN a = $person THEN b ELSE a END AS other FROM pair_decision d
  WHERE current = 1 AND (a = $person OR b = $person)
  AND EXISTS (SELECT 1 FROM person WHERE id = CASE WHEN d.a = $person THEN d.b ELSE d.a END) GROUP BY pair`
const joining = {
  certain: `HAVING min(verdict) = 'same' AND max(verdict) = 'same'`,
  possible: `HAVING max(verdict = 'same') = 1`,
}

/** Who is connected with a person by joined pairs, the person too; `possible` counts pairs of which only some say that they are one. */
export function connectedWith(
  db: Database,
  person: string,
  how: keyof typeof joining = 'certain',
  without?: { a: string; b: string },
): Set<string> {
  const neighbours = db.prepare(`${sidesOf} ${joining[how]}`)
  const found = new Set([person])
  // A set that is added to while it is walked is walked to its new end.
  for (const one of found)
    for (const { other } of neighbours.all<{ other: string }>({ person: one })) {
      const isLeftOut = without !== undefined && [one, other].includes(without.a) && [one, other].includes(without.b)
      if (!isLeftOut) found.add(other)
    }
  return found
}

/** Finds anew who is joined with these records and those that were joined with them. Must run inside the transaction of the fold. */
export function rejoin(db: Database, persons: readonly string[]): void {
  const affected = new Set(persons.flatMap((person) => [person, ...membersOf(db, headOf(db, person))]))
  const remove = db.prepare('DELETE FROM joined WHERE person = ?')
  const insert = db.prepare('INSERT INTO joined (person, head) VALUES (?, ?)')
  const isRegistered = db.prepare('SELECT 1 FROM person WHERE id = ?')
  const done = new Set<string>()
  for (const person of affected) {
    if (done.has(person)) continue
    const component = isRegistered.get([person]) === undefined ? new Set([person]) : connectedWith(db, person)
    const [head = person] = [...component].toSorted((a, b) => (a < b ? -1 : 1))
    for (const one of component) {
      done.add(one)
      remove.run([one])
      if (component.size > 1) insert.run([one, head])
      touchPerson(db, one)
    }
  }
}

function membersOf(db: Database, head: string): string[] {
  return db
    .prepare('SELECT person FROM joined WHERE head = ?')
    .all<{ person: string }>([head])
    .map(({ person }) => person)
}
