import type { EntryPage } from './open-entry.ts'
import { startPageThread } from './page-thread.ts'
import type { PageThread, RingSource } from './page-thread.ts'
import type { VaultState } from './vault-state.ts'

/** A thread that gives the bodies of the entries of a page as JSON; `null` when one of them does not open. */
export type EntryThread = PageThread<EntryPage, string | null>

/** Starts a thread that opens entries of one compartment until it is told to end or the vault is locked (rule V17). */
export const startEntryThread = (state: VaultState, compartment: RingSource): EntryThread =>
  startPageThread(state, new URL('entry-worker.js', import.meta.url), [compartment])
