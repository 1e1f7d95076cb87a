import { FOUNDED_INDEX } from './founding.ts'
import { VaultError } from './vault-error.ts'
import type { VaultState } from './vault-state.ts'

const logOf = (ref: string): string => ref.split(':')[0] ?? ''

/** The entries that say directly whose log this is and how much of it counts. */
const saidOf = ({ roster, founding }: VaultState, log: string): string[] => {
  const device = roster.devices.get(log)
  const member = device === undefined ? undefined : roster.members.get(device.member)
  if (device === undefined || member === undefined) {
    throw new VaultError(
      'ENTRY_NOT_ACCEPTED',
      'This stands in a log that belongs to no device of this vault, so it cannot be shown as evidence.',
    )
  }
  const first = log === founding.device.logHex ? `${log}:${FOUNDED_INDEX}` : `${log}:0`
  return [first, ...member.shownBy, ...(device.limit === null ? [] : [device.limit.by])]
}

/**
 * The entries that show whose these logs are, back to the founding: of each log the first entry, of each member the
 * admission and the roles, of each log that is limited the removal, and the same of every log in which one of these stands.
 * @throws VaultError ENTRY_NOT_ACCEPTED for a log that is no device's
 */
export const chainOf = (state: VaultState, logs: readonly string[]): string[] => {
  const refs = new Set<string>()
  const visited = new Set<string>()
  const waiting = [state.founding.device.logHex, ...logs]
  for (let log = waiting.pop(); log !== undefined; log = waiting.pop()) {
    if (!visited.has(log)) {
      visited.add(log)
      for (const ref of saidOf(state, log)) {
        refs.add(ref)
        waiting.push(logOf(ref))
      }
    }
  }
  return [...refs]
}
