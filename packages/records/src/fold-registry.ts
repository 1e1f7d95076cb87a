import type { Database, OpenedEntry } from '@homeward/vault'
import type { RecordChange, ChangeOf } from './changes.ts'
import { toColumn } from './column.ts'
import { foldAlbum, isAlbumChange } from './fold-albums.ts'
import { foldAct, foldQuarantineNote, isActChange } from './fold-acts.ts'
import { foldChallenge, isChallengeChange } from './fold-challenges.ts'
import { foldConsent, isConsentChange } from './fold-consents.ts'
import { foldCustody } from './fold-custody.ts'
import { foldPair, joinRegistered } from './fold-pairs.ts'
import { isPairChange } from './pair-changes.ts'
import { currentRows, linkKin, movePast, noteTakenBack, noteValue } from './past-values.ts'
import { touchPerson } from './people-finders.ts'
import { hadSeen, refOf } from './refs.ts'
import { stripStatement } from './seal-rows.ts'

/**
 * Returns the writes that one registry entry means. They must run inside a transaction.
 *
 * [Note: What a new value replaces] A value replaces those values of the same field that its device had merged when it
 * wrote (`seen`, and its own earlier entries). A value written meanwhile on another device stays beside it (H3).
 */
export function foldRegistry(db: Database, entry: OpenedEntry, changes: RecordChange[]): () => void {
  return () => {
    for (const change of changes) {
      if (isActChange(change)) foldAct(db, entry, change)
      else if (isAlbumChange(change)) foldAlbum(db, entry, change)
      else if (isChallengeChange(change)) foldChallenge(db, entry, change)
      else if (isConsentChange(change)) foldConsent(db, entry, change)
      else if (isPairChange(change)) foldPair(db, entry, change)
      else if (change.type === 'quarantine.noted') foldQuarantineNote(db, entry, change)
      else if (change.type === 'custody.noted') foldCustody(db, entry, change)
      else if (change.type === 'person.registered') registered(db, entry, change)
      else if (change.type === 'person.changed') {
        removeSeen(db, entry, change.person, change.values)
        addValues(db, entry, change.person, change.values)
      } else if (change.type === 'person.reconciled') {
        const { person, type: _type, ...value } = change
        removeSeen(db, entry, person, [value])
        addValues(db, entry, person, [value])
      } else if (change.type === 'statement.made') statementMade(db, entry, change)
      else if (change.type === 'authority.made') {
        const { type: _type, authority, ...made } = change
        db.prepare('INSERT OR IGNORE INTO authority (id, made, entry, at, member) VALUES (?, ?, ?, ?, ?)').run([
          authority,
          toColumn(made),
          refOf(entry),
          entry.at,
          entry.member,
        ])
      } else if (change.type === 'register.imported')
        db.prepare(
          'INSERT OR IGNORE INTO register_import (sha256, entry, register, blob, rows, at, mapping, list, header) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ).run([
          change.file.sha256,
          refOf(entry),
          change.register,
          change.file.blob,
          change.rows.stored,
          entry.at,
          toColumn(change.mapping),
          change.list ?? null,
          change.header ?? null,
        ])
      else if (change.type === 'row.imported')
        db.prepare('INSERT OR IGNORE INTO person_row (digest, part, person, register) VALUES (?, ?, ?, ?)').run([
          change.digest,
          change.part,
          change.person,
          change.register,
        ])
    }
  }
}

function registered(db: Database, entry: OpenedEntry, change: ChangeOf<'person.registered'>): void {
  const { changes } = db
    .prepare('INSERT OR IGNORE INTO person (id, register, entry, at, member) VALUES (?, ?, ?, ?, ?)')
    .run([change.person, change.register ?? null, refOf(entry), entry.at, entry.member])
  const isNew = changes === 1
  // Of a person who is new there is nothing to replace.
  if (!isNew) removeSeen(db, entry, change.person, change.values)
  addValues(db, entry, change.person, change.values)
  if (isNew) joinRegistered(db, change.person)
}

type FieldValues = (ChangeOf<'person.changed'>['values'][number] & { chosen?: string })[]

/** Removes what the new values replace: see [Note: What a new value replaces]. */
function removeSeen(db: Database, entry: OpenedEntry, person: string, values: FieldValues): void {
  for (const { field, id = '', value, replaces } of values) {
    for (const row of currentRows(db, person, field, id))
      if (hadSeen(entry, row.log, row.position) && (replaces?.includes(`${row.log}:${row.position}`) ?? true))
        movePast(db, row)
    if (field === 'photo' && value === null)
      db.prepare('DELETE FROM person_photo_hash WHERE person = ? AND photo = ?').run([person, id])
  }
}

function addValues(db: Database, entry: OpenedEntry, person: string, values: FieldValues): void {
  const insert = db.prepare(
    'INSERT OR REPLACE INTO person_value (person, field, id, value, log, position, ordinal, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const [ordinal, given] of values.entries()) {
    const { field, id = '', value } = given
    noteValue(db, entry, person, given)
    if (value === null) noteTakenBack(db, entry, { person, field, id, ordinal })
    else insert.run([person, field, id, toColumn(value), entry.log, entry.index, ordinal, entry.at, entry.member])
    if (field === 'kin') linkKin(db, entry, { person, id, value })
  }
  touchPerson(db, person)
}

function statementMade(db: Database, entry: OpenedEntry, change: ChangeOf<'statement.made'>): void {
  db.prepare(
    'INSERT OR IGNORE INTO statement (id, person, kind, text, by_whom, date, place, located, lead, item, answer, session, seq, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    change.statement,
    change.person,
    change.kind,
    change.text,
    change.by,
    change.date ?? null,
    change.place ?? null,
    change.located === undefined ? null : toColumn(change.located),
    change.lead ?? null,
    change.item ?? null,
    change.answer ?? null,
    change.session ?? null,
    change.seq ?? null,
    refOf(entry),
    entry.at,
    entry.member,
  ])
  stripStatement(db, change)
}
