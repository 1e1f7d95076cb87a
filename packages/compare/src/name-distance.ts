import { lenient, strict, unit } from './name-costs.ts'
import type { FoldedWord, Reading } from './name-fold.ts'

const swapCost = 0.6 * unit
/** Signs beyond these are not compared. */
const longest = 63
const scratch = [0, 1, 2].map(() => new Int32Array(longest + 1))
/** A second way to read a word is not tried when the first fits this well. */
const nearEnough = 0.02
/** From here on nobody asks how much farther; the rest of the table is not filled in. */
const farEnough = 0.5

/**
 * How far two words are apart: 0 is the same, about 0.2 a near spelling, 0.5 and more another word. Weighted edit distance over signs
 * (rule M5), divided by the mean mass of the two; the best of all ways to read both. What is `farthest` or more is given as that.
 */
export function wordDistance(a: FoldedWord, b: FoldedWord, sameOrthography: boolean, farthest = 1): number {
  if (a === b) return 0
  let best = farthest
  for (const left of a.readings) {
    for (const right of b.readings) {
      if (best < nearEnough) return best
      const mass = (left.mass + right.mass) / 2
      if (mass === 0) continue
      const cost = endCost(fill(left, right, sameOrthography, Math.min(best, farEnough) * mass), right)
      if (cost < best * mass) best = cost / mass
    }
  }
  return best
}

/**
 * How far `a`, a word still being typed, is from the beginning of `b` that suits it best, on the scale of `wordDistance`; the rest of `b` is free.
 */
export function beginningDistance(a: FoldedWord, b: FoldedWord, sameOrthography: boolean, farthest = 1): number {
  let best = farthest
  for (const left of a.readings) {
    const mass = Math.max(unit / 2, left.mass)
    for (const right of b.readings) {
      const row = fill(left, right, sameOrthography, best * mass)
      if (row === undefined) continue
      for (let j = 1; j <= Math.min(right.signs.length, longest); j++) best = Math.min(best, (row[j] ?? unit) / mass)
    }
  }
  return best
}

function endCost(row: Int32Array | undefined, b: Reading): number {
  return row?.[Math.min(b.signs.length, longest)] ?? Infinity
}

/** The last row of the edit table: the cost of all of `a` against each beginning of `b`; undefined when all are above `limit`. */
function fill(a: Reading, b: Reading, sameOrthography: boolean, limit: number): Int32Array | undefined {
  const { costs, width } = sameOrthography ? strict : lenient
  const dropsA = sameOrthography ? a.dropStrict : b.abjad ? a.dropAbjad : a.dropFull
  const dropsB = sameOrthography ? b.dropStrict : a.abjad ? b.dropAbjad : b.dropFull
  const signsA = a.signs
  const signsB = b.signs
  const rows = Math.min(signsA.length, longest)
  const columns = Math.min(signsB.length, longest)
  let [earlier, above, row] = scratch as [Int32Array, Int32Array, Int32Array]
  above[0] = 0
  for (let j = 1; j <= columns; j++) above[j] = (above[j - 1] ?? 0) + (dropsB[j - 1] ?? 0)
  let previousSign = -1
  let previousLeast = 0
  for (let i = 1; i <= rows; i++) {
    const sign = signsA[i - 1] ?? 0
    const drop = dropsA[i - 1] ?? 0
    const offset = sign * width
    let left = (above[0] ?? 0) + drop
    let diagonal = above[0] ?? 0
    let least = left
    let previousOther = -1
    row[0] = left
    for (let j = 1; j <= columns; j++) {
      const other = signsB[j - 1] ?? 0
      const up = above[j] ?? 0
      let best = diagonal + (costs[offset + other] ?? unit)
      if (left + (dropsB[j - 1] ?? 0) < best) best = left + (dropsB[j - 1] ?? 0)
      if (up + drop < best) best = up + drop
      if (sign === previousOther && other === previousSign) best = Math.min(best, (earlier[j - 2] ?? 0) + swapCost)
      row[j] = best
      if (best < least) least = best
      left = best
      diagonal = up
      previousOther = other
    }
    // A swap reaches back two rows.
    if (least > limit && previousLeast + swapCost > limit) return undefined
    previousLeast = least
    previousSign = sign
    const spare = earlier
    earlier = above
    above = row
    row = spare
  }
  return above
}
