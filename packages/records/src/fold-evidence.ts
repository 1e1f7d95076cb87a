import { fromUtf8, type ErasedItem } from '@homeward/format'
import { VaultError, type Database, type OpenedEntry } from '@homeward/vault'
import type { ChangeOf, RecordChange } from './changes.ts'
import { displayPath } from './display-path.ts'
import { foldAct, foldQuarantineNote, isActChange } from './fold-acts.ts'
import { foldCustody } from './fold-custody.ts'
import { listLine, type ItemRecord, type RefusedRecord } from './item-record.ts'
import { toColumn } from './column.ts'
import { hadSeen, refOf } from './refs.ts'
import type { Records } from './records.ts'

/** Returns the writes that one evidence entry means. Reads a source's list from its blob first; the writes themselves are synchronous and must run inside a transaction. */
export async function foldEvidence(records: Records, entry: OpenedEntry, changes: RecordChange[]): Promise<() => void> {
  const db = records.evidence
  const writes: (() => void)[] = []
  for (const change of changes) {
    if (isActChange(change))
      writes.push(() => {
        foldAct(db, entry, change)
      })
    else if (change.type === 'quarantine.noted')
      writes.push(() => {
        foldQuarantineNote(db, entry, change)
      })
    else if (change.type === 'custody.noted')
      writes.push(() => {
        foldCustody(db, entry, change)
      })
    else if (change.type === 'source.received') {
      const list = await listOrNothing(records, change.list.blob)
      writes.push(() => {
        sourceReceived(db, entry, change, list)
      })
    } else if (change.type === 'source.described')
      writes.push(() => {
        sourceDescribed(db, change)
      })
    else if (change.type === 'source.protected')
      writes.push(() => {
        sourceProtected(db, change)
      })
    else if (change.type === 'informant.named')
      writes.push(() => {
        informantNamed(db, entry, change)
      })
    else if (change.type === 'lead.decided')
      writes.push(() => {
        leadDecided(db, entry, change)
      })
    else if (change.type === 'lead.noted')
      writes.push(() => {
        leadNoted(db, entry, change)
      })
    else if (change.type === 'package.made')
      writes.push(() => {
        packageMade(db, entry, change)
      })
  }
  return () => {
    for (const write of writes) write()
  }
}

/** Item id: the source's id and the item's place in its list. */
export function itemIdOf(source: string, index: number): string {
  return `${source}.${index}`
}

/** What a source's list says. */
export interface ItemList {
  items: ItemRecord[]
  refused: RefusedRecord[]
  erased: ErasedItem[]
}

/**
 * Reads the list of a source from its blob: item records and refused files, in the order of the list.
 * Throws `VaultError` if the blob is missing or damaged, and a SyntaxError or ZodError if it is not a list.
 */
export async function readItemList(records: Records, blob: string): Promise<ItemList> {
  const reader = await records.vault.openBlob('evidence', listNow(records, blob))
  const text = fromUtf8(await reader.read(0, reader.size))
  const items: ItemRecord[] = []
  const refused: RefusedRecord[] = []
  const erased: ErasedItem[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    const record = listLine.parse(JSON.parse(line))
    if ('refused' in record) refused.push(record)
    else if ('erased' in record) erased.push(record)
    else items.push(record)
  }
  return { items, refused, erased }
}

/** A list that somebody put in quarantine, which no way of this program does, gives no items; the vault opens all the same. */
async function listOrNothing(records: Records, blob: string): Promise<ItemList> {
  try {
    return await readItemList(records, blob)
  } catch (error) {
    if (error instanceof VaultError && error.code === 'QUARANTINED') return { items: [], refused: [], erased: [] }
    throw error
  }
}

/** The list that stands for this one now: an erasure puts one without the item in its place (rule R28). */
export function listNow(records: Records, blob: string): string {
  let now = blob
  // In the order of the log, so a list that took another's place comes before the one that took its own.
  for (const { blob: before, instead } of records.vault.erasures().flatMap(({ blobs }) => blobs))
    if (before === now && instead !== null) now = instead
  return now
}

function sourceReceived(db: Database, entry: OpenedEntry, change: ChangeOf<'source.received'>, list: ItemList): void {
  db.prepare(
    "INSERT OR IGNORE INTO source (id, name, how, items_count, items_root, list_blob, entry, at, member) VALUES (?, '', ?, ?, ?, ?, ?, ?, ?)",
  ).run([
    change.source,
    change.how,
    change.itemsCount,
    change.itemsRoot,
    change.list.blob,
    refOf(entry),
    entry.at,
    entry.member,
  ])
  const first = db.prepare('SELECT id FROM item WHERE sha256 = ? AND same_as IS NULL ORDER BY rowid LIMIT 1')
  const insert = db.prepare(
    'INSERT OR IGNORE INTO item (id, source, position, record, path, size, sha256, media_type, container, same_as) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const item of list.items) {
    const id = itemIdOf(change.source, item.index)
    const same = first.get([item.sha256]) as { id: string } | undefined
    insert.run([
      id,
      change.source,
      item.index,
      toColumn(item),
      displayPath(item.path),
      item.size,
      item.sha256,
      item.mediaType,
      item.container === undefined ? null : itemIdOf(change.source, item.container),
      same === undefined || same.id === id ? null : same.id,
    ])
  }
  const erase = db.prepare('INSERT OR IGNORE INTO erased_item (source, position, leaf) VALUES (?, ?, ?)')
  for (const one of list.erased) erase.run([change.source, one.index, one.erased])
  const refuse = db.prepare('INSERT INTO refused (source, path, reason) VALUES (?, ?, ?)')
  for (const record of list.refused) refuse.run([change.source, displayPath(record.path), record.refused])
}

function sourceDescribed(db: Database, change: ChangeOf<'source.described'>): void {
  db.prepare('UPDATE source SET name = ?, from_whom = ?, note = ?, legal_basis = ? WHERE id = ?').run([
    change.name,
    isProtected(db, change.source) ? null : (change.from ?? null),
    change.note ?? null,
    change.legalBasis ?? null,
    change.source,
  ])
}

function sourceProtected(db: Database, { source, informant }: ChangeOf<'source.protected'>): void {
  db.prepare(
    'INSERT INTO informant (id, source) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET source = excluded.source',
  ).run([informant, source])
  db.prepare('UPDATE source SET from_whom = NULL WHERE id = ?').run([source])
}

/** Where the name is. The name itself goes into no index. */
function informantNamed(db: Database, entry: OpenedEntry, { informant }: ChangeOf<'informant.named'>): void {
  db.prepare(
    'INSERT INTO informant (id, entry) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET entry = excluded.entry',
  ).run([informant, refOf(entry)])
}

function isProtected(db: Database, source: string): boolean {
  return db.prepare('SELECT 1 FROM informant WHERE source = ?').get([source]) !== undefined
}

function leadDecided(db: Database, entry: OpenedEntry, change: ChangeOf<'lead.decided'>): void {
  const current = db
    .prepare('SELECT log, position FROM decision WHERE lead = ? AND current = 1')
    .all([change.lead]) as { log: string; position: number }[]
  for (const row of current)
    if (hadSeen(entry, row.log, row.position))
      db.prepare('UPDATE decision SET current = 0 WHERE lead = ? AND log = ? AND position = ?').run([
        change.lead,
        row.log,
        row.position,
      ])
  db.prepare(
    'INSERT OR REPLACE INTO decision (lead, person, item, decision, note, log, position, at, member, current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)',
  ).run([
    change.lead,
    change.person,
    change.item,
    change.decision,
    change.note ?? null,
    entry.log,
    entry.index,
    entry.at,
    entry.member,
  ])
}

function leadNoted(db: Database, entry: OpenedEntry, { lead, note }: ChangeOf<'lead.noted'>): void {
  db.prepare(
    'UPDATE decision SET note = $note WHERE lead = $lead AND log = $log AND position = (SELECT max(position) FROM decision WHERE lead = $lead AND log = $log AND position < $index)',
  ).run({ note, lead, log: entry.log, index: entry.index })
}

function packageMade(db: Database, entry: OpenedEntry, change: ChangeOf<'package.made'>): void {
  db.prepare(
    'INSERT OR IGNORE INTO package (id, recipient, purpose, blob, sha256, size, items, persons, consents, withheld, form, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    change.package,
    change.recipient,
    change.purpose,
    change.blob,
    change.sha256,
    change.size,
    toColumn(change.items),
    toColumn(change.persons),
    toColumn(change.consents),
    change.withheld,
    change.form ?? 'package',
    refOf(entry),
    entry.at,
    entry.member,
  ])
}
