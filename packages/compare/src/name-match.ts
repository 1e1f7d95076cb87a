import { alignWords, fullFit, type PartFit } from './name-align.ts'
import { mainSound } from './name-alphabet.ts'
import { foldWords } from './name-fold.ts'
import { shareOf, type NameFrequencies } from './name-frequency.ts'
import { fitOf, missingPart, rarityOf, roleOf, type NamePart } from './name-why.ts'

export type NameComparison = {
  /** How well the names fit, 0 to 1; from `likelySameName` on they may well be one person's. */
  score: number
  /** Evidence in bits: log2 of how much likelier this agreement is for one person than for two. Rare names weigh more. */
  weight: number
  /** Whether they are proposed as one person's: the score is at least `likelySameName`. */
  same: boolean
  /** Part by part, first what both have in the order of the first name, then what only one has. Empty if a text has no letters. */
  parts: NamePart[]
}

/** The score from which two names are proposed as one person's; people decide (H4). */
export const likelySameName = 0.5

/** The sum of fits at which the score is one half, found on development pairs. */
const evenFit = 1

/** The words of a name as they are compared: script, sounds, and the consonants that index keys are made of. */
export function foldName(text: string): {
  script: 'arabic' | 'sorani' | 'latin' | 'mixed' | 'none'
  tokens: { raw: string; phonemes: string; skeleton: string }[]
} {
  const { script, words } = foldWords(text)
  return {
    script,
    tokens: words.map(({ raw, readings, skeleton }) => ({
      raw,
      phonemes: (readings[0]?.names ?? []).map(mainSound).join(' '),
      skeleton,
    })),
  }
}

/**
 * Compares two whole names in any of the four orthographies: given, father's, grandfather's name and family in that order (rules M5–M9).
 * Symmetric. Never throws; a text without letters fits nothing (score 0). Says nothing about who is meant: two persons may have one name.
 */
export function compareNames(a: string, b: string, options: { frequencies?: NameFrequencies } = {}): NameComparison {
  const left = foldWords(a)
  const right = foldWords(b)
  if (left.words.length === 0 || right.words.length === 0) return { score: 0, weight: 0, same: false, parts: [] }
  const aligned = alignWords(left, right)
  const parts: NamePart[] = []
  let weight = 0
  for (const pair of aligned.parts) {
    const x = left.words[pair.a]
    const y = right.words[pair.b]
    if (x === undefined || y === undefined) continue
    const share = Math.max(shareOf(x, options.frequencies), shareOf(y, options.frequencies))
    const bits = bitsOf(pair, share)
    weight += bits
    parts.push({
      part: roleOf(x, pair.a),
      a: x.raw,
      b: y.raw,
      atA: pair.a,
      atB: pair.b,
      fit: fitOf(x, y, pair.distance),
      distance: pair.distance,
      bits,
      rarity: pair.fit > 0 ? rarityOf(share) : null,
    })
  }
  for (const [at, word] of left.words.entries())
    if (!aligned.parts.some((pair) => pair.a === at)) parts.push(missingPart(word, at, 'a'))
  for (const [at, word] of right.words.entries())
    if (!aligned.parts.some((pair) => pair.b === at)) parts.push(missingPart(word, at, 'b'))
  const score = scoreOf(aligned.fit)
  return { score, weight, same: score >= likelySameName, parts }
}

function scoreOf(fit: number): number {
  return 1 / (1 + Math.exp(evenFit - fit))
}

/** What a part says for one person: full agreement weighs log2(1 / share); a spelling apart in proportion; disagreement by its log-odds. */
export function bitsOf(part: PartFit, share: number): number {
  if (part.fit <= 0) return part.fit / Math.LN2
  return Math.log2(0.95 / share) * Math.min(1, part.fit / fullFit)
}
