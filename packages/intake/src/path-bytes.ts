import { isUtf8 } from 'node:buffer'

/** A name as it came: `path` is text; `pathB64` holds its exact bytes where the text does not give them back. */
export interface NamedPath {
  path: string
  pathB64?: string
}

/**
 * A file name from its bytes. Bytes that are not UTF-8 stand as `\xNN` in the text, and the bytes themselves are kept.
 * Changes nothing else: what may be shown on a screen is decided where it is shown.
 */
export function pathFromBytes(bytes: Uint8Array): NamedPath {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (isUtf8(buffer)) return { path: buffer.toString('utf8') }
  let path = ''
  let from = 0
  while (from < buffer.length) {
    const length = characterLength(buffer, from)
    path +=
      length > 0
        ? buffer.toString('utf8', from, from + length)
        : String.raw`\x${(buffer[from] as number).toString(16).toUpperCase()}`
    from += Math.max(1, length)
  }
  return { path, pathB64: buffer.toString('base64') }
}

/** Length of the UTF-8 character that begins here; 0 if none does. */
function characterLength(buffer: Buffer, from: number): number {
  for (let length = 1; length <= 4 && from + length <= buffer.length; length++) {
    if (isUtf8(buffer.subarray(from, from + length))) return length
  }
  return 0
}
