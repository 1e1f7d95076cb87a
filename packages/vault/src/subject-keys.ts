import { OWN_CRYPTO, chachaSeal, hmacSha256, utf8 } from '@homeward/format'
import type { EntryCrypto } from '@homeward/format'
import type { Database } from '@signalapp/sqlcipher'

import type { CompartmentKeys } from './compartment.ts'
import { BEFORE_EVERY_ID, rowsInOrder } from './rows-in-order.ts'
import { blobParam, blobValue } from './vault-db.ts'

/** A subject key as it is stored: sealed, found by its id, and by the tag of the subject that it belongs to. */
export interface SubjectRow {
  id: Uint8Array
  compartmentId: Uint8Array
  epoch: number
  tag: Uint8Array
  sealed: Uint8Array
}

/** Lengths of the parts of a row. */
export const SUBJECT_ID_BYTES = 16
export const SUBJECT_KEY_BYTES = 32
const SEALED_SUBJECT_KEY_BYTES = 48
const TAG_BYTES = 16
const NONCE_BYTES = 12

/** What seals and opens subject keys, out of the keys of a compartment in one epoch. */
export type SubjectWrap = Pick<CompartmentKeys, 'subjectWrapKey'>

/** Under what a subject is found without being named: only who has the key of the compartment can tell (rule ER2). */
export const subjectTag = ({ subjectTagKey }: Pick<CompartmentKeys, 'subjectTagKey'>, subject: string): Uint8Array =>
  hmacSha256(subjectTagKey, utf8(subject)).subarray(0, TAG_BYTES)

/** Seals a subject key. The id is random and used once, so it may be the nonce. */
export const sealSubjectKey = ({ subjectWrapKey }: SubjectWrap, id: Uint8Array, key: Uint8Array): Uint8Array =>
  chachaSeal(subjectWrapKey, id.subarray(0, NONCE_BYTES), key, id)

/** The subject key in a row, or `null` when it was sealed by another key or is damaged. */
export const openSubjectKey = (
  { subjectWrapKey }: SubjectWrap,
  { id, sealed }: Pick<SubjectRow, 'id' | 'sealed'>,
  { chachaOpen }: EntryCrypto = OWN_CRYPTO,
): Uint8Array | null => chachaOpen(subjectWrapKey, id.subarray(0, NONCE_BYTES), sealed, id)

const COLUMNS = 'id, compartment, epoch, tag, sealed'

/** A row of the table, or of a part of a backup. */
export const toSubjectRow = (row: Record<string, unknown>): SubjectRow => ({
  id: blobValue(row['id']),
  compartmentId: blobValue(row['compartment']),
  epoch: Number(row['epoch']),
  tag: blobValue(row['tag']),
  sealed: blobValue(row['sealed']),
})

/** The row of a subject key, or `null`. */
export const subjectRow = (db: Database, id: Uint8Array): SubjectRow | null => {
  const row = db.prepare(`SELECT ${COLUMNS} FROM subject_key WHERE id = ?`).get([blobParam(id)])
  return row === undefined ? null : toSubjectRow(row)
}

/** The rows of one subject: more than one when several devices began to write about it at the same time. */
export const subjectRowsByTag = (db: Database, compartmentId: Uint8Array, tag: Uint8Array): SubjectRow[] =>
  db
    .prepare(`SELECT ${COLUMNS} FROM subject_key WHERE compartment = ? AND tag = ? ORDER BY id`)
    .all([blobParam(compartmentId), blobParam(tag)])
    .map(toSubjectRow)

/** Stores a subject key. To be called inside a transaction. */
export const insertSubject = (db: Database, { id, compartmentId, epoch, tag, sealed }: SubjectRow): void => {
  db.prepare(`INSERT INTO subject_key (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`).run([
    blobParam(id),
    blobParam(compartmentId),
    epoch,
    blobParam(tag),
    blobParam(sealed),
  ])
}

/** Bytes of a row in what `packedSubjects` gives: id, epoch, sealed key. */
export const PACKED_SUBJECT_BYTES = SUBJECT_ID_BYTES + 4 + SEALED_SUBJECT_KEY_BYTES

/**
 * All subject keys of a compartment, one behind the other: one value, because values are what costs; and in the order in which
 * they are stored, because finding them in another costs three times as much.
 */
export const packedSubjects = (db: Database, compartmentId: Uint8Array): Uint8Array => {
  const row = db
    .prepare(
      `SELECT CAST(coalesce(group_concat(id || unhex(printf('%08x', epoch)) || sealed, ''), '') AS BLOB) AS packed
       FROM (SELECT id, epoch, sealed FROM subject_key NOT INDEXED WHERE compartment = ? ORDER BY number)`,
    )
    .get([blobParam(compartmentId)])
  return blobValue(row?.['packed'])
}

/** All rows, ordered by id, some hundred at a time. */
export function* subjectRows(db: Database): Generator<SubjectRow> {
  const select = db.prepare(`SELECT ${COLUMNS} FROM subject_key WHERE id > ? ORDER BY id LIMIT 500`)
  for (const row of rowsInOrder(select, { first: BEFORE_EVERY_ID, key: 'id' })) {
    yield toSubjectRow(row)
  }
}
