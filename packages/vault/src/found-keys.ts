import { equalBytes, sha256, toHex } from '@homeward/format'
import type { Database } from '@signalapp/sqlcipher'

import { COMPARTMENTS, deriveCompartmentKeys, wipeCompartmentKeys } from './compartment.ts'
import type { CompartmentKeys, CompartmentName } from './compartment.ts'
import type { Founding } from './founding.ts'
import type { Identity } from './identity.ts'
import { openKeysEntry } from './keys-entry.ts'
import type { KeysEntry } from './keys-entry.ts'
import { keysEntries } from './log-store.ts'
import type { StoredEntry, StoredLog } from './log-store.ts'
import type { KeysGiven, Roster } from './roster.ts'
import type { OpenCompartment } from './vault-state.ts'

/** A compartment key that an entry of a log gives to this member. */
export interface FoundKeys {
  log: string
  position: number
  compartmentHex: string
  /** That of the entry, and that of this key: an entry also carries the keys of older epochs. */
  entryEpoch: number
  epoch: number
  keys: CompartmentKeys
}

/** What a keys entry gives; one that is damaged gives nothing, and the check of the vault names it. */
const openOrPass = (bytes: Uint8Array, identity: Identity): KeysEntry | null => {
  try {
    return openKeysEntry(bytes, identity.ageSecret)
  } catch {
    return null
  }
}

// The roster is read again after each change of it, and opening what a keys entry holds is by far the most of that. An entry
// is known by its bytes; what is remembered goes with the identity, when the vault is locked.
const openedBy = new WeakMap<Identity, Map<string, readonly FoundKeys[]>>()

const foundIn = (log: StoredLog, { position, bytes }: StoredEntry, identity: Identity): FoundKeys[] => {
  const opened = openOrPass(bytes, identity)
  const found: FoundKeys[] = []
  if (opened === null) {
    return found
  }
  const entry = { log: log.idHex, position, entryEpoch: opened.epoch, compartmentHex: toHex(opened.compartmentId) }
  for (const { epoch, key } of [opened, ...opened.previous]) {
    found.push({ ...entry, epoch, keys: deriveCompartmentKeys(key) })
    key.fill(0)
  }
  return found
}

/** All compartment keys in these logs that are sealed to this identity, whoever wrote them. */
export const findKeys = (db: Database, logs: readonly StoredLog[], identity: Identity): FoundKeys[] => {
  const remembered = openedBy.get(identity) ?? new Map<string, readonly FoundKeys[]>()
  openedBy.set(identity, remembered)
  return logs.flatMap((log) =>
    keysEntries(db, log).flatMap((entry) => {
      const name = `${log.idHex}:${entry.position}:${toHex(sha256(entry.bytes))}`
      const found = remembered.get(name) ?? foundIn(log, entry, identity)
      remembered.set(name, found)
      return found
    }),
  )
}

/** Overwrites with zeros every key that was found for this identity, in use or not. */
export const wipeFoundKeys = (identity: Identity): void => {
  for (const { keys } of [...(openedBy.get(identity)?.values() ?? [])].flat()) {
    wipeCompartmentKeys(keys)
  }
  openedBy.delete(identity)
}

/** Keys by epoch, each once. */
export const keysByEpochOf = (found: readonly FoundKeys[]): Map<number, CompartmentKeys[]> => {
  const byEpoch = new Map<number, CompartmentKeys[]>()
  for (const { epoch, keys } of found) {
    const twins = byEpoch.get(epoch) ?? []
    if (!twins.some((twin) => equalBytes(twin.entryKey, keys.entryKey))) {
      byEpoch.set(epoch, [...twins, keys])
    }
  }
  return byEpoch
}

// Roster keys, founding, names, then the keys of the other compartments (rule V6).
const LAST_FOUNDING_POSITION = COMPARTMENTS.length + 1

const isFounding = (found: FoundKeys, founding: Founding): boolean =>
  found.log === founding.device.logHex && found.position <= LAST_FOUNDING_POSITION

const isGivenBy = (given: KeysGiven, found: FoundKeys, compartment: CompartmentName): boolean =>
  given.compartment === compartment &&
  given.log === found.log &&
  given.position === found.position &&
  given.epoch === found.entryEpoch

/**
 * A compartment as this member can open it, or `null` without a key. Only keys count that the founding gave or that
 * somebody gave who may (rule M5): otherwise anybody could make us seal for them.
 */
export const compartmentOf = (
  name: CompartmentName,
  { founding, roster, found }: { founding: Founding; roster: Roster; found: readonly FoundKeys[] },
): OpenCompartment | null => {
  const idBytes = founding.compartmentIds[name]
  const compartmentHex = toHex(idBytes)
  const accepted = found.filter(
    (one) =>
      one.compartmentHex === compartmentHex &&
      (isFounding(one, founding) || roster.given.some((given) => isGivenBy(given, one, name))),
  )
  const keysByEpoch = keysByEpochOf(accepted)
  const epoch = Math.max(...keysByEpoch.keys())
  const twins = keysByEpoch.get(epoch)
  if (twins === undefined) {
    return null
  }
  // Of two keys of one epoch everybody seals with the same: the one that was given first in the order of the roster.
  const inOrder = roster.given.flatMap((given) =>
    accepted.filter((one) => one.epoch === epoch && one.entryEpoch === epoch && isGivenBy(given, one, name)),
  )
  const [current] = [...inOrder.map(({ keys }) => keys), ...twins]
  return current === undefined ? null : { name, idBytes, epoch, current, keysByEpoch }
}
