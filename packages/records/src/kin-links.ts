import type { Database } from '@homeward/vault'
import { fromColumn } from './column.ts'
import { searchableNames } from './person-names.ts'
import { notesOf, type ValueRow } from './person-values.ts'
import type { Keyed, Kin, KinFrom, Person } from './types.ts'

/**
 * A relative as this member may see it. Of a page that is not in an index that this member opens nothing is told: neither that it
 * is there nor its id; a relative who was named by that page alone is not shown at all (rule R35).
 */
export function openKin(db: Database, { person, ...kin }: Kin): Kin | null {
  if (person !== undefined && isOpen(db, person)) return { ...kin, person }
  return kin.name === undefined ? null : kin
}

/** The relatives of a person as this member may see them, each with whose page it leads to. */
export function linkedKin(db: Database, values: Keyed<Kin>[]): Person['kin'] {
  return values.flatMap((given) => {
    const value = openKin(db, given.value)
    if (value === null) return []
    const { person } = value
    return [{ ...given, value, ...(person === undefined ? {} : { linked: { id: person, name: nameOf(db, person) } }) }]
  })
}

/** Who names this person as a relative, in the records that this member opens (rule R35). */
export function kinFrom(db: Database, person: string): KinFrom[] {
  const rows = db
    .prepare(
      `SELECT v.person, v.value, v.log, v.position, v.at, v.member, n.said, n.why, n.chosen
       FROM kin_link k
       JOIN person_value v ON v.person = k.person AND v.field = 'kin' AND v.id = k.id AND v.log = k.log AND v.position = k.position
       LEFT JOIN value_note n ON n.person = v.person AND n.field = 'kin' AND n.id = v.id AND n.log = v.log AND n.position = v.position
       WHERE k.other = ? ORDER BY v.at, v.log, v.position, v.id`,
    )
    .all([person]) as unknown as (Omit<ValueRow, 'field' | 'id' | 'value'> & { person: string; value: string })[]
  return rows.flatMap((row) => {
    const kin = fromColumn<Kin>(row.value)
    if (kin.person !== person || !isOpen(db, row.person)) return []
    const { said } = notesOf(row)
    return [
      {
        person: row.person,
        name: nameOf(db, row.person),
        relation: kin.relation,
        entry: `${row.log}:${row.position}`,
        at: row.at,
        member: row.member,
        ...(said === undefined ? {} : { said }),
      },
    ]
  })
}

function isOpen(db: Database, person: string): boolean {
  return db.prepare('SELECT 1 FROM person WHERE id = ?').get([person]) !== undefined
}

function nameOf(db: Database, person: string): string | null {
  return searchableNames(db, person)[0] ?? null
}
