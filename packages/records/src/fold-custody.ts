import type { Database, OpenedEntry } from '@homeward/vault'
import type { ChangeOf } from './changes.ts'
import { refOf } from './refs.ts'

/**
 * Keeps what a member's own program noted about what they read, whatever their role (rule CU1): an entry says it of whoever
 * writes that log and of nobody else. Must run inside a transaction.
 */
export function foldCustody(db: Database, entry: OpenedEntry, { events }: ChangeOf<'custody.noted'>): void {
  const ref = refOf(entry)
  const insert = db.prepare(
    'INSERT OR IGNORE INTO custody (entry, ordinal, did, kind, object, text, at, last, times, member) VALUES (?, (SELECT count(*) FROM custody WHERE entry = ?), ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const { did, of, id = null, text = null, at, last, times } of events)
    insert.run([ref, ref, did, of, id, text, at, last, times, entry.member])
}
