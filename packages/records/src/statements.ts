import type { Database } from '@homeward/vault'
import type { ChangeOf } from './changes.ts'
import { fromColumn } from './column.ts'
import { isSaidLater } from './completed-answers.ts'
import { newId } from './ids.ts'
import { requirePerson } from './people.ts'
import { commit, type Records } from './records.ts'
import { personSubject } from './subjects.ts'
import { locate, type PlaceChoice } from './located.ts'
import type { Located, Statement } from './types.ts'

/** A claim to be written down: who says it and what. */
export type NewStatement = Omit<ChangeOf<'statement.made'>, 'type' | 'statement' | 'person' | 'located'> & {
  located?: PlaceChoice
}

/** Writes down a claim about a person and returns its id. Throws `RecordsError` NOT_FOUND or INVALID. */
export async function makeStatement(records: Records, person: string, statement: NewStatement): Promise<string> {
  requirePerson(records, person)
  const id = newId('statement')
  const { located, ...said } = statement
  await commit(records, [
    {
      compartment: 'registry',
      subject: personSubject(person, 'statements'),
      changes: [{ type: 'statement.made', statement: id, person, ...said, ...locate(located) }],
    },
  ])
  return id
}

/** All claims about one person, in the order in which they were written down; an answer of a session is one (rule R116). */
export function statementsOf(db: Database, person: string): Statement[] {
  const rows = db
    .prepare(
      `SELECT id, person, kind, text, by_whom AS "by", date, place, located, lead, item, answer, session, seq, entry, at, member FROM statement WHERE person = ? AND NOT ${isSaidLater} ORDER BY at, id`,
    )
    .all([person]) as unknown as (Omit<Statement, 'located'> &
    Record<'date' | 'place' | 'located' | 'lead' | 'item' | 'session', string | null>)[]
  return rows.map(({ located, ...row }) => {
    const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Statement
    return located === null ? known : { ...known, located: fromColumn<Located>(located) }
  })
}
