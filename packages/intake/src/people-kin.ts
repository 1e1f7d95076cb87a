import type { Kin } from '@homeward/records'
import type { ReadRow } from './people-rows.ts'

/** A row with the id that somebody new would get. */
export type RowWithId = ReadRow & { id: string }

/**
 * Leads relatives that are written as `Name (identifier)` to whoever has that identifier: a row of the same table, by the id that it
 * would get, or somebody who is registered. Changes the rows.
 */
export function linkKin(rows: readonly RowWithId[], byReference: ReadonlyMap<string, readonly string[]>): void {
  const known = new Map<string, string>()
  for (const [identifier, people] of byReference) {
    const [only, ...others] = people
    if (only !== undefined && others.length === 0) known.set(identifier, only)
  }
  // Of an identifier that stands twice the first row has it; the second is refused until somebody chooses.
  for (const row of rows.toReversed()) for (const identifier of row.identifiers) known.set(identifier, row.id)
  for (const { person } of rows)
    for (const kin of person.kin ?? []) {
      const named = /^(?<name>.+?)\s*\((?<reference>[^()]+)\)$/u.exec(kin.name ?? '')?.groups
      const linked = known.get(named?.['reference']?.trim() ?? '')
      if (named?.['name'] === undefined || linked === undefined) continue
      kin.name = named['name']
      kin.person = linked
    }
}

/**
 * What a link to a row becomes when it is known whom the row is about: a link to them; or, where the row is refused, the name with its
 * identifier as it was written.
 */
export function settleKin(kin: Kin, settled: ReadonlyMap<string, { person: string | null; identifier: string }>): Kin {
  const row = settled.get(kin.person ?? '')
  if (row === undefined) return kin
  const { person: _person, ...unlinked } = kin
  return row.person === null
    ? { ...unlinked, name: `${kin.name ?? ''} (${row.identifier})`.trim().slice(0, 500) }
    : { ...kin, person: row.person }
}
