import type { Database, OpenedEntry } from '@homeward/vault'
import type { ChangeOf } from './changes.ts'
import { toColumn } from './column.ts'

/*
 * What the index keeps beside the current values of people: who said them, what was replaced or taken back (rule R33), and whose
 * pages relatives lead to. All of it is written by the fold, inside its transaction.
 */

/** A current value, as its row has it. */
interface CurrentRow {
  person: string
  field: string
  id: string
  value: string
  log: string
  position: number
  ordinal: number
  at: string
  member: string
}
type Given = ChangeOf<'person.changed'>['values'][number] & { chosen?: string }

/** The current values of one field of a person, or of one of its ids. */
export function currentRows(db: Database, person: string, field: string, id: string): CurrentRow[] {
  return db
    .prepare(
      'SELECT person, field, id, value, log, position, ordinal, at, member FROM person_value WHERE person = ? AND field = ? AND id = ?',
    )
    .all([person, field, id]) as unknown as CurrentRow[]
}

/**
 * Moves a current value to the past ones. The row was read before and is written again, because INSERT … SELECT keeps a
 * journal of its own for each statement, which took ten times as long.
 */
export function movePast(db: Database, row: CurrentRow): void {
  const { person, field, id, log, position } = row
  db.prepare(
    'INSERT OR REPLACE INTO past_value (person, field, id, value, log, position, ordinal, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([person, field, id, row.value, log, position, row.ordinal, row.at, row.member])
  db.prepare('DELETE FROM person_value WHERE person = ? AND field = ? AND id = ? AND log = ? AND position = ?').run([
    person,
    field,
    id,
    log,
    position,
  ])
  if (field === 'kin')
    db.prepare('DELETE FROM kin_link WHERE person = ? AND id = ? AND log = ? AND position = ?').run([
      person,
      id,
      log,
      position,
    ])
}

/** Keeps that somebody took a value back, in the order of the entry. */
export function noteTakenBack(
  db: Database,
  entry: OpenedEntry,
  { person, field, id, ordinal }: { person: string; field: string; id: string; ordinal: number },
): void {
  db.prepare(
    'INSERT OR REPLACE INTO past_value (person, field, id, value, log, position, ordinal, at, member) VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?)',
  ).run([person, field, id, entry.log, entry.index, ordinal, entry.at, entry.member])
}

/** Keeps who says a value, why it was entered, which one it was chosen from and which place it means, where any of that is known. */
export function noteValue(db: Database, entry: OpenedEntry, person: string, given: Given): void {
  const { field, id = '', said, why, chosen, located } = given
  if (said === undefined && why === undefined && chosen === undefined && located === undefined) return
  db.prepare(
    'INSERT OR REPLACE INTO value_note (person, field, id, log, position, said, why, chosen, located) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    person,
    field,
    id,
    entry.log,
    entry.index,
    said === undefined ? null : toColumn(said),
    why ?? null,
    chosen ?? null,
    located === undefined ? null : toColumn(located),
  ])
}

/** Keeps whose page a relative leads to. */
export function linkKin(
  db: Database,
  entry: OpenedEntry,
  { person, id, value }: { person: string; id: string; value: Given['value'] },
): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return
  const { person: other } = value
  if (typeof other === 'string')
    db.prepare('INSERT OR REPLACE INTO kin_link (other, person, id, log, position) VALUES (?, ?, ?, ?, ?)').run([
      other,
      person,
      id,
      entry.log,
      entry.index,
    ])
}
