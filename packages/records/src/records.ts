import type { Folded } from '@homeward/format'
import {
  emptyIndex,
  indexError,
  VaultError,
  type AppendReceipt,
  type Database,
  type EntryDraft,
  type OpenedEntry,
  type Vault,
} from '@homeward/vault'
import { changeSchemas, readChange, type RecordChange } from './changes.ts'
import { inTransaction } from './column.ts'
import { dayOf } from './day.ts'
import { RecordsError } from './errors.ts'
import { followDays } from './follow-days.ts'
import { followErasures, overwriteRemoved } from './follow-erasures.ts'
import { followQuarantine } from './follow-quarantine.ts'
import { foldEvidence } from './fold-evidence.ts'
import { foldRegistry } from './fold-registry.ts'
import { dropFinder } from './people-finders.ts'
import { evidenceSchema, indexVersion, registrySchema } from './schema.ts'

/** The compartments that this package keeps an index of. */
export const indexed = ['registry', 'evidence'] as const
export type IndexedCompartment = (typeof indexed)[number]

const schemas: Record<IndexedCompartment, string> = { registry: registrySchema, evidence: evidenceSchema }

/**
 * An open vault together with the indexes of what its entries mean. The indexes belong to all members who have the vault
 * open: they are asked for at each use, because somebody else may have made one anew, and refused to a member whose vault was closed.
 */
export interface Records {
  vault: Vault
  readonly registry: Database
  readonly evidence: Database
}

/** One change with the compartment that it belongs to. */
export interface Write {
  compartment: IndexedCompartment
  changes: RecordChange[]
  /** Whom or what these changes are about, as an opaque id: what is written under it is erased together (rule R23). */
  subject?: string
}

/**
 * Opens the indexes of a vault and folds what they have not seen yet. An index of another version, or one that cannot be
 * read, is dropped and made anew from the log; derived rows (messages, photo hashes, leads) are then missing until
 * `@homeward/intake` derives them again: see `underived`. Of a compartment that is closed to this member there is an empty
 * index, so that no count and no relation tells anything of it (rule R16).
 */
export async function openRecords(vault: Vault): Promise<Records> {
  const closed = Object.fromEntries(
    indexed.filter((compartment) => !openedIndexes(vault).includes(compartment)).map((name) => [name, emptyOf(name)]),
  )
  const indexOf = (compartment: IndexedCompartment): Database => closed[compartment] ?? records.vault.index(compartment)
  const records: Records = {
    vault,
    get registry() {
      return indexOf('registry')
    },
    get evidence() {
      return indexOf('evidence')
    },
  }
  await withIndexes(vault, async (compartment) => {
    prepareIndex(vault, compartment)
    await foldNew(records, compartment)
  })
  await follow(records)
  return records
}

/** Those of the indexed compartments that this member opens. */
function openedIndexes(vault: Vault): IndexedCompartment[] {
  return indexed.filter((compartment) => vault.compartments.includes(compartment))
}

/** What there is of a compartment that is closed to this member, whatever is on the disk: an empty index in memory. */
function emptyOf(compartment: IndexedCompartment): Database {
  const empty = emptyIndex()
  empty.exec(schemas[compartment])
  return empty
}

/** Whether this member opens what leads join: photos of persons and pictures of sources. */
export function opensBoth({ vault }: Records): boolean {
  return openedIndexes(vault).length === indexed.length
}

/** Drops both indexes and folds the whole log again. The rows that come out are the same as before (rule R1). */
export async function refold(records: Records): Promise<void> {
  const { vault } = records
  await withIndexes(vault, async (compartment) => {
    newIndex(vault, compartment)
    await foldNew(records, compartment)
  })
  await follow(records)
}

/**
 * Writes changes as one commit, one entry for each element of `writes`, and folds them. Durable when it resolves. `drafts` are
 * entries of the same commit whose changes this package does not know. Throws `RecordsError` INVALID, before anything is written,
 * for a change that does not fit its schema, and `VaultError`: where it says so, what was written is durable and only the index is behind.
 */
export async function commit(records: Records, writes: Write[], drafts: EntryDraft[] = []): Promise<AppendReceipt> {
  for (const write of writes)
    for (const change of write.changes) {
      const result = changeSchemas[change.type].safeParse(change)
      if (!result.success)
        throw new RecordsError(
          'INVALID',
          `This cannot be saved: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`,
        )
    }
  const receipt = await records.vault.append([...writes, ...drafts])
  await catchUp(records).catch((error: unknown) => {
    throw writtenDown(error)
  })
  return receipt
}

/** The disk failed an index after the log had taken what was written: it must not be written a second time. */
function writtenDown(error: unknown): unknown {
  return error instanceof VaultError && (error.code === 'IO_ERROR' || error.code === 'DISK_FULL')
    ? new VaultError(error.code, `${error.message} What you wrote is safe too: look before you write it again.`, {
        cause: error,
      })
    : error
}

/**
 * Folds every entry that an index has not applied yet. An entry and its place in the log go into one transaction, so that
 * a stop in between neither loses nor repeats one. One fold at a time, whoever asks: two at once would both apply the same entry.
 * Throws `VaultError` DISK_FULL, IO_ERROR and INDEX_DAMAGED; called again, it goes on where it stopped.
 */
export async function catchUp(records: Records): Promise<void> {
  await withIndexes(records.vault, (compartment) => foldNew(records, compartment))
  await follow(records)
}

/** Takes out of the indexes what erasures destroyed, what is in quarantine, and whose day is over. */
async function follow(records: Records): Promise<void> {
  await followErasures(records)
  if (records.vault.compartments.includes('registry')) followDays(records.registry, dayOf(records.vault.now()))
  for (const compartment of followQuarantine(records)) overwriteRemoved(records[compartment], compartment)
}

/**
 * About how many changes are written in one transaction. Ids are random, so that each transaction writes most pages of
 * an index again: the more changes it holds the better, until they fill the memory (bench/README.md).
 */
const changesAtOnce = 20_000

/**
 * Does something to each index in its turn, to all of them at once: opening the entries of one is then not waited for while
 * another could be written.
 */
async function withIndexes(vault: Vault, task: (compartment: IndexedCompartment) => Promise<void>): Promise<void> {
  const inWords = async (compartment: IndexedCompartment): Promise<void> => {
    try {
      await task(compartment)
    } catch (error) {
      throw indexError(error)
    }
  }
  const tasks = openedIndexes(vault).map((compartment) => vault.foldInTurn(compartment, () => inWords(compartment)))
  // None may go on behind the back of a caller who was told of the other's error.
  await Promise.allSettled(tasks)
  await Promise.all(tasks)
}

async function foldNew(records: Records, compartment: IndexedCompartment): Promise<void> {
  try {
    await foldAfter(records, compartment)
  } catch (error) {
    if (!(error instanceof VaultError) || error.code !== 'ORDER_CHANGED') throw error
    newIndex(records.vault, compartment)
    await foldAfter(records, compartment)
  }
}

async function foldAfter(records: Records, compartment: IndexedCompartment): Promise<void> {
  const db = records[compartment]
  let batch = emptyBatch()
  for await (const entry of records.vault.entries(compartment, foldedInto(db))) {
    batch.writes.push(await writeOf(records, compartment, entry))
    batch.sizes.set(entry.log, entry.index + 1)
    for (const [log, size] of Object.entries(entry.seen))
      batch.claimed.set(log, Math.max(batch.claimed.get(log) ?? 0, size))
    batch.changes += entry.changes.length
    if (batch.changes >= changesAtOnce) {
      writeTogether(db, batch)
      batch = emptyBatch()
    }
  }
  if (batch.writes.length > 0) writeTogether(db, batch)
  finishIndex(db)
}

/** What some entries write into an index, and how far it is folded with them. */
interface Batch {
  writes: (() => void)[]
  sizes: Map<string, number>
  claimed: Map<string, number>
  changes: number
}

function emptyBatch(): Batch {
  return { writes: [], sizes: new Map(), claimed: new Map(), changes: 0 }
}

function writeTogether(db: Database, { writes, sizes, claimed }: Batch): void {
  inTransaction(db, () => {
    for (const write of writes) write()
    const apply = db.prepare(
      'INSERT INTO applied (log, size, claimed) VALUES (?, ?, ?) ON CONFLICT (log) DO UPDATE SET size = max(size, excluded.size), claimed = max(claimed, excluded.claimed)',
    )
    for (const log of new Set([...sizes.keys(), ...claimed.keys()]))
      apply.run([log, sizes.get(log) ?? 0, claimed.get(log) ?? 0])
  })
}

/** What one entry writes into its index. Reads blobs that the entry names first. */
async function writeOf(records: Records, compartment: IndexedCompartment, entry: OpenedEntry): Promise<() => void> {
  const db = records[compartment]
  const known: RecordChange[] = []
  const unknown: string[] = []
  for (const change of entry.changes) {
    const read = readChange(change)
    if (read === null) unknown.push(change.type)
    else known.push(read)
  }
  // What was parsed goes: the changes that were read from it say the same, and some thousand of them wait to be written.
  const place = { ...entry, changes: [] }
  const write = compartment === 'registry' ? foldRegistry(db, place, known) : await foldEvidence(records, place, known)
  return () => {
    write()
    for (const type of unknown)
      db.prepare('INSERT INTO unknown_change (entry, type) VALUES (?, ?)').run([`${entry.log}:${entry.index}`, type])
  }
}

/** How far an index is folded. */
function foldedInto(db: Database): Folded {
  const rows = db
    .prepare('SELECT log, size, claimed FROM applied')
    .all<{ log: string; size: number; claimed: number }>()
  return {
    sizes: Object.fromEntries(rows.filter((row) => row.size > 0).map((row) => [row.log, row.size])),
    claimed: Object.fromEntries(rows.map((row) => [row.log, row.claimed])),
  }
}

/** Makes the index anew if there is none of this version that can be read. */
function prepareIndex(vault: Vault, compartment: IndexedCompartment): void {
  const db = readableIndex(vault, compartment)
  if (db === null || versionOf(db) !== indexVersion) newIndex(vault, compartment)
}

/**
 * [Note: An index is finished when it has a version] A new index is filled without a journal, which is several times
 * faster. A stop meanwhile leaves a file that may be damaged; but the version is written last, so the file is not taken
 * for an index and is made again.
 */
function newIndex(vault: Vault, compartment: IndexedCompartment): void {
  const before = readableIndex(vault, compartment)
  if (before !== null) dropFinder(before)
  vault.dropIndex(compartment)
  const db = vault.index(compartment)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -65536')
  db.exec(schemas[compartment])
}

/** See [Note: An index is finished when it has a version]. Does nothing to an index that is. */
function finishIndex(db: Database): void {
  if (versionOf(db) !== null) return
  db.pragma('synchronous = NORMAL')
  db.pragma('journal_mode = WAL')
  db.prepare("INSERT INTO meta (key, value) VALUES ('version', ?)").run([String(indexVersion)])
}

function readableIndex(vault: Vault, compartment: IndexedCompartment): Database | null {
  try {
    return vault.index(compartment)
  } catch (error) {
    // An index is disposable: what cannot be read is made anew from the log.
    if (error instanceof VaultError && error.code === 'INDEX_DAMAGED') return null
    throw error
  }
}

function versionOf(db: Database): number | null {
  const table = db.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'meta'").get() as {
    n: number
  }
  if (table.n === 0) return null
  const row = db.prepare("SELECT value FROM meta WHERE key = 'version'").get() as { value: string } | undefined
  return row === undefined ? null : Number(row.value)
}
