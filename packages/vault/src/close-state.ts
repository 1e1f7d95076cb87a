import { wipeFoundKeys } from './found-keys.ts'
import { closeSharedIfLeft } from './shared-vault.ts'
import type { SharedVault } from './shared-vault.ts'
import { wipeState } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

const settleState = (state: VaultState): void => {
  for (const write of state.pending) {
    write()
  }
}

/**
 * Writes what still waits of what all members did who have the vault open here: before a removal says how much of their logs
 * is accepted, before what they open changes, before a backup. What cannot be written stays waiting: a disk that fails must
 * still be backed up.
 */
export const settleAll = (state: VaultState): void => {
  for (const one of state.shared.states) {
    try {
      settleState(one)
    } catch {
      // They are told of it when they read on or lock.
    }
  }
}

/**
 * Closes the vault for one member: writes what waits, ends what they have under way, zeroes their keys, lets go of the
 * indexes. The last one to leave gives up the lock (rule V30). A second call does nothing.
 * @throws VaultError when what waits cannot be written; the vault is closed all the same
 */
export const closeState = (state: VaultState): void => {
  if (state.condition === 'closed') {
    return
  }
  try {
    settleState(state)
  } finally {
    endState(state)
  }
}

/** Closes the vault for everybody who has it open in this process. What cannot be written is lost, and they are told nothing. */
export const closeAll = (shared: SharedVault): void => {
  for (const state of shared.states) {
    try {
      closeState(state)
    } catch {
      // It is closed all the same.
    }
  }
}

const endState = (state: VaultState): void => {
  state.condition = 'closed'
  for (const end of state.endings) {
    end()
  }
  wipeState(state)
  wipeFoundKeys(state.identity)
  state.shared.indexes.leave(state)
  state.shared.states.delete(state)
  closeSharedIfLeft(state.shared)
}
