import { wordDistance } from './name-distance.ts'
import type { FoldedName, FoldedWord } from './name-fold.ts'

/** Word `a` of one name stands against word `b` of the other. */
export type PartFit = { a: number; b: number; distance: number; fit: number }

export type Alignment = { parts: PartFit[]; fit: number }

/** The fit of two words that are the same: what agreement can add at most. */
export const fullFit = 1.6

/** Log-odds that two words at `distance` are one name: 1.6 for the same, 0 near 0.19, never below -5. Flat near 0, where spellings differ freely. */
function wordFit(distance: number): number {
  return Math.max(-5, Math.min(fullFit - 2 * distance, 2.5 - 13 * distance))
}

/** Another given name weighs more than another father's or grandfather's name. */
const givenMismatch = 1.3
/** What a part costs that only one of the names has: by how many parts the shorter name has run out after. */
const missing = { given: -3, father: -0.5, later: -0.25 } as const
/** What it costs to leave a part out between others. */
const skipped = { father: -2.4, last: -0.9, other: -0.6, article: -0.25 } as const

/**
 * The best way to put the parts of two names against each other, and its summed fit (rules M7, M8). Given stands against given; the order of
 * parts is kept; from the father on a part may be left out.
 */
export function alignWords(left: FoldedName, right: FoldedName): Alignment {
  const a = left.words
  const b = right.words
  const strict = left.script === 'arabic' && right.script === 'arabic'
  // best[i][j]: the best alignment of the parts from i and j on; filled from the end.
  const best: Alignment[][] = Array.from({ length: a.length + 1 }, () => [])
  for (let i = a.length; i >= 0; i--) {
    const row = best[i] ?? []
    for (let j = b.length; j >= 0; j--) {
      const wordA = a[i]
      const wordB = b[j]
      if (wordA === undefined || wordB === undefined)
        row[j] = { parts: [], fit: tailFit(i, a.length) + tailFit(j, b.length) }
      // Only the two given names meet at the edges, so cells beside them are never asked for.
      else if ((i === 0) === (j === 0)) row[j] = step(wordA, wordB, { i, j, strict, a, b, best })
    }
  }
  return best[0]?.[0] ?? { parts: [], fit: 0 }
}

type Place = {
  i: number
  j: number
  strict: boolean
  a: readonly FoldedWord[]
  b: readonly FoldedWord[]
  best: Alignment[][]
}

function step(wordA: FoldedWord, wordB: FoldedWord, { i, j, strict, a, b, best }: Place): Alignment {
  const distance = wordDistance(wordA, wordB, strict)
  const fit = wordFit(distance)
  const rest = best[i + 1]?.[j + 1]
  const weight = i === 0 && fit < 0 ? givenMismatch : 1
  let chosen: Alignment = {
    parts: [{ a: i, b: j, distance, fit }, ...(rest?.parts ?? [])],
    fit: fit * weight + (rest?.fit ?? 0),
  }
  if (i === 0) return chosen
  const withoutA = best[i + 1]?.[j]
  const withoutB = best[i]?.[j + 1]
  const fitWithoutA = (withoutA?.fit ?? -Infinity) + skipFit(a, i)
  const fitWithoutB = (withoutB?.fit ?? -Infinity) + skipFit(b, j)
  if (withoutA !== undefined && fitWithoutA > chosen.fit) chosen = { parts: withoutA.parts, fit: fitWithoutA }
  if (withoutB !== undefined && fitWithoutB > chosen.fit) chosen = { parts: withoutB.parts, fit: fitWithoutB }
  return chosen
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
