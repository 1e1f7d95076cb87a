import { closeState } from './close-state.ts'
import { healKeys } from './heal.ts'
import { unlockLog } from './unlock.ts'
import type { VaultState } from './vault-state.ts'

const readAgain = (state: VaultState): void => {
  const { dir, db, identity, founding } = state
  const { roster, devices, compartments } = unlockLog(db, { dir, identity, vaultHex: founding.vaultHex })
  state.retired.push(...state.compartments.values())
  state.roster = roster
  state.devices = devices
  state.compartments = compartments
}

const opens = ({ compartments }: VaultState): string => [...compartments.keys()].join(' ')

const closeOther = (other: VaultState): void => {
  try {
    closeState(other)
  } catch {
    // What they did was written before the roster changed (`settleAll`); it is closed.
  }
}

/** `readAgain` for somebody else's session, which ends when its member was removed or opens something else now. */
const refreshOther = (other: VaultState): void => {
  const before = opens(other)
  try {
    readAgain(other)
  } catch {
    // Removed, or it cannot be read: they are told when they unlock the vault again.
    closeOther(other)
    return
  }
  if (opens(other) !== before) {
    // What they have in memory of a compartment that was taken from them must go, all of it: they begin anew.
    closeOther(other)
  }
}

/**
 * Reads the roster and the keys again, after something was written to it, for every member who has the vault open here
 * (rule V31). Keys that are in use stay as they are.
 * @throws VaultError NOT_A_MEMBER, VAULT_DAMAGED
 */
export const refreshRoster = (state: VaultState): void => {
  readAgain(state)
  for (const other of state.shared.states) {
    if (other !== state) {
      refreshOther(other)
    }
  }
}

/**
 * Heals the keys with what any member can do who has the vault open here: one may open a compartment that another does not.
 * @throws VaultError as `healKeys` does
 */
export const healTogether = (state: VaultState): void => {
  for (const one of new Set([state, ...state.shared.states])) {
    if (one.condition === 'open' && healKeys(one)) {
      refreshRoster(one)
    }
  }
}
