/** Characters that would act on the reader's screen instead of being seen; line feed and tab may stand. */
// oxlint-disable-next-line no-control-regex, no-misleading-character-class -- finding control characters is the purpose
const acting = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

/**
 * Bytes as text that can be read: UTF-8, with characters that would hide or turn text as `\u{…}` and bytes that are not
 * UTF-8 as `\x…`.
 */
export function shownBytes(bytes: Uint8Array): string {
  let shown = ''
  let at = 0
  while (at < bytes.length) {
    const { text, length } = longestText(bytes.subarray(at))
    shown += text.replaceAll(acting, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`)
    if (length === 0) shown += `\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`
    at += Math.max(length, 1)
  }
  return shown
}

/** The text that the bytes begin with, up to the first byte that is not UTF-8, and its length in bytes. */
function longestText(bytes: Uint8Array): { text: string; length: number } {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const replaced = lenient.indexOf('\uFFFD')
  if (replaced === -1) return { text: lenient, length: bytes.length }
  // A replacement character that really stands in the bytes is text as well.
  let text = lenient.slice(0, replaced)
  let length = Buffer.byteLength(text)
  while (bytes[length] === 0xef && bytes[length + 1] === 0xbf && bytes[length + 2] === 0xbd) {
    text += '\uFFFD'
    length += 3
  }
  return { text, length }
}
