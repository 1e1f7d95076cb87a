import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

import { FormatError, collectBytes, openAge, readStoredZip, streamBytes } from '@homeward/format'
import type { ByteSource } from '@homeward/format'
import { fileBytes } from './backup-copy.ts'
import { MANIFEST, parseManifest, readManifest } from './backup-manifest.ts'
import type { BackupManifest } from './backup-manifest.ts'
import { VaultError } from './vault-error.ts'

/** A backup that can be read, wherever it is. */
export interface BackupSource {
  manifest: BackupManifest
  /** The bytes of one of its files, or `null` when it does not have it. Each piece is good until the next. */
  bytes: (path: string) => AsyncIterable<Uint8Array> | null
  close: () => Promise<void>
}

/** A file that is read at any place until `close`. */
export const fileSource = async (path: string): Promise<ByteSource & { close: () => Promise<void> }> => {
  const file = await open(path)
  const { size } = await file.stat()
  return {
    size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length)
      for (let filled = 0; filled < length;) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
        if (bytesRead === 0) {
          throw new VaultError('BACKUP_DAMAGED', 'The archive is cut off.')
        }
        filled += bytesRead
      }
      return bytes
    },
    close: () => file.close(),
  }
}

const requireComplete = (manifest: BackupManifest | null): BackupManifest => {
  if (manifest === null) {
    throw new VaultError('BACKUP_NOT_FOUND', 'There is no backup in this place. Check its name.')
  }
  if (!manifest.isComplete) {
    throw new VaultError(
      'BACKUP_NOT_FOUND',
      'A backup was begun in this place and never finished, so there is nothing to restore. Use another one.',
    )
  }
  return manifest
}

/** A backup in a folder. @throws VaultError BACKUP_NOT_FOUND, BACKUP_DAMAGED, FORMAT_NEWER, IO_ERROR */
export const folderBackup = (dir: string): BackupSource => ({
  manifest: requireComplete(readManifest(dir)),
  bytes: (path) =>
    statSync(join(dir, path), { throwIfNoEntry: false })?.isFile() === true ? fileBytes(join(dir, path)) : null,
  close: () => Promise.resolve(),
})

const notOpened = (cause: unknown): VaultError =>
  new VaultError(
    'BACKUP_DAMAGED',
    'This archive cannot be opened: it is damaged, or it was made for somebody else. Check which one it is.',
    { cause },
  )

/**
 * A backup in an archive, opened with an age identity. Every piece is authenticated as it is read.
 * @throws VaultError BACKUP_NOT_FOUND, BACKUP_DAMAGED, FORMAT_NEWER
 */
export const archiveBackup = async (path: string, ageSecret: Uint8Array): Promise<BackupSource> => {
  const file = await fileSource(path)
  try {
    const plain = await openAge(ageSecret, file)
    const { entries, faults } = await readStoredZip(plain)
    if (faults.length > 0) {
      throw notOpened(new Error(faults.map(({ where, what }) => `${where}: ${what}`).join(' ')))
    }
    const byName = new Map(entries.map((entry) => [entry.name, entry]))
    const bytes = (name: string): AsyncIterable<Uint8Array> | null => {
      const entry = byName.get(name)
      return entry === undefined ? null : streamBytes(plain, entry.dataOffset, entry.dataOffset + entry.size)
    }
    const manifest = bytes(MANIFEST)
    return {
      manifest: requireComplete(manifest === null ? null : parseManifest(await collectBytes(manifest))),
      bytes,
      close: file.close,
    }
  } catch (error) {
    await file.close()
    throw error instanceof FormatError ? notOpened(error) : error
  }
}
