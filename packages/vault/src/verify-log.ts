import {
  ENTRY_KIND,
  TILE_WIDTH,
  equalBytes,
  formatCheckpoint,
  hasSubject,
  leafHash,
  parseEntryHeader,
  toHex,
  verifyNote,
} from '@homeward/format'
import type { EntryHeader } from '@homeward/format'
import { compartmentById } from './entries.ts'
import { openStored } from './open-entry.ts'
import { allCheckpoints, logEntries, logSize, tileHashes, tileRows } from './log-store.ts'
import type { StoredEntry, StoredLog } from './log-store.ts'
import { isKeyErased, withSubjects } from './subject-finder.ts'
import { subjectRow } from './subject-keys.ts'
import { EMPTY_EDGE, edgeRoot, edgeTiles, growTree, tileCount } from './tree-store.ts'
import type { FilledTile, TreeEdge } from './tree-store.ts'
import type { VaultState } from './vault-state.ts'
import type { Verification, VerifyReport } from './verify-report.ts'

/** One log that is being checked. */
interface LogCheck {
  state: VaultState
  log: StoredLog
  fault: Verification['fault']
  report: VerifyReport
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const checkTile = ({ state, log, fault }: LogCheck, tile: FilledTile): void => {
  const stored = tileHashes(state.db, log, tile.level, tile.index)
  const isSame =
    stored?.length === tile.hashes.length &&
    stored.every((hash, place) => equalBytes(hash, tile.hashes[place] ?? new Uint8Array()))
  if (!isSame) {
    fault(`tree of the log ${log.idHex}`, `The stored hashes of tile ${tile.index} on level ${tile.level} are wrong.`)
  }
}

/** Whether the entry was erased: its subject key is not here, and an erasure that counts says so (rule ER7). */
const isErased = (state: VaultState, header: EntryHeader): boolean =>
  hasSubject(header) &&
  subjectRow(state.db, header.subjectKeyId) === null &&
  isKeyErased(state, toHex(header.subjectKeyId))

const checkEntry = ({ state, log, fault, report }: LogCheck, entry: StoredEntry): void => {
  try {
    const { header } = parseEntryHeader(entry.bytes)
    const compartment = compartmentById(state, header.compartmentId)
    if (isErased(state, header)) {
      report.erased += 1
    } else if (header.kind === ENTRY_KIND.sealed && compartment !== undefined) {
      openStored(withSubjects(state, compartment), log.device.logId, entry)
    }
  } catch (error) {
    fault(`entry ${log.idHex}:${entry.position}`, words(error))
  }
}

/** Checks all checkpoints of the size that `edge` has; two that differ are a fork. */
const checkCheckpoints = ({ log, fault }: LogCheck, notes: readonly string[], edge: TreeEdge): void => {
  const expected = formatCheckpoint(log.device.origin, edge.size, edgeRoot(edge))
  const where = `checkpoint of the log ${log.idHex} at size ${edge.size}`
  for (const note of notes) {
    try {
      if (verifyNote(note, [log.device.vkey]).text !== expected) {
        fault(
          where,
          notes.length > 1
            ? 'The device signed two different logs of this size: it went on in two places (a fork).'
            : 'The device signed other entries than the ones that are stored.',
        )
      }
    } catch (error) {
      fault(where, words(error))
    }
  }
}

const checkEnd = (check: LogCheck, edge: TreeEdge, sizes: Iterable<number>): void => {
  const { state, log, fault } = check
  for (const { level, index, width } of edgeTiles(edge.size)) {
    checkTile(check, { level, index, width, hashes: edge.open[level] ?? [] })
  }
  const tiles = tileRows(state.db, log)
  if (tiles !== tileCount(edge.size)) {
    fault(`tree of the log ${log.idHex}`, `The tree has ${tiles} tiles instead of ${tileCount(edge.size)}.`)
  }
  const largest = Math.max(0, ...sizes)
  if (largest > edge.size) {
    fault(
      `log ${log.idHex}`,
      `The device signed ${largest} entries, but ${edge.size} are stored. Entries were removed.`,
    )
  }
  if (largest < edge.size) {
    fault(`log ${log.idHex}`, `The entries from position ${largest} on are not covered by a checkpoint.`)
  }
}

const checkpointsBySize = (state: VaultState, log: StoredLog): Map<number, string[]> => {
  const notesBySize = new Map<number, string[]>()
  for (const { size, note } of allCheckpoints(state.db, log)) {
    notesBySize.set(size, [...(notesBySize.get(size) ?? []), note])
  }
  return notesBySize
}

/**
 * Checks one log against itself: each stored entry is hashed again (a proof between two roots would not notice a changed
 * entry), the hashes are those of the stored tree, each checkpoint is signed and has that root, each entry opens.
 */
export const verifyLog = async (
  state: VaultState,
  log: StoredLog,
  { fault, pause, report }: Verification,
): Promise<void> => {
  const check = { state, log, fault, report }
  let total = logSize(state.db, log)
  let notesBySize = checkpointsBySize(state, log)
  let edge = EMPTY_EDGE
  let leaves: Uint8Array[] = []
  let next = 0

  const takeLeaves = (): void => {
    const grown = growTree(edge, leaves)
    ;({ edge } = grown)
    leaves = []
    for (const tile of grown.tiles.filter(({ width }) => width === TILE_WIDTH)) {
      checkTile(check, tile)
    }
    checkCheckpoints(check, notesBySize.get(edge.size) ?? [], edge)
  }
  const checkOne = (entry: StoredEntry): void => {
    if (entry.position !== next) {
      fault(`log ${log.idHex}`, `The entries from position ${next} to ${entry.position - 1} are missing.`)
    }
    next = entry.position + 1
    leaves.push(leafHash(entry.bytes))
    checkEntry(check, entry)
    report.entries += 1
    const isFull = leaves.length === TILE_WIDTH
    if (isFull || notesBySize.has(edge.size + leaves.length)) {
      takeLeaves()
    }
  }
  const takeNew = (): void => {
    const size = logSize(state.db, log)
    if (size > total) {
      total = size
      notesBySize = checkpointsBySize(state, log)
    }
  }
  // Somebody may write meanwhile: it ends when it has reached an end that stands. Entries that the database counts and
  // does not give are in a damaged index; they would be waited for without end.
  for (let before = -1; before < next && next < logSize(state.db, log);) {
    before = next
    for (const entry of logEntries(state.db, log, next)) {
      checkOne(entry)
      if (report.entries % TILE_WIDTH === 0) {
        await pause('log', next, total)
        takeNew()
      }
    }
  }
  const counted = logSize(state.db, log)
  if (next < counted) {
    fault(`log ${log.idHex}`, `The entries from position ${next} to ${counted - 1} are counted, but cannot be read.`)
  }
  if (leaves.length > 0) {
    takeLeaves()
  }
  checkEnd(check, edge, notesBySize.keys())
  await pause('log', total, total)
}
