import { FormatError, MAX_BODY_BYTES, entryMessageKey, formatCheckpoint, sealEntry, signNote } from '@homeward/format'
import type { Change } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import type { DeviceKey } from './device-key.ts'
import { logSizes, storeCheckpoint, storeEntries } from './log-store.ts'
import { subjectKeyFor } from './subject-finder.ts'
import type { SubjectKey } from './subject-finder.ts'
import { SUBJECT_ID_BYTES, insertSubject } from './subject-keys.ts'
import type { SubjectRow } from './subject-keys.ts'
import { edgeRoot } from './tree-store.ts'
import type { TreeEdge } from './tree-store.ts'
import { transaction } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import { currentKeys, noteFailure, openCompartment, requireContributor, requireWritable } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** Where an entry is: log id in hex, a colon, its position. */
export type EntryRef = `${string}:${number}`

/** What becomes one entry. */
export interface EntryDraft {
  compartment: CompartmentName
  changes: Change[]
  /** An opaque id. Everything that was written under it can be erased together (rule ER1). */
  subject?: string
}

/** What was written: one reference for each draft, in order, and the size of the log after it. */
export interface AppendReceipt {
  entries: EntryRef[]
  size: number
}

/** The reference of an entry. */
const entryRef = (logHex: string, position: number): EntryRef => `${logHex}:${position}`

/** The signed checkpoint of a log at its edge. */
export const signCheckpoint = (device: DeviceKey, edge: TreeEdge): string =>
  signNote(formatCheckpoint(device.log.origin, edge.size, edgeRoot(edge)), {
    name: device.log.origin,
    seed: device.seed,
  })

/**
 * Seals changes for one place of one log.
 * @throws VaultError ENTRY_TOO_LARGE, ENTRY_INVALID
 */
export const sealChanges = ({
  compartment,
  changes,
  device,
  index,
  at,
  seen,
  random,
  subject = null,
}: {
  compartment: OpenCompartment
  changes: Change[]
  device: DeviceKey
  index: number
  at: string
  seen: Record<string, number>
  random: (length: number) => Uint8Array
  subject?: Pick<SubjectKey, 'id' | 'key'> | null
}): Uint8Array => {
  const salt = random(32)
  const messageKey = entryMessageKey(currentKeys(compartment).entryKey, salt, subject?.key)
  const subjectKeyId = subject?.id ?? new Uint8Array(SUBJECT_ID_BYTES)
  try {
    return sealEntry({
      header: { compartmentId: compartment.idBytes, epoch: compartment.epoch, subjectKeyId, salt },
      messageKey,
      logId: device.log.logId,
      index,
      body: { at, seen, changes },
    })
  } catch (error) {
    if (error instanceof FormatError && error.code === 'ENTRY_TOO_LARGE') {
      const limit = `${MAX_BODY_BYTES} bytes`
      throw new VaultError('ENTRY_TOO_LARGE', `These changes are too large for one entry (${limit}). Split them.`, {
        cause: error,
      })
    }
    if (error instanceof FormatError) {
      throw new VaultError('ENTRY_INVALID', `These changes cannot be kept: ${error.message}`, { cause: error })
    }
    throw error
  }
}

/** How many entries of each other log this device has: what makes concurrent changes visible (H3). */
export const seenSizes = (state: VaultState): Record<string, number> => {
  const { [state.log.idHex]: _own, ...seen } = logSizes(state.db)
  return seen
}

/**
 * Appends sealed entries, made for the next places of this device's log, and the new subject keys that they need, with
 * one checkpoint: all or none (rule V9).
 * @throws VaultError DISK_FULL, IO_ERROR, REOPEN_NEEDED, VAULT_CLOSED
 */
export const commitEntries = (
  state: VaultState,
  entries: readonly Uint8Array[],
  subjects: readonly SubjectRow[] = [],
): void => {
  requireWritable(state)
  try {
    const { edge, checkpoint } = transaction(state.db, () => {
      for (const row of subjects) {
        insertSubject(state.db, row)
      }
      const grown = storeEntries(state.db, state.log, state.edge, { from: state.edge.size, entries })
      const note = signCheckpoint(state.device, grown)
      storeCheckpoint(state.db, state.log, grown.size, note)
      return { edge: grown, checkpoint: note }
    })
    state.edge = edge
    state.checkpoint = checkpoint
  } catch (error) {
    throw noteFailure(state, error)
  }
}

/** The keys of the subjects of drafts, each looked up or made once. */
const subjectsOf = (state: VaultState, drafts: readonly EntryDraft[]): ((draft: EntryDraft) => SubjectKey | null) => {
  const known = new Map<string, SubjectKey>()
  const nameOf = ({ compartment, subject = '' }: EntryDraft): string => `${compartment} ${subject}`
  for (const draft of drafts) {
    if (draft.subject !== undefined && !known.has(nameOf(draft))) {
      known.set(nameOf(draft), subjectKeyFor(state, openCompartment(state, draft.compartment), draft.subject))
    }
  }
  return (draft) => known.get(nameOf(draft)) ?? null
}

/**
 * Appends one entry for each draft, in order, with one checkpoint: all of them are durable when this returns, or none
 * of them is there (rule V9).
 * @throws VaultError ENTRY_TOO_LARGE, ENTRY_INVALID, COMPARTMENT_CLOSED, ROLE_FORBIDS, ERASED, DISK_FULL (the handle stays usable), IO_ERROR
 *   (it must be reopened), REOPEN_NEEDED, VAULT_CLOSED
 */
export const appendEntries = (state: VaultState, drafts: readonly EntryDraft[]): AppendReceipt => {
  requireWritable(state)
  requireContributor(state)
  if (drafts.length === 0) {
    return { entries: [], size: state.edge.size }
  }
  const from = state.edge.size
  const at = state.now().toISOString()
  const seen = seenSizes(state)
  const subjectOf = subjectsOf(state, drafts)
  const entries = drafts.map((draft, offset) =>
    sealChanges({
      compartment: openCompartment(state, draft.compartment),
      changes: draft.changes,
      subject: subjectOf(draft),
      device: state.device,
      index: from + offset,
      at,
      seen,
      random: state.random,
    }),
  )
  const used = new Set(drafts.map(subjectOf).filter((subject) => subject !== null))
  commitEntries(
    state,
    entries,
    [...used].map(({ fresh }) => fresh).filter((row) => row !== null),
  )
  for (const { key } of used) {
    key.fill(0)
  }
  return {
    entries: drafts.map((_, offset) => entryRef(state.log.idHex, from + offset)),
    size: state.edge.size,
  }
}
