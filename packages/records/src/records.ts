import {
  emptyIndex,
  VaultError,
  type AppendReceipt,
  type Database,
  type OpenedEntry,
  type Vault,
} from '@homeward/vault'
import { changeSchemas, readChange, type RecordChange } from './changes.ts'
import { inTransaction } from './column.ts'
import { RecordsError } from './errors.ts'
import { foldEvidence } from './fold-evidence.ts'
import { foldRegistry } from './fold-registry.ts'
import { evidenceSchema, indexVersion, registrySchema } from './schema.ts'

/** The compartments that this package keeps an index of. */
export const indexed = ['registry', 'evidence'] as const
export type IndexedCompartment = (typeof indexed)[number]

const schemas: Record<IndexedCompartment, string> = { registry: registrySchema, evidence: evidenceSchema }

/** An open vault together with the indexes of what its entries mean. */
export interface Records {
  vault: Vault
  registry: Database
  evidence: Database
}

/** One change with the compartment that it belongs to. */
export interface Write {
  compartment: IndexedCompartment
  changes: RecordChange[]
}

/**
 * Opens the indexes of a vault and folds what they have not seen yet. An index of another version, or one that cannot be
 * read, is dropped and made anew from the log; derived rows (messages, photo hashes, leads) are then missing until
 * `@homeward/intake` derives them again: see `underived`. Of a compartment that is closed to this member there is an empty
 * index, so that no count and no relation tells anything of it (rule R16).
 */
export async function openRecords(vault: Vault): Promise<Records> {
  const records: Records = { vault, registry: indexOf(vault, 'registry'), evidence: indexOf(vault, 'evidence') }
  await catchUp(records)
  return records
}

/** Those of the indexed compartments that this member opens. */
function openedIndexes(vault: Vault): IndexedCompartment[] {
  return indexed.filter((compartment) => vault.compartments.includes(compartment))
}

/** The index of a compartment; an empty one in memory when it is closed to this member, whatever is on the disk. */
function indexOf(vault: Vault, compartment: IndexedCompartment): Database {
  if (openedIndexes(vault).includes(compartment)) return openIndex(vault, compartment)
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
  for (const compartment of openedIndexes(records.vault)) records[compartment] = newIndex(records.vault, compartment)
  await catchUp(records)
}

/**
 * Writes changes as one commit, one entry for each element of `writes`, and folds them. Durable when it resolves.
 * Throws `RecordsError` INVALID, before anything is written, for a change that does not fit its schema.
 */
export async function commit(records: Records, writes: Write[]): Promise<AppendReceipt> {
  for (const write of writes)
    for (const change of write.changes) {
      const result = changeSchemas[change.type].safeParse(change)
      if (!result.success)
        throw new RecordsError(
          'INVALID',
          `This cannot be saved: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`,
        )
    }
  const receipt = await records.vault.append(writes)
  await catchUp(records)
  return receipt
}

/** Folds every entry that an index has not applied yet. An entry and its place in the log go into one transaction, so that a stop in between neither loses nor repeats one. */
export function catchUp(records: Records): Promise<void> {
  return inTurn(records, () => foldNew(records))
}

const lastTurn = new WeakMap<Records, Promise<void>>()

/** One fold at a time: two at once, of two requests that write, would both apply the same entry. */
function inTurn(records: Records, task: () => Promise<void>): Promise<void> {
  const turn = (lastTurn.get(records) ?? Promise.resolve()).then(task)
  lastTurn.set(
    records,
    turn.catch(() => undefined),
  )
  return turn
}

/**
 * About how many changes are written in one transaction. Ids are random, so that each transaction writes most pages of
 * an index again: the more changes it holds the better, until they fill the memory (bench/README.md).
 */
const changesAtOnce = 20_000

async function foldNew(records: Records): Promise<void> {
  for (const compartment of openedIndexes(records.vault)) {
    const db = records[compartment]
    let writes: (() => void)[] = []
    let sizes: Record<string, number> = {}
    let changes = 0
    const flush = (): void => {
      if (writes.length > 0) writeTogether(db, writes, sizes)
      writes = []
      sizes = {}
      changes = 0
    }
    for await (const entry of records.vault.entries(compartment, appliedSizes(db))) {
      writes.push(await writeOf(records, compartment, entry))
      sizes[entry.log] = entry.index + 1
      changes += entry.changes.length
      if (changes >= changesAtOnce) flush()
    }
    flush()
    finishIndex(db)
  }
}

function writeTogether(db: Database, writes: readonly (() => void)[], sizes: Record<string, number>): void {
  inTransaction(db, () => {
    for (const write of writes) write()
    const apply = db.prepare(
      'INSERT INTO applied (log, size) VALUES (?, ?) ON CONFLICT (log) DO UPDATE SET size = excluded.size',
    )
    for (const [log, size] of Object.entries(sizes)) apply.run([log, size])
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
  const write = compartment === 'registry' ? foldRegistry(db, entry, known) : await foldEvidence(records, entry, known)
  return () => {
    write()
    for (const type of unknown)
      db.prepare('INSERT INTO unknown_change (entry, type) VALUES (?, ?)').run([`${entry.log}:${entry.index}`, type])
  }
}

function appliedSizes(db: Database): Record<string, number> {
  const rows = db.prepare('SELECT log, size FROM applied').all() as { log: string; size: number }[]
  return Object.fromEntries(rows.map((row) => [row.log, row.size]))
}

function openIndex(vault: Vault, compartment: IndexedCompartment): Database {
  const db = readableIndex(vault, compartment)
  return db !== null && versionOf(db) === indexVersion ? db : newIndex(vault, compartment)
}

/**
 * [Note: An index is finished when it has a version] A new index is filled without a journal, which is several times
 * faster. A stop meanwhile leaves a file that may be damaged; but the version is written last, so the file is not taken
 * for an index and is made again.
 */
function newIndex(vault: Vault, compartment: IndexedCompartment): Database {
  vault.dropIndex(compartment)
  const db = vault.index(compartment)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -65536')
  db.exec(schemas[compartment])
  return db
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
