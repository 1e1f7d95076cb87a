import { toHex } from '@homeward/format'

import { compartmentById } from './entries.ts'
import { pendingErasures } from './erase.ts'
import { openSubjectKey, subjectRows } from './subject-keys.ts'
import type { VaultState } from './vault-state.ts'
import type { Verification } from './verify-report.ts'

/** Checks that every subject key of a compartment that this member opens does open, and that no erasure is unfinished. */
export const verifySubjects = (state: VaultState, { fault }: Verification): void => {
  for (const row of subjectRows(state.db)) {
    const compartment = compartmentById(state, row.compartmentId)
    const opened = (compartment?.keysByEpoch.get(row.epoch) ?? []).map((keys) => openSubjectKey(keys, row))
    if (compartment !== undefined && opened.every((key) => key === null)) {
      fault(`subject key ${toHex(row.id)}`, 'It does not open, so what was written under it cannot be read.')
    }
    for (const key of opened) {
      key?.fill(0)
    }
  }
  for (const { erasure, log, index } of pendingErasures(state)) {
    fault(
      `erasure ${erasure} (entry ${log}:${index})`,
      'It was decided and is not finished here. Lock and unlock the vault; if it stays so, look whether the disk is full.',
    )
  }
}
