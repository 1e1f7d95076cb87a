import { statSync } from 'node:fs'
import { join } from 'node:path'

import { fileBytes, hashBytes, placeCopy } from './backup-copy.ts'
import type { OnBytes } from './backup-copy.ts'
import { blobFilePath } from './backup-manifest.ts'
import type { BackupFile } from './backup-manifest.ts'
import { partFile } from './backup-part.ts'
import type { Part } from './backup-part.ts'
import type { CopyThreads } from './backup-threads.ts'
import { hasBlobRow, blobHeads } from './backup-rows.ts'
import type { BlobHead } from './backup-rows.ts'
import type { BackupReceipt } from './backup-report.ts'
import { blobFileSize, blobPath } from './blob-store.ts'
import { VaultError, storageError, systemCode } from './vault-error.ts'
import type { VaultState } from './vault-state.ts'

/** What became of the blobs of a vault in a backup. */
export interface CopiedBlobs {
  counts: BackupReceipt['blobs']
  /** Blobs whose row the next part needs, and files that it has to name. */
  rows: string[]
  files: Map<string, BackupFile>
  bytes: number
}

/** Where blobs come from and go to. `known`: every part that is sound; `kept`: those that stay. */
export interface BlobCopy {
  state: VaultState
  dest: string
  known: readonly Part[]
  kept: readonly Part[]
  threads: CopyThreads
  onBytes: OnBytes
}

type Fate = { fate: 'there' | 'written' | 'repaired'; file: BackupFile; bytes: number } | { reason: string }

const sizeAt = (dest: string, idHex: string): number | null => {
  try {
    return statSync(join(dest, blobFilePath(idHex))).size
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return null
    }
    throw error
  }
}

const whyNot = (state: VaultState, { idHex, size }: BlobHead): string | null => {
  const found = blobFileSize(state.dir, idHex)
  if (found === null) {
    return 'It is missing in the vault.'
  }
  return found === size ? null : `It has ${found} bytes in the vault instead of ${size}.`
}

/** Copies the file of a blob anew. `expected` is what the backup had written down about it, if it had. */
export const copyBlobFile = (
  { state, dest, threads, onBytes }: Pick<BlobCopy, 'state' | 'dest' | 'threads' | 'onBytes'>,
  head: BlobHead,
  expected: BackupFile | null,
): Promise<BackupFile> =>
  placeCopy(dest, blobFilePath(head.idHex), blobPath(state.dir, head.idHex), {
    expectedSha256Hex: expected?.sha256Hex,
    threads,
    onBytes,
  })

/** A file that an interrupted run left: it is used when both disks give the same bytes. */
const resume = async (copy: BlobCopy, head: BlobHead): Promise<BackupFile | null> => {
  const [found, wanted] = await Promise.all([
    hashBytes(fileBytes(join(copy.dest, blobFilePath(head.idHex)))),
    hashBytes(fileBytes(blobPath(copy.state.dir, head.idHex)), copy.onBytes),
  ])
  return found.sha256Hex === wanted.sha256Hex ? found : null
}

const copyOne = async (copy: BlobCopy, head: BlobHead): Promise<Fate> => {
  const expected = partFile(copy.known, head.idHex)
  const found = sizeAt(copy.dest, head.idHex)
  if (expected !== null && found === head.size) {
    return { fate: 'there', file: expected, bytes: 0 }
  }
  const reason = whyNot(copy.state, head)
  if (reason !== null) {
    return { reason }
  }
  const resumed = found === head.size ? await resume(copy, head) : null
  if (resumed !== null) {
    return { fate: 'written', file: resumed, bytes: 0 }
  }
  try {
    const file = await copyBlobFile(copy, head, expected)
    return { fate: expected === null ? 'written' : 'repaired', file, bytes: file.size }
  } catch (error) {
    if (error instanceof VaultError && error.code === 'BACKUP_DAMAGED') {
      return { reason: 'It is missing in the backup, and in the vault it is no longer what it was: it is damaged.' }
    }
    throw error
  }
}

/**
 * Brings the files of all larger blobs that a backup lacks to it. Small blobs travel in the parts; they are counted here.
 * @throws VaultError CANCELLED, DISK_FULL, IO_ERROR, NOT_PERMITTED; what is in place by then is used by the next run.
 */
export const copyBlobs = async (copy: BlobCopy): Promise<CopiedBlobs> => {
  const copied: CopiedBlobs = {
    counts: { in: 0, there: 0, written: 0, repaired: 0, refused: [] },
    rows: [],
    files: new Map(),
    bytes: 0,
  }
  const { counts } = copied
  const take = async (head: BlobHead): Promise<void> => {
    counts.in += 1
    if (!hasBlobRow(copy.kept, head.idHex)) {
      copied.rows.push(head.idHex)
    }
    if (!head.isFile) {
      counts[hasBlobRow(copy.known, head.idHex) ? 'there' : 'written'] += 1
      return
    }
    const done = await copyOne(copy, head)
    if ('reason' in done) {
      counts.refused.push({ blob: head.idHex, reason: done.reason })
      return
    }
    counts[done.fate] += 1
    copied.bytes += done.bytes
    if (partFile(copy.kept, head.idHex) === null) {
      copied.files.set(head.idHex, done.file)
    }
  }
  const heads = blobHeads(copy.state)
  let failure: { error: unknown } | undefined
  const worker = async (): Promise<void> => {
    while (failure === undefined) {
      const next = heads.next()
      if (next.done === true) {
        return
      }
      try {
        await take(next.value)
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: copy.threads.width }, worker))
  if (failure !== undefined) {
    throw storageError(failure.error, 'the backup')
  }
  return copied
}
