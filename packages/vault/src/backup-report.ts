import { setImmediate as nextTurn } from 'node:timers/promises'

import { VaultError } from './vault-error.ts'

/** Stages of a backup or a restore; `files` counts bytes of sealed files, the others entries, rows or bytes. */
export type BackupStage = 'check' | 'files' | 'log'

/** How to follow and stop a backup or a restore. */
export interface BackupOptions {
  onProgress?: (progress: { stage: BackupStage; done: number; total: number | null }) => void
  signal?: AbortSignal
}

/** A sealed file that could not be copied, with the reason in words. */
export interface RefusedBlob {
  blob: string
  reason: string
}

/** What a backup did. `blobs.in` = `there` + `written` + `repaired` + number of `refused`. */
export interface BackupReceipt {
  /** Entries of all logs that the backup has now, and how many of them were added. */
  entries: { total: number; written: number }
  blobs: { in: number; there: number; written: number; repaired: number; refused: RefusedBlob[] }
  /** Bytes that were written and read back. */
  bytes: number
  /** Whether every sealed file in the backup was decrypted too. */
  deep: boolean
  /** Keys and sealed files that were erased in the vault, or are in quarantine there, and are now gone from the backup too. */
  erased: number
  /** Sealed files in quarantine, which a backup never has (rule QU3). */
  quarantined: number
}

/** Counts a stage; the returned function adds to it, lets others run, and stops when asked to. */
export const startStage = (
  stage: BackupStage,
  total: number | null,
  { onProgress, signal }: BackupOptions,
): ((amount: number) => Promise<void>) => {
  let done = 0
  return async (amount) => {
    done += amount
    onProgress?.({ stage, done, total })
    await nextTurn()
    if (signal?.aborted === true) {
      throw new VaultError(
        'CANCELLED',
        'Stopped before the end. Run the same command again to go on; the last complete backup is as it was.',
      )
    }
  }
}
