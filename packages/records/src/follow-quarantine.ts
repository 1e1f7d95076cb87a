import type { Database } from '@homeward/vault'
import { fromColumn, inTransaction } from './column.ts'
import type { ItemRecord } from './item-record.ts'
import { clearMessages } from './messages.ts'
import { isRecordHeld } from './quarantine-scope.ts'
import type { Records } from './records.ts'
import type { PhotoRef } from './types.ts'

interface ItemRow {
  place: number
  id: string
  source: string
  container: string | null
  record: string
  sha256: string
}

const lastLooked = 'quarantine-looked'
const stood = 'quarantine-stands'

/**
 * Takes what was derived from material in quarantine out of the indexes, and lets a lifted one be derived again (rule R88). What comes
 * out depends on the log alone, not on when it was asked. Gives the compartments of which something was removed.
 */
export function followQuarantine(records: Records): ('registry' | 'evidence')[] {
  const { vault } = records
  const all = vault.quarantines()
  if (all.length === 0) return []
  const stands = JSON.stringify(all.map(({ log, index, released }) => [log, index, released !== null]))
  const removed: ('registry' | 'evidence')[] = []
  if (vault.compartments.includes('evidence') && followEvidence(records, stands)) removed.push('evidence')
  if (vault.compartments.includes('registry') && followRegistry(records, stands)) removed.push('registry')
  return removed
}

function metaOf(db: Database, key: string): string | null {
  return db.prepare('SELECT value FROM meta WHERE key = ?').get<{ value: string }>([key])?.value ?? null
}

function keepMeta(db: Database, key: string, value: string): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run([
    key,
    value,
  ])
}

function followEvidence(records: Records, stands: string): boolean {
  const db = records.evidence
  const isNews = metaOf(db, stood) !== stands
  const after = isNews ? 0 : Number(metaOf(db, lastLooked) ?? 0)
  const rows = db
    .prepare('SELECT rowid AS place, id, source, container, record, sha256 FROM item WHERE rowid > ? ORDER BY rowid')
    .all([after]) as unknown as ItemRow[]
  const last = rows.at(-1)
  if (!isNews && last === undefined) return false
  const before = new Set(
    db
      .prepare('SELECT id FROM quarantined_item')
      .all<{ id: string }>()
      .map(({ id }) => id),
  )
  const held = isNews ? new Set<string>() : new Set(before)
  for (const { id, container, record } of rows)
    if (isRecordHeld(records, fromColumn<ItemRecord>(record), container, (one) => held.has(one))) held.add(id)
  db.pragma('secure_delete = ON')
  inTransaction(db, () => {
    db.exec('DELETE FROM quarantined_item')
    const keep = db.prepare('INSERT INTO quarantined_item (id) VALUES (?)')
    for (const id of held) keep.run([id])
    const touched = rows.filter(({ id }) => held.has(id) || before.has(id))
    for (const { id } of touched) if (held.has(id) && !before.has(id)) forgetItem(records, id)
    // An item that came later must not lean on one that is in quarantine either.
    for (const sha256 of new Set([...touched, ...leaning(db)].map((one) => one.sha256))) placeAnew(records, sha256)
    for (const sha256 of heldPhotos(records)) db.prepare('DELETE FROM lead WHERE photo_sha256 = ?').run([sha256])
    keepMeta(db, stood, stands)
    keepMeta(db, lastLooked, String(last?.place ?? after))
  })
  return [...held].some((id) => !before.has(id))
}

function forgetItem(records: Records, id: string): void {
  clearMessages(records, id)
  records.evidence.prepare("UPDATE item SET format = NULL, anomalies = '[]' WHERE id = ?").run([id])
}

/** Items that count as the same as one in quarantine and are not in quarantine themselves. */
function leaning(db: Database): { sha256: string }[] {
  return db
    .prepare(
      'SELECT sha256 FROM item WHERE same_as IN (SELECT id FROM quarantined_item) AND id NOT IN (SELECT id FROM quarantined_item)',
    )
    .all<{ sha256: string }>()
}

/**
 * What some bytes say stands with the first item that has them and is not in quarantine (rule R88), so an item beside an archive
 * goes on to be read when the archive is in quarantine. When that is another one than before, it is derived again.
 */
function placeAnew(records: Records, sha256: string): void {
  const db = records.evidence
  const rows = db
    .prepare(
      `SELECT id, source, same_as, EXISTS (SELECT 1 FROM quarantined_item AS q WHERE q.id = item.id) AS held
       FROM item WHERE sha256 = ? ORDER BY rowid`,
    )
    .all<{ id: string; source: string; same_as: string | null; held: number }>([sha256])
  const first = rows.find(({ held }) => held === 0) ?? rows[0]
  const before = rows.find(({ same_as: sameAs }) => sameAs === null)
  if (first === undefined) return
  for (const { id } of rows)
    db.prepare('UPDATE item SET same_as = ? WHERE id = ?').run([id === first.id ? null : first.id, id])
  if (first.held === 1 || first.id !== before?.id) {
    db.prepare('DELETE FROM photo WHERE sha256 = ?').run([sha256])
    db.prepare('DELETE FROM lead WHERE item_sha256 = ?').run([sha256])
  }
  if (first.held === 0) {
    if (before !== undefined && before.id !== first.id) clearMessages(records, before.id)
    db.prepare('UPDATE source SET derived = 0 WHERE id = ?').run([first.source])
  }
}

/** SHA-256 of photos of people that are in quarantine, by the entries and by what this member opens. */
function heldPhotos({ vault, registry }: Records): string[] {
  const named = vault.quarantines().flatMap(({ released, sha256s }) => (released === null ? sha256s : []))
  const own = registry
    .prepare("SELECT value FROM person_value WHERE field = 'photo'")
    .all<{ value: string }>()
    .map(({ value }) => fromColumn<PhotoRef>(value))
    .filter(({ blob }) => vault.isQuarantined(blob))
    .map(({ sha256 }) => sha256)
  return [...new Set([...named, ...own])]
}

function followRegistry(records: Records, stands: string): boolean {
  const db = records.registry
  if (metaOf(db, stood) === stands) return false
  db.pragma('secure_delete = ON')
  const forget = db.prepare('DELETE FROM person_photo_hash WHERE sha256 = ?')
  return inTransaction(db, () => {
    const gone = heldPhotos(records).reduce((sum, sha256) => sum + forget.run([sha256]).changes, 0)
    keepMeta(db, stood, stands)
    return gone > 0
  })
}
