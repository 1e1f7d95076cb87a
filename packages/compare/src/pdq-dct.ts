import { accumulateRow, kernelMemory } from './pdq-kernels.ts'

const side = 64
const kept = 16

/** Row k holds the k-th sample of the cosines 1 to 16 of a 64-point DCT; cosine 0 says only how bright the picture is. */
const cosines = Float32Array.from({ length: side * kept }, (_, at) => {
  const position = Math.floor(at / kept)
  const frequency = (at % kept) + 1
  return Math.fround(Math.sqrt(2 / side)) * Math.cos((Math.PI / 2 / side) * frequency * (2 * position + 1))
})

/**
 * The 16 x 16 lowest frequencies of a 64 x 64 raster, without the constant ones: D · A · Dᵀ, summed in 32-bit floats
 * in the order of the reference implementation.
 *
 * @returns 256 coefficients, row by row.
 */
export function dct16(raster: Float32Array): Float32Array {
  const floats = kernelMemory((side * side + 2 * side * kept + kept * kept) * 4)
  const [rasterAt, cosinesAt, halfAt, outAt] = [0, side * side, side * (side + kept), side * (side + 2 * kept)]
  floats.set(raster, rasterAt)
  floats.set(cosines, cosinesAt)
  floats.fill(0, halfAt, outAt + kept * kept)
  for (let row = 0; row < kept; row++) {
    const half = halfAt + row * side
    for (let k = 0; k < side; k++) {
      accumulateRow(half * 4, (rasterAt + k * side) * 4, side * 4, cosines[k * kept + row]!)
    }
    for (let k = 0; k < side; k++) {
      accumulateRow((outAt + row * kept) * 4, (cosinesAt + k * kept) * 4, kept * 4, floats[half + k]!)
    }
  }
  return floats.slice(outAt, outAt + kept * kept)
}

/**
 * How the coefficients change when the picture is turned or mirrored. An odd frequency (1st, 3rd …) along an axis
 * changes sign when that axis is reversed; a diagonal flip exchanges the axes.
 * The order is the one in which implementations of PDQ list the eight hashes.
 */
const dihedralMoves = [
  { transpose: false, negateRows: false, negateCols: false }, // as it is
  { transpose: true, negateRows: true, negateCols: false }, // a quarter turn
  { transpose: false, negateRows: true, negateCols: true }, // half a turn
  { transpose: true, negateRows: false, negateCols: true }, // three quarters
  { transpose: false, negateRows: true, negateCols: false }, // top and bottom exchanged
  { transpose: false, negateRows: false, negateCols: true }, // left and right exchanged
  { transpose: true, negateRows: false, negateCols: false }, // along one diagonal
  { transpose: true, negateRows: true, negateCols: true }, // along the other
] as const

/** The coefficients of the eight turned and mirrored pictures; the first are the given ones. */
export function dihedralDcts(dct: Float32Array): Float32Array[] {
  return dihedralMoves.map(({ transpose, negateRows, negateCols }) => {
    const moved = new Float32Array(kept * kept)
    for (let row = 0; row < kept; row++) {
      for (let col = 0; col < kept; col++) {
        const value = transpose ? dct[col * kept + row]! : dct[row * kept + col]!
        const negative = (negateRows && row % 2 === 0) !== (negateCols && col % 2 === 0)
        moved[row * kept + col] = negative ? -value : value
      }
    }
    return moved
  })
}
