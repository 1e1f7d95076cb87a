import { open } from 'node:fs/promises'

import { FormatError, openAge } from '@homeward/format'
import type { ByteSource } from '@homeward/format'
import { blobFilePath } from './backup-manifest.ts'
import { blobPath, blobRow } from './blob-store.ts'
import type { BlobRow } from './blob-store.ts'
import { checkWords } from './check-words.ts'
import type { CheckSaid } from './check-words.ts'
import type { CompartmentName } from './compartment.ts'
import { isQuarantined, quarantinedError } from './quarantine.ts'
import { VaultError, storageError, systemCode } from './vault-error.ts'
import { compartmentKeys, openCompartment, requireOpen, withAnyKeysAsync } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** The content of a blob, readable at any place. Holds no open file between two reads. */
export interface BlobReader {
  /** Bytes of the content; authenticated when the blob was opened. */
  size: number
  /** Exactly `length` bytes from `offset`. A RangeError when they are outside the content. */
  read: (offset: number, length: number) => Promise<Uint8Array>
  /** The bytes from `start` (0 when not given) up to but not including `end` (the size when not given). */
  stream: (start?: number, end?: number) => AsyncIterable<Uint8Array>
}

const STREAM_BYTES = 1_048_576

/** The fault of a blob, naming it. */
const blobDamaged = ({ text }: CheckSaid, cause?: unknown): VaultError =>
  new VaultError('BLOB_DAMAGED', text, { cause })

/** What names a blob in the sentences about it. */
const named = (idHex: string): { file: string; path: string } => ({ file: idHex, path: blobFilePath(idHex) })

const memorySource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
})

/** Reads a file at any place; a read may give less than asked for, so it goes on until the end. */
const fileSource = (path: string, size: number, idHex: string): ByteSource => ({
  size,
  read: async (offset, length) => {
    const bytes = new Uint8Array(length)
    const file = await open(path)
    try {
      const stats = await file.stat()
      if (stats.size !== size) {
        throw blobDamaged(checkWords.say('blob-size', { ...named(idHex), found: stats.size, expected: size }))
      }
      let filled = 0
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
        if (bytesRead === 0) {
          throw blobDamaged(checkWords.say('blob-cut', named(idHex)))
        }
        filled += bytesRead
      }
      return bytes
    } finally {
      await file.close()
    }
  },
})

const readFault = (error: unknown, idHex: string): unknown => {
  if (error instanceof FormatError) {
    return blobDamaged(checkWords.say('blob-damaged', named(idHex)), error)
  }
  if (systemCode(error) === 'ENOENT') {
    return blobDamaged(checkWords.say('blob-missing', named(idHex)), error)
  }
  return storageError(error, `the sealed file ${idHex}`)
}

/**
 * Opens the age file of a blob with the identity `blobSecret`. Looks at no quarantine: for `openBlob`, which does, and for checks that leave
 * out what is in quarantine (rule QU1 lists them).
 */
export const openBlobRow = async (dir: string, row: BlobRow, blobSecret: Uint8Array): Promise<BlobReader> => {
  const { idHex, inlineBytes } = row
  const source = inlineBytes === null ? fileSource(blobPath(dir, idHex), row.size, idHex) : memorySource(inlineBytes)
  const guarded = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work()
    } catch (error) {
      throw readFault(error, idHex)
    }
  }
  const content = await guarded(() => openAge(blobSecret, source))
  const read = (offset: number, length: number): Promise<Uint8Array> => guarded(() => content.read(offset, length))
  return {
    size: content.size,
    read,
    async *stream(start = 0, end = content.size) {
      for (let offset = start; offset < end; offset += STREAM_BYTES) {
        yield await read(offset, Math.min(STREAM_BYTES, end - offset))
      }
    },
  }
}

/**
 * Opens a blob of a compartment. Its header and its last part are authenticated now, each other part when it is read.
 * @throws VaultError BLOB_NOT_FOUND, BLOB_DAMAGED naming the blob, QUARANTINED, COMPARTMENT_CLOSED, VAULT_CLOSED, IO_ERROR
 */
export const openBlob = async (state: VaultState, name: CompartmentName, idHex: string): Promise<BlobReader> => {
  requireOpen(state)
  const compartment = openCompartment(state, name)
  if (isQuarantined(state, idHex)) {
    throw quarantinedError()
  }
  const row = /^[\da-f]{64}$/u.test(idHex) ? blobRow(state.db, idHex) : null
  if (row === null || !row.compartmentId.every((byte, place) => byte === compartment.idBytes[place])) {
    throw new VaultError('BLOB_NOT_FOUND', `The compartment “${name}” has no sealed file ${idHex}.`)
  }
  const reader = await withAnyKeysAsync(compartmentKeys(compartment, row.epoch), ({ blobSecret }) =>
    openBlobRow(state.dir, row, blobSecret),
  )
  // A reader that was opened before gives nothing either.
  const allowed = (): void => {
    if (isQuarantined(state, idHex)) {
      throw quarantinedError()
    }
  }
  return {
    size: reader.size,
    // oxlint-disable-next-line typescript/require-await -- a refusal must be a rejection
    read: async (offset, length) => {
      allowed()
      return reader.read(offset, length)
    },
    async *stream(start, end) {
      for await (const piece of reader.stream(start, end)) {
        allowed()
        yield piece
      }
    },
  }
}
