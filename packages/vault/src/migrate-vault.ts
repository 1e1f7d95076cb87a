import { renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

import { Database } from '@signalapp/sqlcipher'

import { schemaOf } from './db-schema.ts'
import { createPrivately, syncDirectory, syncFile } from './durable-file.ts'
import { VaultError, systemCode } from './vault-error.ts'

const WINDOWS = process.platform === 'win32'

const failed = (what: string, cause?: unknown): VaultError =>
  new VaultError(
    'VAULT_DAMAGED',
    `The vault could not be brought to this version of Homeward: ${what}. It is as it was. Restore it from its latest copy, or open it with the version before.`,
    { cause },
  )

/** Runs the migrations from `from` on in one transaction, and writes down that they were run. */
export const runMigrations = (db: Database, migrations: readonly string[], from: number): void => {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const sql of migrations.slice(from)) {
      db.exec(sql)
    }
    db.pragma(`user_version = ${migrations.length}`)
    db.exec('COMMIT')
  } catch (error) {
    try {
      db.exec('ROLLBACK')
    } catch {
      // Already rolled back; the first error is the one to tell.
    }
    throw error
  }
}

const removeCopy = (path: string): void => {
  for (const end of ['', '-journal', '-wal', '-shm']) {
    rmSync(`${path}${end}`, { force: true })
  }
}

/** A copy of the database at `path`, without anything that SQLite no longer uses, at the newest version and synced. */
const makeCopy = (
  db: Database,
  path: string,
  { migrations, from }: { migrations: readonly string[]; from: number },
) => {
  createPrivately(path)
  db.prepare('VACUUM INTO ?').run([path])
  const copy = new Database(path)
  try {
    copy.pragma('journal_mode = DELETE')
    copy.pragma('synchronous = FULL')
    copy.pragma('temp_store = MEMORY')
    copy.pragma('foreign_keys = ON')
    runMigrations(copy, migrations, from)
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok' || copy.pragma('foreign_key_check').length > 0) {
      throw failed('the copy that was made of it is not sound')
    }
  } finally {
    copy.close()
  }
  syncFile(path)
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** How many rows of a table stand in the copy too, column for column; one query, so that memory stays flat. */
const countKept = (db: Database, table: string): { before: number; after: number; same: number } => {
  const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?)').all([table])
  const same = columns.map((row) => {
    const name = quoted(String(row['name']))
    return `old.${name} ${Number(row['pk']) > 0 ? '=' : 'IS'} new.${name}`
  })
  const name = quoted(table)
  const row = db
    .prepare(
      `SELECT (SELECT count(*) FROM main.${name}) AS before, (SELECT count(*) FROM copy.${name}) AS after,
        (SELECT count(*) FROM main.${name} AS old JOIN copy.${name} AS new ON ${same.join(' AND ')}) AS same`,
    )
    .get([])
  return { before: Number(row?.['before']), after: Number(row?.['after']), same: Number(row?.['same']) }
}

/** Requires that every row of every table stands in the copy as it was, and that the copy has the tables it should. */
const requireSame = (db: Database, path: string, expected: ReadonlyMap<string, string>): void => {
  db.prepare('ATTACH ? AS copy').run([path])
  try {
    const found = schemaOf(db, 'copy')
    if (found.size !== expected.size || [...expected].some(([name, sql]) => found.get(name) !== sql)) {
      throw failed('the copy that was made of it has other tables')
    }
    const tables = [...schemaOf(db)].filter(([, sql]) => sql.startsWith('CREATE TABLE')).map(([name]) => name)
    for (const table of tables) {
      const { before, after, same } = countKept(db, table)
      if (before !== after || before !== same) {
        throw failed(`the copy that was made of it has not the same in “${table}”`)
      }
    }
  } finally {
    db.exec('DETACH copy')
  }
}

/**
 * Brings `vault.db`, which `db` has open and locked, to the newest version (rule V18): makes a copy, runs the migrations
 * on it, compares it with the original row for row, and puts it in the place of the original in one step. `db` is closed
 * afterwards. What was there before is there unchanged when this throws, and wherever the process or the power ends.
 * @throws VaultError VAULT_DAMAGED when the copy is not what it must be; errors of the disk as they are.
 */
export const migrateByCopy = (
  db: Database,
  path: string,
  {
    migrations,
    from,
    expected,
  }: { migrations: readonly string[]; from: number; expected: ReadonlyMap<string, string> },
): void => {
  const copyPath = `${path}.new`
  removeCopy(copyPath)
  try {
    makeCopy(db, copyPath, { migrations, from })
    requireSame(db, copyPath, expected)
    // A write-ahead log that outlived its database would be read into the next one: it has to be gone for good.
    db.pragma('journal_mode = DELETE')
    syncDirectory(dirname(path))
    if (WINDOWS) {
      // An open file cannot be replaced there, nor can one that another program opened in between.
      db.close()
    }
    renameSync(copyPath, path)
    syncDirectory(dirname(path))
  } catch (error) {
    removeCopy(copyPath)
    const code = systemCode(error)
    throw code === 'SQLITE_ERROR' || code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH'
      ? failed('a table of it is not what it should be', error)
      : error
  } finally {
    db.close()
  }
}
