import { join } from 'node:path'

import { canonicalJson, concatBytes, fromUtf8, utf8 } from '@homeward/format'
import { readIfThere, writeDurably } from './durable-file.ts'
import { jsonFields, parseJsonFields } from './json-fields.ts'
import type { JsonFields } from './json-fields.ts'
import { VaultError } from './vault-error.ts'

/** A file of a backup and the SHA-256 of its bytes, which is also its name. */
export interface BackupFile {
  sha256Hex: string
  size: number
}

/** One log as far as a backup has it: the latest checkpoint at that size. */
export interface BackupLog {
  logHex: string
  size: number
  note: string
}

/** What `homeward-backup.json` says. */
export interface BackupManifest {
  vaultHex: string
  /** Whether a backup was ever finished in this place. */
  isComplete: boolean
  /** `homeward.json` and the key files, each under the path that it has in a vault. */
  files: (BackupFile & { path: string })[]
  /** SQLite files that together hold the log and all blobs, in order. */
  parts: BackupFile[]
  logs: BackupLog[]
}

/** Name of the manifest in a backup. */
export const MANIFEST = 'homeward-backup.json'

const FORMAT = 1
const KEY_FILE = /^(?:homeward\.json|keys\/[\da-z][\w.-]{0,99})$/u
const NEVER = /\.(?:device\.age|new)$/u
const HEX_32 = /^[\da-f]{64}$/u

/** Whether a path may stand in a backup besides log and blobs: no key of a device (rule K4), nothing half-written. */
export const isBackupPath = (path: string): boolean => KEY_FILE.test(path) && !NEVER.test(path)

/** Where in a backup a small file of the vault is. */
export const filePath = ({ sha256Hex }: BackupFile): string => `files/${sha256Hex}`
/** Where in a backup a part of the log is. */
export const partPath = ({ sha256Hex }: BackupFile): string => `parts/${sha256Hex}.db`
/** Where in a backup the file of a larger blob is: as in a vault. */
export const blobFilePath = (idHex: string): string => `blobs/${idHex.slice(0, 2)}/${idHex}.age`

const damaged = (): VaultError =>
  new VaultError(
    'BACKUP_DAMAGED',
    `The file ${MANIFEST} of this backup is damaged. Keep the backup as it is, and use another one if there is one.`,
  )

/** The bytes of a manifest: canonical JSON and a line feed. */
export const manifestBytes = ({ vaultHex, isComplete, files, parts, logs }: BackupManifest): Uint8Array =>
  concatBytes(
    canonicalJson({
      complete: isComplete,
      files: files.map(({ path, sha256Hex, size }) => ({ path, sha256: sha256Hex, size })),
      format: FORMAT,
      homeward: 'backup',
      logs: logs.map(({ logHex, size, note }) => ({ log: logHex, note, size })),
      parts: parts.map(({ sha256Hex, size }) => ({ sha256: sha256Hex, size })),
      vault: vaultHex,
    }),
    utf8('\n'),
  )

const listOf = (value: unknown): JsonFields[] => {
  if (!Array.isArray(value)) {
    throw damaged()
  }
  return value.map((item) => jsonFields(item, damaged))
}

const sizeOf = (fields: JsonFields): number => {
  const size = fields.number('size')
  if (!Number.isSafeInteger(size) || size < 0) {
    throw damaged()
  }
  return size
}

const fileOf = (fields: JsonFields): BackupFile => {
  const sha256Hex = fields.text('sha256')
  if (!HEX_32.test(sha256Hex)) {
    throw damaged()
  }
  return { sha256Hex, size: sizeOf(fields) }
}

/**
 * Reads what `manifestBytes` wrote.
 * @throws VaultError BACKUP_DAMAGED, FORMAT_NEWER
 */
export const parseManifest = (bytes: Uint8Array): BackupManifest => {
  let value: Record<string, unknown>
  let fields: JsonFields
  try {
    const text = fromUtf8(bytes)
    fields = parseJsonFields(text, damaged)
    value = JSON.parse(text) as Record<string, unknown>
  } catch {
    throw damaged()
  }
  if (fields.text('homeward') !== 'backup') {
    throw damaged()
  }
  if (fields.number('format') > FORMAT) {
    throw new VaultError(
      'FORMAT_NEWER',
      'This backup was written by a newer version of Homeward. Install that version; nothing was changed.',
    )
  }
  fields.hex('vault', 16)
  const files = listOf(value['files']).map((file) => ({ ...fileOf(file), path: file.text('path') }))
  const logs = listOf(value['logs']).map((log) => ({
    logHex: log.text('log'),
    size: sizeOf(log),
    note: log.text('note'),
  }))
  if (files.some(({ path }) => !isBackupPath(path)) || logs.some(({ logHex }) => !HEX_32.test(logHex))) {
    throw damaged()
  }
  return {
    vaultHex: fields.text('vault'),
    isComplete: value['complete'] === true,
    files,
    parts: listOf(value['parts']).map(fileOf),
    logs,
  }
}

/** The manifest in a folder, or `null` when there is none. @throws VaultError BACKUP_DAMAGED, FORMAT_NEWER, IO_ERROR */
export const readManifest = (dir: string): BackupManifest | null => {
  const bytes = readIfThere(join(dir, MANIFEST), 'the backup')
  return bytes === null ? null : parseManifest(bytes)
}

/** Writes the manifest in one step: before it the backup is the one before, after it the new one. */
export const writeManifest = (dir: string, manifest: BackupManifest): void => {
  writeDurably(join(dir, MANIFEST), manifestBytes(manifest), 'the backup')
}
