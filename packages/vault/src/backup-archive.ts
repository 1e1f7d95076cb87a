import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import {
  concatBytes,
  crc32,
  createAgeEncrypter,
  createSha256,
  openAge,
  parseAgeRecipient,
  streamBytes,
  toHex,
  writeStoredZip,
} from '@homeward/format'
import type { ZipInput } from '@homeward/format'
import { appendEntries } from './append.ts'
import type { CopiedBlobs } from './backup-blobs.ts'
import { checkBackupLogs } from './backup-check.ts'
import { fileBytes, hashBytes, sumBytes } from './backup-copy.ts'
import { MANIFEST, blobFilePath, filePath, manifestBytes, partPath } from './backup-manifest.ts'
import type { BackupManifest } from './backup-manifest.ts'
import { withParts } from './backup-part.ts'
import { startStage } from './backup-report.ts'
import type { BackupOptions, BackupReceipt } from './backup-report.ts'
import { blobHeads, logSpans } from './backup-rows.ts'
import { fileSource } from './backup-source.ts'
import { READER_MAKES_NONE, fillPart, smallFiles } from './backup-vault.ts'
import { blobFileSize, blobPath, blobTotals } from './blob-store.ts'
import { FILE_MODE, syncDirectory, writeDurably } from './durable-file.ts'
import { backupChange } from './last-backup.ts'
import { quarantinedHere } from './quarantine.ts'
import { VaultError, storageError } from './vault-error.ts'
import { requireContributor, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

const WHERE = 'the archive'

/** Where an archive goes, and who can open it: the member, or the age recipient that is given. */
export interface ArchiveOptions extends BackupOptions {
  file: string
  recipient?: string
}

/** What an archive holds. `keyFile` is the file beside it that opens it with the passphrase, or null. */
export interface ArchiveReceipt extends BackupReceipt {
  sha256: string
  keyFile: string | null
}

/** The file beside an archive that the passphrase opens it with: a copy of the member's key file. */
export const archiveKeyPath = (file: string): string => `${file}.key`

const badRecipient = (): VaultError =>
  new VaultError('BACKUP_REFUSED', 'This is not an age recipient. It begins with age1 and is 62 characters long.')

const recipientOf = (state: VaultState, text: string | undefined): Uint8Array => {
  if (text === undefined) {
    return state.identity.recipient
  }
  try {
    return parseAgeRecipient(text)
  } catch {
    throw badRecipient()
  }
}

/** Sums up every larger blob; those that are not there as they should be are refused. */
const lookAtBlobs = async (
  state: VaultState,
  options: BackupOptions,
): Promise<{ blobs: CopiedBlobs; members: ZipInput[] }> => {
  const blobs: CopiedBlobs = {
    counts: { in: 0, there: 0, written: 0, repaired: 0, refused: [] },
    rows: [],
    files: new Map(),
    bytes: 0,
  }
  const members: ZipInput[] = []
  const onBytes = startStage('files', blobTotals(state.db).bytes, options)
  for (const { idHex, size, isFile } of blobHeads(state)) {
    blobs.counts.in += 1
    blobs.rows.push(idHex)
    if (isFile && blobFileSize(state.dir, idHex) !== size) {
      blobs.counts.refused.push({ blob: idHex, reason: 'It is missing in the vault, or has another size there.' })
      continue
    }
    blobs.counts.written += 1
    if (isFile) {
      const read = (): AsyncIterable<Uint8Array> => fileBytes(blobPath(state.dir, idHex))
      const sum = await sumBytes(read(), onBytes)
      blobs.files.set(idHex, sum)
      members.push({ name: blobFilePath(idHex), size: sum.size, crc32: sum.crc32, open: read })
    }
  }
  return { blobs, members }
}

const memoryMember = (name: string, bytes: Uint8Array): ZipInput => ({
  name,
  size: bytes.length,
  crc32: crc32(bytes),
  open: () => [bytes],
})

/** Writes pieces as an age file. Gives the hashes of what went in and of what came out. */
const writeSealed = async (
  path: string,
  plain: AsyncIterable<Uint8Array>,
  recipient: Uint8Array,
  onBytes: (bytes: number) => Promise<void>,
): Promise<{ plainHex: string; sealedHex: string; size: number }> => {
  const age = createAgeEncrypter({ recipients: [recipient] })
  const [plainHash, sealedHash] = [createSha256(), createSha256()]
  const file = await open(path, 'wx', FILE_MODE)
  let size = 0
  const put = async (pieces: readonly Uint8Array[]): Promise<void> => {
    const bytes = concatBytes(...pieces)
    sealedHash.update(bytes)
    await file.writeFile(bytes)
    size += bytes.length
  }
  try {
    await put([age.header])
    for await (const piece of plain) {
      plainHash.update(piece)
      await put(age.update(piece))
      await onBytes(piece.length)
    }
    await put(age.final())
    await file.sync()
  } finally {
    await file.close()
  }
  return { plainHex: toHex(plainHash.digest()), sealedHex: toHex(sealedHash.digest()), size }
}

/** Reads the archive back; what the member can open is also decrypted. @throws VaultError IO_ERROR */
const readBack = async (
  path: string,
  written: { plainHex: string; sealedHex: string },
  { ageSecret, options }: { ageSecret: Uint8Array | null; options: BackupOptions },
): Promise<void> => {
  const onBytes = startStage('check', null, options)
  const sealed = await hashBytes(fileBytes(path), onBytes)
  let isSame = sealed.sha256Hex === written.sealedHex
  if (isSame && ageSecret !== null) {
    const source = await fileSource(path)
    try {
      const plain = await openAge(ageSecret, source)
      isSame = (await hashBytes(streamBytes(plain), onBytes)).sha256Hex === written.plainHex
    } finally {
      await source.close()
    }
  }
  if (!isSame) {
    throw new VaultError('IO_ERROR', 'The disk gave back other bytes than were written. Use another stick or disk.')
  }
}

const writeArchive = async (state: VaultState, file: string, options: ArchiveOptions): Promise<ArchiveReceipt> => {
  const recipient = recipientOf(state, options.recipient)
  const isOwn = options.recipient === undefined
  const keyFile = isOwn ? archiveKeyPath(file) : null
  for (const path of [file, ...(keyFile === null ? [] : [keyFile])]) {
    if (existsSync(path)) {
      throw new VaultError('BACKUP_REFUSED', `There is already a file ${path}. Choose another name or move it away.`)
    }
  }
  const stem = join(dirname(file), `.homeward-${randomUUID()}`)
  const [partFile, unfinished] = [`${stem}.part`, `${stem}.unfinished`]
  try {
    const spans = logSpans(state)
    const { blobs, members } = await lookAtBlobs(state, options)
    const entries = await fillPart(state, partFile, { spans, kept: [], blobs }, options)
    const part = await sumBytes(fileBytes(partFile))
    const small = smallFiles(state.dir)
    const manifest: BackupManifest = {
      vaultHex: state.founding.vaultHex,
      isComplete: true,
      files: small.map(({ path, sha256Hex, size }) => ({ path, sha256Hex, size })),
      parts: [part],
      logs: spans.map(({ logHex, size, note }) => ({ logHex, size, note })),
    }
    await withParts([partFile], (parts) => checkBackupLogs(parts, manifest, startStage('check', entries, options)))
    const inputs: ZipInput[] = [
      memoryMember(MANIFEST, manifestBytes(manifest)),
      ...small.map((one) => memoryMember(filePath(one), one.bytes)),
      { name: partPath(part), size: part.size, crc32: part.crc32, open: () => fileBytes(partFile) },
      ...members,
    ]
    const total = inputs.reduce((sum, { size }) => sum + size, 0)
    const written = await writeSealed(
      unfinished,
      writeStoredZip(inputs),
      recipient,
      startStage('files', total, options),
    )
    await readBack(unfinished, written, { ageSecret: isOwn ? state.identity.ageSecret : null, options })
    if (keyFile !== null) {
      const key = readFileSync(join(state.dir, 'keys', `${state.member}.json`))
      writeDurably(keyFile, key, WHERE)
    }
    await rename(unfinished, file)
    syncDirectory(dirname(file))
    return {
      entries: { total: entries, written: entries },
      blobs: blobs.counts,
      bytes: written.size,
      deep: false,
      erased: 0,
      quarantined: quarantinedHere(state).length,
      sha256: written.sealedHex,
      keyFile,
    }
  } finally {
    rmSync(partFile, { force: true })
    rmSync(unfinished, { force: true })
  }
}

/**
 * Writes the whole vault as one age file (rule BK10): a canonical zip with the same files as a backup folder. Without
 * `recipient` it is sealed to the member, and a copy of the member's key file stands beside it, because it cannot be
 * opened with what is inside it. It is read back, and decrypted if the member can, before it gets its name.
 * @throws VaultError ROLE_FORBIDS for a reader, BACKUP_REFUSED, CANCELLED, DISK_FULL, IO_ERROR, NOT_PERMITTED, REOPEN_NEEDED, VAULT_CLOSED; then
 *   nothing stays.
 */
export const backupArchive = async (state: VaultState, options: ArchiveOptions): Promise<ArchiveReceipt> => {
  requireWritable(state)
  requireContributor(state, READER_MAKES_NONE)
  let receipt: ArchiveReceipt
  try {
    receipt = await writeArchive(state, resolve(options.file), options)
  } catch (error) {
    throw storageError(error, WHERE)
  }
  appendEntries(state, [{ compartment: 'roster', changes: [backupChange('archive', receipt)] }])
  return receipt
}
