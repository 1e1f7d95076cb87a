import { fromHex, openEntry } from '@homeward/format'
import type { RecordChange } from './changes.ts'
import { readChange } from './changes.ts'
import type { Records } from './records.ts'
import { refParts } from './refs.ts'

/**
 * The changes of one entry, read from the log: for what no index holds. Those that this version does not know are left out. Throws
 * what the vault throws.
 */
export function readEntry({ vault }: Records, ref: string): RecordChange[] {
  const { log, index } = refParts(ref)
  const { entry, messageKeyHex } = vault.proof(ref)
  const { changes } = openEntry({ entry, messageKey: fromHex(messageKeyHex), logId: fromHex(log), index })
  return changes.map(readChange).filter((change) => change !== null)
}
