import { dct16, dihedralDcts } from './pdq-dct.ts'
import { tentTo64 } from './pdq-filter.ts'

const BITS = 256
const SMALLEST_SIDE = 5
const { fround } = Math

export interface Pdq {
  /** 32 bytes; the order of bytes is that of the hexadecimal text that other programs exchange. */
  readonly hash: Uint8Array
  /** 0 to 100: how much structure the picture has. Below 50 the hash says little. */
  readonly quality: number
  /**
   * The hashes of the picture as it is, turned by 90°, 180°, 270°, flipped top to bottom, left to right, and along the
   * two diagonals. They cost little, but only some callers need them.
   */
  readonly dihedral: () => Uint8Array[]
}

/**
 * The PDQ hash of a luma raster, with the same bits as the reference implementation.
 * Does not resize: rasters larger than 512 in a dimension are reduced first (see photo-luma.ts).
 * A raster with a side under 5 has the all-zero hash and quality 0.
 *
 * Source: PDQ of facebook/ThreatExchange (pdq/cpp), commit baefb4e.
 *
 * @param luma `rows * cols` values of 0 to 255, row by row. Not changed.
 */
export function pdqFromLuma(luma: Float32Array, rows: number, cols: number): Pdq {
  if (rows < SMALLEST_SIDE || cols < SMALLEST_SIDE) {
    return {
      hash: new Uint8Array(BITS / 8),
      quality: 0,
      dihedral: () => Array.from({ length: 8 }, () => new Uint8Array(BITS / 8)),
    }
  }
  const raster = tentTo64(luma, rows, cols)
  const dct = dct16(raster)
  return {
    hash: hashOf(dct),
    quality: qualityOf(raster),
    dihedral: () => dihedralDcts(dct).map(hashOf),
  }
}

/** A bit for each coefficient above the (lower) median; the first coefficient is the lowest bit of the last byte. */
function hashOf(dct: Float32Array): Uint8Array {
  const median = dct.toSorted()[BITS / 2 - 1]!
  const hash = new Uint8Array(BITS / 8)
  for (let n = 0; n < BITS; n++) {
    if (dct[n]! > median) hash[BITS / 8 - 1 - (n >> 3)]! |= 1 << (n & 7)
  }
  return hash
}

function qualityOf(raster: Float32Array): number {
  let gradients = 0
  for (let row = 0; row < 64; row++) {
    for (let col = 0; col < 64; col++) {
      const here = raster[row * 64 + col]!
      if (row < 63) gradients += gradient(here, raster[(row + 1) * 64 + col]!)
      if (col < 63) gradients += gradient(here, raster[row * 64 + col + 1]!)
    }
  }
  return Math.min(100, Math.floor(gradients / 90))
}

/** In percent of full contrast, cut to a whole number. */
function gradient(a: number, b: number): number {
  return Math.trunc(Math.abs(fround(fround(fround(a - b) * 100) / 255)))
}
