import { fromBase64, parseEvent } from '@homeward/format'
import { toColumn } from './column.ts'
import { readEntry } from './read-entry.ts'
import type { Records } from './records.ts'

/** The parts of a row of an event that a seal takes out of the index. */
export interface EventParts {
  session: string
  seq: number
  entry: string
  what: string
  bytes: string
  signature: string
}

/**
 * An event with what was said in it. Of a sealed session that is read from the log each time, because no index holds it (rule R99): ask
 * `readingOf` first whether this member is told. Throws what the vault throws.
 */
export function withSaid<Row extends EventParts>(records: Records, row: Row): Row {
  if (row.bytes !== '') return row
  for (const change of readEntry(records, row.entry))
    if (change.type === 'session.event' && change.session === row.session && change.seq === row.seq) {
      const { bytes, signature } = change
      return { ...row, bytes, signature, what: toColumn(parseEvent(fromBase64(bytes)).what) }
    }
  return row
}
