import { ENTRY_KIND, entryMessageKey, openEntry, parseEntryHeader } from '@homeward/format'
import type { Change, EntryBody } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { foldOrder } from './fold-order.ts'
import { compartmentEntries, logSize, storedLogs } from './log-store.ts'
import type { StoredEntry, StoredLog } from './log-store.ts'
import { VaultError } from './vault-error.ts'
import { compartmentKeys, openCompartment, requireOpen, withAnyKeys } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** How many entries of each log (by log id in hex) have been folded. An absent log counts as none. */
export type Position = Readonly<Record<string, number>>

/** An entry, decrypted. `member` and `device` are ids; `at` is what the device's clock claimed. */
export interface OpenedEntry {
  log: string
  index: number
  at: string
  seen: Record<string, number>
  changes: Change[]
  compartment: CompartmentName
  member: string
  device: string
}

/** Sizes of all logs of the vault. */
export const currentPosition = (state: VaultState): Position => {
  requireOpen(state)
  return Object.fromEntries(storedLogs(state.db).map((log) => [log.idHex, logSize(state.db, log)]))
}

/**
 * Opens one sealed entry of a log.
 * @throws FormatError when its bytes are not the ones that were sealed; VaultError COMPARTMENT_CLOSED
 */
export const openStored = (compartment: OpenCompartment, log: StoredLog, entry: StoredEntry): EntryBody => {
  const { header } = parseEntryHeader(entry.bytes)
  return withAnyKeys(compartmentKeys(compartment, header.epoch), ({ entryKey }) =>
    openEntry({
      entry: entry.bytes,
      messageKey: entryMessageKey(entryKey, header.salt),
      logId: log.device.logId,
      index: entry.position,
    }),
  )
}

/** The kind in the header; taken from its place, because a rebuild asks it of every entry. */
const entryKind = ({ bytes }: StoredEntry): number | undefined => bytes[1]

function* openLog(
  state: VaultState,
  compartment: OpenCompartment,
  log: StoredLog,
  from: number,
): Generator<OpenedEntry> {
  const author = state.devices.get(log.idHex)
  if (author === undefined) {
    return
  }
  const { member, device, until } = author
  for (const entry of compartmentEntries(state.db, log, compartment.idBytes, from)) {
    requireOpen(state)
    if (entry.position >= until) {
      return
    }
    if (entryKind(entry) === ENTRY_KIND.sealed) {
      let body: EntryBody
      try {
        body = openStored(compartment, log, entry)
      } catch (error) {
        throw error instanceof VaultError
          ? error
          : new VaultError(
              'VAULT_DAMAGED',
              `Entry ${entry.position} of the log is damaged. Run a check of the vault, then restore it from its latest copy.`,
              { cause: error },
            )
      }
      yield {
        log: log.idHex,
        index: entry.position,
        ...body,
        compartment: compartment.name,
        member,
        device,
      }
    }
  }
}

/**
 * The entries of a compartment that `after` does not cover, decrypted, in fold order (rule V12).
 * @throws VaultError COMPARTMENT_CLOSED, VAULT_CLOSED; VAULT_DAMAGED naming the entry that does not open; ORDER_CHANGED
 *   when an entry that arrived later comes before one that `after` covers: then fold again from the start.
 */
export function* entriesInOrder(
  state: VaultState,
  name: CompartmentName,
  after: Position = {},
): Generator<OpenedEntry> {
  requireOpen(state)
  const compartment = openCompartment(state, name)
  const logs = storedLogs(state.db).filter((log) => state.devices.has(log.idHex))
  const [only, ...others] = logs
  if (only !== undefined && others.length === 0) {
    yield* openLog(state, compartment, only, after[only.idHex] ?? 0)
    return
  }
  const ordered = foldOrder(new Map(logs.map((log) => [log.idHex, [...openLog(state, compartment, log, 0)]])))
  const isCovered = (entry: OpenedEntry): boolean => entry.index < (after[entry.log] ?? 0)
  const firstNew = ordered.findIndex((entry) => !isCovered(entry))
  const rest = firstNew === -1 ? [] : ordered.slice(firstNew)
  if (rest.some(isCovered)) {
    throw new VaultError('ORDER_CHANGED', 'Older entries of another device arrived. The index must be built again.')
  }
  yield* rest
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
