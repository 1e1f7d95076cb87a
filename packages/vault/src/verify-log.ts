import {
  ENTRY_KIND,
  FormatError,
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
import { checkPlaces, checkWords, saidByError } from './check-words.ts'
import type { CheckPlace, CheckSaid } from './check-words.ts'
import { compartmentById } from './entries.ts'
import type { EntryChecker, TriedPage } from './entry-checker.ts'
import { entriesOf, openStored } from './open-entry.ts'
import type { EntryKeyring } from './open-entry.ts'
import { checkpointsBetween, latestCheckpoint, logPages, logSize, tileHashes, tileRows } from './log-store.ts'
import type { StoredEntry, StoredLog } from './log-store.ts'
import { requireRising } from './rows-in-order.ts'
import { isKeyErased, withSubjects } from './subject-finder.ts'
import { subjectRow } from './subject-keys.ts'
import { EMPTY_EDGE, edgeRoot, edgeTiles, growTree, tileCount } from './tree-store.ts'
import type { FilledTile, TreeEdge } from './tree-store.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'
import type { Verification, VerifyReport } from './verify-report.ts'

/** One log that is being checked. */
interface LogCheck {
  state: VaultState
  log: StoredLog
  /** What opens the entries of each compartment that was met. */
  keyrings: Map<OpenCompartment, EntryKeyring>
  fault: Verification['fault']
  report: VerifyReport
}

/** What is wrong where bytes are not what the format asks for, whichever of its rules they break first. */
const unreadable = (error: unknown, said: CheckSaid): CheckSaid =>
  error instanceof FormatError ? said : saidByError(error)

const logPlace = (log: StoredLog): CheckPlace => checkPlaces.say('log', { log: log.idHex })
const treePlace = (log: StoredLog): CheckPlace => checkPlaces.say('tree', { log: log.idHex })

const checkTile = ({ state, log, fault }: LogCheck, tile: FilledTile): void => {
  const stored = tileHashes(state.db, log, tile.level, tile.index)
  const isSame =
    stored?.length === tile.hashes.length &&
    stored.every((hash, place) => equalBytes(hash, tile.hashes[place] ?? new Uint8Array()))
  if (!isSame) {
    fault(treePlace(log), checkWords.say('tile-wrong', { tile: tile.index, level: tile.level }))
  }
}

/** Whether the entry was erased: its subject key is not here, and an erasure that counts says so (rule ER7). */
const isErased = (state: VaultState, header: EntryHeader): boolean =>
  hasSubject(header) &&
  isKeyErased(state, toHex(header.subjectKeyId)) &&
  subjectRow(state.db, header.subjectKeyId) === null

const keyringOf = ({ state, keyrings }: LogCheck, compartment: OpenCompartment): EntryKeyring => {
  const keyring = keyrings.get(compartment) ?? withSubjects(state, compartment)
  keyrings.set(compartment, keyring)
  return keyring
}

const checkEntry = (check: LogCheck, entry: StoredEntry, isOpened: boolean): void => {
  const { state, log, fault, report } = check
  if (isOpened && state.roster.erasures.length === 0) {
    return
  }
  try {
    const { header } = parseEntryHeader(entry.bytes)
    const compartment = compartmentById(state, header.compartmentId)
    if (isErased(state, header)) {
      report.erased += 1
    } else if (!isOpened && header.kind === ENTRY_KIND.sealed && compartment !== undefined) {
      openStored(keyringOf(check, compartment), log.device.logId, entry)
    }
  } catch (error) {
    fault(
      checkPlaces.say('entry', { log: log.idHex, position: entry.position }),
      unreadable(error, checkWords.say('entry-unreadable')),
    )
  }
}

/** Checks all checkpoints of the size that `edge` has; two that differ are a fork. `signed` are texts by notes. */
const checkCheckpoints = (
  { log, fault }: LogCheck,
  { notes, signed, edge }: { notes: readonly string[]; signed: TriedPage['signed']; edge: TreeEdge },
): void => {
  const expected = formatCheckpoint(log.device.origin, edge.size, edgeRoot(edge))
  const where = checkPlaces.say('checkpoint', { log: log.idHex, size: edge.size })
  for (const note of notes) {
    try {
      const text = signed.get(note) ?? verifyNote(note, [log.device.vkey]).text
      if (text !== expected) {
        fault(where, checkWords.say(notes.length > 1 ? 'checkpoint-forked' : 'checkpoint-of-others'))
      }
    } catch (error) {
      fault(where, unreadable(error, checkWords.say('checkpoint-unsigned')))
    }
  }
}

const checkEnd = (check: LogCheck, edge: TreeEdge): void => {
  const { state, log, fault } = check
  for (const { level, index, width } of edgeTiles(edge.size)) {
    checkTile(check, { level, index, width, hashes: edge.open[level] ?? [] })
  }
  const tiles = tileRows(state.db, log)
  if (tiles !== tileCount(edge.size)) {
    fault(treePlace(log), checkWords.say('tiles-counted', { found: tiles, expected: tileCount(edge.size) }))
  }
  const largest = latestCheckpoint(state.db, log)?.size ?? 0
  if (largest > edge.size) {
    fault(logPlace(log), checkWords.say('entries-removed', { signed: largest, stored: edge.size }))
  }
  if (largest < edge.size) {
    fault(logPlace(log), checkWords.say('entries-unsigned', { first: largest }))
  }
}

/** The checkpoints of sizes over `after` up to `last`, by size. */
const checkpointsBySize = ({ state, log }: LogCheck, after: number, last: number): Map<number, string[]> => {
  const notesBySize = new Map<number, string[]>()
  for (const { size, note } of checkpointsBetween(state.db, log, after, last)) {
    notesBySize.set(size, [...(notesBySize.get(size) ?? []), note])
  }
  return notesBySize
}

/**
 * Checks one log against itself: each stored entry is hashed again (a proof between two roots would not notice a changed
 * entry), the hashes are those of the stored tree, each checkpoint is signed and has that root, each entry opens.
 * Entries and signatures that `checker` has not found to be sound are looked at here.
 */
export const verifyLog = async (
  state: VaultState,
  log: StoredLog,
  { fault, pause, report }: Verification,
  checker: EntryChecker,
): Promise<void> => {
  const check: LogCheck = { state, log, keyrings: new Map(), fault, report }
  let total = logSize(state.db, log)
  let notesBySize = new Map<number, string[]>()
  let known: TriedPage['signed'] = new Map()
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
    checkCheckpoints(check, { notes: notesBySize.get(edge.size) ?? [], signed: known, edge })
  }
  const checkOne = (entry: StoredEntry, isOpened: boolean): void => {
    requireRising(next - 1, entry.position)
    if (entry.position !== next) {
      fault(logPlace(log), checkWords.say('entries-missing', { first: next, last: entry.position - 1 }))
    }
    next = entry.position + 1
    leaves.push(leafHash(entry.bytes))
    checkEntry(check, entry, isOpened)
    report.entries += 1
    const isFull = leaves.length === TILE_WIDTH
    if (isFull || notesBySize.has(edge.size + leaves.length)) {
      takeLeaves()
    }
  }
  const checkPage = async ({ page, opened, signed }: TriedPage): Promise<void> => {
    // Asked for after the page was read: whoever wrote its entries meanwhile signed them in the same commit.
    total = Math.max(total, logSize(state.db, log))
    known = signed
    const size = edge.size + leaves.length
    notesBySize = checkpointsBySize(check, size, size + page.positions.length)
    for (const [place, entry] of [...entriesOf(page)].entries()) {
      checkOne(entry, opened[place] === 1)
      if (report.entries % TILE_WIDTH === 0) {
        await pause('log', next, total)
      }
    }
  }
  // Somebody may write meanwhile: it ends when it has reached an end that stands. Entries that the database counts and
  // does not give are in a damaged index; they would be waited for without end.
  for (let before = -1; before < next && next < logSize(state.db, log);) {
    before = next
    for await (const page of checker.tryAll(log, logPages(state.db, log, next))) {
      await checkPage(page)
    }
  }
  const counted = logSize(state.db, log)
  if (next < counted) {
    fault(logPlace(log), checkWords.say('entries-unread', { first: next, last: counted - 1 }))
  }
  if (leaves.length > 0) {
    takeLeaves()
  }
  checkEnd(check, edge)
  await pause('log', total, total)
}
