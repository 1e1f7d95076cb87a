import { existsSync, mkdirSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { createSha256, crc32, toHex } from '@homeward/format'
import type { BackupFile } from './backup-manifest.ts'
import type { CopyThreads } from './backup-threads.ts'
import { DIR_MODE, FILE_MODE, syncDirectory } from './durable-file.ts'
import { VaultError, systemCode } from './vault-error.ts'

/** A file of a backup with the checksum that a zip wants besides. */
export interface SummedFile extends BackupFile {
  crc32: number
}

/** Called for each piece; may throw to stop. */
export type OnBytes = (length: number) => Promise<void>

const STEP_BYTES = 1_048_576

/** The bytes of an open file in pieces that are overwritten by the next one. Small files get small buffers. */
async function* pieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  const { size } = await file.stat()
  const buffer = new Uint8Array(Math.min(STEP_BYTES, size + 1))
  for (let offset = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
    if (bytesRead === 0) {
      return
    }
    offset += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/** Bytes of a file, each piece good until the next is asked for. */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    yield* pieces(file)
  } finally {
    await file.close()
  }
}

/** Reads all of `bytes`: size and SHA-256. */
export const hashBytes = async (bytes: AsyncIterable<Uint8Array>, onBytes?: OnBytes): Promise<BackupFile> => {
  const hash = createSha256()
  let size = 0
  for await (const piece of bytes) {
    hash.update(piece)
    size += piece.length
    await onBytes?.(piece.length)
  }
  return { sha256Hex: toHex(hash.digest()), size }
}

/** As `hashBytes`, with the checksum that a zip wants. */
export const sumBytes = async (bytes: AsyncIterable<Uint8Array>, onBytes?: OnBytes): Promise<SummedFile> => {
  let sum = 0
  const summed = async function* summed(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      sum = crc32(piece, sum)
      yield piece
    }
  }
  const file = await hashBytes(summed(), onBytes)
  return { ...file, crc32: sum }
}

const writeAll = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written)
    written += bytesWritten
  }
}

/** Makes what was written durable, gives it the one time that all our files have (H6), and reads it back. */
export const settleFile = async (path: string, expected: BackupFile): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    await file.utimes(0, 0).catch(() => undefined)
    await file.sync()
    const found = await hashBytes(pieces(file))
    if (found.sha256Hex !== expected.sha256Hex || found.size !== expected.size) {
      throw new VaultError(
        'IO_ERROR',
        'The disk gave back other bytes than were written. Use another stick or disk; the vault itself is as it was.',
      )
    }
  } finally {
    await file.close()
  }
}

/** Makes a folder and every one above it, each name durable. */
export const makeFolder = (path: string): void => {
  if (!existsSync(path)) {
    makeFolder(dirname(path))
    mkdirSync(path, { mode: DIR_MODE })
    syncDirectory(dirname(path))
  }
}

/** What a file that is placed must be, and where it is written first. */
interface Placing {
  expectedSha256Hex?: string | undefined
  tmp?: string
}

/** `fill` writes a temporary file, makes it durable and reads it back; then it gets its name, or goes away. */
const place = async (
  root: string,
  path: string,
  { expectedSha256Hex, tmp = join(root, 'tmp') }: Placing,
  fill: (temporary: string) => Promise<BackupFile>,
): Promise<BackupFile> => {
  const temporary = join(tmp, `${path.replaceAll('/', '-')}.part`)
  try {
    const written = await fill(temporary)
    if (expectedSha256Hex !== undefined && written.sha256Hex !== expectedSha256Hex) {
      throw new VaultError('BACKUP_DAMAGED', `The file ${path} is damaged.`)
    }
    makeFolder(dirname(join(root, path)))
    await rename(temporary, join(root, path))
    return written
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    if (systemCode(error) === 'EFBIG') {
      throw new VaultError(
        'BACKUP_REFUSED',
        'The disk cannot hold a file as large as one of this vault: FAT32 ends at 4 GiB. Format the stick with exFAT, NTFS or ext4, or use another one.',
        { cause: error },
      )
    }
    throw error
  }
}

/**
 * Writes `bytes` to `root/path`, whole or not at all: below `tmp` first, synced, read back and compared, renamed.
 * `expectedSha256Hex` is what the bytes must have, when it is known. The folder is synced by the caller.
 * @throws VaultError IO_ERROR when the disk gives back other bytes; BACKUP_DAMAGED when they are not the expected ones;
 *   BACKUP_REFUSED when the file system has no room for a file so large
 */
export const placeFile = (
  root: string,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  { onBytes, ...placing }: Placing & { onBytes?: OnBytes | undefined } = {},
): Promise<BackupFile> =>
  place(root, path, placing, async (temporary) => {
    const file = await open(temporary, 'w', FILE_MODE)
    let written: BackupFile
    try {
      written = await hashBytes(
        (async function* copy() {
          for await (const piece of bytes) {
            await writeAll(file, piece)
            yield piece
          }
        })(),
        onBytes,
      )
    } finally {
      await file.close()
    }
    await settleFile(temporary, written)
    return written
  })

/** As `placeFile`, with the bytes of the file `from`, copied by a thread. */
export const placeCopy = (
  root: string,
  path: string,
  from: string,
  { threads, onBytes, ...placing }: Placing & { threads: CopyThreads; onBytes: OnBytes },
): Promise<BackupFile> => place(root, path, placing, (temporary) => threads.copy(from, temporary, onBytes))
