import type { Database } from '@signalapp/sqlcipher'

import { toHex } from '@homeward/format'
import { appendEntries } from './append.ts'
import type { AppendReceipt, EntryDraft } from './append.ts'
import { backupArchive } from './backup-archive.ts'
import type { ArchiveOptions, ArchiveReceipt } from './backup-archive.ts'
import type { BackupOptions, BackupReceipt } from './backup-report.ts'
import { backupState } from './backup-vault.ts'
import { createBlobCommitter } from './blob-commit.ts'
import type { SealedBlob } from './blob-commit.ts'
import { openBlob } from './blob-reader.ts'
import type { BlobReader } from './blob-reader.ts'
import { blobRows, blobsTmpDir, clearSealing } from './blob-store.ts'
import type { CompartmentName } from './compartment.ts'
import { compartmentById, currentPosition, entriesInOrder } from './entries.ts'
import type { OpenedEntry, Position } from './entries.ts'
import { eraseState } from './erase.ts'
import type { EraseReceipt, EraseRequest } from './erase.ts'
import type { Erasure } from './erasure-change.ts'
import { writeErasureList } from './erasure-list.ts'
import { exportKeys } from './export-keys.ts'
import type { ExportedKeys } from './export-keys.ts'
import { createIndexSet } from './index-db.ts'
import { lastBackup } from './last-backup.ts'
import type { LastBackup } from './last-backup.ts'
import { logPage } from './log-page.ts'
import type { LogRow } from './log-page.ts'
import { admitMember, changeMember, listMembers, ownMember, removeDevice, removeMember } from './members.ts'
import type { MemberView, MembersView } from './members.ts'
import { proveEntry } from './proof.ts'
import type { EntryProof } from './proof.ts'
import type { Role } from './roster-changes.ts'
import { sealFiles } from './seal-files.ts'
import type { FileToSeal, SealOptions, SealOutcome } from './seal-files.ts'
import { createSealPool } from './seal-pool.ts'
import { SMALL_BYTES, sealSource } from './seal-stream.ts'
import type { PieceSource } from './seal-stream.ts'
import { createSealWatch } from './seal-watch.ts'
import { signText } from './sign-text.ts'
import { verifyState } from './verify-vault.ts'
import type { VerifyOptions, VerifyReport } from './verify-report.ts'
import { storageError } from './vault-error.ts'
import {
  currentKeys,
  openCompartment,
  requireContributor,
  requireOpen,
  requireWritable,
  wipeState,
} from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** An unlocked vault. Every call throws VaultError VAULT_CLOSED after `close`. */
export interface Vault {
  readonly id: string
  readonly dir: string
  readonly name: string
  readonly member: { readonly id: string; readonly name: string; readonly role: Role }
  /** When this member last rehearsed recovery, by the clock of the device where it was done; `null` for never (rule M9). */
  readonly rehearsed: string | null
  readonly device: { readonly id: string; readonly logId: string; readonly vkey: string }
  /** The compartments that this member opens. */
  readonly compartments: readonly CompartmentName[]
  /** Appends one entry a draft as one commit with one checkpoint; durable when it resolves. See `appendEntries`. */
  append: (drafts: readonly EntryDraft[]) => Promise<AppendReceipt>
  /** The entries of a compartment that `after` does not cover, decrypted, in fold order. See `entriesInOrder`. */
  entries: (compartment: CompartmentName, after?: Position) => AsyncIterable<OpenedEntry>
  /** The sizes of all logs: what `entries` has been read up to when its iteration ends. */
  position: () => Position
  /** Seals one content; durable when it resolves. What `source` throws passes through and leaves nothing behind. */
  sealStream: (compartment: CompartmentName, source: AsyncIterable<Uint8Array>) => Promise<SealedBlob>
  /** Seals many files at a time; one outcome a file, in their order. See `sealFiles`. */
  sealFiles: (
    compartment: CompartmentName,
    files: readonly FileToSeal[],
    options?: SealOptions,
  ) => Promise<SealOutcome[]>
  /** Seals bytes that are in memory. */
  sealBytes: (compartment: CompartmentName, bytes: Uint8Array) => Promise<SealedBlob>
  openBlob: (compartment: CompartmentName, blob: string) => Promise<BlobReader>
  /** The open SQLCipher database of a compartment. VaultError INDEX_DAMAGED: drop it and build it again. */
  index: (compartment: CompartmentName) => Database
  /** Closes and removes the index of a compartment. */
  dropIndex: (compartment: CompartmentName) => void
  proof: (ref: string) => EntryProof
  /** The latest checkpoint of this device's log: a signed note. */
  checkpoint: () => string
  /** A signed note of a text by the device key. See `signText`. */
  sign: (text: string) => string
  /** Who is in the vault, who waits, and how it stands with its keys. See `listMembers`. */
  members: () => MembersView
  /** Admits somebody who joined here, by the code that they were shown. See `admitMember`. */
  admit: (code: string, as: { name: string; role: Role; grants: readonly CompartmentName[] }) => MemberView
  changeMember: (id: string, to: { name?: string; role?: Role; grants?: readonly CompartmentName[] }) => void
  /** Removes a member: see `removeMember` for what that does and does not do. */
  removeMember: (id: string) => void
  /** Takes a device out, by its log: see `removeDevice`. */
  removeDevice: (log: string) => void
  log: (page: { after?: number; limit: number }) => LogRow[]
  /** Erases subjects and sealed files for good. See `eraseState`. */
  erase: (request: EraseRequest) => EraseReceipt
  /** What was erased, in fold order: ids, authority and when, never what it was. */
  erasures: () => readonly Erasure[]
  /** All of them as a signed list, for restoring copies that are older. See `writeErasureList`. */
  erasureList: () => string
  /** Every blob of the vault, for whoever knows which ones are referred to. */
  blobs: () => Iterable<BlobListing>
  /** Checks the whole vault and lists all faults. See `verifyState`. */
  verify: (options?: VerifyOptions) => Promise<VerifyReport>
  /** Brings the backup in a folder up to date. See `backupState`. */
  backup: (options: BackupOptions & { dest: string; deep?: boolean }) => Promise<BackupReceipt>
  /** Writes a backup as one age file. See `backupArchive`. */
  backupArchive: (options: ArchiveOptions) => Promise<ArchiveReceipt>
  /** The last backup that the log tells of, or `null`. */
  lastBackup: () => Promise<LastBackup | null>
  /** Age identities of this member in the clear, for an exit kit alone. See `exportKeys`. */
  exportKeys: () => ExportedKeys
  /** Locks the vault: closes its files, zeroes its keys, gives up the lock. A second call does nothing. */
  close: () => void
}

/** A blob as the vault lists it; `size` is that of its age file. */
export interface BlobListing {
  blob: string
  compartment: CompartmentName | null
  size: number
}

function* listBlobs(state: VaultState): Generator<BlobListing> {
  for (const row of blobRows(state.db)) {
    const compartment = compartmentById(state, row.compartmentId)?.name ?? null
    yield { blob: row.idHex, compartment, size: row.size }
  }
}

const WHERE = 'the vault'

/** Gives what `work` gives; an error of the disk or of SQLite is told in words. */
const told = <Result>(work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** `told` for what is read piece by piece, and has to be waited for. */
async function* toldEachLater<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** `told` for what is read piece by piece. */
function* toldEach<Item>(items: Iterable<Item>): Generator<Item> {
  try {
    yield* items
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** The interface of an open vault over its state. */
export const vaultFromState = (state: VaultState): Vault => {
  const indexes = createIndexSet(state)
  const committer = createBlobCommitter(state)

  const pool = createSealPool()

  const sealStream = async (name: CompartmentName, source: PieceSource): Promise<SealedBlob> => {
    requireWritable(state)
    requireContributor(state)
    const compartment = openCompartment(state, name)
    const { blobRecipient } = currentKeys(compartment)
    const target = { tmpDir: blobsTmpDir(state.dir), recipient: blobRecipient, watch: createSealWatch() }
    try {
      return await sealSource({ pool, committer, compartment }, source, { target, smallBytes: SMALL_BYTES })
    } catch (error) {
      throw storageError(error, 'the sealed files')
    }
  }

  return {
    id: state.founding.vaultHex,
    dir: state.dir,
    name: state.founding.name,
    get member() {
      const { id, name, role } = ownMember(state)
      return { id, name, role }
    },
    get compartments() {
      return [...state.compartments.keys()]
    },
    get rehearsed() {
      return ownMember(state).rehearsed
    },
    device: {
      id: state.device.deviceHex,
      logId: toHex(state.device.log.logId),
      vkey: state.device.log.vkeyText,
    },
    // oxlint-disable-next-line typescript/require-await -- the promise is the contract; the commit itself is synchronous
    append: async (drafts) => appendEntries(state, drafts),
    entries: (name, after) => {
      requireOpen(state)
      return toldEachLater(entriesInOrder(state, name, after))
    },
    position: () => told(() => currentPosition(state)),
    sealStream,
    sealFiles: (name, files, options = {}) => sealFiles(state, { pool, committer }, { name, files, options }),
    sealBytes: (name, bytes) => sealStream(name, [bytes]),
    openBlob: (name, idHex) => openBlob(state, name, idHex),
    index: indexes.index,
    dropIndex: indexes.drop,
    proof: (ref) => told(() => proveEntry(state, ref)),
    checkpoint: () => {
      requireOpen(state)
      return state.checkpoint
    },
    sign: (text) => signText(state, text),
    members: () => told(() => listMembers(state)),
    admit: (code, as) => told(() => admitMember(state, code, as)),
    changeMember: (id, to) => {
      told(() => {
        changeMember(state, id, to)
      })
    },
    removeMember: (id) => {
      told(() => {
        removeMember(state, id)
      })
    },
    removeDevice: (log) => {
      told(() => {
        removeDevice(state, log)
      })
    },
    log: (page) => told(() => logPage(state, page)),
    erase: (request) => told(() => eraseState(state, request)),
    erasures: () => {
      requireOpen(state)
      return state.roster.erasures
    },
    erasureList: () => writeErasureList(state),
    blobs: () => {
      requireOpen(state)
      return toldEach(listBlobs(state))
    },
    verify: (options = {}) => verifyState(state, options),
    backup: (options) => backupState(state, options),
    backupArchive: (options) => backupArchive(state, options),
    exportKeys: () => exportKeys(state),
    lastBackup: () => lastBackup(state),
    close: () => {
      if (state.condition !== 'closed') {
        const isSettled = state.condition === 'open' && committer.isSettled()
        state.condition = 'closed'
        for (const end of state.endings) {
          end()
        }
        wipeState(state)
        pool.close()
        indexes.close()
        try {
          if (isSettled) {
            clearSealing(state.dir)
          }
        } catch {
          // The mark only makes the next opening look twice; a disk that was pulled out must not keep the vault open.
        } finally {
          state.db.close()
        }
      }
    },
  }
}
