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
import { allCheckpoints, entryBytes, latestCheckpoint, tileHashes } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { chainOf } from './proof-chain.ts'
import { subjectFinder } from './subject-finder.ts'
import { tileReader } from './tree-store.ts'
import { VaultError } from './vault-error.ts'
import { compartmentKeys, requireOpen, withAnyKeys } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** What shows an outsider one entry: its bytes, the key that opens exactly it, and its place in the log. */
export interface EntryProof {
  entry: Uint8Array
  messageKeyHex: string
  /** c2sp.org/tlog-proof@v1 against the latest checkpoint; in a log that is limited, against that of the accepted size. */
  tlogProof: string
  /** The key that signs the log, as text. */
  vkey: string
}

/** An entry that a package discloses, and where it stands. */
export interface PlacedProof extends EntryProof {
  logHex: string
  index: number
}

const damaged = (ref: string): VaultError =>
  new VaultError('VAULT_DAMAGED', `The log holds no entry that could be shown at ${ref}. Run a check of the vault.`)

/** The checkpoint under which an entry is shown: a removed member is shown with what was accepted, and with no more (M6). */
const checkpointFor = (state: VaultState, log: StoredLog, position: number): string | undefined => {
  const limit = state.roster.devices.get(log.idHex)?.limit ?? null
  if (limit === null) {
    return latestCheckpoint(state.db, log)?.note
  }
  if (position >= limit.size) {
    throw new VaultError(
      'ENTRY_NOT_ACCEPTED',
      'This was written after its member or device was removed, so it is not accepted and cannot be shown as evidence. Bring the files in again under your own name.',
    )
  }
  return allCheckpoints(state.db, log).find(
    ({ size, note }) => size === limit.size && toHex(parseCheckpoint(parseNote(note).text).root) === limit.root,
  )?.note
}

/**
 * The proof of one sealed entry. The message key opens this entry and no other.
 * @throws VaultError ENTRY_NOT_FOUND, ENTRY_NOT_ACCEPTED, ERASED, COMPARTMENT_CLOSED, VAULT_CLOSED, VAULT_DAMAGED
 */
export const proveEntry = (state: VaultState, ref: string): EntryProof => {
  requireOpen(state)
  const { log, position } = resolveRef(state, ref)
  const entry = entryBytes(state.db, log, position)
  const checkpoint = checkpointFor(state, log, position)
  if (entry === null || checkpoint === undefined) {
    throw damaged(ref)
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
  const size = Number(parseCheckpoint(parseNote(checkpoint).text).size)
  const reader = tileReader((level, index) => tileHashes(state.db, log, level, index))
  return {
    entry,
    messageKeyHex: toHex(messageKey),
    tlogProof: formatTlogProof({ index: position, hashes: inclusionProof(position, size, reader), checkpoint }),
    vkey: log.device.vkeyText,
  }
}

/**
 * The proofs of these entries, and of all others that show whose logs they stand in and whose log this device writes,
 * back to the founding (docs/spec/package.md, P18). All of one log are under one checkpoint.
 * @throws VaultError as `proveEntry` does
 */
export const proveEntries = (state: VaultState, refs: readonly string[]): PlacedProof[] => {
  requireOpen(state)
  const logs = [state.log.idHex, ...refs.map((ref) => resolveRef(state, ref).log.idHex)]
  return [...new Set([...chainOf(state, logs), ...refs])].map((ref) => {
    const { log, position } = resolveRef(state, ref)
    return { logHex: log.idHex, index: position, ...proveEntry(state, ref) }
  })
}
