import { closeSync, openSync, rmSync, writevSync } from 'node:fs'
import { join } from 'node:path'

import { concatBytes, createAgeEncrypter, createSha256, randomBytes, toHex } from '@homeward/format'
import { FILE_MODE } from './durable-file.ts'
import { createWriteBehind } from './write-behind.ts'
import type { WriteBehind } from './write-behind.ts'

/** Content that is sealed but not yet a blob: in memory when small, else in a temporary file that is still open. */
export interface SealedContent {
  sha256Bytes: Uint8Array
  /** Bytes of the plain content, and of the age file. */
  size: number
  sealedSize: number
  place: { inlineBytes: Uint8Array } | { path: string; handle: number }
}

/** Takes plain bytes in order. What it was given may be used for something else when `update` returns. */
export interface BlobWriter {
  /** `null` when more may be given at once, else when. */
  update: (plain: Uint8Array) => Promise<void> | null
  /** The sealed content, whose file then belongs to the caller. */
  finish: () => Promise<SealedContent>
  /** Throws away what was written. Does nothing after `finish`. */
  abort: () => Promise<void>
}

/** How a running hash is fed; another thread may stand behind it. */
export interface ContentHasher {
  update: (plain: Uint8Array) => void
  digest: () => Uint8Array
}

/**
 * Age files up to this many bytes are kept inside `vault.db`. Measured: a file of its own costs a place in the folder, a
 * sync and a rename whatever its size, a row costs its bytes once more in the write-ahead log.
 */
export const INLINE_MAX_BYTES = 32_768

/** Ending of the temporary files in `blobs/tmp`. */
const PART_SUFFIX = '.part'

/** Writes every byte of `pieces`; one call may write less than it was given. */
const writePieces = (handle: number, pieces: readonly Uint8Array[]): void => {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const written = writevSync(handle, pieces)
  if (written < size) {
    writePieces(handle, [Buffer.concat(pieces).subarray(written)])
  }
}

/**
 * Starts sealing one content to `recipient` (an age recipient): one pass that hashes and encrypts. The last sync is left to
 * whoever takes the file over. It holds no secret but the key of this one file.
 * @param options.isLarge writes behind the caller's back, which pays from some megabytes on.
 */
export const createBlobWriter = ({
  tmpDir,
  recipient,
  hasher = createSha256(),
  isLarge = false,
}: {
  tmpDir: string
  recipient: Uint8Array
  hasher?: ContentHasher
  isLarge?: boolean
}): BlobWriter => {
  const age = createAgeEncrypter({ recipients: [recipient] })
  const path = join(tmpDir, `${toHex(randomBytes(16))}${PART_SUFFIX}`)
  let pieces = [age.header]
  let sealedSize = age.header.length
  let size = 0
  let handle: number | undefined
  let behind: WriteBehind | undefined

  const take = (sealed: readonly Uint8Array[]): void => {
    for (const piece of sealed) {
      pieces.push(piece)
      sealedSize += piece.length
    }
    if (sealedSize > INLINE_MAX_BYTES && pieces.length > 0) {
      handle ??= openSync(path, 'wx', FILE_MODE)
      if (isLarge) {
        behind ??= createWriteBehind(handle)
        behind.write(pieces)
      } else {
        writePieces(handle, pieces)
      }
      pieces = []
    }
  }
  return {
    update: (plain) => {
      hasher.update(plain)
      size += plain.length
      take(age.update(plain))
      return behind?.room() ?? null
    },
    finish: async () => {
      take(age.final())
      await behind?.settled()
      const place = handle === undefined ? { inlineBytes: concatBytes(...pieces) } : { path, handle }
      handle = undefined
      return { sha256Bytes: hasher.digest(), size, sealedSize, place }
    },
    abort: async () => {
      try {
        // A write that is under way must not meet another file that was opened under the same number.
        await behind?.settled()
      } catch {
        // Whatever went wrong, the file goes away.
      }
      if (handle !== undefined) {
        closeSync(handle)
        rmSync(path, { force: true })
        handle = undefined
      }
    },
  }
}
