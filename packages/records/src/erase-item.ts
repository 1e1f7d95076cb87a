import { canonicalJson, concatBytes, itemLeafHash, toHex, utf8 } from '@homeward/format'
import type { Database } from '@homeward/vault'
import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { itemIdOf, listNow, readItemList } from './fold-evidence.ts'
import { clearMessages } from './messages.ts'
import type { Records } from './records.ts'
import { getItem, itemRecordOf } from './sources.ts'

/** An item with everything that goes with it: the members of an archive, whose bytes lie in the archive's file. */
export interface ItemScope {
  source: string
  /** The item first. */
  ids: string[]
  indexes: ReadonlySet<number>
  /** The sealed file of the item, or null when another item of the vault has the same bytes; then its id is in `sharedWith`. */
  blob: string | null
  sharedWith: string[]
  messages: number
}

/** What erasing an item takes along. Throws `RecordsError` NOT_FOUND, and INVALID for a file inside an archive. */
export function itemScope(records: Records, item: string): ItemScope {
  const { source, container, index } = getItem(records, item)
  if (container !== null) {
    const { n } = records.evidence.prepare('SELECT count(*) AS n FROM item WHERE container = ?').get([container]) as {
      n: number
    }
    throw new RecordsError(
      'INVALID',
      `This file cannot be erased alone: it lies inside the archive ${container}, which is kept exactly as it came. Erase the item ${container}, and with it all files in it (${n}). What of them has to stay, bring in first as single files.`,
    )
  }
  const rows = records.evidence
    .prepare('SELECT id, position, container FROM item WHERE source = ? ORDER BY position')
    .all<{ id: string; position: number; container: string | null }>([source])
  const ids = new Set([item])
  const indexes = new Set([index])
  // A member comes after its archive in the list.
  for (const row of rows)
    if (row.container !== null && ids.has(row.container)) {
      ids.add(row.id)
      indexes.add(row.position)
    }
  const { blob = null, sha256 } = itemRecordOf(records, item)
  const sharedWith = records.evidence
    .prepare('SELECT id, record FROM item WHERE sha256 = ?')
    .all<{ id: string; record: string }>([sha256])
    .filter(({ id, record }) => !ids.has(id) && fromColumn<{ blob?: string }>(record).blob === blob)
    .map(({ id }) => id)
  const messages = [...ids].reduce((sum, id) => sum + getItem(records, id).messages, 0)
  return { source, ids: [...ids], indexes, blob: sharedWith.length === 0 ? blob : null, sharedWith, messages }
}

/**
 * Seals the list of a source anew, with the leaf of an item in the place of its line, so that the root and the proofs of the
 * others stay (rule R28). Gives the list that it takes the place of.
 */
export async function sealListWithout(
  records: Records,
  { source, indexes }: ItemScope,
): Promise<{ blob: string; instead: string }> {
  const row = records.evidence.prepare('SELECT list_blob FROM source WHERE id = ?').get<{ list_blob: string }>([source])
  const blob = listNow(records, row?.list_blob ?? '')
  const { items, refused, erased } = await readItemList(records, blob)
  const left = items.map((record) =>
    indexes.has(record.index) ? { erased: toHex(itemLeafHash(record)), index: record.index } : { ...record },
  )
  const lines = [...left, ...erased].toSorted((one, other) => one.index - other.index)
  const bytes = [...lines, ...refused].flatMap((line) => [canonicalJson({ ...line }), utf8('\n')])
  const sealed = await records.vault.sealBytes('evidence', concatBytes(...bytes))
  return { blob, instead: sealed.blob }
}

/** What lists say now of sources whose list was put in another's place: the items that are to go from the index. */
export async function itemsToErase(records: Records): Promise<{ source: string; index: number; leaf: string }[]> {
  const sources = records.evidence
    .prepare('SELECT id, list_blob FROM source')
    .all<{ id: string; list_blob: string }>()
    .filter((one) => listNow(records, one.list_blob) !== one.list_blob)
  const gone: { source: string; index: number; leaf: string }[] = []
  for (const { id, list_blob: blob } of sources) {
    const { erased } = await readItemList(records, blob)
    gone.push(...erased.map(({ index, erased: leaf }) => ({ source: id, index, leaf })))
  }
  return gone
}

/** Takes an item out of the index, with what was derived from it. Runs inside the caller's transaction. */
export function eraseItemRow(
  records: Records,
  { source, index, leaf }: { source: string; index: number; leaf: string },
): void {
  const db: Database = records.evidence
  const id = itemIdOf(source, index)
  db.prepare('INSERT OR IGNORE INTO erased_item (source, position, leaf) VALUES (?, ?, ?)').run([source, index, leaf])
  const row = db.prepare('SELECT sha256 FROM item WHERE id = ?').get<{ sha256: string }>([id])
  if (row === undefined) return
  clearMessages(records, id)
  db.prepare("UPDATE attachment SET item = NULL, status = 'missing' WHERE item = ?").run([id])
  db.prepare('DELETE FROM item WHERE id = ?').run([id])
  db.prepare('DELETE FROM quarantined_item WHERE id = ?').run([id])
  const [heir, ...others] = db
    .prepare('SELECT id, source FROM item WHERE sha256 = ? ORDER BY id IN (SELECT id FROM quarantined_item), rowid')
    .all<{ id: string; source: string }>([row.sha256])
  db.prepare('DELETE FROM lead WHERE item = ?').run([id])
  if (heir === undefined) {
    db.prepare('DELETE FROM photo WHERE sha256 = ?').run([row.sha256])
    db.prepare('DELETE FROM lead WHERE item_sha256 = ?').run([row.sha256])
    return
  }
  // What these bytes say stood with the first of them; now it is derived again where they stand first.
  db.prepare('UPDATE item SET same_as = NULL WHERE id = ?').run([heir.id])
  for (const other of others) db.prepare('UPDATE item SET same_as = ? WHERE id = ?').run([heir.id, other.id])
  db.prepare('UPDATE source SET derived = 0 WHERE id = ?').run([heir.source])
}
