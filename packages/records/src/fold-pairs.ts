import type { Database, OpenedEntry } from '@homeward/vault'
import { derivedId } from './ids.ts'
import { rejoin } from './joined.ts'
import { verdictOf, type PairChange } from './pair-changes.ts'
import { hadSeen } from './refs.ts'

/** The id of two records, whichever is named first: it is also the subject of what is decided about them. */
export function pairIdOf(one: string, other: string): string {
  return one < other ? derivedId('pair', one, other) : derivedId('pair', other, one)
}

/** Keeps a decision about two records. It stands for those that its device had seen (rule R2). */
export function foldPair(db: Database, entry: OpenedEntry, change: PairChange): void {
  const { a, b, note } = change
  const pair = pairIdOf(a, b)
  const current = db
    .prepare('SELECT log, position FROM pair_decision WHERE pair = ? AND current = 1')
    .all<{ log: string; position: number }>([pair])
  for (const row of current)
    if (hadSeen(entry, row.log, row.position))
      db.prepare('UPDATE pair_decision SET current = 0 WHERE pair = ? AND log = ? AND position = ?').run([
        pair,
        row.log,
        row.position,
      ])
  db.prepare(
    'INSERT OR REPLACE INTO pair_decision (pair, a, b, verdict, note, log, position, at, member, current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)',
  ).run([pair, a, b, verdictOf(change), note ?? null, entry.log, entry.index, entry.at, entry.member])
  rejoin(db, [a, b])
}

/** A record that came after the decisions about it joins those that it was joined with. */
export function joinRegistered(db: Database, person: string): void {
  if (db.prepare('SELECT 1 FROM pair_decision WHERE a = $person OR b = $person').get({ person }) !== undefined)
    rejoin(db, [person])
}

/** Removes what was decided about two records, because one of them was erased; the others fall apart where only that one joined them. */
export function erasePair(db: Database, pair: string): void {
  const rows = db
    .prepare('SELECT DISTINCT a, b FROM pair_decision WHERE pair = ?')
    .all<{ a: string; b: string }>([pair])
  db.prepare('DELETE FROM pair_decision WHERE pair = ?').run([pair])
  for (const { a, b } of rows) rejoin(db, [a, b])
}
