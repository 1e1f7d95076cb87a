/** How wide and high a WebP picture is, from its head. */

function atAscii(bytes: Uint8Array, start: number, text: string): boolean {
  return String.fromCodePoint(...bytes.subarray(start, start + text.length)) === text
}

/** Width and height in pixels (RFC 9649, sections 2.5 to 2.7); null when it is no WebP picture. */
export function webpSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 30 || !atAscii(bytes, 0, 'RIFF') || !atAscii(bytes, 8, 'WEBP')) return null
  const at = (index: number): number => bytes[index] ?? 0
  if (atAscii(bytes, 12, 'VP8 '))
    return { width: (at(26) | (at(27) << 8)) & 0x3f_ff, height: (at(28) | (at(29) << 8)) & 0x3f_ff }
  if (atAscii(bytes, 12, 'VP8L')) {
    const packed = at(21) | (at(22) << 8) | (at(23) << 16) | (at(24) << 24)
    return { width: (packed & 0x3f_ff) + 1, height: ((packed >>> 14) & 0x3f_ff) + 1 }
  }
  if (atAscii(bytes, 12, 'VP8X'))
    return {
      width: (at(24) | (at(25) << 8) | (at(26) << 16)) + 1,
      height: (at(27) | (at(28) << 8) | (at(29) << 16)) + 1,
    }
  return null
}
