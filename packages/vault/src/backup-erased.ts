import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { fromHex } from '@homeward/format'
import { blobFilePath } from './backup-manifest.ts'
import { hasRow } from './backup-part.ts'
import type { Part } from './backup-part.ts'
import { hasBlob } from './blob-store.ts'
import { destroyFile } from './destroy-file.ts'
import { quarantinedHere } from './quarantine.ts'
import { subjectRow } from './subject-keys.ts'
import { blobParam } from './vault-db.ts'
import type { VaultState } from './vault-state.ts'

/** What erasures took from the vault, or is in quarantine, and a backup may still have. */
export interface Gone {
  keys: readonly string[]
  blobs: readonly string[]
}

/** Keys and sealed files that were erased and are not in the vault again, and sealed files in quarantine. */
export const goneFrom = (state: VaultState): Gone => ({
  keys: state.roster.erasures
    .flatMap(({ subjects }) => subjects.flatMap(({ keys }) => keys))
    .filter((key) => subjectRow(state.db, fromHex(key)) === null),
  blobs: [
    ...state.roster.erasures
      .flatMap(({ blobs }) => blobs.map(({ blob }) => blob))
      .filter((blob) => !hasBlob(state.db, blob)),
    ...quarantinedHere(state),
  ],
})

const rowsGone = (part: Part, { keys, blobs }: Gone): number =>
  keys.filter((key) => hasRow([part], 'subject_key', [blobParam(fromHex(key))])).length +
  blobs.filter((blob) => hasRow([part], 'blob', [blobParam(fromHex(blob))])).length

/** How many of the parts may stay: those before the first that holds what was erased. And how much that is in all. */
export const keptParts = (parts: readonly Part[], gone: Gone): { count: number; rows: number } => {
  const rows = parts.map((part) => rowsGone(part, gone))
  const first = rows.findIndex((held) => held > 0)
  return { count: first === -1 ? parts.length : first, rows: rows.reduce((sum, held) => sum + held, 0) }
}

/** Overwrites and removes what an erasure took away and the backup no longer names: sealed files and whole parts. */
export const destroyGone = (dest: string, { blobs }: Gone, usedParts: ReadonlySet<string>): void => {
  for (const blob of blobs) {
    destroyFile(join(dest, blobFilePath(blob)))
  }
  for (const name of readdirSync(join(dest, 'parts'))) {
    if (!usedParts.has(`parts/${name}`)) {
      destroyFile(join(dest, 'parts', name))
    }
  }
}
