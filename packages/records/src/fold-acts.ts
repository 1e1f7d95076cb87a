import { canonicalJson, sha256, toHex } from '@homeward/format'
import type { Database, OpenedEntry } from '@homeward/vault'
import type { ChangeOf, RecordChange } from './changes.ts'
import { toColumn } from './column.ts'
import { refOf } from './refs.ts'

type ActChange = ChangeOf<'act.proposed'> | ChangeOf<'act.answered'> | ChangeOf<'act.done'>

/** Keeps who was told of what is in quarantine. Must run inside a transaction. */
export function foldQuarantineNote(db: Database, entry: OpenedEntry, change: ChangeOf<'quarantine.noted'>): void {
  db.prepare(
    'INSERT OR IGNORE INTO quarantine_note (entry, quarantine, told, day, reference, note, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    refOf(entry),
    change.quarantine,
    change.told,
    change.day,
    change.reference ?? null,
    change.note ?? null,
    entry.at,
    entry.member,
  ])
}

/** Whether a change is about an act of two persons. */
export function isActChange(change: RecordChange): change is ActChange {
  return change.type === 'act.proposed' || change.type === 'act.answered' || change.type === 'act.done'
}

/**
 * SHA-256 in hex over the words of a proposal and its place in the log. An answer names it, so that it serves these words by
 * this member and no others, also when somebody writes another proposal with the same id (rule R18).
 */
function proposalDigest(proposed: ChangeOf<'act.proposed'>, entry: string): string {
  return toHex(sha256(canonicalJson({ entry, proposed: { ...proposed } })))
}

/**
 * Keeps what was said about acts, row by row and nothing replaced, so that the order in which the logs arrived does not matter;
 * what it comes to is judged when it is asked (rule R19). Must run inside a transaction.
 */
export function foldAct(db: Database, entry: OpenedEntry, change: ActChange): void {
  const ref = refOf(entry)
  const { at, member } = entry
  if (change.type === 'act.proposed')
    db.prepare(
      'INSERT OR IGNORE INTO act (entry, id, kind, subject, reason, opens, team, until, alone, request, proposal, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ).run([
      ref,
      change.act,
      change.kind,
      change.subject,
      change.reason,
      toColumn(change.opens),
      change.team ?? null,
      change.until,
      change.alone === true ? 1 : 0,
      change.request === undefined ? null : toColumn(change.request),
      proposalDigest(change, ref),
      at,
      member,
    ])
  else if (change.type === 'act.answered')
    db.prepare(
      'INSERT OR IGNORE INTO act_answer (entry, proposal, answer, note, at, member) VALUES (?, ?, ?, ?, ?, ?)',
    ).run([ref, change.proposal, change.answer, change.note ?? null, at, member])
  else
    db.prepare('INSERT OR IGNORE INTO act_done (entry, proposal, at, member) VALUES (?, ?, ?, ?)').run([
      ref,
      change.proposal,
      at,
      member,
    ])
}
