import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, utimesSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import { storageError, systemCode } from './vault-error.ts'

/** Mode of every file and folder of a vault: nobody else on this machine. */
export const FILE_MODE = 0o600
export const DIR_MODE = 0o700

/** Makes the names in a directory durable. Windows does not let a directory be synced; NTFS journals names itself. */
export const syncDirectory = (path: string): void => {
  if (process.platform === 'win32') {
    return
  }
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes what others wrote to a file durable. */
export const syncFile = (path: string): void => {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes an empty file of our mode when there is none; SQLite gives its side files the same mode. */
export const createPrivately = (path: string): void => {
  closeSync(openSync(path, 'a', FILE_MODE))
}

/** Writes all of `bytes` at the handle's position; one call may write less than it was given. */
const writeAll = (handle: number, bytes: Uint8Array): void => {
  let written = 0
  while (written < bytes.length) {
    written += writeSync(handle, bytes, written, bytes.length - written)
  }
}

/**
 * Puts `bytes` at `path`, whole and durable, or leaves what was there: temporary file, fsync, rename, fsync of the
 * directory. `where` names the file in the person's words.
 * @throws VaultError DISK_FULL, IO_ERROR, NOT_PERMITTED
 */
export const writeDurably = (path: string, bytes: Uint8Array, where: string): void => {
  const temporary = `${path}.new`
  try {
    const handle = openSync(temporary, 'w', FILE_MODE)
    try {
      writeAll(handle, bytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, path)
    syncDirectory(dirname(path))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw storageError(error, where)
  }
}

/** `writeDurably` for a file that says nothing of when it was written (H6), where the file system lets it. */
export const writeTimeless = (path: string, bytes: Uint8Array, where: string): void => {
  writeDurably(path, bytes, where)
  try {
    utimesSync(path, 0, 0)
  } catch {
    // Some file systems keep no such times, or no such early ones.
  }
}

/**
 * The bytes of a file, or `null` when there is none.
 * @throws VaultError IO_ERROR, NOT_PERMITTED
 */
export const readIfThere = (path: string, where: string): Uint8Array | null => {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') {
      return null
    }
    throw storageError(error, where)
  }
}
