import { Database } from '@signalapp/sqlcipher'

import { fromHex, toHex } from '@homeward/format'
import type { BackupFile } from './backup-manifest.ts'
import type { BlobRow } from './blob-store.ts'
import { schemaOf } from './db-schema.ts'
import { createPrivately } from './durable-file.ts'
import { BEFORE_EVERY_ID, rowsInOrder } from './rows-in-order.ts'
import { toSubjectRow } from './subject-keys.ts'
import type { SubjectRow } from './subject-keys.ts'
import { blobParam, blobValue, transaction } from './vault-db.ts'
import { VaultError, storageError } from './vault-error.ts'

/** A part of a backup: a SQLite file with rows of a vault. The trees are not in it: they follow from the entries. */
const PART_SCHEMA = `
CREATE TABLE log (id BLOB PRIMARY KEY NOT NULL, vkey TEXT NOT NULL) STRICT;
CREATE TABLE entry (log BLOB NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (log, position)) STRICT;
CREATE TABLE checkpoint (log BLOB NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (log, size, note)) STRICT;
CREATE TABLE blob (id BLOB PRIMARY KEY NOT NULL, compartment BLOB NOT NULL, epoch INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB) STRICT;
CREATE TABLE subject_key (id BLOB PRIMARY KEY NOT NULL, compartment BLOB NOT NULL, epoch INTEGER NOT NULL, tag BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE TABLE erasure_done (log BLOB NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (log, position)) STRICT;
CREATE TABLE erasure_list (note TEXT PRIMARY KEY NOT NULL) STRICT;
CREATE TABLE file (id BLOB PRIMARY KEY NOT NULL, size INTEGER NOT NULL, sha256 BLOB NOT NULL) STRICT;
`

/** Tables of `vault.db` that a backup carries, or (`tile`) makes anew on restore. A test compares them with the format. */
export const BACKED_UP_TABLES: readonly string[] = [
  'blob',
  'checkpoint',
  'entry',
  'erasure_done',
  'erasure_list',
  'log',
  'subject_key',
  'tile',
]

const WHERE = 'the backup'
const ROWS_AT_ONCE = 500

/** An open part. */
export interface Part {
  db: Database
  close: () => void
}

const closing = (db: Database) => (): void => {
  db.close()
}

const openDb = (path: string): Database => {
  const db = new Database(path, { cacheStatements: true })
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('temp_store = MEMORY')
  return db
}

/** Makes an empty part for writing. It is synced as a file when it is finished, so SQLite need not sync. */
export const createPart = (path: string): Part => {
  createPrivately(path)
  const db = openDb(path)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.exec(PART_SCHEMA)
  return { db, close: closing(db) }
}

const expectedSchema = (): string => {
  const db = new Database(':memory:')
  try {
    db.exec(PART_SCHEMA)
    return JSON.stringify([...schemaOf(db)])
  } finally {
    db.close()
  }
}

/**
 * Opens a part for reading. Its hash must have been compared before; that its tables are those of a part is checked here.
 * @throws VaultError BACKUP_DAMAGED, IO_ERROR
 */
const openPart = (path: string): Part => {
  let db: Database | undefined
  try {
    db = openDb(path)
    db.pragma('query_only = ON')
    if (JSON.stringify([...schemaOf(db)]) !== expectedSchema()) {
      throw new VaultError('BACKUP_DAMAGED', 'A part of this backup is not one that Homeward wrote.')
    }
    return { db, close: closing(db) }
  } catch (error) {
    db?.close()
    throw storageError(error, WHERE)
  }
}

/** Runs `body` with the parts open, and closes them. */
export const withParts = async <Result>(
  paths: readonly string[],
  body: (parts: readonly Part[]) => Promise<Result>,
): Promise<Result> => {
  const parts: Part[] = []
  try {
    for (const path of paths) {
      parts.push(openPart(path))
    }
    return await body(parts)
  } finally {
    for (const part of parts) {
      part.close()
    }
  }
}

const columns = {
  log: ['id', 'vkey'],
  entry: ['log', 'position', 'bytes'],
  checkpoint: ['log', 'size', 'note'],
  blob: ['id', 'compartment', 'epoch', 'size', 'bytes'],
  subject_key: ['id', 'compartment', 'epoch', 'tag', 'sealed'],
  erasure_done: ['log', 'position'],
  erasure_list: ['note'],
  file: ['id', 'size', 'sha256'],
} as const

type Value = string | number | null | Uint8Array<ArrayBuffer>
/** A row of a part, in the order of its columns. */
export type PartRow = readonly Value[]

/** Adds rows to a table of a part, some hundred in one transaction, letting others run in between. */
export const insertRows = async (
  { db }: Part,
  table: keyof typeof columns,
  rows: Iterable<PartRow>,
  onRows: (rows: number) => Promise<void>,
): Promise<void> => {
  const names = columns[table]
  const insert = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
  const write = async (group: readonly PartRow[]): Promise<void> => {
    transaction(
      db,
      () => {
        for (const row of group) {
          insert.run([...row])
        }
      },
      WHERE,
    )
    await onRows(group.length)
  }
  let group: PartRow[] = []
  for (const row of rows) {
    group.push(row)
    if (group.length === ROWS_AT_ONCE) {
      await write(group)
      group = []
    }
  }
  await write(group)
}

/** The logs of the parts: id to verification key. */
export const partLogs = (parts: readonly Part[]): Map<string, string> =>
  new Map(
    parts.flatMap(({ db }) =>
      db
        .prepare('SELECT id, vkey FROM log')
        .all([])
        .map((row): [string, string] => [toHex(blobValue(row['id'])), String(row['vkey'])]),
    ),
  )

/** The entries of a log over all parts, in order of the parts. */
export function* partEntries(
  parts: readonly Part[],
  logHex: string,
): Generator<{ position: number; bytes: Uint8Array }> {
  const select = `SELECT position, bytes FROM entry WHERE log = ? AND position > ? ORDER BY position LIMIT ${ROWS_AT_ONCE}`
  for (const part of parts) {
    const parameters = [blobParam(fromHex(logHex))]
    for (const row of rowsInOrder(part.db.prepare(select), { first: -1, key: 'position', parameters })) {
      yield { position: Number(row['position']), bytes: blobValue(row['bytes']) }
    }
  }
}

/** The checkpoints of a log over all parts. */
export const partCheckpoints = (parts: readonly Part[], logHex: string): { size: number; note: string }[] =>
  parts.flatMap(({ db }) =>
    db
      .prepare('SELECT size, note FROM checkpoint WHERE log = ? ORDER BY size, note')
      .all([blobParam(fromHex(logHex))])
      .map((row) => ({ size: Number(row['size']), note: String(row['note']) })),
  )

/** The blobs over all parts. */
export function* partBlobs(parts: readonly Part[]): Generator<BlobRow> {
  const select = `SELECT id, compartment, epoch, size, bytes FROM blob WHERE id > ? ORDER BY id LIMIT ${ROWS_AT_ONCE}`
  for (const part of parts) {
    for (const row of rowsInOrder(part.db.prepare(select), { first: BEFORE_EVERY_ID, key: 'id' })) {
      yield {
        idHex: toHex(blobValue(row['id'])),
        compartmentId: blobValue(row['compartment']),
        epoch: Number(row['epoch']),
        size: Number(row['size']),
        inlineBytes: row['bytes'] === null ? null : blobValue(row['bytes']),
      }
    }
  }
}

/** The keys of subjects over all parts. */
export function* partSubjects(parts: readonly Part[]): Generator<SubjectRow> {
  const select = `SELECT id, compartment, epoch, tag, sealed FROM subject_key WHERE id > ? ORDER BY id LIMIT ${ROWS_AT_ONCE}`
  for (const part of parts) {
    for (const row of rowsInOrder(part.db.prepare(select), { first: BEFORE_EVERY_ID, key: 'id' })) {
      yield toSubjectRow(row)
    }
  }
}

/** Places of erasures that were finished in the vault, over all parts. */
export const partErasuresDone = (parts: readonly Part[]): { log: Uint8Array; position: number }[] =>
  parts.flatMap(({ db }) =>
    db
      .prepare('SELECT log, position FROM erasure_done')
      .all([])
      .map((row) => ({ log: blobValue(row['log']), position: Number(row['position']) })),
  )

/** Lists of erasures over all parts. */
export const partErasureLists = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ db }) =>
    db
      .prepare('SELECT note FROM erasure_list')
      .all([])
      .map((row) => String(row['note'])),
  )

/** What the parts know of the file of a larger blob, or `null`: then the backup does not have it. */
export const partFile = (parts: readonly Part[], idHex: string): BackupFile | null => {
  for (const { db } of parts) {
    const row = db.prepare('SELECT size, sha256 FROM file WHERE id = ?').get([blobParam(fromHex(idHex))])
    if (row !== undefined) {
      return { size: Number(row['size']), sha256Hex: toHex(blobValue(row['sha256'])) }
    }
  }
  return null
}

/** Whether one of the parts has a row with these values. */
export const hasRow = (
  parts: readonly Part[],
  table: 'blob' | 'checkpoint' | 'subject_key' | 'erasure_done' | 'erasure_list',
  values: PartRow,
): boolean => {
  const where = columns[table].slice(0, values.length).map((name) => `${name} = ?`)
  return parts.some(
    ({ db }) =>
      db.prepare(`SELECT 1 FROM ${table} WHERE ${where.join(' AND ')}`, { pluck: true }).get([...values]) !== undefined,
  )
}

/** How much of each log (by id in hex) the parts have. */
export const partSizes = (parts: readonly Part[]): Map<string, number> => {
  const sizes = new Map<string, number>()
  for (const { db } of parts) {
    for (const row of db.prepare('SELECT log, max(position) + 1 AS size FROM entry GROUP BY log').all([])) {
      const logHex = toHex(blobValue(row['log']))
      sizes.set(logHex, Math.max(sizes.get(logHex) ?? 0, Number(row['size'])))
    }
  }
  return sizes
}
