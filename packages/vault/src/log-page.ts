import { ENTRY_KIND, parseEntryHeader, toHex } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { compartmentById } from './entries.ts'
import { openStored } from './open-entry.ts'
import { logEntries } from './log-store.ts'
import { isKeyErased, withSubjects } from './subject-finder.ts'
import { VaultError } from './vault-error.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** One line of the log page. */
export interface LogRow {
  index: number
  kind: 'sealed' | 'keys'
  /** `null` for a compartment that this member has no access to. */
  compartment: CompartmentName | null
  /** What the device's clock claimed; `null` when the entry holds no time or does not open. */
  at: string | null
  /** Types of the changes; empty when the entry holds none or does not open. */
  types: string[]
  /** Size of the entry in the log. */
  bytes: number
  /** False when the entry should open and does not: it is damaged, or `erased`. */
  opens: boolean
  /** Whether what it said was erased. */
  erased: boolean
}

/**
 * Lines of this device's log in order: those after position `after` (from the first when not given), at most `limit`.
 * @throws VaultError VAULT_CLOSED
 */
export const logPage = (state: VaultState, { after = -1, limit }: { after?: number; limit: number }): LogRow[] => {
  requireOpen(state)
  const rows: LogRow[] = []
  for (const entry of logEntries(state.db, state.log, after + 1)) {
    if (rows.length >= limit) {
      break
    }
    const row: LogRow = {
      index: entry.position,
      kind: 'sealed',
      compartment: null,
      at: null,
      types: [],
      bytes: entry.bytes.length,
      opens: true,
      erased: false,
    }
    try {
      const { header } = parseEntryHeader(entry.bytes)
      const compartment = compartmentById(state, header.compartmentId)
      row.compartment = compartment?.name ?? null
      if (header.kind === ENTRY_KIND.keys) {
        row.kind = 'keys'
      } else if (compartment !== undefined) {
        const body = openStored(withSubjects(state, compartment), state.device.log.logId, entry)
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
