import { FormatError } from './format-error.ts'

const END_MARK = 0x80

/**
 * The padded length that Padmé gives to `length` bytes: at most 12 % more, and the length tells only
 * O(log log length) bits. Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication
 * with PURBs", PETS 2019, algorithm 1. `length` must be a whole number below 2^31.
 */
export const padmeLength = (length: number): number => {
  if (length < 2) {
    return length
  }
  const exponent = 31 - Math.clz32(length)
  const mantissaBits = 32 - Math.clz32(exponent)
  const unit = 2 ** Math.max(exponent - mantissaBits, 0)
  return Math.ceil(length / unit) * unit
}

/** `bytes`, then 0x80, then zeros up to `padmeLength(bytes.length + 1)` (the marker of ISO/IEC 7816-4). */
export const pad = (bytes: Uint8Array): Uint8Array => {
  const padded = new Uint8Array(padmeLength(bytes.length + 1))
  padded.set(bytes)
  padded[bytes.length] = END_MARK
  return padded
}

/**
 * Takes off what `pad` put on. The result shares memory with `padded`.
 * @throws FormatError PADDING_INVALID when `padded` is not exactly what `pad` makes.
 */
export const unpad = (padded: Uint8Array): Uint8Array => {
  let end = padded.length - 1
  while (end >= 0 && padded[end] === 0) {
    end -= 1
  }
  if (end < 0 || padded[end] !== END_MARK || padmeLength(end + 1) !== padded.length) {
    throw new FormatError('PADDING_INVALID', 'The padding is not in its canonical form.')
  }
  return padded.subarray(0, end)
}
