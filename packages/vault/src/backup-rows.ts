import { fromHex, toHex } from '@homeward/format'
import type { BackupLog } from './backup-manifest.ts'
import { hasRow, partSizes } from './backup-part.ts'
import type { Part, PartRow } from './backup-part.ts'
import { blobRow } from './blob-store.ts'
import { storedErasureLists } from './erasure-list.ts'
import { allCheckpoints, latestCheckpoint, logEntries, logSize, storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { isQuarantined } from './quarantine.ts'
import { BEFORE_EVERY_ID, rowsInOrder } from './rows-in-order.ts'
import { subjectRows } from './subject-keys.ts'
import { blobParam, blobValue } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import type { VaultState } from './vault-state.ts'

const ROWS_AT_ONCE = 500

/** A log of the vault up to the checkpoint that a backup ends with. */
export interface LogSpan extends BackupLog {
  log: StoredLog
}

/** The logs as they are now: what is appended later belongs to the next backup. */
export const logSpans = (state: VaultState): LogSpan[] =>
  storedLogs(state.db).flatMap((log) => {
    const latest = latestCheckpoint(state.db, log)
    return latest === null ? [] : [{ log, logHex: log.idHex, ...latest }]
  })

/**
 * Requires that the vault has all that a backup has: the same checkpoint of each log at that size. Otherwise the vault is
 * older than its backup, or went on elsewhere, and writing would lose what is only there.
 * @throws VaultError BACKUP_AHEAD
 */
export const requireNotAhead = (state: VaultState, logs: readonly BackupLog[]): void => {
  const stored = storedLogs(state.db)
  for (const { logHex, size, note } of logs) {
    const log = stored.find(({ idHex }) => idHex === logHex)
    const isKnown =
      log !== undefined &&
      logSize(state.db, log) >= size &&
      allCheckpoints(state.db, log).some((checkpoint) => checkpoint.size === size && checkpoint.note === note)
    if (!isKnown) {
      throw new VaultError(
        'BACKUP_AHEAD',
        'This backup holds entries that the vault does not have. Choose another folder for the backup, and restore this one beside the vault to compare them.',
      )
    }
  }
}

/** Entries of the spans that the parts do not have. */
export function* newEntries(state: VaultState, spans: readonly LogSpan[], parts: readonly Part[]): Generator<PartRow> {
  const sizes = partSizes(parts)
  for (const { log, logHex, size } of spans) {
    for (const { position, bytes } of logEntries(state.db, log, sizes.get(logHex) ?? 0)) {
      if (position >= size) {
        break
      }
      yield [blobParam(fromHex(logHex)), position, blobParam(bytes)]
    }
  }
}

/** Checkpoints of the spans that the parts do not have. */
export function* newCheckpoints(
  state: VaultState,
  spans: readonly LogSpan[],
  parts: readonly Part[],
): Generator<PartRow> {
  for (const { log, logHex, size: end } of spans) {
    const id = blobParam(fromHex(logHex))
    for (const { size, note } of allCheckpoints(state.db, log)) {
      if (size <= end && !hasRow(parts, 'checkpoint', [id, size, note])) {
        yield [id, size, note]
      }
    }
  }
}

/** Id, size and whether it is a file of its own, of every blob; without its bytes. */
export interface BlobHead {
  idHex: string
  size: number
  isFile: boolean
}

/** All blobs of the vault, ordered by id, without those in quarantine (rule QU3). */
export function* blobHeads(state: VaultState): Generator<BlobHead> {
  const select = state.db.prepare(
    `SELECT id, size, bytes IS NULL AS isFile FROM blob WHERE id > ? ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
  )
  for (const row of rowsInOrder(select, { first: BEFORE_EVERY_ID, key: 'id' })) {
    const idHex = toHex(blobValue(row['id']))
    if (!isQuarantined(state, idHex)) {
      yield { idHex, size: Number(row['size']), isFile: row['isFile'] === 1 }
    }
  }
}

/** Whether the parts have the row of a blob. */
export const hasBlobRow = (parts: readonly Part[], idHex: string): boolean =>
  hasRow(parts, 'blob', [blobParam(fromHex(idHex))])

/** Rows of these blobs as parts have them. */
export function* blobPartRows(state: VaultState, ids: Iterable<string>): Generator<PartRow> {
  for (const idHex of ids) {
    const row = blobRow(state.db, idHex)
    if (row !== null) {
      yield [
        blobParam(fromHex(row.idHex)),
        blobParam(row.compartmentId),
        row.epoch,
        row.size,
        row.inlineBytes === null ? null : blobParam(row.inlineBytes),
      ]
    }
  }
}

/** Subject keys that the parts do not have. */
export function* newSubjects(state: VaultState, parts: readonly Part[]): Generator<PartRow> {
  for (const { id, compartmentId, epoch, tag, sealed } of subjectRows(state.db)) {
    if (!hasRow(parts, 'subject_key', [blobParam(id)])) {
      yield [blobParam(id), blobParam(compartmentId), epoch, blobParam(tag), blobParam(sealed)]
    }
  }
}

/** Finished erasures that the parts do not know of. */
export const newErasuresDone = (state: VaultState, parts: readonly Part[]): PartRow[] =>
  state.db
    .prepare('SELECT log, position FROM erasure_done ORDER BY log, position')
    .all([])
    .map((row): PartRow => [blobParam(blobValue(row['log'])), Number(row['position'])])
    .filter((row) => !hasRow(parts, 'erasure_done', row))

/** Lists of erasures that the parts do not have. */
export const newErasureLists = (state: VaultState, parts: readonly Part[]): PartRow[] =>
  storedErasureLists(state.db)
    .map((note): PartRow => [note])
    .filter((row) => !hasRow(parts, 'erasure_list', row))

/** Bytes that the entries of the spans take which the parts do not have: about the size of the next part. */
export const newEntryBytes = (state: VaultState, spans: readonly LogSpan[], parts: readonly Part[]): number => {
  const sizes = partSizes(parts)
  const select = state.db.prepare('SELECT coalesce(sum(length(bytes)), 0) FROM entry WHERE log = ? AND position >= ?', {
    pluck: true,
  })
  return spans.reduce((sum, { log, logHex }) => sum + Number(select.get([log.number, sizes.get(logHex) ?? 0])), 0)
}
