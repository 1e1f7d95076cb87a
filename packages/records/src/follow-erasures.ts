import { forgetNames } from '@homeward/compare'
import type { Database, Erasure } from '@homeward/vault'
import { inTransaction } from './column.ts'
import { eraseItemRow, itemsToErase } from './erase-item.ts'
import { eraseSessionRows } from './erase-session.ts'
import { erasePair } from './fold-pairs.ts'
import { rejoin } from './joined.ts'
import { forgetProposals } from './proposals.ts'
import { dropFinder } from './people-finders.ts'
import { indexed, type IndexedCompartment, type Records } from './records.ts'
import { readPersonSubject, type PersonPart } from './subjects.ts'

/**
 * Removes from the indexes what erasures of the log have destroyed, once each, and overwrites what was removed (rule R25). A stop in
 * between is made up for at the next opening: what an index has followed is written into it in the same transaction.
 */
export async function followErasures(records: Records): Promise<void> {
  for (const compartment of indexed) {
    if (!records.vault.compartments.includes(compartment)) continue
    const db = records[compartment]
    const known = new Set(
      db
        .prepare('SELECT entry FROM erasure_followed')
        .all<{ entry: string }>()
        .map(({ entry }) => entry),
    )
    const news = records.vault.erasures().filter((erasure) => !known.has(refOf(erasure)))
    if (news.length > 0) await follow(records, compartment, news)
  }
}

function refOf({ log, index }: Erasure): string {
  return `${log}:${index}`
}

async function follow(records: Records, compartment: IndexedCompartment, erasures: readonly Erasure[]): Promise<void> {
  const db = records[compartment]
  const items = compartment === 'evidence' ? await itemsToErase(records) : []
  db.pragma('secure_delete = ON')
  const before = changesOf(db)
  inTransaction(db, () => {
    for (const { subjects } of erasures)
      for (const { subject } of subjects.filter((one) => one.compartment === compartment))
        if (compartment === 'registry') eraseFromRegistry(db, subject)
        else eraseFromEvidence(db, subject)
    for (const { subjects } of erasures)
      for (const { subject } of subjects) if (compartment === 'evidence') eraseLeadsOfPhotos(db, subject)
    for (const { blobs } of erasures)
      for (const { blob } of blobs.filter((one) => one.compartment === compartment)) eraseFile(db, compartment, blob)
    for (const item of items) eraseItemRow(records, item)
    const note = db.prepare('INSERT OR IGNORE INTO erasure_followed (entry) VALUES (?)')
    for (const erasure of erasures) note.run([refOf(erasure)])
  })
  // Who is erased must not be found, nor their names be anywhere in memory.
  dropFinder(db)
  forgetNames()
  // An index that was made anew never had what was erased.
  if (changesOf(db) - before > erasures.length) overwriteRemoved(db, compartment)
}

function changesOf(db: Database): number {
  return db.prepare('SELECT total_changes() AS n').get<{ n: number }>()?.n ?? 0
}

/** Removes the values of some fields: those that stand, the past ones, and who said them. */
function valuesWhere(fields: string): string[] {
  return ['person_value', 'past_value', 'value_note'].map(
    (table) => `DELETE FROM ${table} WHERE person = ? AND field ${fields}`,
  )
}

/** Removes the challenges of values of one part. */
function challengesWhere(part: PersonPart): string[] {
  return [
    `DELETE FROM challenge_answer WHERE challenge IN (SELECT id FROM challenge WHERE person = ? AND part = '${part}')`,
    `DELETE FROM challenge WHERE person = ? AND part = '${part}'`,
  ]
}

const tablesOfPart: Record<PersonPart, readonly string[]> = {
  names: [
    ...valuesWhere("= 'name'"),
    "DELETE FROM person_row WHERE part = 'names' AND person = ?",
    ...challengesWhere('names'),
  ],
  details: [
    ...valuesWhere("NOT IN ('name', 'photo')"),
    'DELETE FROM kin_link WHERE person = ?',
    "DELETE FROM person_row WHERE part = 'details' AND person = ?",
    ...challengesWhere('details'),
  ],
  photos: [
    ...valuesWhere("= 'photo'"),
    'DELETE FROM person_photo_hash WHERE person = ?',
    'DELETE FROM album_picture WHERE person = ?',
    'DELETE FROM album_ended WHERE album IN (SELECT id FROM album WHERE person = ?)',
    'DELETE FROM album WHERE person = ?',
    ...challengesWhere('photos'),
  ],
  statements: ['DELETE FROM statement WHERE person = ? AND lead IS NULL AND session IS NULL'],
  consents: [
    'DELETE FROM consent_withdrawal WHERE consent IN (SELECT id FROM consent WHERE person = ?)',
    'DELETE FROM refusal_seen WHERE consent IN (SELECT id FROM consent WHERE person = ?)',
    'DELETE FROM consent WHERE person = ?',
    'DELETE FROM consent_refusal WHERE person = ?',
  ],
}

function eraseFromRegistry(db: Database, subject: string): void {
  const about = readPersonSubject(subject)
  if (about === null) {
    if (eraseSessionRows(db, subject)) return
    db.prepare('DELETE FROM statement WHERE lead = ?').run([subject])
    db.prepare('DELETE FROM authority WHERE id = ?').run([subject])
    erasePair(db, subject)
    return
  }
  for (const sql of tablesOfPart[about.part]) db.prepare(sql).run([about.person])
  forgetProposals(db, about.person)
  // What is left about somebody without a registration must not lose its place (rule R24): the person stays, from nowhere.
  if (about.part === 'names') {
    db.prepare(
      `INSERT INTO person (id, entry, at, member) VALUES (?, '', '', '')
       ON CONFLICT (id) DO UPDATE SET register = NULL, entry = '', at = '', member = ''`,
    ).run([about.person])
  }
  if (about.part === 'consents') {
    for (const table of ['person', 'overdue']) db.prepare(`DELETE FROM ${table} WHERE id = ?`).run([about.person])
    // What another device decided about them meanwhile joins nobody through them.
    rejoin(db, [about.person])
  }
}

function eraseFromEvidence(db: Database, subject: string): void {
  db.prepare('DELETE FROM decision WHERE lead = ?').run([subject])
  db.prepare('UPDATE informant SET entry = NULL WHERE id = ?').run([subject])
}

/** A table of people, or this vault's copy of a package: what it was and who got it is still known. */
function eraseFile(db: Database, compartment: IndexedCompartment, blob: string): void {
  if (compartment === 'registry') db.prepare('DELETE FROM register_import WHERE blob = ?').run([blob])
  else db.prepare('UPDATE package SET erased = 1 WHERE blob = ?').run([blob])
}

/** Leads that were proposed between a photo that is gone and a picture. */
function eraseLeadsOfPhotos(db: Database, subject: string): void {
  const about = readPersonSubject(subject)
  if (about?.part === 'photos') db.prepare('DELETE FROM lead WHERE person = ?').run([about.person])
}

/**
 * Leaves nothing of removed rows in the file: words are merged so that those of removed rows go; pages that were freed earlier are
 * used up and freed again, now overwritten; and the write-ahead log is cut off.
 */
export function overwriteRemoved(db: Database, compartment: IndexedCompartment): void {
  if (compartment === 'registry') db.exec('VACUUM')
  else {
    db.exec("INSERT INTO message_words (message_words) VALUES ('optimize')")
    overwriteFreePages(db)
  }
  db.pragma('wal_checkpoint(TRUNCATE)')
}

function overwriteFreePages(db: Database): void {
  const free = Number(db.pragma('freelist_count', { simple: true }))
  const size = Number(db.pragma('page_size', { simple: true }))
  if (free === 0) return
  db.exec('CREATE TABLE filler (bytes BLOB NOT NULL) STRICT')
  const fill = db.prepare('INSERT INTO filler (bytes) VALUES (zeroblob(?))')
  inTransaction(db, () => {
    for (let left = free; left > 0; left -= 1000) fill.run([Math.min(left, 1000) * size])
  })
  db.exec('DROP TABLE filler')
}
