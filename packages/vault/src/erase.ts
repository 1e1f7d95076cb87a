import { fromHex, toHex } from '@homeward/format'

import { appendEntries } from './append.ts'
import type { EntryDraft } from './append.ts'
import { blobPath, blobRow } from './blob-store.ts'
import type { CompartmentName } from './compartment.ts'
import { destroyFile } from './destroy-file.ts'
import { erasedChange } from './erasure-change.ts'
import type { ErasedBlob, ErasedSubject, Erasure } from './erasure-change.ts'
import { refreshRoster } from './refresh-roster.ts'
import { wipeSubjects } from './subject-finder.ts'
import { subjectRowsByTag, subjectTag } from './subject-keys.ts'
import { blobParam, transaction } from './vault-db.ts'
import { VaultError, storageError } from './vault-error.ts'
import { noteFailure, openCompartment, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** What is to be erased, and on whose authority: no text of it may name a person. */
export interface EraseRequest {
  /** An opaque id of this erasure. */
  erasure: string
  subjects: readonly { compartment: CompartmentName; subject: string }[]
  blobs: readonly { compartment: CompartmentName; blob: string; instead?: string }[]
  authority: string
  act: string | null
  /** Entries of the same commit, such as that the act was done. */
  also?: readonly EntryDraft[]
}

/** What was destroyed here. */
export interface EraseReceipt {
  erasure: string
  /** Subject keys and sealed files that were there. */
  keys: number
  blobs: number
  /** Of files of their own: those that were overwritten before they were removed, and those that could only be removed. */
  overwritten: number
  removedOnly: number
}

// What two hundred subjects and two hundred files take fits an entry; what is more goes into further ones.
const IDS_AN_ENTRY = 200

/** Ids of the keys of a subject in a compartment that this member opens. @throws VaultError COMPARTMENT_CLOSED */
const keysOfSubject = (state: VaultState, { compartment, subject }: EraseRequest['subjects'][number]): string[] => {
  const { idBytes, keysByEpoch } = openCompartment(state, compartment)
  const ids = [...keysByEpoch.values()]
    .flat()
    .flatMap((keys) => subjectRowsByTag(state.db, idBytes, subjectTag(keys, subject)))
  return [...new Set(ids.map(({ id }) => toHex(id)))]
}

const requireCoordinator = (state: VaultState): void => {
  const role = state.roster.members.get(state.member)?.role
  if (role !== 'coordinator' && role !== 'founder') {
    throw new VaultError('ROLE_FORBIDS', 'Erasing is for coordinators. Ask one of them to carry it out.')
  }
}

const draftsOf = (
  { erasure, authority, act }: EraseRequest,
  subjects: readonly ErasedSubject[],
  blobs: readonly ErasedBlob[],
): EntryDraft[] => {
  const drafts: EntryDraft[] = []
  for (let start = 0; start === 0 || start < Math.max(subjects.length, blobs.length); start += IDS_AN_ENTRY) {
    const end = start + IDS_AN_ENTRY
    const some = { subjects: subjects.slice(start, end), blobs: blobs.slice(start, end) }
    drafts.push({ compartment: 'roster', changes: [erasedChange({ erasure, authority, act, ...some })] })
  }
  return drafts
}

/** Whether the destruction that this erasure asks for was finished on this installation. */
const isDone = (state: VaultState, { log, index }: Erasure): boolean =>
  state.db
    .prepare('SELECT 1 FROM erasure_done WHERE log = ? AND position = ?', { pluck: true })
    .get([blobParam(fromHex(log)), index]) !== undefined

/** Erasures that count and are not finished here: what a stop, a full disk or an older copy left to do. */
export const pendingErasures = (state: VaultState): Erasure[] =>
  state.roster.erasures.filter((erasure) => !isDone(state, erasure))

const deleteRows = (state: VaultState, erasures: readonly Erasure[], receipt: EraseReceipt): void => {
  const { db } = state
  const deleteKey = db.prepare('DELETE FROM subject_key WHERE id = ?')
  const deleteTag = db.prepare('DELETE FROM subject_key WHERE compartment = ? AND tag = ?')
  const deleteBlob = db.prepare('DELETE FROM blob WHERE id = ?')
  for (const { subjects, blobs } of erasures) {
    for (const { compartment, subject, keys } of subjects) {
      for (const key of keys) {
        receipt.keys += deleteKey.run([blobParam(fromHex(key))]).changes
      }
      // Keys of the same subject that another device made and that came here later.
      const opened = state.compartments.get(compartment)
      for (const twin of opened === undefined ? [] : [...opened.keysByEpoch.values()].flat()) {
        receipt.keys += deleteTag.run([
          blobParam(opened?.idBytes ?? new Uint8Array(1)),
          blobParam(subjectTag(twin, subject)),
        ]).changes
      }
    }
    for (const { blob } of blobs) {
      receipt.blobs += deleteBlob.run([blobParam(fromHex(blob))]).changes
    }
  }
}

/** Copies the keys that stay into a new table and drops the old one, whose pages are overwritten: see migration 2. */
const rewriteKeys = (state: VaultState): void => {
  const { db } = state
  db.exec(`
    CREATE TEMP TABLE kept AS SELECT number, id, compartment, epoch, tag, sealed FROM subject_key ORDER BY number;
    DELETE FROM subject_key;
    INSERT INTO subject_key SELECT number, id, compartment, epoch, tag, sealed FROM kept ORDER BY number;
    DROP TABLE kept;
  `)
}

const destroyFiles = (state: VaultState, erasures: readonly Erasure[], receipt: EraseReceipt): void => {
  for (const { blob } of erasures.flatMap(({ blobs }) => blobs)) {
    const isOverwritten = destroyFile(blobPath(state.dir, blob))
    receipt.overwritten += isOverwritten === true ? 1 : 0
    receipt.removedOnly += isOverwritten === false ? 1 : 0
  }
}

/** Brings the write-ahead log, which still holds what was deleted, into the database and cuts it off. */
const cutLog = (state: VaultState): void => {
  state.db.pragma('wal_checkpoint(TRUNCATE)')
}

/**
 * Destroys what the erasures ask for that are not finished here (rule ER6): keys and rows, then files, then the
 * write-ahead log; only then it is noted as done. May be stopped anywhere and done again from the start.
 * @throws VaultError DISK_FULL, IO_ERROR, NOT_PERMITTED; then it stays pending
 */
export const finishErasures = (state: VaultState): EraseReceipt => {
  const pending = pendingErasures(state)
  const receipt: EraseReceipt = {
    erasure: pending.at(-1)?.erasure ?? '',
    keys: 0,
    blobs: 0,
    overwritten: 0,
    removedOnly: 0,
  }
  if (pending.length === 0) {
    return receipt
  }
  for (const one of new Set([state, ...state.shared.states])) {
    wipeSubjects(one)
  }
  try {
    transaction(state.db, () => {
      deleteRows(state, pending, receipt)
      rewriteKeys(state)
    })
    destroyFiles(state, pending, receipt)
    cutLog(state)
    transaction(state.db, () => {
      const note = state.db.prepare('INSERT OR IGNORE INTO erasure_done (log, position) VALUES (?, ?)')
      for (const { log, index } of pending) {
        note.run([blobParam(fromHex(log)), index])
      }
    })
    return receipt
  } catch (error) {
    throw storageError(error, 'the vault')
  }
}

/**
 * Erases: writes the signed entry that says so, with `also`, as one commit; then destroys the keys and files (rules ER4,
 * ER5, ER6). Once the entry is written it is done for good: what a stop leaves is finished when the vault is opened again.
 * Whether two people agreed, and whether a file is used elsewhere too, is for the caller to see to.
 * @throws VaultError ROLE_FORBIDS, COMPARTMENT_CLOSED, DISK_FULL, IO_ERROR, NOT_PERMITTED, REOPEN_NEEDED, VAULT_CLOSED
 */
export const eraseState = (state: VaultState, request: EraseRequest): EraseReceipt => {
  requireWritable(state)
  requireCoordinator(state)
  const subjects = request.subjects.map((one) => ({ ...one, keys: keysOfSubject(state, one) }))
  const blobs = request.blobs
    .filter(({ blob }) => blobRow(state.db, blob) !== null)
    .map(({ instead = null, ...blob }) => ({ ...blob, instead }))
  for (const { compartment } of blobs) {
    openCompartment(state, compartment)
  }
  appendEntries(state, [...draftsOf(request, subjects, blobs), ...(request.also ?? [])])
  refreshRoster(state)
  try {
    return { ...finishErasures(state), erasure: request.erasure }
  } catch (error) {
    throw noteFailure(state, error)
  }
}
