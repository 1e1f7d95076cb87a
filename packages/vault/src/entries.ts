import { NOTHING_FOLDED, comesAfter, foldStreams } from '@homeward/format'
import type { Change, Folded, Position } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { createEntryOpener } from './entry-opener.ts'
import type { EntryOpener } from './entry-opener.ts'
import { entryPages, logSize, logSizes, storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { VaultError } from './vault-error.ts'
import { openCompartment, requireOpen } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

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
  return logSizes(state.db)
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

const orderChanged = (): VaultError =>
  new VaultError('ORDER_CHANGED', 'Older entries of another device arrived. The index must be built again.')

/** The same items, the first of them looked at already. */
async function* withFirst<Item>(
  first: IteratorResult<Item, undefined>,
  rest: AsyncIterator<Item>,
): AsyncGenerator<Item> {
  for (let next: IteratorResult<Item> = first; next.done !== true; next = await rest.next()) {
    yield next.value
  }
}

async function* openLogs(
  state: VaultState,
  opener: EntryOpener,
  { compartment, after }: { compartment: OpenCompartment; after: Folded },
): AsyncGenerator<OpenedEntry> {
  for (const [log, size] of Object.entries(after.sizes)) {
    if (size > (state.devices.get(log)?.until ?? 0)) {
      // A removal accepted less of this log than was folded before it was known.
      throw orderChanged()
    }
  }
  const logs = storedLogs(state.db).filter((log) => state.devices.has(log.idHex))
  const [only, ...others] = logs
  if (only !== undefined && others.length === 0) {
    yield* openLog(state, opener, { log: only, compartment, from: after.sizes[only.idHex] ?? 0 })
    return
  }
  const streams = (sizes: Position): Map<string, AsyncGenerator<OpenedEntry>> =>
    new Map(logs.map((log) => [log.idHex, openLog(state, opener, { log, compartment, from: sizes[log.idHex] ?? 0 })]))

  const firsts: OpenedEntry[] = []
  const news = new Map<string, AsyncGenerator<OpenedEntry>>()
  for (const [log, tail] of streams(after.sizes)) {
    const first = await tail.next()
    if (first.done !== true) {
      firsts.push(first.value)
      news.set(log, withFirst(first, tail))
    }
  }
  if (comesAfter(firsts, after)) {
    yield* foldStreams(news)
    return
  }
  let isNew = false
  for await (const entry of foldStreams(streams(NOTHING_FOLDED.sizes))) {
    const isCovered = entry.index < (after.sizes[entry.log] ?? 0)
    if (isCovered && isNew) {
      throw orderChanged()
    }
    isNew ||= !isCovered
    if (isNew) {
      yield entry
    }
  }
}

/**
 * The entries of a compartment that `after` does not cover, decrypted, in fold order (rule V12). A long row of them is
 * opened on a thread, which ends with the iteration (rule V17).
 * @throws VaultError COMPARTMENT_CLOSED, VAULT_CLOSED; VAULT_DAMAGED naming the entry that does not open; ORDER_CHANGED
 *   when an entry that arrived later comes before one that `after` covers, perhaps after others were given: then fold
 *   again from the start.
 */
export async function* entriesInOrder(
  state: VaultState,
  name: CompartmentName,
  after: Folded = NOTHING_FOLDED,
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
