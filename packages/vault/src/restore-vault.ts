import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { FormatError, collectBytes, parseAgeIdentity, sha256, toHex } from '@homeward/format'
import { archiveKeyPath } from './backup-archive.ts'
import { backupLogOf, checkBackupLogs } from './backup-check.ts'
import { makeFolder, placeFile } from './backup-copy.ts'
import { blobFilePath, filePath, partPath } from './backup-manifest.ts'
import type { BackupFile, BackupManifest } from './backup-manifest.ts'
import { partBlobs, partFile, partLogs, withParts } from './backup-part.ts'
import type { Part } from './backup-part.ts'
import { startStage } from './backup-report.ts'
import type { BackupOptions, RefusedBlob } from './backup-report.ts'
import { archiveBackup, folderBackup } from './backup-source.ts'
import type { BackupSource } from './backup-source.ts'
import { blobsTmpDir, makeBlobDirs } from './blob-store.ts'
import { DIR_MODE, createPrivately, syncDirectory, writeDurably } from './durable-file.ts'
import { finishErasures } from './erase.ts'
import { readErasureList } from './erasure-list.ts'
import { wipeIdentity } from './identity.ts'
import { indexDir } from './index-db.ts'
import { keysDir, parseKeyFile, readKeyFiles } from './key-file.ts'
import { openState, verifyVault } from './open-vault.ts'
import { writeRestoredDb } from './restore-db.ts'
import { openOwnByPassphrase } from './try-passphrase.ts'
import { vaultDbPath } from './vault-db.ts'
import { VaultError, storageError, systemCode } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Fault } from './verify-report.ts'

/** What to restore, and where to. `identity` (AGE-SECRET-KEY-1…) opens an archive that was made for a recipient. */
export interface RestoreOptions extends BackupOptions {
  src: string
  /** A folder that does not exist yet, is empty, or in which a restore was interrupted. */
  dir: string
  passphrase: string
  identity?: string
  /** A list of erasures (`erasureList`) of a time after the backup: what it names is not restored (rule ER8). */
  erasures?: string
}

/**
 * What was restored. `blobs.in` = `stored` + number of `refused`; `bytes` is what the stored ones take, encrypted, in
 * files and in `vault.db`; `faults` is what the check found besides.
 */
export interface RestoreReceipt {
  entries: number
  blobs: { in: number; stored: number; refused: RefusedBlob[] }
  bytes: number
  /** Keys and sealed files that the backup had and that were erased, by its log or by the list that was given. */
  erased: number
  faults: Fault[]
}

const WHERE = 'the restored vault'
const WORK = 'restoring'
/** What a restore that was stopped can have left. */
const OWN = /^(?:blobs|index|keys|restoring|vault\.db(?:-\w+)?|homeward\.json\.new)$/u

const damaged = (what: string, cause?: unknown): VaultError =>
  new VaultError(
    'BACKUP_DAMAGED',
    `This backup is damaged: ${what}. Nothing was restored, and nothing in the backup was changed. Restore another copy of it, into the same new folder if you like. If the vault itself is still there, back it up again.`,
    { cause },
  )

/** Whether a file of the backup is not what was written: by its hash, or, in an archive, as age says. */
const isDamage = (error: unknown): boolean =>
  error instanceof FormatError || (error instanceof VaultError && error.code === 'BACKUP_DAMAGED')

/** The age secret that opens an archive: the one given, or the member's, by the key file beside it and the passphrase. */
const archiveSecret = async (src: string, { passphrase, identity }: RestoreOptions): Promise<Uint8Array> => {
  if (identity !== undefined) {
    try {
      return parseAgeIdentity(identity.trim())
    } catch {
      throw new VaultError('BACKUP_REFUSED', 'This is not an age identity. It begins with AGE-SECRET-KEY-1.')
    }
  }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(readFileSync(archiveKeyPath(src)))
  } catch (error) {
    throw systemCode(error) === 'ENOENT'
      ? new VaultError(
          'BACKUP_NOT_FOUND',
          `The file ${archiveKeyPath(src)} is needed to open this archive. Put it beside the archive, or give the age identity that the archive was made for.`,
        )
      : error
  }
  const file = parseKeyFile(bytes)
  const { identity: member } = await openOwnByPassphrase({ kdf: file.passphrase.kdf }, [file], passphrase)
  const secret = Uint8Array.from(member.ageSecret)
  wipeIdentity(member)
  return secret
}

const openSource = async (options: RestoreOptions): Promise<BackupSource> => {
  const src = resolve(options.src)
  const stats = statSync(src, { throwIfNoEntry: false })
  if (stats === undefined) {
    throw new VaultError('BACKUP_NOT_FOUND', `There is no backup ${options.src}. Check its name.`)
  }
  return stats.isDirectory() ? folderBackup(src) : archiveBackup(src, await archiveSecret(src, options))
}

/** An empty folder with the folders of a vault. What an interrupted restore left is removed, and nothing else. */
const prepare = (dir: string): string => {
  const work = join(dir, WORK)
  mkdirSync(dir, { recursive: true, mode: DIR_MODE })
  const found = readdirSync(dir)
  if (found.length > 0 && !(found.includes(WORK) && found.every((name) => OWN.test(name)))) {
    throw new VaultError('VAULT_EXISTS', `The folder ${dir} is not empty. Choose a new folder for the restored vault.`)
  }
  for (const name of found.filter((one) => one !== WORK)) {
    rmSync(join(dir, name), { force: true, recursive: true })
  }
  rmSync(work, { force: true, recursive: true })
  makeFolder(join(work, 'tmp'))
  createPrivately(vaultDbPath(dir))
  mkdirSync(keysDir(dir), { mode: DIR_MODE })
  mkdirSync(indexDir(dir), { mode: DIR_MODE })
  makeBlobDirs(dir)
  return work
}

const readChecked = async (source: BackupSource, file: BackupFile): Promise<Uint8Array> => {
  const bytes = source.bytes(filePath(file))
  const found = bytes === null ? null : Uint8Array.from(await collectBytes(copies(bytes)))
  if (found === null || toHex(sha256(found)) !== file.sha256Hex) {
    throw damaged('a key file or homeward.json is missing or changed')
  }
  return found
}

async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield Uint8Array.from(piece)
  }
}

/** Puts the key files in their place and `homeward.json` aside: until it is in its place, the folder is no vault. */
const placeSmallFiles = async (source: BackupSource, dir: string, work: string): Promise<Uint8Array> => {
  let vaultFile: Uint8Array | undefined
  for (const file of source.manifest.files) {
    const bytes = await readChecked(source, file)
    const isVaultFile = file.path === 'homeward.json'
    vaultFile = isVaultFile ? bytes : vaultFile
    writeDurably(join(isVaultFile ? work : dir, file.path), bytes, WHERE)
  }
  if (vaultFile === undefined) {
    throw damaged('homeward.json is missing')
  }
  return vaultFile
}

const placeParts = async (source: BackupSource, work: string): Promise<string[]> => {
  const paths: string[] = []
  for (const part of source.manifest.parts) {
    const bytes = source.bytes(partPath(part))
    if (bytes === null) {
      throw damaged(`${partPath(part)}, which holds entries of the log, is missing`)
    }
    try {
      await placeFile(work, partPath(part), bytes, { expectedSha256Hex: part.sha256Hex })
    } catch (error) {
      throw isDamage(error) ? damaged(`${partPath(part)}, which holds entries of the log, was changed`, error) : error
    }
    paths.push(join(work, partPath(part)))
  }
  return paths
}

const missing = 'The backup does not have it.'
const changed = 'It is damaged in the backup.'

/** Brings the files of the larger blobs into the vault, each compared with the hash that the backup has of it. */
const placeBlobs = async (
  source: BackupSource,
  dir: string,
  parts: readonly Part[],
  options: BackupOptions,
): Promise<Pick<RestoreReceipt, 'blobs' | 'bytes'>> => {
  const blobs: RestoreReceipt['blobs'] = { in: 0, stored: 0, refused: [] }
  const onBytes = startStage('files', null, options)
  let total = 0
  const placeOne = async (idHex: string): Promise<string | null> => {
    const file = partFile(parts, idHex)
    const bytes = file === null ? null : source.bytes(blobFilePath(idHex))
    if (file === null || bytes === null) {
      return missing
    }
    try {
      const placed = await placeFile(dir, blobFilePath(idHex), bytes, {
        expectedSha256Hex: file.sha256Hex,
        onBytes,
        tmp: blobsTmpDir(dir),
      })
      total += placed.size
      return null
    } catch (error) {
      if (isDamage(error)) {
        return changed
      }
      throw error
    }
  }
  for (const { idHex, inlineBytes } of partBlobs(parts)) {
    blobs.in += 1
    const reason = inlineBytes === null ? await placeOne(idHex) : null
    total += inlineBytes?.length ?? 0
    if (reason === null) {
      blobs.stored += 1
    } else {
      blobs.refused.push({ blob: idHex, reason })
    }
  }
  for (const name of readdirSync(join(dir, 'blobs'))) {
    syncDirectory(join(dir, 'blobs', name))
  }
  syncDirectory(join(dir, 'blobs'))
  return { blobs, bytes: total }
}

/** What the check found besides the sealed files that are refused already. */
const otherFaults = (faults: readonly Fault[], refused: readonly RefusedBlob[]): Fault[] => {
  const known = new Set(refused.map(({ blob }) => `sealed file ${blob}`))
  return faults.filter(({ where }) => !known.has(where))
}

const fill = async (source: BackupSource, dir: string, options: RestoreOptions): Promise<RestoreReceipt> => {
  const { manifest } = source
  const work = prepare(dir)
  const vaultFile = await placeSmallFiles(source, dir, work)
  const vault = readVaultFile(work)
  if (vault.vaultHex !== manifest.vaultHex) {
    throw damaged('it says that it is of another vault')
  }
  // Before anything large is copied.
  wipeIdentity((await openOwnByPassphrase(vault, readKeyFiles(dir, vault), options.passphrase)).identity)
  const paths = await placeParts(source, work)
  const placed = await withParts(paths, async (parts) => {
    await checkBackupLogs(parts, manifest, startStage('check', entryTotal(manifest), options))
    requireErasureList(options, manifest, parts)
    const { erasures = null } = options
    await writeRestoredDb(dir, parts, { ...manifest, erasures }, startStage('log', null, options))
    return placeBlobs(source, dir, parts, options)
  })
  writeDurably(join(dir, 'homeward.json'), vaultFile, WHERE)
  syncDirectory(dirname(dir))
  const { passphrase, signal, onProgress } = options
  const erased = await eraseAgain(dir, passphrase)
  const report = await verifyVault({
    dir,
    passphrase,
    deep: true,
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ done, total }) => onProgress?.({ stage: 'check', done, total }),
  })
  rmSync(work, { force: true, recursive: true })
  return { entries: report.entries, ...placed, erased, faults: otherFaults(report.faults, placed.blobs.refused) }
}

/** @throws VaultError BACKUP_REFUSED when the list of erasures is not one that a device of this vault signed. */
const requireErasureList = (
  { erasures }: RestoreOptions,
  { vaultHex }: BackupManifest,
  parts: readonly Part[],
): void => {
  if (erasures !== undefined) {
    const vkeys = [...partLogs(parts)].map(([logHex, vkey]) => backupLogOf(logHex, vkey).vkey)
    readErasureList(erasures, { vaultHex, vkeys })
  }
}

/** Destroys again what was erased and came back with the backup. Gives how many keys and sealed files. */
const eraseAgain = async (dir: string, passphrase: string): Promise<number> => {
  const state = await openState({ dir, passphrase }, { rescue: true })
  try {
    const { keys, blobs } = finishErasures(state)
    return keys + blobs
  } finally {
    vaultFromState(state).close()
  }
}

const entryTotal = ({ logs }: BackupManifest): number => logs.reduce((sum, { size }) => sum + size, 0)

/**
 * Makes a vault out of a backup (rules BK11–BK14) in a new folder and checks all of it, every sealed file too. The key of
 * the old device is not there, so that its log cannot be continued by accident: see `needsNewDevice`.
 * @throws VaultError BACKUP_NOT_FOUND, BACKUP_DAMAGED, BACKUP_REFUSED (a list of erasures of another vault too), PASSPHRASE_WRONG, VAULT_EXISTS, FORMAT_NEWER,
 *   CANCELLED, DISK_FULL, IO_ERROR, NOT_PERMITTED; then the folder is not a vault, and may be used again for a restore.
 */
export const restoreVault = async (options: RestoreOptions): Promise<RestoreReceipt> => {
  let source: BackupSource | undefined
  try {
    source = await openSource(options)
    return await fill(source, resolve(options.dir), options)
  } catch (error) {
    throw storageError(error, WHERE)
  } finally {
    await source?.close()
  }
}

/**
 * Whether no device has a key in this vault folder: it was restored or copied without one, and must start a log of its
 * own before anything is written (rules K4, V10). Opening it does that (rule M4).
 * @throws VaultError IO_ERROR, NOT_PERMITTED
 */
export const needsNewDevice = (dir: string): boolean => {
  try {
    return !readdirSync(keysDir(resolve(dir))).some((name) => name.endsWith('.device.age'))
  } catch (error) {
    throw storageError(error, 'the folder of key files')
  }
}
