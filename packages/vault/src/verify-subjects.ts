import { toHex } from '@homeward/format'

import { checkPlaces, checkWords } from './check-words.ts'
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
      fault(checkPlaces.say('subject', { subject: toHex(row.id) }), checkWords.say('subject-key-closed'))
    }
    for (const key of opened) {
      key?.fill(0)
    }
  }
  for (const { erasure, log, index } of pendingErasures(state)) {
    fault(checkPlaces.say('erasure', { erasure, log, position: index }), checkWords.say('erasure-unfinished'))
  }
}
