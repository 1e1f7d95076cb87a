import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'

import { fromHex, sha256, toHex } from '@homeward/format'
import { appendEntries } from './append.ts'
import { copyBlobs } from './backup-blobs.ts'
import type { CopiedBlobs } from './backup-blobs.ts'
import { checkBackupLogs } from './backup-check.ts'
import { fileBytes, makeFolder, placeFile, settleFile, hashBytes } from './backup-copy.ts'
import { destroyGone, goneFrom, keptParts } from './backup-erased.ts'
import { checkBlobsDeeply } from './backup-deep.ts'
import { MANIFEST, filePath, isBackupPath, partPath, readManifest, writeManifest } from './backup-manifest.ts'
import type { BackupFile, BackupManifest } from './backup-manifest.ts'
import { createPart, insertRows, partSizes, withParts } from './backup-part.ts'
import type { Part } from './backup-part.ts'
import { quarantinedHere } from './quarantine.ts'
import { startStage } from './backup-report.ts'
import type { BackupOptions, BackupReceipt } from './backup-report.ts'
import {
  blobPartRows,
  logSpans,
  newCheckpoints,
  newEntries,
  newEntryBytes,
  newErasureLists,
  newErasuresDone,
  newSubjects,
  requireNotAhead,
} from './backup-rows.ts'
import type { LogSpan } from './backup-rows.ts'
import { createCopyThreads } from './backup-threads.ts'
import type { CopyThreads } from './backup-threads.ts'
import { blobTotals } from './blob-store.ts'
import { DIR_MODE, syncDirectory } from './durable-file.ts'
import { backupChange } from './last-backup.ts'
import { blobParam } from './vault-db.ts'
import { VaultError, storageError } from './vault-error.ts'
import { requireContributor, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

const WHERE = 'the backup'
/** Why a reader makes no backup, told before anything is copied. */
export const READER_MAKES_NONE =
  'A backup is noted in the log, and a reader writes nothing there. Ask a coordinator to make it, or for another role.'
const FOLDERS = ['blobs', 'files', 'parts', 'tmp']
// A part this small is always joined with the next one.
const SMALL_PART_BYTES = 65_536

const refuse = (message: string): VaultError => new VaultError('BACKUP_REFUSED', message)

/** The manifest of the folder, which is made a backup of this vault if it is empty. */
const prepare = (state: VaultState, dest: string): BackupManifest => {
  const way = relative(resolve(state.dir), dest)
  if (way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))) {
    throw refuse('A backup inside the folder of the vault is lost together with it. Choose a folder on another disk.')
  }
  mkdirSync(dest, { recursive: true, mode: DIR_MODE })
  const found = readManifest(dest)
  if (found !== null) {
    if (found.vaultHex !== state.founding.vaultHex) {
      throw refuse('This folder holds the backup of another vault. Choose another folder.')
    }
    requireNotAhead(state, found.logs)
    return found
  }
  if (readdirSync(dest).some((name) => name !== `${MANIFEST}.new`)) {
    throw refuse('This folder holds other files. Choose a new folder for the backup; on a stick, make one.')
  }
  const empty = { vaultHex: state.founding.vaultHex, isComplete: false, files: [], parts: [], logs: [] }
  writeManifest(dest, empty)
  return empty
}

const clearTmp = (dest: string): void => {
  for (const folder of FOLDERS) {
    makeFolder(join(dest, folder))
  }
  for (const name of readdirSync(join(dest, 'tmp'))) {
    rmSync(join(dest, 'tmp', name), { force: true, recursive: true })
  }
}

const isSound = async (dest: string, path: string, { sha256Hex, size }: BackupFile): Promise<boolean> => {
  if (!existsSync(join(dest, path))) {
    return false
  }
  const found = await hashBytes(fileBytes(join(dest, path)))
  return found.sha256Hex === sha256Hex && found.size === size
}

/** Parts that are as they were written. A damaged one is written anew, for the vault still has what was in it. */
const soundParts = async (dest: string, parts: readonly BackupFile[]): Promise<BackupFile[]> => {
  const sound: BackupFile[] = []
  for (const part of parts) {
    if (!(await isSound(dest, partPath(part), part))) {
      break
    }
    sound.push(part)
  }
  return sound
}

/** How many parts stay: those much larger than what is joined after them, so that there are never many. */
const countKept = (files: readonly BackupFile[], newBytes: number): number => {
  let kept = files.length
  for (let size = newBytes + SMALL_PART_BYTES; kept > 0 && (files[kept - 1]?.size ?? 0) <= 2 * size; kept -= 1) {
    size += files[kept - 1]?.size ?? 0
  }
  return kept
}

/** Writes the rows that the kept parts lack into a part at `path`. Gives the number of entries. */
export const fillPart = async (
  state: VaultState,
  path: string,
  { spans, kept, blobs }: { spans: readonly LogSpan[]; kept: readonly Part[]; blobs: CopiedBlobs },
  options: BackupOptions,
): Promise<number> => {
  const part = createPart(path)
  const onRows = startStage('log', null, options)
  let entries = 0
  try {
    await insertRows(
      part,
      'log',
      spans.map(({ log }) => [blobParam(log.device.logId), log.device.vkeyText]),
      onRows,
    )
    await insertRows(part, 'entry', newEntries(state, spans, kept), async (rows) => {
      entries += rows
      await onRows(rows)
    })
    await insertRows(part, 'checkpoint', newCheckpoints(state, spans, kept), onRows)
    await insertRows(part, 'blob', blobPartRows(state, blobs.rows), onRows)
    await insertRows(part, 'subject_key', newSubjects(state, kept), onRows)
    await insertRows(part, 'erasure_done', newErasuresDone(state, kept), onRows)
    await insertRows(part, 'erasure_list', newErasureLists(state, kept), onRows)
    await insertRows(
      part,
      'file',
      [...blobs.files].map(([idHex, { size, sha256Hex }]) => [
        blobParam(fromHex(idHex)),
        size,
        blobParam(fromHex(sha256Hex)),
      ]),
      onRows,
    )
  } finally {
    part.close()
  }
  return entries
}

/** `homeward.json` and the key files of the members, without the keys of devices (rule K4). */
export const smallFiles = (dir: string): { path: string; bytes: Uint8Array; sha256Hex: string; size: number }[] =>
  ['homeward.json', ...readdirSync(join(dir, 'keys')).map((name) => `keys/${name}`)]
    .filter(isBackupPath)
    .toSorted()
    .map((path) => {
      const bytes = new Uint8Array(readFileSync(join(dir, path)))
      return { path, bytes, sha256Hex: toHex(sha256(bytes)), size: bytes.length }
    })

const placeSmallFiles = async (state: VaultState, dest: string): Promise<BackupManifest['files']> => {
  const files: BackupManifest['files'] = []
  for (const { bytes, ...file } of smallFiles(state.dir)) {
    if (!(await isSound(dest, filePath(file), file))) {
      await placeFile(
        dest,
        filePath(file),
        (async function* once() {
          yield await Promise.resolve(bytes)
        })(),
      )
    }
    files.push(file)
  }
  return files
}

const placePart = async (dest: string, temporary: string): Promise<BackupFile> => {
  const { sha256Hex, size } = await hashBytes(fileBytes(temporary))
  await settleFile(temporary, { sha256Hex, size })
  await rename(temporary, join(dest, partPath({ sha256Hex, size })))
  return { sha256Hex, size }
}

const syncFolders = (dest: string): void => {
  for (const folder of FOLDERS) {
    syncDirectory(join(dest, folder))
  }
  for (const name of readdirSync(join(dest, 'blobs'))) {
    syncDirectory(join(dest, 'blobs', name))
  }
}

/** Removes parts and files that only an earlier backup needed. Sealed files are never removed here. */
const removeUnused = (dest: string, { files, parts }: BackupManifest): void => {
  const used = new Set([...files.map(filePath), ...parts.map(partPath)])
  for (const folder of ['files', 'parts']) {
    for (const name of readdirSync(join(dest, folder))) {
      if (!used.has(`${folder}/${name}`)) {
        rmSync(join(dest, folder, name), { force: true })
      }
    }
  }
}

const run = async (
  state: VaultState,
  dest: string,
  threads: CopyThreads,
  options: BackupOptions & { deep?: boolean },
): Promise<BackupReceipt> => {
  const before = prepare(state, dest)
  clearTmp(dest)
  const spans = logSpans(state)
  const known = await soundParts(dest, before.parts)
  const pathsOf = (files: readonly BackupFile[]): string[] => files.map((file) => join(dest, partPath(file)))
  const temporary = join(dest, 'tmp', 'part.db')

  const gone = goneFrom(state)
  const { blobs, keptFiles, entriesBefore, hasNew, erased } = await withParts(pathsOf(known), async (parts) => {
    const clean = keptParts(parts, gone)
    const count = Math.min(countKept(known, newEntryBytes(state, spans, parts)), clean.count)
    const kept = parts.slice(0, count)
    const onBytes = startStage('files', blobTotals(state.db).bytes, options)
    const copied = await copyBlobs({ state, dest, known: parts, kept, threads, onBytes })
    const entries = await fillPart(state, temporary, { spans, kept, blobs: copied }, options)
    return {
      blobs: copied,
      keptFiles: known.slice(0, count),
      entriesBefore: [...partSizes(parts).values()].reduce((sum, size) => sum + size, 0),
      hasNew: entries + copied.rows.length + copied.files.size > 0,
      erased: clean.rows,
    }
  })
  const added = hasNew ? [await placePart(dest, temporary)] : []
  const manifest: BackupManifest = {
    vaultHex: state.founding.vaultHex,
    isComplete: true,
    files: await placeSmallFiles(state, dest),
    parts: [...keptFiles, ...added],
    logs: spans.map(({ logHex, size, note }) => ({ logHex, size, note })),
  }
  const total = manifest.logs.reduce((sum, { size }) => sum + size, 0)
  await withParts(pathsOf(manifest.parts), async (parts) => {
    await checkBackupLogs(parts, manifest, startStage('check', total, options))
    if (options.deep === true) {
      await checkBlobsDeeply({ state, dest, parts, threads, counts: blobs.counts }, options)
    }
  })
  syncFolders(dest)
  writeManifest(dest, manifest)
  // Before anything is only removed: what is unused because of an erasure is overwritten too (rule BK16).
  if (gone.keys.length + gone.blobs.length > 0) {
    destroyGone(dest, gone, new Set(manifest.parts.map(partPath)))
  }
  removeUnused(dest, manifest)
  rmSync(temporary, { force: true })
  return {
    entries: { total, written: total - entriesBefore },
    blobs: blobs.counts,
    bytes: blobs.bytes + added.reduce((sum, { size }) => sum + size, 0),
    deep: options.deep === true,
    erased,
    quarantined: quarantinedHere(state).length,
  }
}

/**
 * Brings a backup in the folder `dest` up to date (rules BK1–BK8): copies what it lacks, reads back what it wrote, checks
 * the whole log in the backup against the signed checkpoints, and only then lets the new state count. `deep` also
 * decrypts every sealed file from the backup. Then notes in the log that it was made.
 * @throws VaultError ROLE_FORBIDS for a reader, BACKUP_REFUSED, BACKUP_AHEAD, BACKUP_DAMAGED (what was read back is not sound; the backup before
 *   still counts), CANCELLED, DISK_FULL, IO_ERROR, NOT_PERMITTED, REOPEN_NEEDED, VAULT_CLOSED
 */
export const backupState = async (
  state: VaultState,
  options: BackupOptions & { dest: string; deep?: boolean },
): Promise<BackupReceipt> => {
  requireWritable(state)
  requireContributor(state, READER_MAKES_NONE)
  const threads = createCopyThreads()
  let receipt: BackupReceipt
  try {
    receipt = await run(state, resolve(options.dest), threads, options)
  } catch (error) {
    throw storageError(error, WHERE)
  } finally {
    await threads.close()
  }
  appendEntries(state, [{ compartment: 'roster', changes: [backupChange('folder', receipt)] }])
  return receipt
}
