import { statSync } from 'node:fs'
import { join } from 'node:path'

import { Database } from '@signalapp/sqlcipher'

import { schemaOf } from './db-schema.ts'
import { migrateByCopy, runMigrations } from './migrate-vault.ts'
import { migration0001 } from './migrations/0001-vault.ts'
import { migration0002 } from './migrations/0002-subject-keys.ts'
import { VaultError, storageError } from './vault-error.ts'

/** Every migration, in order: one file each, and never changed once a vault was made with it (rule V18). */
export const MIGRATIONS: readonly string[] = [migration0001, migration0002]
const WHERE = 'the vault'
const WAL_KEPT_BYTES = 67_108_864

/** Where the database of a vault is. */
export const vaultDbPath = (dir: string): string => join(dir, 'vault.db')

/** Marks bytes as what the database driver takes; the driver only reads them. */
export const blobParam = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>

/** A value of a BLOB column as a plain byte array (the driver gives Buffers, whose `slice` does not copy). */
export const blobValue = (value: unknown): Uint8Array => {
  if (!(value instanceof Uint8Array)) {
    throw new TypeError('The column is not a blob.')
  }
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
}

/**
 * Runs `body` as one transaction: all of it is durable when this returns, none of it when it throws.
 * @throws VaultError DISK_FULL, IO_ERROR, … for failures of the disk; what `body` throws otherwise.
 */
export const transaction = <Result>(db: Database, body: () => Result, where = WHERE): Result => {
  try {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = body()
      db.exec('COMMIT')
      return result
    } catch (error) {
      try {
        db.exec('ROLLBACK')
      } catch {
        // After a full disk or a failed sync SQLite has already rolled back; the first error is the one to tell.
      }
      throw error
    }
  } catch (error) {
    throw storageError(error, where)
  }
}

/** The version that a database was written in: how many migrations were run on it. @throws VaultError FORMAT_NEWER */
const versionOf = (db: Database, newest: number): number => {
  const found = Number(db.pragma('user_version', { simple: true }))
  if (found > newest) {
    throw new VaultError(
      'FORMAT_NEWER',
      'This vault was written by a newer version of Homeward. Install that version to open it; nothing was changed.',
    )
  }
  if (found < 0 || (found === 0 && schemaOf(db).size > 0)) {
    throw new VaultError('VAULT_DAMAGED', 'The version in vault.db is damaged. Restore the vault from its latest copy.')
  }
  return found
}

/** Which file a name leads to, so that one that was replaced meanwhile is noticed. */
const fileAt = (path: string): bigint | undefined => statSync(path, { bigint: true, throwIfNoEntry: false })?.ino

const openLocked = (path: string, newest: number): { db: Database; version: number } => {
  const before = fileAt(path)
  const db = new Database(path, { cacheStatements: true })
  try {
    // Before the first read: then WAL needs no shared memory file and the lock covers every access.
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('temp_store = MEMORY')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('foreign_keys = ON')
    // What is deleted is overwritten with zeros, always: a key must leave no copy behind when its row grows or moves.
    db.pragma('secure_delete = ON')
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
    db.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`)
    // Before the first change: a newer version may keep its journal in another way.
    const version = versionOf(db, newest)
    const mode = db.pragma('journal_mode = WAL', { simple: true })
    if (mode !== 'wal') {
      throw new VaultError('IO_ERROR', 'The disk of this vault cannot keep a write-ahead log. Use another disk.')
    }
    db.pragma('synchronous = FULL')
    db.exec('BEGIN IMMEDIATE; COMMIT')
    if (before !== undefined && fileAt(path) !== before) {
      // Another process put a migrated copy in its place before this one had the lock.
      throw new VaultError('VAULT_IN_USE', 'This vault is being opened by another program. Try again in a moment.')
    }
    return { db, version }
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * What stands in the place of the database, looked at before SQLite does: at one that is empty it would throw away the
 * write-ahead log, which may hold all that is left.
 */
const requireContent = (path: string): void => {
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined || size === 0) {
    throw withoutDb(size === undefined ? 'missing' : 'empty')
  }
}

const withoutDb = (how: 'missing' | 'empty'): VaultError =>
  new VaultError(
    'VAULT_DAMAGED',
    `The file vault.db of this vault is ${how}, and it holds the log. Nothing was changed. If it was moved, put it back, with vault.db-wal if there is one; otherwise restore the latest backup into a new folder (“homeward restore”), and keep this folder.`,
  )

/**
 * Opens `vault.db` and takes the lock that lasts until it is closed. The lock belongs to the process: it
 * is gone when the process ends, however it ends (rule V8). No other code in this process may open the same file, because
 * closing any handle on it would drop the lock (POSIX advisory locks). A database of an older version is migrated by way
 * of a copy (rule V18). `migrations` is for tests.
 * @throws VaultError VAULT_IN_USE, FORMAT_NEWER, VAULT_DAMAGED, NOT_PERMITTED, DISK_FULL, IO_ERROR
 */
export const openVaultDb = (dir: string, migrations: readonly string[] = MIGRATIONS): Database => {
  const path = vaultDbPath(dir)
  try {
    requireContent(path)
    const { db, version } = openLocked(path, migrations.length)
    if (version === migrations.length) {
      return db
    }
    if (version === 0) {
      db.close()
      throw withoutDb('empty')
    }
    migrateByCopy(db, path, { migrations, from: version, expected: expectedSchema(migrations) })
    return openLocked(path, migrations.length).db
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/**
 * Fills the empty `vault.db` of a vault that is being made, and takes its lock. Only for a folder without `homeward.json`.
 * @throws VaultError as `openVaultDb`; VAULT_DAMAGED where something is in it
 */
export const createVaultDb = (dir: string): Database => {
  try {
    const { db, version } = openLocked(vaultDbPath(dir), MIGRATIONS.length)
    try {
      if (version > 0) {
        throw new VaultError('VAULT_DAMAGED', 'There is a vault.db already. Choose an empty folder.')
      }
      runMigrations(db, MIGRATIONS, 0)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** What `schemaOf` must give for a sound `vault.db`. */
export const expectedSchema = (migrations: readonly string[] = MIGRATIONS): Map<string, string> => {
  const db = new Database(':memory:')
  try {
    for (const sql of migrations) {
      db.exec(sql)
    }
    return schemaOf(db)
  } finally {
    db.close()
  }
}
