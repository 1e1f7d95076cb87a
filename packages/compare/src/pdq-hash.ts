import { CompareError } from './compare-error.ts'

/** The length of a PDQ hash in bytes. */
export const pdqBytes = 32

/** The 64 lower-case hexadecimal digits in which PDQ hashes are exchanged. */
export function pdqToHex(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('hex')
}

/**
 * Reads a PDQ hash written as 64 hexadecimal digits, in either case.
 *
 * @throws CompareError `HASH_MALFORMED` if it is anything else.
 */
export function pdqFromHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/iu.test(hex)) {
    throw new CompareError('HASH_MALFORMED', 'A photo hash has to be 64 hexadecimal digits (0–9 and a–f).')
  }
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

/** The number of bits, 0 to 256, in which two hashes of 32 bytes differ. Photos within 31 are worth a person's look. */
export function pdqDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0
  for (let i = 0; i < pdqBytes; i++) distance += bitCount(a[i]! ^ b[i]!)
  return distance
}

/** How many of the 32 bits of an integer are set. */
function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
