import { alignWords, fullFit, type PartFit } from './name-align.ts'
import { mainSound } from './name-alphabet.ts'
import { foldWords, type FoldedWord } from './name-fold.ts'
import { shareOf, type NameFrequencies } from './name-frequency.ts'
import { fitWords, partName, rarityWords } from './name-why.ts'

export type NameComparison = {
  /** How well the names fit, 0 to 1; from `likelySameName` on they may well be one person's. */
  score: number
  /** Evidence in bits: log2 of how much likelier this agreement is for one person than for two. Rare names weigh more. */
  weight: number
  /** Part by part, in plain words. */
  why: string[]
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
  if (left.words.length === 0 || right.words.length === 0)
    return { score: 0, weight: 0, why: ['One of the names has no letters that can be compared.'] }
  const { parts, fit } = alignWords(left, right)
  const why: string[] = []
  let weight = 0
  let moved = false
  for (const part of parts) {
    const x = left.words[part.a]
    const y = right.words[part.b]
    if (x === undefined || y === undefined) continue
    const share = Math.max(shareOf(x, options.frequencies), shareOf(y, options.frequencies))
    weight += bitsOf(part, share)
    const rarity = part.fit > 0 ? rarityWords(share) : ''
    why.push(`${x.raw} – ${y.raw}: ${partName(x, part.a)}, ${fitWords(x, y, part.distance)}${rarity}`)
    moved ||= part.a !== part.b
  }
  addMissing(
    why,
    left.words,
    parts.map((part) => part.a),
  )
  addMissing(
    why,
    right.words,
    parts.map((part) => part.b),
  )
  if (moved) why.push('A part in between is missing in one of the names.')
  return { score: scoreOf(fit), weight, why }
}

function addMissing(why: string[], words: readonly FoldedWord[], matched: readonly number[]): void {
  if (matched.length === words.length) return
  for (const [at, word] of words.entries())
    if (!matched.includes(at)) why.push(`${word.raw}: ${partName(word, at)}, only in one of the names`)
}

function scoreOf(fit: number): number {
  return 1 / (1 + Math.exp(evenFit - fit))
}

/** Full agreement weighs log2(1 / share); a spelling apart in proportion; disagreement by its log-odds. */
function bitsOf(part: PartFit, share: number): number {
  if (part.fit <= 0) return part.fit / Math.LN2
  return Math.log2(0.95 / share) * Math.min(1, part.fit / fullFit)
}
