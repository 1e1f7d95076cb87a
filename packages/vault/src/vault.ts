import type { Database } from '@signalapp/sqlcipher'
import type { Folded, Position } from '@homeward/format'
import type { AppendReceipt, EntryDraft } from './append.ts'
import type { ArchiveOptions, ArchiveReceipt } from './backup-archive.ts'
import type { BackupOptions, BackupReceipt } from './backup-report.ts'
import type { SealedBlob } from './blob-commit.ts'
import type { BlobReader } from './blob-reader.ts'
import type { CompartmentName } from './compartment.ts'
import type { CustodyEvent } from './custody.ts'
import type { EraseReceipt, EraseRequest } from './erase.ts'
import type { Erasure } from './erasure-change.ts'
import type { OpenedEntry } from './entries.ts'
import type { ExportedKeys } from './export-keys.ts'
import type { LastBackup } from './last-backup.ts'
import type { LogRow, LogView } from './log-page.ts'
import type { MemberView, MembersView } from './members.ts'
import type { NewPasskey, PasskeyView } from './passkeys.ts'
import type { EntryProof, PlacedProof } from './proof.ts'
import type { Quarantine, Quarantined } from './quarantine-change.ts'
import type { Rehearsal } from './rehearsal.ts'
import type { Role } from '@homeward/format'
import type { FileToSeal, SealOptions, SealOutcome } from './seal-files.ts'
import type { TeamEdit, TeamView } from './teams.ts'
import type { VerifyOptions, VerifyReport } from './verify-report.ts'

/** An unlocked vault. Every call throws VaultError VAULT_CLOSED after `close`. */
export interface Vault {
  readonly id: string
  readonly dir: string
  readonly name: string
  readonly member: { readonly id: string; readonly name: string; readonly role: Role }
  /** When this member last rehearsed recovery, by the clock of the device where it was done; `null` for never (rule M9). */
  readonly rehearsed: string | null
  readonly device: { readonly id: string; readonly logId: string; readonly vkey: string }
  /** The clock of this device: a claim, as every time in the log is. */
  now: () => Date
  /** The log in which the vault was founded: its key is the one that outsiders compare, whoever made a package. */
  readonly founding: { readonly logId: string; readonly vkey: string }
  /** The compartments that this member opens. */
  readonly compartments: readonly CompartmentName[]
  /** Appends one entry a draft as one commit with one checkpoint; durable when it resolves. See `appendEntries`. */
  append: (drafts: readonly EntryDraft[]) => Promise<AppendReceipt>
  /** The entries of a compartment that `after` does not cover, decrypted, in fold order. See `entriesInOrder`. */
  entries: (compartment: CompartmentName, after?: Folded) => AsyncIterable<OpenedEntry>
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
  /**
   * The open SQLCipher database of a compartment, one for all members who have the vault open: ask for it again after
   * every wait. VaultError INDEX_DAMAGED: drop it and build it again.
   */
  index: (compartment: CompartmentName) => Database
  /** Closes the index of a compartment, for everybody, and removes it. */
  dropIndex: (compartment: CompartmentName) => void
  /** Runs what folds into the index of a compartment, when no other member's session does. */
  foldInTurn: <Result>(compartment: CompartmentName, task: () => Promise<Result>) => Promise<Result>
  proof: (ref: string) => EntryProof
  /** The proofs of these entries and of all that show whose logs they stand in. See `proveEntries`. */
  prove: (refs: readonly string[]) => PlacedProof[]
  /** The latest checkpoint of this device's log: a signed note. */
  checkpoint: () => string
  /** A signed note of a text by the device key. See `signText`. */
  sign: (text: string) => string
  /** Who is in the vault, who waits, and how it stands with its keys. See `listMembers`. */
  members: () => MembersView
  /** The teams of this vault. See `listTeams`. */
  teams: () => TeamView[]
  /** Makes a team and gives its id. See `makeTeam`. */
  makeTeam: (team: { name: string; members: readonly string[] }) => string
  /** Changes a team. See `changeTeam`. */
  changeTeam: (id: string, to: TeamEdit) => void
  /** Admits somebody who joined here, by the code that they were shown. See `admitMember`. */
  admit: (code: string, as: { name: string; role: Role; grants: readonly CompartmentName[] }) => MemberView
  /** Clears all requests to join that wait. Gives how many. See `clearJoining`. */
  clearRequests: () => number
  /** Changes the name, role or grants of another member, or the own name. See `changeMember`. */
  changeMember: (id: string, to: { name?: string; role?: Role; grants?: readonly CompartmentName[] }) => void
  /** Removes a member: see `removeMember` for what that does and does not do. */
  removeMember: (id: string) => void
  /** Takes a device out, by its log: see `removeDevice`. */
  removeDevice: (log: string) => void
  /** The own passkeys. See `listPasskeys`. */
  passkeys: () => PasskeyView[]
  /** Adds a passkey, which from then on opens the vault as the passphrase does. See `addPasskey`. */
  addPasskey: (passkey: NewPasskey & { passphrase: string }) => Promise<PasskeyView[]>
  removePasskey: (id: string) => PasskeyView[]
  /** Proves that recovery shares work, and records that of one's own. See `rehearseOpen`. */
  rehearse: (shares: readonly string[]) => Promise<Rehearsal>
  /** All logs of the vault: whose, how long, signed how far. See `listLogs`. */
  logs: () => LogView[]
  /** Lines of a log, of this device's when none is named. See `logPage`. */
  log: (page: { log?: string; after?: number; limit: number }) => LogRow[]
  /** Erases subjects and sealed files for good. See `eraseState`. */
  erase: (request: EraseRequest) => EraseReceipt
  /** What was erased, in fold order: ids, authority and when, never what it was. */
  erasures: () => readonly Erasure[]
  /** Puts sealed files and contents in quarantine. See `quarantineState`. */
  quarantine: (request: Quarantined & { also?: readonly EntryDraft[] }) => void
  /** Lifts a quarantine. See `releaseState`. */
  release: (request: { quarantine: string; act: string; also?: readonly EntryDraft[] }) => void
  /** What was put in quarantine, in fold order, lifted ones too: ids, and by whom and when, never what it is. */
  quarantines: () => readonly Quarantine[]
  /** Whether a content is in quarantine, by its SHA-256 in hex. */
  isHeld: (sha256: string) => boolean
  /** Whether a sealed file is in quarantine, so that nothing opens it. */
  isQuarantined: (blob: string) => boolean
  /** Writes down that this member read or took something (rules CU1 to CU5). */
  noteCustody: (event: CustodyEvent) => void
  /** Writes what of the custody log still waits. */
  flushCustody: () => void
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
  /** Aborted when the vault is closed: by `close`, or because its member was removed or what they open was changed (rule V31). */
  readonly ended: AbortSignal
  /**
   * Locks the vault: writes what of the custody log still waits, zeroes this member's keys, and gives up the lock when no other
   * member has it open. A second call does nothing. When that could not be written, the vault is locked all the same and then
   * the error is thrown.
   */
  close: () => void
}

/** A blob as the vault lists it; `size` is that of its age file. */
export interface BlobListing {
  blob: string
  compartment: CompartmentName | null
  size: number
}
