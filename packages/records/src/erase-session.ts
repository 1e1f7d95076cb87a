import type { Database } from '@homeward/vault'
import { isCompleted } from './completed-answers.ts'
import { RecordsError } from './errors.ts'
import type { Records } from './records.ts'
import { readSessionSubject, sessionSubject } from './session-subjects.ts'
import type { ErasurePlan } from './act-types.ts'

/** What an erasure destroys of sessions and albums. */
interface Doomed {
  subjects: ErasurePlan['subjects']
  blobs: ErasurePlan['blobs']
  /** Answers, and the words and recordings that belong to them. */
  answers: number
  files: number
}

interface Rows {
  session: string
  person: string | null
}

/** What erasing a whole session destroys. Throws `RecordsError` NOT_FOUND. */
export function sessionScope({ registry }: Records, session: string): Doomed & { pictures: number } {
  const people = registry
    .prepare('SELECT DISTINCT session, person FROM session_event WHERE session = ? ORDER BY person')
    .all([session]) as unknown as Rows[]
  const isKnown = registry.prepare('SELECT 1 FROM session_received WHERE session = ?').get([session]) !== undefined
  if (!isKnown) throw new RecordsError('NOT_FOUND', 'There is no such session.')
  const count = (kind: string): number =>
    registry
      .prepare(`SELECT count(*) AS n FROM session_event AS given WHERE session = ? AND kind = ? AND NOT ${isCompleted}`)
      .get<{ n: number }>([session, kind])?.n ?? 0
  const files = registry
    .prepare('SELECT blob FROM session_file WHERE session = ?')
    .all<{ blob: string }>([session])
    .map(({ blob }) => ({ compartment: 'testimony' as const, blob }))
  const subjects = new Set([
    sessionSubject(session),
    ...people.map(({ person }) => sessionSubject(session, person ?? undefined)),
  ])
  return {
    subjects: [...subjects].map((subject) => ({ compartment: 'registry' as const, subject })),
    blobs: files,
    answers: count('answered'),
    pictures: count('shown'),
    files: files.length,
  }
}

/** What erasing the statements about a person destroys of the answers that were given about them. */
export function answersAbout({ registry }: Records, person: string): Doomed {
  const sessions = registry
    .prepare('SELECT session FROM session_event WHERE person = ? GROUP BY session ORDER BY session')
    .all<{ session: string }>([person])
  const files = registry.prepare('SELECT blob FROM session_file WHERE person = ?').all<{ blob: string }>([person])
  const answers = registry
    .prepare(
      `SELECT count(*) AS n FROM session_event AS given WHERE person = ? AND kind = 'answered' AND NOT ${isCompleted}`,
    )
    .get<{ n: number }>([person])
  return {
    subjects: sessions.map(({ session }) => ({
      compartment: 'registry' as const,
      subject: sessionSubject(session, person),
    })),
    blobs: files.map(({ blob }) => ({ compartment: 'testimony' as const, blob })),
    answers: answers?.n ?? 0,
    files: files.length,
  }
}

/** The sealed pictures of somebody in albums. */
export function albumPicturesOf({ registry }: Records, person: string): string[] {
  return registry
    .prepare('SELECT blob FROM album_picture WHERE person = ?')
    .all<{ blob: string }>([person])
    .map(({ blob }) => blob)
}

/** Removes the rows of an erased session, or of its answers about one person. False for a subject that is none. */
export function eraseSessionRows(db: Database, subject: string): boolean {
  const about = readSessionSubject(subject)
  if (about === null) return false
  const { session, person } = about
  const tables = ['session_event', 'session_file']
  if (person === null) {
    for (const table of tables) db.prepare(`DELETE FROM ${table} WHERE session = ? AND person IS NULL`).run([session])
    for (const table of ['session_received', 'session_fork', 'session_sealed'])
      db.prepare(`DELETE FROM ${table} WHERE session = ?`).run([session])
    return true
  }
  for (const table of [...tables, 'statement'])
    db.prepare(`DELETE FROM ${table} WHERE session = ? AND person = ?`).run([session, person])
  return true
}

/** Whether a session was erased: a phone that still holds it must not bring it back. */
export function isSessionErased({ vault }: Records, session: string): boolean {
  const subject = sessionSubject(session)
  return vault.erasures().some(({ subjects }) => subjects.some((one) => one.subject === subject))
}
