/** Bech32 (BIP 173) without its limit of 90 characters, as age uses it for keys. */
import { FormatError } from './format-error.ts'

const CHARSET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b_6a_57_b2, 0x26_50_8e_6d, 0x1e_a1_19_fa, 0x3d_42_33_dd, 0x2a_14_62_b3] as const
const CHECKSUM_LENGTH = 6

const fault = (message: string): FormatError => new FormatError('KEY_INVALID', message)

const checksum = (prefix: string, words: readonly number[]): number => {
  const codes = Array.from(prefix, (letter) => letter.codePointAt(0) ?? 0)
  const input = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...words]
  let state = 1
  for (const word of input) {
    const top = state >>> 25
    state = ((state & 0x1_ff_ff_ff) << 5) ^ word
    for (const [bit, polynomial] of GENERATOR.entries()) {
      state ^= ((top >> bit) & 1) === 1 ? polynomial : 0
    }
  }
  return state
}

/** `bytes` in Bech32 under a lower-case prefix. */
export const encodeBech32 = (prefix: string, bytes: Uint8Array): string => {
  const words: number[] = []
  let bits = 0
  let count = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xf_ff
    count += 8
    while (count >= 5) {
      count -= 5
      words.push((bits >> count) & 31)
    }
  }
  if (count > 0) {
    words.push((bits << (5 - count)) & 31)
  }
  const sum = checksum(prefix, [...words, 0, 0, 0, 0, 0, 0]) ^ 1
  for (let place = CHECKSUM_LENGTH - 1; place >= 0; place -= 1) {
    words.push((sum >> (5 * place)) & 31)
  }
  return `${prefix}1${words.map((word) => CHARSET[word]).join('')}`
}

/**
 * The bytes of a Bech32 text, all lower or all upper case, whose prefix must be `prefix` (given in lower case).
 * @throws FormatError KEY_INVALID when the text is mistyped or not canonical.
 */
export const decodeBech32 = (prefix: string, text: string): Uint8Array => {
  const lower = text.toLowerCase()
  if (text !== lower && text !== text.toUpperCase()) {
    throw fault('The key mixes small and capital letters.')
  }
  const split = lower.lastIndexOf('1')
  const words = Array.from(lower.slice(split + 1), (letter) => CHARSET.indexOf(letter))
  if (lower.slice(0, split) !== prefix || words.length < CHECKSUM_LENGTH || words.includes(-1)) {
    throw fault(`The text is not a key that begins with ${prefix}1.`)
  }
  if (checksum(prefix, words) !== 1) {
    throw fault('The key is mistyped: its check letters do not fit.')
  }
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const word of words.slice(0, -CHECKSUM_LENGTH)) {
    bits = ((bits << 5) | word) & 0xf_ff
    count += 5
    if (count >= 8) {
      count -= 8
      bytes.push((bits >> count) & 255)
    }
  }
  if (count >= 5 || (bits & ((1 << count) - 1)) !== 0) {
    throw fault('The key is not in its canonical form.')
  }
  return Uint8Array.from(bytes)
}
