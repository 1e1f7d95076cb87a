import type { Database, OpenedEntry } from '@homeward/vault'
import type { ChangeOf, RecordChange } from './changes.ts'
import { hadSeen, refOf } from './refs.ts'
import { partOfChallenge } from './subjects.ts'

type ChallengeChange = ChangeOf<'challenge.made'> | ChangeOf<'challenge.answered'>

/** Whether a change is part of a challenge. */
export function isChallengeChange(change: RecordChange): change is ChallengeChange {
  return change.type === 'challenge.made' || change.type === 'challenge.answered'
}

/** Writes what a challenge or an answer means. An answer stands for those that its device had seen (as R2); others stay beside it. */
export function foldChallenge(db: Database, entry: OpenedEntry, change: ChallengeChange): void {
  if (change.type === 'challenge.made') {
    db.prepare(
      'INSERT OR IGNORE INTO challenge (id, person, part, field, value_id, about, by_whom, capacity, text, date, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ).run([
      change.challenge,
      change.person,
      partOfChallenge(change.field),
      change.field ?? null,
      change.id ?? null,
      change.about ?? null,
      change.by,
      change.capacity,
      change.text,
      change.date ?? null,
      refOf(entry),
      entry.at,
      entry.member,
    ])
    return
  }
  const current = db
    .prepare('SELECT log, position FROM challenge_answer WHERE challenge = ? AND current = 1')
    .all<{ log: string; position: number }>([change.challenge])
  for (const { log, position } of current)
    if (hadSeen(entry, log, position))
      db.prepare('UPDATE challenge_answer SET current = 0 WHERE challenge = ? AND log = ? AND position = ?').run([
        change.challenge,
        log,
        position,
      ])
  db.prepare(
    'INSERT OR REPLACE INTO challenge_answer (challenge, outcome, why, log, position, at, member, current) VALUES (?, ?, ?, ?, ?, ?, ?, 1)',
  ).run([change.challenge, change.outcome, change.why, entry.log, entry.index, entry.at, entry.member])
}
