import type { Database } from '@signalapp/sqlcipher'

import { checkWords } from './check-words.ts'
import { VaultError } from './vault-error.ts'

type Statement = ReturnType<Database['prepare']>
type Key = Uint8Array<ArrayBuffer> | number

/** Comes before every id. (A blob of no bytes would be bound as NULL.) */
export const BEFORE_EVERY_ID = Uint8Array.of(0)

/**
 * Refuses a key that does not come after the one before it. In a damaged index SQLite finds the same rows again and
 * again without an error, and whoever reads on from the last key would never come to an end.
 * @throws VaultError VAULT_DAMAGED
 */
export const requireRising = (before: Key, key: Key): void => {
  const rises = typeof before === 'number' || typeof key === 'number' ? key > before : Buffer.compare(key, before) > 0
  if (!rises) {
    throw new VaultError('VAULT_DAMAGED', checkWords.say('rows-out-of-order').text)
  }
}

/**
 * All rows that `select` finds, some hundred at a time, so that others may read and write between two pages; rows that
 * are added behind the place meanwhile are seen. `select` takes `parameters` and then the last `key`, and gives rows
 * ordered by `key`, which is unique, as many as it likes.
 * @throws VaultError VAULT_DAMAGED when they come in another order
 */
export function* rowsInOrder(
  select: Statement,
  { first, key, parameters = [] }: { first: Key; key: string; parameters?: readonly Key[] },
): Generator<Record<string, unknown>> {
  for (let after = first; ;) {
    const rows = select.all([...parameters, after]) as Record<string, unknown>[]
    for (const row of rows) {
      const next = row[key] as Key
      requireRising(after, next)
      // The driver gives Buffers over memory that it may use again.
      after = typeof next === 'number' ? next : Uint8Array.from(next)
      yield row
    }
    if (rows.length === 0) {
      return
    }
  }
}
