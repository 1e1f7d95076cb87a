import type { Database } from '@signalapp/sqlcipher'

import { concatBytes, deviceLog, equalBytes, leafHash, parseVkey, toHex } from '@homeward/format'
import type { DeviceLog } from '@homeward/format'
import type { EntryPage } from './open-entry.ts'
import { requireRising } from './rows-in-order.ts'
import { edgeFromTiles, edgeTiles, growTree } from './tree-store.ts'
import type { FilledTile, TreeEdge } from './tree-store.ts'
import { blobParam, blobValue } from './vault-db.ts'
import { VaultError } from './vault-error.ts'

/** One log in `vault.db`; `number` is its short name inside the database. */
export interface StoredLog {
  number: number
  idHex: string
  device: DeviceLog
}

/** One entry as it is stored. */
export interface StoredEntry {
  position: number
  bytes: Uint8Array
}

const HASH_BYTES = 32
const ROWS_AT_ONCE = 500

const damaged = (what: string): VaultError =>
  new VaultError('VAULT_DAMAGED', `The log of this vault is damaged (${what}). Restore the vault from its latest copy.`)

/** All logs of the vault, ordered by log id. @throws VaultError VAULT_DAMAGED when a key is not that of its log. */
export const storedLogs = (db: Database): StoredLog[] =>
  db
    .prepare('SELECT number, id, vkey FROM log ORDER BY id')
    .all([])
    .map((row) => {
      const idHex = toHex(blobValue(row['id']))
      let device: DeviceLog
      try {
        device = deviceLog(parseVkey(String(row['vkey'])).publicKey)
      } catch {
        throw damaged('a device key is malformed')
      }
      if (toHex(device.logId) !== idHex || device.vkeyText !== row['vkey']) {
        throw damaged('a device key is not the one of its log')
      }
      return { number: Number(row['number']), idHex, device }
    })

/** Enters a log without entries. To be called inside a transaction. */
export const addLog = (db: Database, device: DeviceLog): StoredLog => {
  db.prepare('INSERT INTO log (id, vkey) VALUES (?, ?)').run([blobParam(device.logId), device.vkeyText])
  const number = db.prepare('SELECT number FROM log WHERE id = ?', { pluck: true }).get([blobParam(device.logId)])
  return { number: Number(number), idHex: toHex(device.logId), device }
}

/** How many entries a log holds. */
export const logSize = (db: Database, log: StoredLog): number =>
  Number(
    db.prepare('SELECT coalesce(max(position) + 1, 0) FROM entry WHERE log = ?', { pluck: true }).get([log.number]),
  )

/** How many entries each log of the vault holds, by log id in hex. */
export const logSizes = (db: Database): Record<string, number> =>
  Object.fromEntries(storedLogs(db).map((log) => [log.idHex, logSize(db, log)]))

/** The bytes of an entry, or `null` when the log has none at that position. */
export const entryBytes = (db: Database, log: StoredLog, position: number): Uint8Array | null => {
  const found = db
    .prepare('SELECT bytes FROM entry WHERE log = ? AND position = ?', { pluck: true })
    .get([log.number, position])
  return found === undefined ? null : blobValue(found)
}

/** Entries of a log in order, from `from` on. Reads some hundred at a time; rows added meanwhile are seen. */
export function* logEntries(db: Database, log: StoredLog, from = 0): Generator<StoredEntry> {
  const select = db.prepare(
    `SELECT position, bytes FROM entry WHERE log = ? AND position >= ? ORDER BY position LIMIT ${ROWS_AT_ONCE}`,
  )
  for (let next = from; ;) {
    const rows = select.all([log.number, next])
    for (const row of rows) {
      const position = Number(row['position'])
      requireRising(next - 1, position)
      next = position + 1
      yield { position, bytes: blobValue(row['bytes']) }
    }
    if (rows.length < ROWS_AT_ONCE) {
      return
    }
  }
}

/** Pages of what `where` takes of the table of entries, from `from` on. */
function* pagesOf(
  db: Database,
  log: StoredLog,
  { where, parameters = [], from }: { where: string; parameters?: Uint8Array<ArrayBuffer>[]; from: number },
): Generator<EntryPage> {
  // Aggregates take rows in the order of the subquery; an entry that came out of order would not open at its position.
  // In a damaged file a value may be no blob: its bytes are counted as they are joined, or those behind it would shift.
  const select = db.prepare(
    `SELECT json_group_array(position) AS positions, json_group_array(length(CAST(bytes AS BLOB))) AS lengths,
       CAST(coalesce(group_concat(bytes, ''), '') AS BLOB) AS bytes
     FROM (SELECT position, bytes FROM entry WHERE ${where} ORDER BY position LIMIT ${ROWS_AT_ONCE})`,
  )
  for (let next = from; ;) {
    const row = select.get([...parameters, log.number, next])
    const positions = JSON.parse(String(row?.['positions'])) as number[]
    const last = positions.at(-1)
    if (last !== undefined) {
      requireRising(next - 1, last)
      const lengths = JSON.parse(String(row?.['lengths'])) as number[]
      yield { logId: log.device.logId, positions, lengths, bytes: blobValue(row?.['bytes']) }
      next = last + 1
    }
    if (positions.length < ROWS_AT_ONCE) {
      return
    }
  }
}

/**
 * The sealed entries of one compartment in a log, in order, from `from` on, some hundred a page. A page is one row,
 * because a value that comes out of the database costs more than the bytes in it.
 */
export const entryPages = (db: Database, log: StoredLog, compartmentId: Uint8Array, from = 0): Generator<EntryPage> =>
  pagesOf(db, log, {
    where: "substr(bytes, 3, 16) = ? AND log = ? AND position >= ? AND substr(bytes, 2, 1) = x'00'",
    parameters: [blobParam(compartmentId)],
    from,
  })

/** All entries of a log, as `entryPages` gives those of one compartment; rows added meanwhile are seen. */
export const logPages = (db: Database, log: StoredLog, from: number): Generator<EntryPage> =>
  pagesOf(db, log, { where: 'log = ? AND position >= ?', from })

/** The entries of kind 1 (keys) of a log, in order. */
export const keysEntries = (db: Database, log: StoredLog): StoredEntry[] =>
  db
    .prepare("SELECT position, bytes FROM entry WHERE log = ? AND substr(bytes, 2, 1) = x'01' ORDER BY position")
    .all([log.number])
    .map((row) => ({ position: Number(row['position']), bytes: blobValue(row['bytes']) }))

/** The hashes of a tile as it is stored, or `undefined`. */
export const tileHashes = (db: Database, log: StoredLog, level: number, index: number): Uint8Array[] | undefined => {
  const found = db
    .prepare('SELECT hashes FROM tile WHERE log = ? AND level = ? AND tile = ?', { pluck: true })
    .get([log.number, level, index])
  if (found === undefined) {
    return undefined
  }
  const bytes = blobValue(found)
  return Array.from({ length: Math.floor(bytes.length / HASH_BYTES) }, (_, place) =>
    bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES),
  )
}

/** The right edge of the stored tree. @throws VaultError VAULT_DAMAGED when a tile is missing or has another width. */
export const storedEdge = (db: Database, log: StoredLog): TreeEdge => {
  const size = logSize(db, log)
  const tiles = edgeTiles(size).map((tile): FilledTile => {
    const hashes = tileHashes(db, log, tile.level, tile.index)
    if (hashes?.length !== tile.width) {
      throw damaged('its tree is incomplete')
    }
    return { level: tile.level, index: tile.index, width: tile.width, hashes }
  })
  return edgeFromTiles(size, tiles)
}

const storeTile = (db: Database, log: StoredLog, { level, index, hashes }: FilledTile): void => {
  db.prepare(
    `INSERT INTO tile (log, level, tile, hashes) VALUES (?, ?, ?, ?)
     ON CONFLICT (log, level, tile) DO UPDATE SET hashes = excluded.hashes`,
  ).run([log.number, level, index, blobParam(concatBytes(...hashes))])
}

/**
 * Stores entries from position `from` on and the tree hashes that follow. To be called inside a transaction.
 * What the log already has is accepted again only if it is the same, byte for byte.
 * @returns the new edge.
 * @throws VaultError LOG_FORKED when another entry stands at one of the positions (rule V10); VAULT_DAMAGED for a gap.
 */
export const storeEntries = (
  db: Database,
  log: StoredLog,
  edge: TreeEdge,
  { from, entries }: { from: number; entries: readonly Uint8Array[] },
): TreeEdge => {
  if (from > edge.size) {
    throw damaged(`entries before position ${from} are missing`)
  }
  const insert = db.prepare('INSERT INTO entry (log, position, bytes) VALUES (?, ?, ?)')
  const leaves: Uint8Array[] = []
  for (const [offset, bytes] of entries.entries()) {
    const position = from + offset
    if (position < edge.size) {
      const known = entryBytes(db, log, position)
      if (known === null || !equalBytes(known, bytes)) {
        throw new VaultError(
          'LOG_FORKED',
          `Two different entries claim position ${position} of one log. That happens when a copied disk or a restored ` +
            'backup went on writing. Nothing was changed; keep both copies and ask for help.',
        )
      }
    } else {
      insert.run([log.number, position, blobParam(bytes)])
      leaves.push(leafHash(bytes))
    }
  }
  const grown = growTree(edge, leaves)
  for (const tile of grown.tiles) {
    storeTile(db, log, tile)
  }
  return grown.edge
}

/** Stores a signed checkpoint. To be called inside a transaction. */
export const storeCheckpoint = (db: Database, log: StoredLog, size: number, note: string): void => {
  db.prepare('INSERT OR IGNORE INTO checkpoint (log, size, note) VALUES (?, ?, ?)').run([log.number, size, note])
}

/** The latest checkpoint of a log, or `null`. Nothing about it is verified. */
export const latestCheckpoint = (db: Database, log: StoredLog): { size: number; note: string } | null => {
  const row = db.prepare('SELECT size, note FROM checkpoint WHERE log = ? ORDER BY size DESC LIMIT 1').get([log.number])
  return row === undefined ? null : { size: Number(row['size']), note: String(row['note']) }
}

/** All checkpoints of a log, by size; two of one size are a fork. */
export const allCheckpoints = (db: Database, log: StoredLog): { size: number; note: string }[] =>
  db
    .prepare('SELECT size, note FROM checkpoint WHERE log = ? ORDER BY size, note')
    .all([log.number])
    .map((row) => ({ size: Number(row['size']), note: String(row['note']) }))

/** The checkpoints of a log of sizes over `after` up to `last`, by size. */
export const checkpointsBetween = (
  db: Database,
  log: StoredLog,
  after: number,
  last: number,
): { size: number; note: string }[] =>
  db
    .prepare('SELECT size, note FROM checkpoint WHERE log = ? AND size > ? AND size <= ? ORDER BY size, note')
    .all([log.number, after, last])
    .map((row) => ({ size: Number(row['size']), note: String(row['note']) }))

/** Sizes of which a log has more than one checkpoint: each is a fork, since a device signs one size once. */
export const checkpointSizesTwice = (db: Database, log: StoredLog): number[] =>
  db
    .prepare('SELECT size FROM checkpoint WHERE log = ? GROUP BY size HAVING count(*) > 1 ORDER BY size', {
      pluck: true,
    })
    .all([log.number])
    .map(Number)

/** How many tiles are stored of a log. */
export const tileRows = (db: Database, log: StoredLog): number =>
  Number(db.prepare('SELECT count(*) FROM tile WHERE log = ?', { pluck: true }).get([log.number]))
