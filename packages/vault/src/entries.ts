import type { Change } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { createEntryOpener } from './entry-opener.ts'
import type { EntryOpener } from './entry-opener.ts'
import { foldOrder } from './fold-order.ts'
import { entryPages, logSize, storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { VaultError } from './vault-error.ts'
import { openCompartment, requireOpen } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** How many entries of each log (by log id in hex) have been folded. An absent log counts as none. */
export type Position = Readonly<Record<string, number>>

/** An entry, decrypted; of one that was erased nothing but its place is left, and it says nothing. `member` and `device` are ids; `at` is what the device's clock claimed. */
export interface OpenedEntry {
  log: string
  index: number
  at: string
  seen: Record<string, number>
  changes: Change[]
  compartment: CompartmentName
  member: string
  device: string
  isErased: boolean
}

/** Sizes of all logs of the vault. */
export const currentPosition = (state: VaultState): Position => {
  requireOpen(state)
  return Object.fromEntries(storedLogs(state.db).map((log) => [log.idHex, logSize(state.db, log)]))
}

async function* openLog(
  state: VaultState,
  opener: EntryOpener,
  { log, compartment, from }: { log: StoredLog; compartment: OpenCompartment; from: number },
): AsyncGenerator<OpenedEntry> {
  const author = state.devices.get(log.idHex)
  if (author === undefined) {
    return
  }
  const { member, device, until } = author
  for await (const { positions, bodies } of opener.openAll(entryPages(state.db, log, compartment.idBytes, from))) {
    let place = 0
    for (const body of bodies) {
      const index = positions[place] ?? 0
      if (index >= until) {
        return
      }
      place += 1
      const { at, seen, changes } = body ?? { at: '', seen: {}, changes: [] }
      const isErased = body === null
      yield { log: log.idHex, index, at, seen, changes, compartment: compartment.name, member, device, isErased }
      requireOpen(state)
    }
  }
}

async function* openLogs(
  state: VaultState,
  opener: EntryOpener,
  { compartment, after }: { compartment: OpenCompartment; after: Position },
): AsyncGenerator<OpenedEntry> {
  const logs = storedLogs(state.db).filter((log) => state.devices.has(log.idHex))
  const [only, ...others] = logs
  if (only !== undefined && others.length === 0) {
    yield* openLog(state, opener, { log: only, compartment, from: after[only.idHex] ?? 0 })
    return
  }
  const entriesByLog = new Map<string, OpenedEntry[]>()
  for (const log of logs) {
    const entries: OpenedEntry[] = []
    for await (const entry of openLog(state, opener, { log, compartment, from: 0 })) {
      entries.push(entry)
    }
    entriesByLog.set(log.idHex, entries)
  }
  const ordered = foldOrder(entriesByLog)
  const isCovered = (entry: OpenedEntry): boolean => entry.index < (after[entry.log] ?? 0)
  const firstNew = ordered.findIndex((entry) => !isCovered(entry))
  const rest = firstNew === -1 ? [] : ordered.slice(firstNew)
  if (rest.some(isCovered)) {
    throw new VaultError('ORDER_CHANGED', 'Older entries of another device arrived. The index must be built again.')
  }
  yield* rest
}

/**
 * The entries of a compartment that `after` does not cover, decrypted, in fold order (rule V12). A long row of them is
 * opened on a thread, which ends with the iteration (rule V17).
 * @throws VaultError COMPARTMENT_CLOSED, VAULT_CLOSED; VAULT_DAMAGED naming the entry that does not open; ORDER_CHANGED
 *   when an entry that arrived later comes before one that `after` covers: then fold again from the start.
 */
export async function* entriesInOrder(
  state: VaultState,
  name: CompartmentName,
  after: Position = {},
): AsyncGenerator<OpenedEntry> {
  requireOpen(state)
  const compartment = openCompartment(state, name)
  const opener = createEntryOpener(state, compartment)
  try {
    yield* openLogs(state, opener, { compartment, after })
  } finally {
    await opener.end()
  }
}

/** The log and position that a reference names. @throws VaultError ENTRY_NOT_FOUND */
export const resolveRef = (state: VaultState, ref: string): { log: StoredLog; position: number } => {
  const [idHex = '', positionText = ''] = ref.split(':')
  const log = storedLogs(state.db).find((candidate) => candidate.idHex === idHex)
  const position = /^\d{1,15}$/u.test(positionText) ? Number(positionText) : -1
  if (log === undefined || position < 0 || position >= logSize(state.db, log)) {
    throw new VaultError('ENTRY_NOT_FOUND', `The log has no entry ${ref}.`)
  }
  return { log, position }
}

/** The compartment whose id is in a header, when this member can open it. */
export const compartmentById = (state: VaultState, idBytes: Uint8Array): OpenCompartment | undefined => {
  for (const compartment of state.compartments.values()) {
    if (compartment.idBytes.every((byte, place) => byte === idBytes[place])) {
      return compartment
    }
  }
  return undefined
}
