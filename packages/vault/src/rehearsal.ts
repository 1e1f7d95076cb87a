import { commitEntries, sealChanges, seenSizes } from './append.ts'
import { openByShares } from './open-by-shares.ts'
import { refreshRoster } from './refresh-roster.ts'
import { recoveryRehearsed } from './roster-changes.ts'
import { readVaultFile } from './vault-file.ts'
import { openCompartment, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** Whose shares a rehearsal proved, and whether the vault will remember it: not for who is no member (yet, or any more). */
export interface Rehearsal {
  member: string
  isRecorded: boolean
}

/** Writes that this member's shares were proved, for a reader too (rule M9). @throws VaultError DISK_FULL, IO_ERROR */
export const recordRehearsal = (state: VaultState): void => {
  // Not by `appendEntries`, which refuses a reader: the shares that opened the identity are leave enough for this one entry.
  const entry = sealChanges({
    compartment: openCompartment(state, 'roster'),
    changes: [recoveryRehearsed(state.member)],
    device: state.device,
    index: state.edge.size,
    at: state.now().toISOString(),
    seen: seenSizes(state),
    random: state.random,
  })
  commitEntries(state, [entry])
}

/**
 * Proves in an open vault that recovery shares would open it, and records that when they are this member's own (rules K8,
 * M9). Shares that do not open it record nothing; those of another member prove what they prove, and record nothing either.
 * @throws VaultError RECOVERY_SHARE_INVALID, RECOVERY_FAILED, VAULT_CLOSED, REOPEN_NEEDED, DISK_FULL, IO_ERROR
 */
export const rehearseOpen = async (state: VaultState, shares: readonly string[]): Promise<Rehearsal> => {
  requireWritable(state)
  const { file, seed } = await openByShares(state.dir, readVaultFile(state.dir), shares)
  seed.fill(0)
  requireWritable(state)
  if (file.memberHex !== state.member) {
    return { member: file.memberHex, isRecorded: false }
  }
  recordRehearsal(state)
  refreshRoster(state)
  return { member: state.member, isRecorded: true }
}
