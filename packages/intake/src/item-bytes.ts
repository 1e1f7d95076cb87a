import type { ItemBytes } from '@homeward/records'

/**
 * Bytes in memory, read like those of a sealed item: `read` gives exactly what is asked for and throws a RangeError
 * outside. `chunkSize` (bytes) cuts the stream. Does not copy.
 */
export function bytesInMemory(bytes: Uint8Array, chunkSize = 65_536): ItemBytes {
  return {
    size: bytes.length,
    // oxlint-disable-next-line require-await -- a failure must be a rejection
    read: async (offset, length) => {
      if (offset < 0 || length < 0 || offset + length > bytes.length) throw new RangeError('outside the bytes')
      return bytes.subarray(offset, offset + length)
    },
    // oxlint-disable-next-line require-await -- an async generator is the shape of a stream, even from memory
    stream: async function* stream(start = 0, end = bytes.length) {
      for (let at = start; at < end; at += chunkSize) yield bytes.subarray(at, Math.min(end, at + chunkSize))
    },
  }
}
