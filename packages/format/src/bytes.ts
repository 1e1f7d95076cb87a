import { FormatError } from './format-error.ts'

const encoder = new TextEncoder()
// A byte order mark is content here: dropping it would let two different byte strings read as one text.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const HEX_TEXT = /^(?:[\da-f]{2})*$/u
// `String.fromCodePoint` takes its bytes as arguments; more than some 100,000 overflow the stack.
const CHAR_CODES_AT_ONCE = 8192

/**
 * UTF-8 bytes of a text.
 * @throws FormatError VALUE_INVALID when the text holds half a surrogate pair, which UTF-8 cannot carry.
 */
export const utf8 = (text: string): Uint8Array => {
  if (!text.isWellFormed()) {
    throw new FormatError('VALUE_INVALID', 'A text contains half a character (a lone surrogate).')
  }
  return encoder.encode(text)
}

/**
 * The text of UTF-8 bytes, byte order mark kept.
 * @throws FormatError VALUE_INVALID when the bytes are not UTF-8.
 */
export const fromUtf8 = (bytes: Uint8Array): string => {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new FormatError('VALUE_INVALID', 'The bytes are not valid UTF-8 text.')
  }
}

/** Lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string => {
  let hex = ''
  for (const byte of bytes) {
    hex += HEX_PAIRS[byte]
  }
  return hex
}

/**
 * Bytes of lower-case hexadecimal.
 * @throws FormatError VALUE_INVALID on anything else, upper case included.
 */
export const fromHex = (hex: string): Uint8Array => {
  if (!HEX_TEXT.test(hex)) {
    throw new FormatError('VALUE_INVALID', 'The text is not lower-case hexadecimal.')
  }
  const bytes = new Uint8Array(hex.length / 2)
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16)
  }
  return bytes
}

/** Standard base64 with padding (RFC 4648 section 4). */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let start = 0; start < bytes.length; start += CHAR_CODES_AT_ONCE) {
    binary += String.fromCodePoint(...bytes.subarray(start, start + CHAR_CODES_AT_ONCE))
  }
  return btoa(binary)
}

/**
 * Bytes of standard base64, in its one canonical spelling: padded, no white space, no stray bits.
 * @throws FormatError VALUE_INVALID on any other spelling.
 */
export const fromBase64 = (base64: string): Uint8Array => {
  let binary: string
  try {
    binary = atob(base64)
  } catch {
    throw new FormatError('VALUE_INVALID', 'The text is not base64.')
  }
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) {
    bytes[index] = binary.codePointAt(index) ?? 0
  }
  if (toBase64(bytes) !== base64) {
    throw new FormatError('VALUE_INVALID', 'The base64 text is not in its canonical form.')
  }
  return bytes
}

/** One array holding all parts in order. */
export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  let length = 0
  for (const part of parts) {
    length += part.length
  }
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Whether two byte strings are equal. Not constant in time: do not compare secrets with it. */
export const equalBytes = (left: Uint8Array, right: Uint8Array): boolean => {
  if (left.length !== right.length) {
    return false
  }
  for (let index = 0; index < left.length; index += 1) {
    if (left[index] !== right[index]) {
      return false
    }
  }
  return true
}

/**
 * Eight bytes, big-endian, of a whole number from 0 to 2^64 - 1.
 * @throws FormatError VALUE_INVALID outside that range.
 */
export const u64ToBytes = (value: number | bigint): Uint8Array => {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new FormatError('VALUE_INVALID', 'The number is not a whole number that can be stored exactly.')
  }
  if (value < 0 || value > 0xff_ff_ff_ff_ff_ff_ff_ffn) {
    throw new FormatError('VALUE_INVALID', 'The number does not fit into eight bytes.')
  }
  const bytes = new Uint8Array(8)
  if (typeof value === 'bigint') {
    new DataView(bytes.buffer).setBigUint64(0, value)
    return bytes
  }
  // A bigint and a view cost ten times as much, and every entry that is opened has its index written.
  let rest = value
  for (let place = 7; place >= 0; place -= 1) {
    bytes[place] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}

/**
 * The number of eight big-endian bytes at `offset`.
 * @throws RangeError when fewer than eight bytes are there.
 */
export const u64FromBytes = (bytes: Uint8Array, offset = 0): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(offset)
