import {
  ENTRY_KIND,
  formatTlogProof,
  inclusionProof,
  openEntry,
  parseCheckpoint,
  parseEntryHeader,
  parseNote,
  toHex,
} from '@homeward/format'
import { compartmentById, resolveRef } from './entries.ts'
import { messageKeyOf } from './open-entry.ts'
import { entryBytes, latestCheckpoint, tileHashes } from './log-store.ts'
import { subjectFinder } from './subject-finder.ts'
import { tileReader } from './tree-store.ts'
import { VaultError } from './vault-error.ts'
import { compartmentKeys, requireOpen, withAnyKeys } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** What shows an outsider one entry: its bytes, the key that opens exactly it, and its place in the log. */
export interface EntryProof {
  entry: Uint8Array
  messageKeyHex: string
  /** c2sp.org/tlog-proof@v1 against the latest checkpoint. */
  tlogProof: string
}

/**
 * The proof of one sealed entry. The message key opens this entry and no other.
 * @throws VaultError ENTRY_NOT_FOUND, ERASED, COMPARTMENT_CLOSED, VAULT_CLOSED, VAULT_DAMAGED
 */
export const proveEntry = (state: VaultState, ref: string): EntryProof => {
  requireOpen(state)
  const { log, position } = resolveRef(state, ref)
  const entry = entryBytes(state.db, log, position)
  const checkpoint = latestCheckpoint(state.db, log)
  if (entry === null || checkpoint === null) {
    throw new VaultError('VAULT_DAMAGED', `The log holds no entry at ${ref}. Run a check of the vault.`)
  }
  const { header } = parseEntryHeader(entry)
  const compartment = compartmentById(state, header.compartmentId)
  if (compartment === undefined || header.kind !== ENTRY_KIND.sealed) {
    throw new VaultError('COMPARTMENT_CLOSED', `The entry ${ref} holds nothing that you could show.`)
  }
  const keyring = { findSubject: subjectFinder(state, compartment) }
  const messageKey = withAnyKeys(compartmentKeys(compartment, header.epoch), ({ entryKey }) => {
    const key = messageKeyOf(keyring, header, entryKey)
    openEntry({ entry, messageKey: key, logId: log.device.logId, index: position })
    return key
  })
  const size = Number(parseCheckpoint(parseNote(checkpoint.note).text).size)
  const reader = tileReader((level, index) => tileHashes(state.db, log, level, index))
  return {
    entry,
    messageKeyHex: toHex(messageKey),
    tlogProof: formatTlogProof({
      index: position,
      hashes: inclusionProof(position, size, reader),
      checkpoint: checkpoint.note,
    }),
  }
}
