import { closeSharedIfLeft } from './shared-vault.ts'
import { wipeState } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/**
 * Closes the vault for one member: ends what they have under way, zeroes their keys, lets go of the indexes. The last one
 * to leave gives up the lock (rule V30). A second call does nothing.
 */
export const closeState = (state: VaultState): void => {
  if (state.condition === 'closed') {
    return
  }
  state.condition = 'closed'
  for (const end of state.endings) {
    end()
  }
  wipeState(state)
  state.shared.indexes.leave(state)
  state.shared.states.delete(state)
  closeSharedIfLeft(state.shared)
}
