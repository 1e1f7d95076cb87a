import { copyBlobFile } from './backup-blobs.ts'
import { partBlobs, partFile } from './backup-part.ts'
import type { Part } from './backup-part.ts'
import { startStage } from './backup-report.ts'
import type { BackupOptions, BackupReceipt } from './backup-report.ts'
import type { CopyThreads } from './backup-threads.ts'
import type { BlobRow } from './blob-store.ts'
import { compartmentById } from './entries.ts'
import { VaultError } from './vault-error.ts'
import { withAnyKeysAsync } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'
import { checkContent } from './verify-blobs.ts'

/** A backup in a folder whose sealed files are to be decrypted. */
interface DeepCheck {
  state: VaultState
  dest: string
  parts: readonly Part[]
  threads: CopyThreads
  counts: BackupReceipt['blobs']
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const isStop = (error: unknown): boolean =>
  error instanceof VaultError && ['CANCELLED', 'DISK_FULL', 'IO_ERROR', 'NOT_PERMITTED'].includes(error.code)

/**
 * Decrypts every sealed file of a backup from the backup and compares its content with its keyed id. One that is damaged
 * there is copied from the vault again, if the vault still has the bytes that were written down; otherwise it is refused.
 * @throws VaultError CANCELLED, DISK_FULL, IO_ERROR
 */
export const checkBlobsDeeply = async (
  { state, dest, parts, threads, counts }: DeepCheck,
  options: BackupOptions,
): Promise<void> => {
  const onBytes = startStage('check', null, options)
  const check = (row: BlobRow): Promise<void> => {
    const keys = compartmentById(state, row.compartmentId)?.keysByEpoch.get(row.epoch)
    // What this member cannot open, nobody here can check; its hash was compared when it was written.
    return keys === undefined
      ? Promise.resolve()
      : withAnyKeysAsync(keys, (one) => checkContent(dest, row, { keys: one, read: onBytes }))
  }
  let repaired = 0
  const refused = new Set(counts.refused.map(({ blob }) => blob))
  for (const row of partBlobs(parts)) {
    if (refused.has(row.idHex)) {
      continue
    }
    try {
      await check(row)
    } catch (error) {
      if (isStop(error)) {
        throw error
      }
      try {
        const head = { idHex: row.idHex, size: row.size, isFile: row.inlineBytes === null }
        if (!head.isFile) {
          throw error
        }
        await copyBlobFile({ state, dest, threads, onBytes }, head, partFile(parts, row.idHex))
        await check(row)
        repaired += 1
      } catch (second) {
        if (isStop(second)) {
          throw second
        }
        counts.refused.push({ blob: row.idHex, reason: reasonOf(error) })
      }
      // It was counted as there or as written until now.
      const before = (['there', 'written', 'repaired'] as const).find((fate) => counts[fate] > 0)
      counts[before ?? 'there'] -= 1
    }
  }
  counts.repaired += repaired
}
