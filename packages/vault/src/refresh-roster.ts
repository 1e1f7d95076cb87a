import { unlockLog } from './unlock.ts'
import type { VaultState } from './vault-state.ts'

/**
 * Reads the roster and the keys again, after something was written to it. Keys that are in use stay as they are.
 * @throws VaultError NOT_A_MEMBER, VAULT_DAMAGED
 */
export const refreshRoster = (state: VaultState): void => {
  const { dir, db, identity, founding } = state
  const { roster, devices, compartments } = unlockLog(db, { dir, identity, vaultHex: founding.vaultHex })
  state.retired.push(...state.compartments.values())
  state.roster = roster
  state.devices = devices
  state.compartments = compartments
}
