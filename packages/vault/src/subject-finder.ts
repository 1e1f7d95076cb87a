import { equalBytes, toHex } from '@homeward/format'
import type { EntryCrypto } from '@homeward/format'

import type { CompartmentKeys } from './compartment.ts'
import type { Roster } from './roster.ts'
import {
  PACKED_SUBJECT_BYTES,
  SUBJECT_ID_BYTES,
  SUBJECT_KEY_BYTES,
  openSubjectKey,
  sealSubjectKey,
  subjectRow,
  subjectRowsByTag,
  subjectTag,
} from './subject-keys.ts'
import type { SubjectRow, SubjectWrap } from './subject-keys.ts'
import { VaultError } from './vault-error.ts'
import type { Keyring, OpenCompartment, VaultState } from './vault-state.ts'

/** Finds the subject key that an entry names in its header; `null` when there is none, or it does not open. */
export type SubjectFinder = (id: Uint8Array) => Uint8Array | null

/** Keys kept in memory at most; one more, and all are overwritten. */
const MOST_KEPT = 10_000

const openWithAny = (
  twins: readonly SubjectWrap[],
  row: Pick<SubjectRow, 'id' | 'sealed'>,
  crypto?: EntryCrypto,
): Uint8Array | null => {
  for (const keys of twins) {
    const opened = openSubjectKey(keys, row, crypto)
    if (opened !== null) {
      return opened
    }
  }
  return null
}

/** Overwrites and forgets the subject keys that were opened. */
export const wipeSubjects = ({ subjectKeys }: Pick<VaultState, 'subjectKeys'>): void => {
  for (const key of subjectKeys.values()) {
    key.fill(0)
  }
  subjectKeys.clear()
}

const keep = (state: VaultState, idHex: string, key: Uint8Array): Uint8Array => {
  if (state.subjectKeys.size >= MOST_KEPT) {
    wipeSubjects(state)
  }
  state.subjectKeys.set(idHex, key)
  return key
}

/** Finds subject keys of a compartment in `vault.db`. A key is good until the next one is asked for. */
export const subjectFinder =
  (state: VaultState, compartment: OpenCompartment): SubjectFinder =>
  (id) => {
    const idHex = toHex(id)
    const known = state.subjectKeys.get(idHex)
    if (known !== undefined) {
      return known
    }
    const row = subjectRow(state.db, id)
    if (row === null || !equalBytes(row.compartmentId, compartment.idBytes)) {
      return null
    }
    const key = openWithAny(compartment.keysByEpoch.get(row.epoch) ?? [], row)
    return key === null ? null : keep(state, idHex, key)
  }

/** A compartment with what opens its entries that have a subject. */
export const withSubjects = <Compartment extends OpenCompartment>(
  state: VaultState,
  compartment: Compartment,
): Compartment & { findSubject: SubjectFinder } => ({ ...compartment, findSubject: subjectFinder(state, compartment) })

const erasedIds = new WeakMap<Roster, ReadonlySet<string>>()

/** Whether an erasure that counts says that this subject key (by its id in hex) was erased. */
export const isKeyErased = ({ roster }: Pick<VaultState, 'roster'>, idHex: string): boolean => {
  let ids = erasedIds.get(roster)
  if (ids === undefined) {
    ids = new Set(roster.erasures.flatMap(({ subjects }) => subjects.flatMap(({ keys }) => keys)))
    erasedIds.set(roster, ids)
  }
  return ids.has(idHex)
}

/** Subject keys of a compartment for another thread, in memory that both share, so that the opened ones can be zeroed. */
export interface SubjectTable {
  /** Rows as `packedSubjects` gives them. */
  packed: Uint8Array
  /** A key a row, zeros until it was asked for. */
  opened: Uint8Array
}

/** An id as a text of one character a byte. */
const idText = (bytes: Uint8Array, start = 0): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, SUBJECT_ID_BYTES).toString('latin1')

const rowsById = (packed: Uint8Array): Map<string, number> => {
  const rows = new Map<string, number>()
  for (let start = 0; start < packed.length; start += PACKED_SUBJECT_BYTES) {
    rows.set(idText(packed, start), start / PACKED_SUBJECT_BYTES)
  }
  return rows
}

/** Finds subject keys in a table, each opened once, with other primitives than those of `format` when there are any. */
export const tableFinder = (
  { packed, opened }: SubjectTable,
  { keysByEpoch }: Keyring<Pick<CompartmentKeys, 'subjectWrapKey'>>,
  crypto?: EntryCrypto,
): SubjectFinder => {
  const rows = rowsById(packed)
  const isOpen = new Uint8Array(packed.length / PACKED_SUBJECT_BYTES)
  const view = new DataView(packed.buffer, packed.byteOffset)
  return (id) => {
    const row = rows.get(idText(id))
    if (row === undefined) {
      return null
    }
    const place = opened.subarray(row * SUBJECT_KEY_BYTES, (row + 1) * SUBJECT_KEY_BYTES)
    if (isOpen[row] === 0) {
      const start = row * PACKED_SUBJECT_BYTES
      const sealed = packed.subarray(start + SUBJECT_ID_BYTES + 4, start + PACKED_SUBJECT_BYTES)
      const key = openWithAny(keysByEpoch.get(view.getUint32(start + SUBJECT_ID_BYTES)) ?? [], { id, sealed }, crypto)
      if (key === null) {
        return null
      }
      place.set(key)
      key.fill(0)
      isOpen[row] = 1
    }
    return place
  }
}

/** The key under which this device writes about a subject, and its row when it is made now. */
export interface SubjectKey {
  id: Uint8Array
  key: Uint8Array
  fresh: SubjectRow | null
}

/**
 * The key of a subject in a compartment: one that is there, else a new one, which is to be stored with the entry.
 * @throws VaultError ERASED when this subject was erased; VAULT_DAMAGED when its key does not open
 */
export const subjectKeyFor = (state: VaultState, compartment: OpenCompartment, subject: string): SubjectKey => {
  const isErased = state.roster.erasures.some(({ subjects }) =>
    subjects.some((one) => one.compartment === compartment.name && one.subject === subject),
  )
  if (isErased) {
    throw new VaultError('ERASED', 'This was erased. Nothing more is written about it.')
  }
  for (const twins of [...compartment.keysByEpoch.values()].toReversed()) {
    for (const keys of twins) {
      const [row] = subjectRowsByTag(state.db, compartment.idBytes, subjectTag(keys, subject))
      if (row !== undefined) {
        const key = subjectFinder(state, compartment)(row.id)
        if (key === null) {
          throw new VaultError(
            'VAULT_DAMAGED',
            'The key of a subject is damaged. Restore the vault from its latest copy.',
          )
        }
        return { id: row.id, key: Uint8Array.from(key), fresh: null }
      }
    }
  }
  const id = state.random(SUBJECT_ID_BYTES)
  const key = state.random(SUBJECT_KEY_BYTES)
  const { epoch, current, idBytes: compartmentId } = compartment
  const tag = subjectTag(current, subject)
  return { id, key, fresh: { id, compartmentId, epoch, tag, sealed: sealSubjectKey(current, id, key) } }
}
