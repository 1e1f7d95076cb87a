import { wordDistance } from './name-distance.ts'
import type { FoldedName, FoldedWord } from './name-fold.ts'

/** Word `a` of one name stands against word `b` of the other. */
export type PartFit = { a: number; b: number; distance: number; fit: number }

export type Alignment = { parts: PartFit[]; fit: number }

/** The fit of two words that are the same: what agreement can add at most. */
export const fullFit = 1.6

/** Log-odds that two words are one name: 0 at distance 0.19, never below -4. Nearly flat near 0, where spellings differ freely. */
function wordFit(distance: number): number {
  return Math.max(-4, Math.min(fullFit - 2 * distance, 2.5 - 13 * distance))
}

/** Another given name weighs more than another father's or grandfather's name. */
const givenMismatch = 1.3
/** What it costs that a name has ended before the other's given, father's or a later part. */
const missing = { given: -3, father: -0.5, later: -0.25 } as const
/** What it costs to leave a part out between others. */
const skipped = { father: -2.4, last: -0.9, other: -0.6, article: -0.25 } as const

/** Names have at most 16 words (name-words.ts); the table has one row and column more. */
const side = 17
const fits = new Float64Array(side * side)
const partFits = new Float64Array(side * side)
const distances = new Float64Array(side * side)
const straightDistances: number[] = []
const moves = new Uint8Array(side * side)
const move = { end: 0, pair: 1, skipA: 2, skipB: 3 } as const

/**
 * The best way to put the parts of two names against each other, and its summed fit (rules M7, M8). Given stands against given; the order of
 * parts is kept; from the father on a part may be left out.
 */
export function alignWords(left: FoldedName, right: FoldedName): Alignment {
  const a = left.words
  const b = right.words
  const strict = left.script === 'arabic' && right.script === 'arabic'
  const straight = straightAlignment(a, b, strict)
  if (straight !== undefined) return straight
  for (let i = a.length; i >= 0; i--) {
    for (let j = b.length; j >= 0; j--) {
      const wordA = a[i]
      const wordB = b[j]
      if (wordA === undefined || wordB === undefined) {
        fits[i * side + j] = tailFit(i, a.length) + tailFit(j, b.length)
        moves[i * side + j] = move.end
      }
      // A given name meets nothing but a given name, so the cells beside that pair are never asked for.
      else if ((i === 0) === (j === 0)) {
        const known = i === j ? straightDistances[i] : undefined
        fillCell(a, b, i, j, known ?? wordDistance(wordA, wordB, strict))
      }
    }
  }
  return { parts: tracedParts(), fit: fits[0] ?? 0 }
}

/**
 * Part against part without a gap, if they fit so well that no gap can be better: most pairs worth comparing, and much less work. Leaves the distances
 * that it found in `straightDistances`.
 */
function straightAlignment(a: readonly FoldedWord[], b: readonly FoldedWord[], strict: boolean): Alignment | undefined {
  straightDistances.length = 0
  if (a.length !== b.length) return undefined
  // A gap on each side loses a pair and skips two parts.
  const bestWithGaps = (a.length - 2) * fullFit + 2 * skipped.article
  const parts: PartFit[] = []
  let rest = 0
  for (let at = 0; at < a.length; at++) {
    const distance = wordDistance(a[at] as FoldedWord, b[at] as FoldedWord, strict)
    straightDistances.push(distance)
    const fit = wordFit(distance)
    parts.push({ a: at, b: at, distance, fit })
    if (at > 0) rest += fit
    if (rest + (a.length - 1 - at) * fullFit < bestWithGaps) return undefined
  }
  const given = parts[0]?.fit ?? 0
  return { parts, fit: rest + (given < 0 ? given * givenMismatch : given) }
}

function fillCell(a: readonly FoldedWord[], b: readonly FoldedWord[], i: number, j: number, distance: number): void {
  const cell = i * side + j
  const fit = wordFit(distance)
  distances[cell] = distance
  partFits[cell] = fit
  let best = (i === 0 && fit < 0 ? fit * givenMismatch : fit) + (fits[cell + side + 1] ?? 0)
  let chosen: number = move.pair
  if (i > 0) {
    const withoutA = (fits[cell + side] ?? 0) + skipFit(a, i)
    const withoutB = (fits[cell + 1] ?? 0) + skipFit(b, j)
    if (withoutA > best) {
      best = withoutA
      chosen = move.skipA
    }
    if (withoutB > best) {
      best = withoutB
      chosen = move.skipB
    }
  }
  fits[cell] = best
  moves[cell] = chosen
}

function tracedParts(): PartFit[] {
  const parts: PartFit[] = []
  let i = 0
  let j = 0
  for (;;) {
    const cell = i * side + j
    const chosen = moves[cell]
    if (chosen === move.end) return parts
    if (chosen === move.pair) parts.push({ a: i, b: j, distance: distances[cell] ?? 1, fit: partFits[cell] ?? 0 })
    if (chosen !== move.skipB) i += 1
    if (chosen !== move.skipA) j += 1
  }
}

/** Parts that are left when the other name has ended. */
function tailFit(from: number, length: number): number {
  let fit = 0
  for (let at = from; at < length; at++) fit += at === 0 ? missing.given : at === 1 ? missing.father : missing.later
  return fit
}

function skipFit(words: readonly FoldedWord[], at: number): number {
  if (at === 1) return skipped.father
  if (words[at]?.article === true) return skipped.article
  return at === words.length - 1 ? skipped.last : skipped.other
}
