import { kernelMemory, slideSums, turnRows } from './pdq-kernels.ts'

const side = 64

/**
 * Reduces a luma raster to 64 x 64 by PDQ's tent filter: twice a running mean along the rows, then along the columns,
 * then the pixel at the centre of each of the 64 x 64 cells.
 *
 * Every sum, difference and quotient is rounded to 32 bits in the order of the reference implementation (see pdq.ts),
 * so the result has the same bits. The last two means keep only the rows and columns that a centre will read.
 *
 * @param luma `rows * cols` values, row by row. Not changed.
 * @returns 4,096 values, row by row.
 */
export function tentTo64(luma: Float32Array, rows: number, cols: number): Float32Array {
  if (rows === side && cols === side) return luma.slice()
  const planes = layOut(Math.max(rows, cols, side))
  const { floats, upright, stride } = planes
  for (let row = 0; row < rows; row++) {
    floats.set(luma.subarray(row * cols, (row + 1) * cols), (upright + row * stride) / 4)
  }
  // A mean along the rows is a mean down the columns of the raster on its side.
  const [allRows, allCols] = [wholeNumbers(rows), wholeNumbers(cols)]
  turn(planes, rows, cols)
  meanDown(planes, cols, rows, allCols)
  turn(planes, cols, rows)
  meanDown(planes, rows, cols, allRows)
  turn(planes, rows, cols)
  meanDown(planes, cols, rows, centres(cols))
  turn(planes, side, rows)
  meanDown(planes, rows, side, centres(rows))
  const reduced = new Float32Array(side * side)
  for (let row = 0; row < side; row++) {
    const from = (upright + row * stride) / 4
    reduced.set(floats.subarray(from, from + side), row * side)
  }
  return reduced
}

/** Addresses in the kernels' memory, in bytes; rows of both planes are `stride` bytes apart. */
interface Planes {
  readonly floats: Float32Array
  readonly stride: number
  readonly upright: number
  readonly turned: number
  readonly sums: number
  readonly zeros: number
  readonly unread: number
}

function layOut(longest: number): Planes {
  // Rows are padded to whole steps of four, and 64 bytes more, because powers of two fall into the same cache lines.
  const stride = Math.ceil(longest / 4) * 16 + 64
  const plane = stride * Math.ceil(longest / 4) * 4
  const [upright, turned, sums] = [0, plane, 2 * plane]
  const [zeros, unread] = [sums + stride, sums + 2 * stride]
  const floats = kernelMemory(sums + 3 * stride)
  floats.fill(0, zeros / 4, unread / 4)
  return { floats, stride, upright, turned, sums, zeros, unread }
}

/** Transposes the `rows` x `cols` of one plane into the other. */
function turn({ upright, turned, stride }: Planes, rows: number, cols: number): void {
  for (let row = 0; row < rows; row += 4) {
    turnRows(upright + row * stride, stride, turned + row * 4, stride, Math.ceil(cols / 4) * 16)
  }
}

/** The running mean down each column of the turned plane, at the rows in `keep` (ascending), into the upright plane. */
function meanDown(planes: Planes, rows: number, cols: number, keep: Int32Array): void {
  const { floats, stride, upright, turned, sums, zeros, unread } = planes
  const window = windowSize(rows)
  // How many values the window holds beyond the one it is centred on; at both edges it holds fewer.
  const lead = Math.floor((window + 2) / 2) - 1
  const length = Math.ceil(cols / 4) * 16
  floats.fill(0, sums / 4, zeros / 4)
  let next = 0
  for (let last = 0; last < rows + lead; last++) {
    const gone = last - window
    const entering = last < rows ? turned + last * stride : zeros
    const leaving = gone >= 0 ? turned + gone * stride : zeros
    const count = Math.min(last, rows - 1) - Math.max(gone, -1)
    const kept = keep[next] === last - lead
    const means = upright + next * stride
    slideSums(sums, entering, leaving, kept ? means : unread, length, count)
    if (kept) next++
    // In a raster of fewer than 64 rows several cells have the same centre.
    for (; keep[next] === last - lead; next++)
      floats.copyWithin((upright + next * stride) / 4, means / 4, means / 4 + cols)
  }
}

/** Two running means of this width make a tent about as wide as one of the 64 cells. */
function windowSize(length: number): number {
  return Math.floor((length + 2 * side - 1) / (2 * side))
}

function wholeNumbers(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i)
}

function centres(length: number): Int32Array {
  return Int32Array.from({ length: side }, (_, i) => Math.floor(((i + 0.5) * length) / side))
}
