import type { Change } from '@homeward/format'

import { commitEntries, sealChanges, seenSizes } from './append.ts'
import { COMPARTMENT_KEY_BYTES, deriveCompartmentKeys } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import { encodeKeysEntry } from './keys-entry.ts'
import type { EpochKey } from './keys-entry.ts'
import type { Member, Roster } from './roster.ts'
import { keysGiven } from './roster-changes.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** Those who should have the current key of a compartment. */
const entitled = (roster: Roster, name: CompartmentName): Member[] =>
  [...roster.members.values()].filter(({ isActive, grants }) => isActive && (grants.has(name) || name === 'roster'))

/** Those who were given keys of this epoch, as the roster says; in the first epoch also the founder. */
const holders = (state: VaultState, { name, epoch }: OpenCompartment): Set<string> =>
  new Set([
    ...(epoch === 1 ? [state.founding.member.id] : []),
    ...state.roster.given
      .filter((given) => given.compartment === name && given.epoch === epoch)
      .flatMap(({ members }) => members),
  ])

/** What is wrong with the keys of a compartment: `rotate`, somebody has them who should not; `give`, somebody lacks them. */
const ailment = (state: VaultState, compartment: OpenCompartment): 'rotate' | 'give' | null => {
  const members = entitled(state.roster, compartment.name).map(({ id }) => id)
  const held = holders(state, compartment)
  if ([...held].some((id) => !members.includes(id))) {
    return 'rotate'
  }
  return members.every((id) => held.has(id)) ? null : 'give'
}

const mayGive = ({ roster, member }: VaultState): boolean =>
  ['coordinator', 'founder'].includes(roster.members.get(member)?.role ?? 'reader')

const olderKeys = ({ keysByEpoch, current }: OpenCompartment): EpochKey[] =>
  [...keysByEpoch].flatMap(([epoch, twins]) =>
    twins.filter((keys) => keys !== current).map(({ key }): EpochKey => ({ epoch, key })),
  )

/** `compartment` with a new key in the next epoch. */
const rotated = (compartment: OpenCompartment, random: (length: number) => Uint8Array): OpenCompartment => {
  const epoch = compartment.epoch + 1
  const key = random(COMPARTMENT_KEY_BYTES)
  const current = deriveCompartmentKeys(key)
  key.fill(0)
  return { ...compartment, epoch, current, keysByEpoch: new Map([...compartment.keysByEpoch, [epoch, [current]]]) }
}

/** Compartments that this member opens and whose keys are not with exactly those who should have them. */
export const ailing = (state: VaultState): CompartmentName[] =>
  [...state.compartments.values()].filter((one) => ailment(state, one) !== null).map(({ name }) => name)

/**
 * Brings the keys of all compartments that this member opens to exactly those who should have them (rules M5, M6): a new
 * epoch where somebody has a key who should not, wrapped to the others and never under the old one; the current keys
 * again, with all older ones, where somebody lacks them. One commit. Does nothing for who may not give keys.
 * @returns whether anything was written; then the roster has to be read again.
 * @throws VaultError DISK_FULL, IO_ERROR, REOPEN_NEEDED, VAULT_CLOSED
 */
export const healKeys = (state: VaultState): boolean => {
  const names = ailing(state)
  if (names.length === 0 || !mayGive(state)) {
    return false
  }
  const entries: Uint8Array[] = []
  const given: Change[] = []
  let roster = state.compartments.get('roster')
  for (const old of state.compartments.values()) {
    const what = ailment(state, old)
    if (what !== null) {
      const compartment = what === 'rotate' ? rotated(old, state.random) : old
      roster = compartment.name === 'roster' ? compartment : roster
      const members = entitled(state.roster, compartment.name)
      const { idBytes, epoch, current } = compartment
      const keysEntry = { compartmentId: idBytes, epoch, key: current.key, previous: olderKeys(compartment) }
      const recipients = members.map(({ recipient }) => recipient)
      const position = state.edge.size + entries.length
      entries.push(encodeKeysEntry(keysEntry, recipients, state.random))
      given.push(keysGiven({ compartment: compartment.name, epoch, position, members: members.map(({ id }) => id) }))
    }
  }
  if (roster === undefined) {
    return false
  }
  const index = state.edge.size + entries.length
  const { device, random } = state
  const at = state.now().toISOString()
  entries.push(sealChanges({ compartment: roster, changes: given, device, index, at, seen: seenSizes(state), random }))
  commitEntries(state, entries)
  return true
}
