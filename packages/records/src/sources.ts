import type { ErasedItem } from '@homeward/format'
import { fromColumn, inTransaction } from './column.ts'
import type { ChangeOf } from './changes.ts'
import { RecordsError } from './errors.ts'
import { informantState, informantWrites } from './informants.ts'
import type { ItemRecord } from './item-record.ts'
import { commit, opensBoth, type Records } from './records.ts'
import { foldForSearch } from './search-fold.ts'
import type { Chat, Item, Receipt, Source } from './evidence-types.ts'
import { unreadFormats } from './unread-formats.ts'
import type { Origin } from './types.ts'

/** One acquisition: what was sealed, and what is said about it. */
export type NewSource = Omit<ChangeOf<'source.received'>, 'type'> &
  Omit<ChangeOf<'source.described'>, 'type'> & {
    /** Whether who handed it over is protected (rule R47). */
    protect?: boolean
  }

/**
 * Writes one acquisition as two entries of one commit and folds it: the source and its items are there when it resolves.
 * The entry that a package opens holds nothing about who brought the source (rule R15).
 */
export async function receiveSource(
  records: Records,
  { name, from, note, legalBasis, protect = false, ...received }: NewSource,
): Promise<void> {
  await commit(records, [
    { compartment: 'evidence', subject: received.source, changes: [{ type: 'source.received', ...received }] },
    {
      compartment: 'evidence',
      subject: received.source,
      changes: [
        {
          type: 'source.described',
          source: received.source,
          name,
          ...(from === undefined || protect ? {} : { from }),
          ...(note === undefined ? {} : { note }),
          ...(legalBasis === undefined ? {} : { legalBasis }),
        },
      ],
    },
    ...(from === undefined || !protect ? [] : informantWrites(received.source, from)),
  ])
}

/** Sources whose messages and photos have not been derived yet, oldest first: after an interrupted import or a rebuild. */
export function underived(records: Records): string[] {
  const rows = records.evidence.prepare('SELECT id FROM source WHERE derived = 0 ORDER BY rowid').all<{ id: string }>()
  return rows.map((row) => row.id)
}

/** Marks a source as derived, and counts the messages of its chats. */
export function markDerived(records: Records, source: string): void {
  inTransaction(records.evidence, () => {
    records.evidence
      .prepare(
        `UPDATE chat SET (messages, service, unsupported, earliest_ms, latest_ms) = (
           SELECT count(*), coalesce(sum(kind = 'service'), 0), coalesce(sum(kind = 'unsupported'), 0), min(earliest_ms), max(latest_ms)
           FROM message WHERE message.chat = chat.id)
         WHERE source = ?`,
      )
      .run([source])
    records.evidence.prepare('UPDATE source SET derived = 1 WHERE id = ?').run([source])
  })
}

/** All sources, newest first. */
export function listSources(records: Records): Source[] {
  const rows = records.evidence.prepare('SELECT id FROM source ORDER BY rowid DESC').all() as { id: string }[]
  return rows.map((row) => getSource(records, row.id))
}

/** One source with its receipt, counted anew from the index. Throws `RecordsError` NOT_FOUND. */
export function getSource(records: Records, source: string): Source {
  const row = records.evidence
    .prepare(
      'SELECT name, from_whom, note, legal_basis, items_count, items_root, entry, at, member FROM source WHERE id = ?',
    )
    .get([source]) as
    | (Origin & {
        name: string
        from_whom: string | null
        note: string | null
        legal_basis: string | null
        items_count: number
        items_root: string
      })
    | undefined
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no source with the id ${source}.`)
  return {
    id: source,
    name: row.name,
    from: row.from_whom,
    informant: informantState(records, source),
    note: row.note,
    legalBasis: row.legal_basis,
    itemsCount: row.items_count,
    itemsRoot: row.items_root,
    receipt: receiptOf(records, source),
    entry: row.entry,
    at: row.at,
    member: row.member,
  }
}

/**
 * Counts what became of everything that came in with one source (H2): files.in = stored + duplicate + refused.
 * A file is a duplicate if the same bytes were already there, from an earlier source or earlier in this one; its messages
 * and photos then count where they first stood.
 */
export function receiptOf(records: Records, source: string): Receipt {
  const db = records.evidence
  const count = (sql: string): number => (db.prepare(sql).get([source]) as { n: number }).n
  const refused = db.prepare('SELECT path, reason FROM refused WHERE source = ? ORDER BY rowid').all([source]) as {
    path: string
    reason: string
  }[]
  const stored = count('SELECT count(*) AS n FROM item WHERE source = ? AND same_as IS NULL')
  const duplicate = count('SELECT count(*) AS n FROM item WHERE source = ? AND same_as IS NOT NULL')
  const messages = db
    .prepare(
      `SELECT coalesce(sum(messages - service - unsupported), 0) AS parsed, coalesce(sum(service), 0) AS service,
       coalesce(sum(unsupported), 0) AS unparsed FROM chat WHERE source = ?`,
    )
    .get<Receipt['messages']>([source]) ?? { parsed: 0, service: 0, unparsed: 0 }
  const photos = (state: string): number =>
    count(
      `SELECT count(*) AS n FROM item JOIN photo ON photo.sha256 = item.sha256 WHERE item.source = ? AND item.same_as IS NULL AND photo.state = '${state}'`,
    )
  return {
    files: { in: stored + duplicate + refused.length, stored, duplicate, refused },
    messages,
    photos: { hashed: photos('hashed'), unreadable: photos('unreadable') },
    leads: opensBoth(records)
      ? count('SELECT count(*) AS n FROM lead JOIN item ON item.id = lead.item WHERE item.source = ?')
      : 0,
    unread: unreadIn(records, source),
  }
}

/** Also of bytes that were here before: whoever brings them in again is told the same. */
function unreadIn({ evidence }: Records, source: string): Receipt['unread'] {
  return evidence
    .prepare(
      `SELECT item.path, coalesce(kept.format, item.format) AS format FROM item LEFT JOIN item AS kept ON kept.id = item.same_as
       WHERE item.source = ? AND coalesce(kept.format, item.format) IN (SELECT value FROM json_each(?)) ORDER BY item.position`,
    )
    .all([source, JSON.stringify(unreadFormats)]) as unknown as Receipt['unread']
}

const itemColumns = `
  item.id, item.source, item.position, item.path, item.size, item.sha256, item.media_type, item.format, item.container, item.same_as, item.anomalies,
  photo.state, photo.reason, photo.quality, photo.width, photo.height,
  (SELECT coalesce(sum(chat.messages), 0) FROM chat WHERE chat.item = item.id) AS messages,
  EXISTS (SELECT 1 FROM quarantined_item AS q WHERE q.id = item.id) AS quarantined`

interface ItemRow {
  id: string
  source: string
  position: number
  path: string
  size: number
  sha256: string
  media_type: string
  format: string | null
  container: string | null
  same_as: string | null
  anomalies: string
  state: string | null
  reason: string | null
  quality: number | null
  width: number | null
  height: number | null
  messages: number
  quarantined: number
}

function toItem(row: ItemRow): Item {
  return {
    id: row.id,
    source: row.source,
    index: row.position,
    path: row.path,
    size: row.size,
    sha256: row.sha256,
    mediaType: row.media_type,
    format: row.format,
    container: row.container,
    sameAs: row.same_as,
    photo:
      row.state === 'hashed'
        ? { state: 'hashed', quality: row.quality ?? 0, width: row.width ?? 0, height: row.height ?? 0 }
        : row.state === 'unreadable'
          ? { state: 'unreadable', reason: row.reason ?? '' }
          : null,
    messages: row.messages,
    quarantined: row.quarantined === 1,
    anomalies: fromColumn<string[]>(row.anomalies),
  }
}

/**
 * Items of a source in the order in which they came in; with `path`, those whose path holds that text, whatever its case and
 * in whatever way its letters are written. `total` counts all of them, whatever the page.
 */
export function listItems(
  records: Records,
  source: string,
  { limit = 500, offset = 0, path = '' }: { limit?: number; offset?: number; path?: string | undefined } = {},
): { total: number; items: Item[] } {
  const db = records.evidence
  const wanted = foldPath(path)
  if (wanted !== '') {
    // In JavaScript, since SQLite knows upper and lower case of ASCII alone.
    const fitting = db
      .prepare('SELECT id, path FROM item WHERE source = ? ORDER BY position')
      .all<{ id: string; path: string }>([source])
      .filter((item) => foldPath(item.path).includes(wanted))
    return {
      total: fitting.length,
      items: fitting.slice(offset, offset + limit).map(({ id }) => getItem(records, id)),
    }
  }
  const { total } = db.prepare('SELECT count(*) AS total FROM item WHERE source = ?').get([source]) as { total: number }
  const rows = db
    .prepare(
      `SELECT ${itemColumns} FROM item LEFT JOIN photo ON photo.sha256 = item.sha256 WHERE item.source = ? ORDER BY item.position LIMIT ? OFFSET ?`,
    )
    .all([source, limit, offset]) as unknown as ItemRow[]
  return { total, items: rows.map(toItem) }
}

function foldPath(path: string): string {
  return foldForSearch(path.trim().normalize('NFC').toLowerCase())
}

/** One item. Throws `RecordsError` NOT_FOUND. */
export function getItem(records: Records, item: string): Item {
  const row = records.evidence
    .prepare(`SELECT ${itemColumns} FROM item LEFT JOIN photo ON photo.sha256 = item.sha256 WHERE item.id = ?`)
    .get([item]) as unknown as ItemRow | undefined
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no item with the id ${item}.`)
  return toItem(row)
}

/** The record of an item exactly as the source's list has it: what is proven, and where its bytes are. Throws `RecordsError` NOT_FOUND. */
export function itemRecordOf(records: Records, item: string): ItemRecord {
  const row = records.evidence.prepare('SELECT record FROM item WHERE id = ?').get([item]) as
    | { record: string }
    | undefined
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no item with the id ${item}.`)
  return fromColumn<ItemRecord>(row.record)
}

/** The leaves of a source's item tree in order: records of its items, and what is left of those that were erased. */
export function itemLeavesOf(records: Records, source: string): (ItemRecord | ErasedItem)[] {
  const erased = records.evidence
    .prepare('SELECT leaf AS erased, position AS "index" FROM erased_item WHERE source = ?')
    .all([source]) as unknown as ErasedItem[]
  return [...itemRecordsOf(records, source), ...erased].toSorted((left, right) => left.index - right.index)
}

/** All item records of a source in list order. */
export function itemRecordsOf(records: Records, source: string): ItemRecord[] {
  const rows = records.evidence.prepare('SELECT record FROM item WHERE source = ? ORDER BY position').all([source]) as {
    record: string
  }[]
  return rows.map((row) => fromColumn<ItemRecord>(row.record))
}

/** Says what a parser recognised in an item and what was odd about it. */
export function describeItem(records: Records, item: string, format: string | null, anomalies: string[]): void {
  records.evidence
    .prepare('UPDATE item SET format = ?, anomalies = ? WHERE id = ?')
    .run([format, JSON.stringify(anomalies), item])
}

const chatColumns = 'id, item, source, name, type, messages, earliest_ms AS earliestMs, latest_ms AS latestMs'

/** The chats of one source, or of all, in the order in which they came in. */
export function listChats(records: Records, source?: string): Chat[] {
  const where = source === undefined ? '' : 'WHERE source = ?'
  return records.evidence
    .prepare(`SELECT ${chatColumns} FROM chat ${where} ORDER BY id`)
    .all(source === undefined ? [] : [source]) as unknown as Chat[]
}

/** One chat by its id in the index. Throws `RecordsError` NOT_FOUND. */
export function getChat(records: Records, chat: number): Chat {
  const row = records.evidence.prepare(`SELECT ${chatColumns} FROM chat WHERE id = ?`).get([chat])
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no chat with the number ${chat}.`)
  return row as unknown as Chat
}
