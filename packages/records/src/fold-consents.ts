import type { Database, OpenedEntry } from '@homeward/vault'
import type { ChangeOf, RecordChange } from './changes.ts'
import { toColumn } from './column.ts'
import { hadSeen, refOf } from './refs.ts'

type ConsentChange = ChangeOf<'consent.given'> | ChangeOf<'consent.withdrawn'> | ChangeOf<'consent.refused'>

/** Whether a change says what somebody allowed, took back or refused. */
export function isConsentChange(change: RecordChange): change is ConsentChange {
  return change.type === 'consent.given' || change.type === 'consent.withdrawn' || change.type === 'consent.refused'
}

/** Writes what a consent, its withdrawal or a refusal means. What stops what is judged when it is asked (rule R42). */
export function foldConsent(db: Database, entry: OpenedEntry, change: ConsentChange): void {
  if (change.type === 'consent.given') given(db, entry, change)
  else if (change.type === 'consent.refused') refused(db, entry, change)
  else
    db.prepare(
      'INSERT OR IGNORE INTO consent_withdrawal (consent, by_whom, capacity, reason, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run([
      change.consent,
      change.by ?? null,
      change.capacity ?? null,
      change.reason ?? null,
      refOf(entry),
      entry.at,
      entry.member,
    ])
}

function given(db: Database, entry: OpenedEntry, change: ChangeOf<'consent.given'>): void {
  db.prepare(
    'INSERT OR IGNORE INTO consent (id, person, given_by, capacity, text, scopes, purposes, recipients, until, note, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    change.consent,
    change.person,
    change.givenBy,
    change.capacity ?? null,
    change.text === undefined ? null : toColumn(change.text),
    toColumn(change.scopes),
    toColumn(change.purposes),
    toColumn(change.recipients),
    change.until ?? null,
    change.note ?? null,
    refOf(entry),
    entry.at,
    entry.member,
  ])
  const refusals = db
    .prepare('SELECT id, log, position FROM consent_refusal WHERE person = ?')
    .all<{ id: string; log: string; position: number }>([change.person])
  // What was seen is folded before what saw it, so a refusal that is not here yet was not seen.
  for (const { id, log, position } of refusals)
    if (hadSeen(entry, log, position))
      db.prepare('INSERT OR IGNORE INTO refusal_seen (consent, refusal) VALUES (?, ?)').run([change.consent, id])
}

function refused(db: Database, entry: OpenedEntry, change: ChangeOf<'consent.refused'>): void {
  db.prepare(
    'INSERT OR IGNORE INTO consent_refusal (id, person, given_by, capacity, purposes, text, note, log, position, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    change.refusal,
    change.person,
    change.givenBy,
    change.capacity,
    toColumn(change.purposes),
    change.text === undefined ? null : toColumn(change.text),
    change.note ?? null,
    entry.log,
    entry.index,
    entry.at,
    entry.member,
  ])
}
