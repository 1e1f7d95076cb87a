import type { Database } from '@signalapp/sqlcipher'

import { clearSealing } from './blob-store.ts'
import { createIndexPool } from './index-db.ts'
import type { IndexPool } from './index-db.ts'
import { createTurns } from './turns.ts'
import type { Turns } from './turns.ts'
import { openVaultDb } from './vault-db.ts'
import type { VaultState } from './vault-state.ts'

/**
 * What all members share who have the vault open in this process (rule V30): the one handle on `vault.db`, which holds the
 * lock, and the one handle on each index. Keys are not among it.
 */
export interface SharedVault {
  readonly dir: string
  readonly db: Database
  readonly indexes: IndexPool
  /** One group of sealed files is committed at a time, so that the same content of two members becomes one blob. */
  readonly blobTurns: Turns
  readonly sealing: SealingNote
  /** Those who have it open. */
  readonly states: Set<VaultState>
  /** How many are on their way in; the handle stays open for them. */
  entering: number
  /** The disk failed: nothing more is written through this handle. */
  hasFailed: boolean
  isClosed: boolean
  /** What is done when the handle was closed. */
  readonly closings: (() => void)[]
}

/** What has to be known of sealing when the last member closes the vault. */
export interface SealingNote {
  /** The mark that a crash would leave is on the disk. */
  isMarked: boolean
  underWay: number
  /** A commit failed, so that a file may be without its row. */
  hasFailed: boolean
}

/** Opens `vault.db` with its lock. @throws VaultError as `openVaultDb` does */
export const openShared = (dir: string): SharedVault => ({
  dir,
  db: openVaultDb(dir),
  indexes: createIndexPool(),
  blobTurns: createTurns(),
  sealing: { isMarked: false, underWay: 0, hasFailed: false },
  states: new Set(),
  entering: 0,
  hasFailed: false,
  isClosed: false,
  closings: [],
})

/** Closes the handle and gives up the lock, when nobody has the vault open any more. */
export const closeSharedIfLeft = (shared: SharedVault): void => {
  if (shared.states.size > 0 || shared.entering > 0 || shared.isClosed) {
    return
  }
  shared.isClosed = true
  const { underWay, hasFailed } = shared.sealing
  try {
    if (!shared.hasFailed && underWay === 0 && !hasFailed) {
      clearSealing(shared.dir)
    }
  } catch {
    // The mark only makes the next opening look twice; a disk that was pulled out must not keep the vault open.
  } finally {
    shared.db.close()
    for (const closing of shared.closings) {
      closing()
    }
  }
}

/** Keeps the lock of `held` for as long as `by` is open, so that both answer alike to who asks for the one (rule DU7). */
export const holdWhileOpen = (held: SharedVault, by: SharedVault): void => {
  held.entering += 1
  by.closings.push(() => {
    held.entering -= 1
    closeSharedIfLeft(held)
  })
}
