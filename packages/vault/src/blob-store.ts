import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Database } from '@signalapp/sqlcipher'

import { fromHex, toHex } from '@homeward/format'
import { DIR_MODE, FILE_MODE, syncDirectory } from './durable-file.ts'
import { BEFORE_EVERY_ID, rowsInOrder } from './rows-in-order.ts'
import { blobParam, blobValue } from './vault-db.ts'
import { systemCode } from './vault-error.ts'

/** One row of the blob table. `size` is that of the age file. */
export interface BlobRow {
  idHex: string
  compartmentId: Uint8Array
  epoch: number
  size: number
  inlineBytes: Uint8Array | null
}

const MARKER = 'sealing'
const BLOB_FILE = /^(?<id>[\da-f]{64})\.age$/u
const BLOB_DIR = /^[\da-f]{2}$/u

/** The folder of larger blobs. */
const blobsDir = (dir: string): string => join(dir, 'blobs')
/** Where files stand while they are written. */
export const blobsTmpDir = (dir: string): string => join(blobsDir(dir), 'tmp')
/** Where a larger blob is: `blobs/ab/<id>.age`. */
export const blobPath = (dir: string, idHex: string): string => join(blobsDir(dir), idHex.slice(0, 2), `${idHex}.age`)

const toRow = (row: Record<string, unknown>): BlobRow => ({
  idHex: toHex(blobValue(row['id'])),
  compartmentId: blobValue(row['compartment']),
  epoch: Number(row['epoch']),
  size: Number(row['size']),
  inlineBytes: row['bytes'] === null ? null : blobValue(row['bytes']),
})

/** The row of a blob, with its bytes when it is small, or `null`. */
export const blobRow = (db: Database, idHex: string): BlobRow | null => {
  const row = db
    .prepare('SELECT id, compartment, epoch, size, bytes FROM blob WHERE id = ?')
    .get([blobParam(fromHex(idHex))])
  return row === undefined ? null : toRow(row)
}

/** Whether the blob table has this id. */
export const hasBlob = (db: Database, idHex: string): boolean =>
  db.prepare('SELECT 1 FROM blob WHERE id = ?', { pluck: true }).get([blobParam(fromHex(idHex))]) !== undefined

/** Enters a blob. To be called inside a transaction. */
export const insertBlob = (db: Database, { idHex, compartmentId, epoch, size, inlineBytes }: BlobRow): void => {
  db.prepare('INSERT INTO blob (id, compartment, epoch, size, bytes) VALUES (?, ?, ?, ?, ?)').run([
    blobParam(fromHex(idHex)),
    blobParam(compartmentId),
    epoch,
    size,
    inlineBytes === null ? null : blobParam(inlineBytes),
  ])
}

const ROWS_AT_ONCE = 200

/** All rows of the blob table, ordered by id; some hundred at a time. */
export function* blobRows(db: Database): Generator<BlobRow> {
  const select = db.prepare(
    `SELECT id, compartment, epoch, size, bytes FROM blob WHERE id > ? ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
  )
  for (const row of rowsInOrder(select, { first: BEFORE_EVERY_ID, key: 'id' })) {
    yield toRow(row)
  }
}

/** A file in the folder of blobs. `idHex` is empty for a file that no blob can have. */
export interface BlobFile {
  path: string
  idHex: string
  size: number
}

/** The files in the folder of blobs, without those still being written. */
export function* blobFiles(dir: string): Generator<BlobFile> {
  for (const folder of readdirSync(blobsDir(dir)).toSorted()) {
    if (folder !== 'tmp') {
      const folderPath = join(blobsDir(dir), folder)
      const names = statSync(folderPath).isDirectory() ? readdirSync(folderPath) : []
      if (!BLOB_DIR.test(folder)) {
        yield { path: folderPath, idHex: '', size: 0 }
      }
      for (const name of names.toSorted()) {
        const path = join(folderPath, name)
        const idHex = BLOB_FILE.exec(name)?.groups?.['id'] ?? ''
        yield { path, idHex: idHex.startsWith(folder) ? idHex : '', size: statSync(path).size }
      }
    }
  }
}

/** Makes the folders for blobs where they are missing: in a new vault, and in a copy that was made without empty folders. */
export const makeBlobDirs = (dir: string): void => {
  if (existsSync(blobsTmpDir(dir))) {
    return
  }
  mkdirSync(blobsTmpDir(dir), { recursive: true, mode: DIR_MODE })
  syncDirectory(blobsDir(dir))
}

/**
 * Gives the file at `from`, already synced, its name as a blob. An equal blob that a crash left there is replaced.
 * @returns the folders that are to be synced before the name is durable.
 */
export const placeBlob = (dir: string, idHex: string, from: string): string[] => {
  const path = blobPath(dir, idHex)
  const folders = [dirname(path)]
  if (!existsSync(dirname(path))) {
    mkdirSync(dirname(path), { recursive: true, mode: DIR_MODE })
    folders.push(blobsDir(dir))
  }
  renameSync(from, path)
  return folders
}

/** The size of the file of a blob, or `null` when there is none. */
export const blobFileSize = (dir: string, idHex: string): number | null => {
  try {
    return statSync(blobPath(dir, idHex)).size
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return null
    }
    throw error
  }
}

/** Leaves a mark that files may be ahead of the blob table, for whoever opens the vault after a crash (rule B8). */
export const markSealing = (dir: string): void => {
  closeSync(openSync(join(blobsTmpDir(dir), MARKER), 'w', FILE_MODE))
  syncDirectory(blobsTmpDir(dir))
}

/** Whether the last process that sealed left without finishing. */
export const wasSealing = (dir: string): boolean => readdirSync(blobsTmpDir(dir)).length > 0

/** Removes the mark and everything else that was left in `blobs/tmp`. */
export const clearSealing = (dir: string): void => {
  const names = readdirSync(blobsTmpDir(dir))
  for (const name of names) {
    rmSync(join(blobsTmpDir(dir), name), { force: true, recursive: true })
  }
  if (names.length > 0) {
    syncDirectory(blobsTmpDir(dir))
  }
}

/** How many blobs the table has, and the bytes of their age files. */
export const blobTotals = (db: Database): { count: number; bytes: number } => {
  const row = db.prepare('SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM blob').get([])
  return { count: Number(row?.['count']), bytes: Number(row?.['bytes']) }
}
