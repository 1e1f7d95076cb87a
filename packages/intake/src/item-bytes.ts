/**
 * The sealed bytes of one item, wherever they lie: a blob, a member of a sealed archive, a buffer in a test.
 *
 * `read` returns exactly `length` bytes, or fewer only at the end. `stream` yields `[start, end)` in order, in chunks
 * of any size; it may be called as often as wanted.
 */
export interface ItemBytes {
  size: number
  read: (offset: number, length: number) => Promise<Uint8Array>
  stream: (start?: number, end?: number) => AsyncIterable<Uint8Array>
}

/** Bytes in memory as {@link ItemBytes}; `chunkSize` (bytes) cuts the stream. Does not copy. */
export function bytesInMemory(bytes: Uint8Array, chunkSize = 65_536): ItemBytes {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    // oxlint-disable-next-line require-await -- an async generator is the shape of a stream, even from memory
    stream: async function* stream(start = 0, end = bytes.length) {
      for (let at = start; at < end; at += chunkSize) yield bytes.subarray(at, Math.min(end, at + chunkSize))
    },
  }
}
