import type { Database } from '@homeward/vault'

/** What the index keeps of a sealed session: that something was answered, and not where, when or in which words (rule R99). */

/** To which team a session is sealed; null when it is not. */
export function sealedTo(db: Database, session: string): string | null {
  return db.prepare('SELECT team FROM session_sealed WHERE session = ?').get<{ team: string }>([session])?.team ?? null
}

const stripEvents = `UPDATE session_event SET bytes = '', signature = '',
  what = json_object('type', kind, 'picture', picture, 'answer', json_extract(what, '$.answer'))
  WHERE kind = 'answered' AND bytes <> '' AND session = ?`
const stripStatements = 'UPDATE statement SET date = NULL, place = NULL, located = NULL WHERE session = ?'

/** Takes out of the rows of a session what was said in it: when it is sealed. */
export function stripSession(db: Database, session: string): void {
  db.prepare(stripEvents).run([session])
  db.prepare(stripStatements).run([session])
}

/** Takes it out of an event that came in when its session was sealed, so that the rows are the same in whatever order entries came. */
export function stripEvent(db: Database, { session, seq }: { session: string; seq: number }): void {
  if (sealedTo(db, session) !== null) db.prepare(`${stripEvents} AND seq = ?`).run([session, seq])
}

/** Takes place and time out of a statement that an answer of a sealed session made. */
export function stripStatement(db: Database, { session, statement }: { session?: string; statement: string }): void {
  if (session !== undefined && sealedTo(db, session) !== null)
    db.prepare(`${stripStatements} AND id = ?`).run([session, statement])
}
