import { signCosts } from './name-alphabet.ts'
import type { FoldedWord, Reading } from './name-fold.ts'

const lenient = signCosts(false)
const strict = signCosts(true)
const swapCost = 0.6
const rowSize = 64
const rows = [new Float64Array(rowSize), new Float64Array(rowSize), new Float64Array(rowSize)] as const
/** What `editDistance` left behind: the costs of all of `a` against each beginning of `b`. */
let lastRow: Float64Array = rows[0]

/**
 * How far two words are apart: 0 is the same, about 0.2 a near spelling, 1 nothing in common. Weighted edit distance over signs
 * (rule M5), divided by the mean mass of the two; the best of all ways to read both.
 */
export function wordDistance(a: FoldedWord, b: FoldedWord, sameOrthography: boolean): number {
  let best = Infinity
  for (const left of a.readings)
    for (const right of b.readings) best = Math.min(best, readingDistance(left, right, sameOrthography))
  return best
}

function readingDistance(a: Reading, b: Reading, sameOrthography: boolean): number {
  const mass = (a.mass + b.mass) / 2
  if (mass === 0) return 1
  const dropA = sameOrthography ? a.dropStrict : b.abjad ? a.dropAbjad : a.dropFull
  const dropB = sameOrthography ? b.dropStrict : a.abjad ? b.dropAbjad : b.dropFull
  return Math.min(1, editDistance(a, b, dropA, dropB, sameOrthography ? strict : lenient) / mass)
}

/**
 * How far `a`, a word still being typed, is from the beginning of `b` that suits it best, on the scale of `wordDistance`; the rest of `b` is free.
 * A single letter must fit exactly.
 */
export function beginningDistance(a: FoldedWord, b: FoldedWord, sameOrthography: boolean): number {
  let best = 1
  for (const left of a.readings) {
    for (const right of b.readings) {
      const dropA = sameOrthography ? left.dropStrict : right.abjad ? left.dropAbjad : left.dropFull
      const dropB = sameOrthography ? right.dropStrict : left.abjad ? right.dropAbjad : right.dropFull
      editDistance(left, right, dropA, dropB, sameOrthography ? strict : lenient)
      let least = Infinity
      for (let j = 1; j <= Math.min(right.signs.length, rowSize - 1); j++)
        least = Math.min(least, lastRow[j] ?? Infinity)
      best = Math.min(best, least / Math.max(0.5, left.mass))
    }
  }
  return best
}

function editDistance(
  a: Reading,
  b: Reading,
  dropA: Float64Array,
  dropB: Float64Array,
  { costs, width }: { costs: Float64Array; width: number },
): number {
  const rowsWanted = Math.min(a.signs.length, rowSize - 1)
  const columns = Math.min(b.signs.length, rowSize - 1)
  let [earlier, above, row] = rows as readonly [Float64Array, Float64Array, Float64Array] as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  above[0] = 0
  for (let j = 1; j <= columns; j++) above[j] = (above[j - 1] ?? 0) + (dropB[j - 1] ?? 0)
  for (let i = 1; i <= rowsWanted; i++) {
    const sign = a.signs[i - 1] ?? 0
    const drop = dropA[i - 1] ?? 0
    row[0] = (above[0] ?? 0) + drop
    for (let j = 1; j <= columns; j++) {
      const other = b.signs[j - 1] ?? 0
      let best = (above[j - 1] ?? 0) + (costs[sign * width + other] ?? 1)
      const left = (row[j - 1] ?? 0) + (dropB[j - 1] ?? 0)
      if (left < best) best = left
      const up = (above[j] ?? 0) + drop
      if (up < best) best = up
      if (i > 1 && j > 1 && sign === b.signs[j - 2] && a.signs[i - 2] === other) {
        const swapped = (earlier[j - 2] ?? 0) + swapCost
        if (swapped < best) best = swapped
      }
      row[j] = best
    }
    const spare = earlier
    earlier = above
    above = row
    row = spare
  }
  lastRow = above
  return above[columns] ?? 0
}
