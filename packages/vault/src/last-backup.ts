import type { Change } from '@homeward/format'
import type { BackupReceipt } from './backup-report.ts'
import { entriesInOrder } from './entries.ts'
import { jsonFields } from './json-fields.ts'
import { VaultError } from './vault-error.ts'
import type { VaultState } from './vault-state.ts'

const TYPE = 'backup.made'

/** Where a backup went: a folder, or one archive. */
export type BackupKind = 'archive' | 'folder'

/** The last backup that the log tells of. `at` is what the clock of the device claimed. */
export interface LastBackup {
  at: string
  kind: BackupKind
  entries: number
  blobs: number
  refused: number
  deep: boolean
}

/** The change `backup.made`, in compartment `roster`: that and when, how much, and not where (rule BK9). */
export const backupChange = (kind: BackupKind, { entries, blobs, deep }: BackupReceipt): Change => ({
  type: TYPE,
  kind,
  entries: entries.total,
  blobs: blobs.in - blobs.refused.length,
  refused: blobs.refused.length,
  deep,
})

const lastOf = (at: string, change: Change): LastBackup => {
  const fields = jsonFields(change, () => new VaultError('VAULT_DAMAGED', 'A note of a backup in the log is damaged.'))
  return {
    at,
    kind: fields.text('kind') === 'archive' ? 'archive' : 'folder',
    entries: fields.number('entries'),
    blobs: fields.number('blobs'),
    refused: fields.number('refused'),
    deep: change['deep'] === true,
  }
}

/**
 * The last backup in the order of the log, or `null` when there never was one. A note that this version cannot read is
 * passed over.
 * @throws VaultError VAULT_CLOSED, VAULT_DAMAGED
 */
export const lastBackup = async (state: VaultState): Promise<LastBackup | null> => {
  let last: LastBackup | null = null
  for await (const { at, changes } of entriesInOrder(state, 'roster')) {
    for (const change of changes) {
      if (change.type === TYPE) {
        try {
          last = lastOf(at, change)
        } catch {
          // Written by a newer version, or by hand: it must not hide the others.
        }
      }
    }
  }
  return last
}
