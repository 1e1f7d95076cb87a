import { canonicalJson, fromUtf8 } from '@homeward/format'
import { indexError, type Database } from '@homeward/vault'

/** JSON for a column: canonical, so that two rebuilds give the same bytes. */
export function toColumn(value: unknown): string {
  return fromUtf8(canonicalJson(value))
}

/** Reads a column that `toColumn` wrote; the shape is not checked again, because only the fold writes there. */
export function fromColumn<T>(column: string): T {
  return JSON.parse(column) as T
}

/**
 * Runs `work` in one transaction: all of it, or after a throw nothing of it. Does not nest. Throws `VaultError` DISK_FULL, IO_ERROR and
 * INDEX_DAMAGED, and what `work` throws.
 */
export function inTransaction<T>(db: Database, work: () => T): T {
  try {
    return db.transaction(work)()
  } catch (error) {
    throw indexError(error)
  }
}
