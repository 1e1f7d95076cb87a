import { nameKeys } from '@homeward/compare'
import type { Database, OpenedEntry } from '@homeward/vault'
import type { RecordChange, ChangeOf } from './changes.ts'
import { fromColumn, toColumn } from './column.ts'
import { foldAct, isActChange } from './fold-acts.ts'
import { foldChallenge, isChallengeChange } from './fold-challenges.ts'
import { foldConsent, isConsentChange } from './fold-consents.ts'
import { foldCustody } from './fold-custody.ts'
import { linkKin, movePast, noteTakenBack, noteValue } from './past-values.ts'
import { hadSeen, refOf } from './refs.ts'
import type { PersonName } from './types.ts'

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
      else if (isChallengeChange(change)) foldChallenge(db, entry, change)
      else if (isConsentChange(change)) foldConsent(db, entry, change)
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
      else if (change.type === 'register.imported')
        db.prepare(
          'INSERT OR IGNORE INTO register_import (sha256, entry, register, blob, rows, at, mapping) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ).run([
          change.file.sha256,
          refOf(entry),
          change.register,
          change.file.blob,
          change.rows.stored,
          entry.at,
          toColumn(change.mapping),
        ])
    }
  }
}

function registered(db: Database, entry: OpenedEntry, change: ChangeOf<'person.registered'>): void {
  const { changes, lastInsertRowid } = db
    .prepare('INSERT OR IGNORE INTO person (id, register, entry, at, member) VALUES (?, ?, ?, ?, ?)')
    .run([change.person, change.register ?? null, refOf(entry), entry.at, entry.member])
  const isNew = changes === 1
  // Of a person who is new there is nothing to replace.
  if (!isNew) removeSeen(db, entry, change.person, change.values)
  addValues(db, entry, change.person, change.values, isNew ? lastInsertRowid : undefined)
}

type FieldValues = (ChangeOf<'person.changed'>['values'][number] & { chosen?: string })[]

/** Removes what the new values replace: see [Note: What a new value replaces]. */
function removeSeen(db: Database, entry: OpenedEntry, person: string, values: FieldValues): void {
  for (const { field, id = '', value, replaces } of values) {
    const current = db
      .prepare('SELECT log, position FROM person_value WHERE person = ? AND field = ? AND id = ?')
      .all<{ log: string; position: number }>([person, field, id])
    for (const row of current)
      if (hadSeen(entry, row.log, row.position) && (replaces?.includes(`${row.log}:${row.position}`) ?? true))
        movePast(db, { person, field, id, ...row })
    if (field === 'photo' && value === null)
      db.prepare('DELETE FROM person_photo_hash WHERE person = ? AND photo = ?').run([person, id])
  }
}

/** `newRow` is the rowid of a person who has just been registered. */
function addValues(db: Database, entry: OpenedEntry, person: string, values: FieldValues, newRow?: number): void {
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
  if (values.some(({ field }) => field === 'name')) writeNameKeys(db, person, newRow)
}

/** Writes the words that a person is found by anew, from the names that are there. */
export function writeNameKeys(db: Database, person: string, newRow?: number): void {
  const row = newRow ?? rowOf(db, person)
  // Of a person whose registration is still to come; then the names are written with it.
  if (row === undefined) return
  const keys = new Set(searchableNames(db, person).flatMap((name) => nameKeys(name)))
  if (newRow === undefined) db.prepare('DELETE FROM name_keys WHERE rowid = ?').run([row])
  db.prepare('INSERT INTO name_keys (rowid, keys) VALUES (?, ?)').run([row, [...keys].map(keyWord).join(' ')])
}

function rowOf(db: Database, person: string): number | undefined {
  return db.prepare('SELECT rowid AS number FROM person WHERE id = ?').get<{ number: number }>([person])?.number
}

// A person has some forty keys: a buffer for each took half of the time of writing them.
const hexOfAscii = Array.from({ length: 128 }, (_, code) => code.toString(16).padStart(2, '0'))

/** A name key as one word of letters and digits, whatever characters it has: its UTF-8 in hex. */
export function keyWord(key: string): string {
  let word = ''
  for (const character of key)
    word += hexOfAscii[character.codePointAt(0) ?? 0] ?? Buffer.from(character).toString('hex')
  return word
}

/**
 * The strings that a person can be found by: every whole name and nickname as it is, and the parts (given, father,
 * grandfather, family) put together in that order for each script that has a given name.
 */
export function searchableNames(db: Database, person: string): string[] {
  const rows = db
    .prepare("SELECT value FROM person_value WHERE person = ? AND field = 'name' ORDER BY at, log, position, ordinal")
    .all([person]) as { value: string }[]
  const names = rows.map((row) => fromColumn<PersonName>(row.value))
  const whole = names
    .filter((name) => name.kind === 'full' || name.kind === 'nickname' || name.kind === 'imposed')
    .map((name) => name.text)
  for (const script of new Set(names.map((name) => name.script))) {
    const partOf = (kind: PersonName['kind']): string[] =>
      names
        .filter((name) => name.kind === kind && name.script === script)
        .slice(0, 1)
        .map((name) => name.text)
    const given = partOf('given')
    if (given.length > 0)
      whole.push([...given, ...partOf('father'), ...partOf('grandfather'), ...partOf('family')].join(' '))
  }
  return [...new Set(whole)]
}

function statementMade(db: Database, entry: OpenedEntry, change: ChangeOf<'statement.made'>): void {
  db.prepare(
    'INSERT OR IGNORE INTO statement (id, person, kind, text, by_whom, date, place, lead, item, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    change.statement,
    change.person,
    change.kind,
    change.text,
    change.by,
    change.date ?? null,
    change.place ?? null,
    change.lead ?? null,
    change.item ?? null,
    refOf(entry),
    entry.at,
    entry.member,
  ])
}
