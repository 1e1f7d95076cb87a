import { closeSync, openSync, rmSync, writevSync } from 'node:fs'
import { join } from 'node:path'

import { concatBytes, createAgeEncrypter, createSha256, randomBytes, toHex } from '@homeward/format'
import { FILE_MODE } from './durable-file.ts'

/** Content that is sealed but not yet a blob: in memory when small, else in a temporary file that is still open. */
export interface SealedContent {
  sha256Bytes: Uint8Array
  /** Bytes of the plain content, and of the age file. */
  size: number
  sealedSize: number
  place: { inlineBytes: Uint8Array } | { path: string; handle: number }
}

/** Takes plain bytes in order. `update` may keep nothing of what it was given once it returns. */
export interface BlobWriter {
  update: (plain: Uint8Array) => void
  finish: () => SealedContent
  /** Throws away what was written. Does nothing after `finish`, whose caller owns the file. */
  abort: () => void
}

/** How a running hash is fed; a helper thread may stand behind it. */
export interface ContentHasher {
  update: (plain: Uint8Array) => void
  digest: () => Uint8Array
}

/**
 * Age files up to this many bytes are kept inside `vault.db`. Measured (bench/seal.mjs): a file of its own costs some
 * 120 µs of syncing whatever its size, a row costs its bytes once more in the write-ahead log.
 */
export const INLINE_MAX_BYTES = 32_768

/** Ending of the temporary files in `blobs/tmp`. */
const PART_SUFFIX = '.part'

/** Writes every byte of `pieces`; one call may write less than it was given. */
const writePieces = (handle: number, pieces: readonly Uint8Array[]): void => {
  let rest = pieces
  while (rest.length > 0) {
    let written = writevSync(handle, rest)
    let whole = 0
    for (const piece of rest) {
      if (written < piece.length) {
        break
      }
      written -= piece.length
      whole += 1
    }
    const [partly, ...after] = rest.slice(whole)
    rest = partly === undefined ? [] : [partly.subarray(written), ...after]
  }
}

/**
 * Starts sealing one content to `recipient` (an age recipient): one pass that hashes and encrypts. Synchronous, so that
 * it can run in a worker. Nothing is synced here. It holds no secret but the key of this one file.
 */
export const createBlobWriter = ({
  tmpDir,
  recipient,
  hasher = createSha256(),
}: {
  tmpDir: string
  recipient: Uint8Array
  hasher?: ContentHasher
}): BlobWriter => {
  const age = createAgeEncrypter({ recipients: [recipient] })
  const path = join(tmpDir, `${toHex(randomBytes(16))}${PART_SUFFIX}`)
  let pieces = [age.header]
  let sealedSize = age.header.length
  let size = 0
  let handle: number | undefined

  const take = (sealed: readonly Uint8Array[]): void => {
    for (const piece of sealed) {
      pieces.push(piece)
      sealedSize += piece.length
    }
    if (sealedSize > INLINE_MAX_BYTES && pieces.length > 0) {
      handle ??= openSync(path, 'wx', FILE_MODE)
      writePieces(handle, pieces)
      pieces = []
    }
  }
  const abort = (): void => {
    if (handle !== undefined) {
      closeSync(handle)
      rmSync(path, { force: true })
      handle = undefined
    }
  }
  return {
    update: (plain) => {
      hasher.update(plain)
      size += plain.length
      take(age.update(plain))
    },
    finish: () => {
      take(age.final())
      const place = handle === undefined ? { inlineBytes: concatBytes(...pieces) } : { path, handle }
      handle = undefined
      return { sha256Bytes: hasher.digest(), size, sealedSize, place }
    },
    abort,
  }
}
