import { ENTRY_KIND, parseEntryHeader, toHex } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { compartmentById } from './entries.ts'
import { openStored } from './open-entry.ts'
import { checkpointSizesTwice, latestCheckpoint, logEntries, logSize, storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { isKeyErased, withSubjects } from './subject-finder.ts'
import { VaultError } from './vault-error.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** One log as the log page lists it. The roster is open to everybody, so all members see all logs; what stands in them not. */
export interface LogView {
  log: string
  /** Whose it is; `null` for a log that belongs to no device of this vault. */
  owner: { member: string; name: string; device: string } | null
  isOwn: boolean
  /** Whether the vault was founded in it. */
  isFounding: boolean
  size: number
  /** The latest state that its device signed, as a signed note; `null` when there is none. */
  checkpoint: string | null
  vkey: string
  /** How many entries count since a removal, and the entry that says so; `null` when all count. */
  limit: { size: number; by: string } | null
  /** Whether its device signed two states of one size (rule V10). */
  isForked: boolean
}

/** One line of the log page. */
export interface LogRow {
  index: number
  /** `sealed` for everything in a compartment that is closed to this member: what it is there is not told. */
  kind: 'sealed' | 'keys'
  /** `null` for a compartment that this member has no access to. */
  compartment: CompartmentName | null
  /** What the device's clock claimed; `null` when the entry holds no time or does not open. */
  at: string | null
  /** Types of the changes; empty when the entry holds none or does not open. */
  types: string[]
  /** False for what was written after a removal: it is kept and ignored (rule M6). */
  counts: boolean
  /** False when the entry should open and does not: it is damaged, or `erased`. */
  opens: boolean
  /** Whether what it said was erased. */
  erased: boolean
}

/** All logs of the vault: this device's first, then by the name of the member. @throws VaultError VAULT_CLOSED */
export const listLogs = (state: VaultState): LogView[] => {
  requireOpen(state)
  const { devices, members } = state.roster
  const views = storedLogs(state.db).map((log): LogView => {
    const device = devices.get(log.idHex)
    const { limit = null } = device ?? {}
    return {
      log: log.idHex,
      owner:
        device === undefined
          ? null
          : { member: device.member, name: members.get(device.member)?.name ?? '', device: device.id },
      isOwn: log.idHex === state.log.idHex,
      isFounding: log.idHex === state.founding.device.logHex,
      size: logSize(state.db, log),
      checkpoint: latestCheckpoint(state.db, log)?.note ?? null,
      vkey: log.device.vkeyText,
      limit: limit === null ? null : { size: limit.size, by: limit.by },
      isForked: checkpointSizesTwice(state.db, log).length > 0,
    }
  })
  // This device's log, those of members by name, and at the end those of nobody.
  const group = ({ isOwn, owner }: LogView): number => (isOwn ? 0 : owner === null ? 2 : 1)
  return views.toSorted(
    (left, right) =>
      group(left) - group(right) || (left.owner?.name ?? '').localeCompare(right.owner?.name ?? '', 'en'),
  )
}

const logOf = (state: VaultState, idHex: string): StoredLog => {
  const log = storedLogs(state.db).find((one) => one.idHex === idHex)
  if (log === undefined) {
    throw new VaultError('ENTRY_NOT_FOUND', 'There is no such log in this vault. List the logs to see their ids.')
  }
  return log
}

/**
 * Lines of a log (this device's, if not told) in order: those after position `after` (from the first when not given), at
 * most `limit`. An entry of a compartment that is closed to this member is a place and nothing else (rule S33).
 * @throws VaultError VAULT_CLOSED; ENTRY_NOT_FOUND for a log that is not there
 */
export const logPage = (
  state: VaultState,
  { log: idHex = state.log.idHex, after = -1, limit }: { log?: string; after?: number; limit: number },
): LogRow[] => {
  requireOpen(state)
  const log = logOf(state, idHex)
  const until = state.devices.get(idHex)?.until ?? 0
  const rows: LogRow[] = []
  for (const entry of logEntries(state.db, log, after + 1)) {
    if (rows.length >= limit) {
      break
    }
    const row: LogRow = {
      index: entry.position,
      kind: 'sealed',
      compartment: null,
      at: null,
      types: [],
      counts: entry.position < until,
      opens: true,
      erased: false,
    }
    try {
      const { header } = parseEntryHeader(entry.bytes)
      const compartment = compartmentById(state, header.compartmentId)
      row.compartment = compartment?.name ?? null
      if (compartment !== undefined && header.kind === ENTRY_KIND.keys) {
        row.kind = 'keys'
      } else if (compartment !== undefined) {
        const body = openStored(withSubjects(state, compartment), log.device.logId, entry)
        row.at = body.at
        row.types = body.changes.map(({ type }) => type)
      }
    } catch (error) {
      row.opens = false
      row.erased =
        error instanceof VaultError &&
        error.code === 'ERASED' &&
        isKeyErased(state, toHex(parseEntryHeader(entry.bytes).header.subjectKeyId))
    }
    rows.push(row)
  }
  return rows
}
