/** A sliding view of a stream of bytes: `bytes[0, filled)` are the bytes of the stream from position `base` on. */
export interface ByteWindow {
  bytes: Buffer
  filled: number
  base: number
}

/** Makes an empty window with room for `capacity` bytes; it grows when something longer is held. */
export function createByteWindow(capacity: number): ByteWindow {
  return { bytes: Buffer.allocUnsafe(capacity), filled: 0, base: 0 }
}

/**
 * Appends a piece, dropping what lies before stream position `held`. Room is doubled when it runs out, so holding one
 * long value costs time linear in its length.
 */
export function slide(window: ByteWindow, piece: Uint8Array, held: number): void {
  const drop = Math.min(Math.max(0, held - window.base), window.filled)
  if (drop > 0 && (drop > window.filled / 2 || window.filled + piece.length > window.bytes.length)) {
    window.bytes.copyWithin(0, drop, window.filled)
    window.filled -= drop
    window.base += drop
  }
  if (window.filled + piece.length > window.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(window.bytes.length * 2, window.filled + piece.length))
    window.bytes.copy(larger, 0, 0, window.filled)
    window.bytes = larger
  }
  window.bytes.set(piece, window.filled)
  window.filled += piece.length
}
