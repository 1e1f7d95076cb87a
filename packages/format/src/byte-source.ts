import { concatBytes } from './bytes.ts'

/** Bytes that can be read at any place. `read` gives exactly `length` bytes or throws. */
export interface ByteSource {
  size: number
  read: (offset: number, length: number) => Promise<Uint8Array>
}

// A good size for disks and for chunked decryption: a multiple of 64 KiB.
const STEP_BYTES = 1024 * 1024

/** The bytes of `source` from `start` up to but not including `end`, in pieces of at most 1 MiB. */
export async function* streamBytes(source: ByteSource, start = 0, end = source.size): AsyncGenerator<Uint8Array> {
  for (let offset = start; offset < end; offset += STEP_BYTES) {
    yield await source.read(offset, Math.min(STEP_BYTES, end - offset))
  }
}

/** All pieces of a stream as one array. */
export const collectBytes = async (pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) {
    parts.push(piece)
  }
  return concatBytes(...parts)
}

/** A source over bytes in memory. Reads share memory with `bytes`. */
export const memorySource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => {
    if (offset < 0 || length < 0 || offset + length > bytes.length) {
      return Promise.reject(new RangeError('The place to read is outside the bytes.'))
    }
    return Promise.resolve(bytes.subarray(offset, offset + length))
  },
})
