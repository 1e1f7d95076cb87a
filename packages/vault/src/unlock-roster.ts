import { ENTRY_KIND, equalBytes, parseEntryHeader, toHex } from '@homeward/format'
import type { Change } from '@homeward/format'
import type { Database } from '@signalapp/sqlcipher'

import { openStored } from './open-entry.ts'
import { keysByEpochOf } from './found-keys.ts'
import type { FoundKeys } from './found-keys.ts'
import { FOUNDED_INDEX, readFounding } from './founding.ts'
import type { Founding } from './founding.ts'
import { entryBytes, entryPages } from './log-store.ts'
import type { StoredEntry, StoredLog } from './log-store.ts'
import { foldRoster } from './roster.ts'
import type { Roster, RosterEntry } from './roster.ts'
import { readRosterChange } from './roster-changes.ts'
import type { RosterChange } from './roster-changes.ts'
import type { OpenCompartment } from './vault-state.ts'

/** The roster compartment under every key that was found for it, whether it counts or not: to read, never to seal. */
const readable = (idBytes: Uint8Array, found: readonly FoundKeys[]): OpenCompartment | null => {
  const idHex = toHex(idBytes)
  const keysByEpoch = keysByEpochOf(found.filter(({ compartmentHex }) => compartmentHex === idHex))
  const epoch = Math.max(...keysByEpoch.keys())
  const [current] = keysByEpoch.get(epoch) ?? []
  return current === undefined ? null : { name: 'roster', idBytes, epoch, current, keysByEpoch }
}

/** What the first three entries of `log` found, or `null` when they do not found this vault. */
const foundingOf = (
  db: Database,
  log: StoredLog,
  { found, vaultHex }: { found: readonly FoundKeys[]; vaultHex: string },
): Founding | null => {
  const [keysBytes, foundedBytes, namedBytes] = [0, 1, 2].map((position) => entryBytes(db, log, position) ?? undefined)
  if (keysBytes === undefined || foundedBytes === undefined || namedBytes === undefined) {
    return null
  }
  try {
    const keys = parseEntryHeader(keysBytes).header
    const sealed = parseEntryHeader(foundedBytes).header
    const roster = readable(keys.compartmentId, found)
    if (keys.kind !== ENTRY_KIND.keys || !equalBytes(keys.compartmentId, sealed.compartmentId) || roster === null) {
      return null
    }
    const [founded] = openStored(roster, log.device.logId, { position: FOUNDED_INDEX, bytes: foundedBytes }).changes
    const [named] = openStored(roster, log.device.logId, { position: 2, bytes: namedBytes }).changes
    const founding = readFounding({ founded, named }, vaultHex)
    const isOwnLog = founding.device.logHex === log.idHex && founding.device.vkey === log.device.vkeyText
    return isOwnLog && equalBytes(founding.compartmentIds.roster, keys.compartmentId) ? founding : null
  } catch {
    return null
  }
}

/** All foundings in these logs; more than one means that somebody who knows the roster key wrote a second. */
export const findFoundings = (
  db: Database,
  logs: readonly StoredLog[],
  context: { found: readonly FoundKeys[]; vaultHex: string },
): Founding[] =>
  logs.flatMap((log) => {
    const founding = foundingOf(db, log, context)
    return founding === null ? [] : [founding]
  })

const changesOf = (
  roster: OpenCompartment,
  log: StoredLog,
  entry: StoredEntry,
): { at: string; seen: Record<string, number>; changes: Change[] } => {
  try {
    return openStored(roster, log.device.logId, entry)
  } catch {
    // Damaged, or sealed after this member was removed. The check of the vault names damage.
    return { at: '', seen: {}, changes: [] }
  }
}

/** The entries of the roster compartment of one log, as far as they open. */
const rosterEntries = (db: Database, log: StoredLog, roster: OpenCompartment): RosterEntry[] => {
  const entries: RosterEntry[] = []
  for (const page of entryPages(db, log, roster.idBytes)) {
    let start = 0
    for (const [place, position] of page.positions.entries()) {
      const end = start + (page.lengths[place] ?? 0)
      const { at, seen, changes } = changesOf(roster, log, { position, bytes: page.bytes.subarray(start, end) })
      start = end
      const known = changes.map(readRosterChange).filter((change): change is RosterChange => change !== null)
      entries.push({ log: log.idHex, index: position, at, seen, changes: known })
    }
  }
  return entries
}

/** The `device.added` with which a log begins, or `undefined`. */
export const firstDevice = (
  db: Database,
  log: StoredLog,
  { founding, found }: { founding: Founding; found: readonly FoundKeys[] },
): (RosterChange & { type: 'device.added' }) | undefined => {
  const roster = readable(founding.compartmentIds.roster, found)
  const first = roster === null ? undefined : rosterEntries(db, log, roster)[0]
  const change = first?.index === 0 ? first.changes[0] : undefined
  return change?.type === 'device.added' ? change : undefined
}

/** The roster of a founding out of all logs. */
export const readRoster = (
  db: Database,
  logs: readonly StoredLog[],
  { founding, found }: { founding: Founding; found: readonly FoundKeys[] },
): Roster => {
  const roster = readable(founding.compartmentIds.roster, found)
  return foldRoster(
    founding,
    new Map(roster === null ? [] : logs.map((log) => [log.idHex, rosterEntries(db, log, roster)])),
  )
}
