import { foldWords, withoutLastVowel, type FoldedName, type FoldedWord } from './name-fold.ts'
import { shareOf, type NameFrequencies } from './name-frequency.ts'
import { nearnessOf, type WordNearness } from './word-index.ts'

/** A word of the query and the part of a name that it fits. */
export type NameHit = { query: number; part: number; distance: number; beginning: boolean; worth: number }
/** How a name fits a query: 0 to 1, and which words meet which parts. */
export type NameQueryFit = { score: number; hits: NameHit[]; inOrder: boolean }

const worthOf = { swapped: 0.85, notGiven: 0.93, extraPart: 0.99 } as const

/** A query taken apart: its words, what each weighs, and the word that is still being typed. */
export type AskedName = { name: FoldedName; weights: readonly number[]; typed: Typed }

/** Takes a query apart. A last word with no space or sign behind it may be the beginning of a longer one. */
export function askedName(query: string, frequencies?: NameFrequencies): AskedName {
  const name = foldWords(query)
  const lastWord = name.words.at(-1)
  const typed = lastWord !== undefined && /[\p{L}\p{M}]$/u.test(query) ? [lastWord, withoutLastVowel(lastWord)] : []
  const weights = name.words.map((word, at) => {
    const bits = Math.log2(1 / shareOf(word, frequencies))
    return (at === 0 ? 1.2 : 1) * Math.max(4, bits)
  })
  return { name, weights, typed }
}

/** The last word of a query, whole and without the vowel that it ends in; empty when it is not being typed any more. */
type Typed = readonly (FoldedWord | undefined)[]

/** How near word `part` of a name is to word `query` of the question; undefined is not near at all. */
export type Nearness = (query: number, part: number) => WordNearness | undefined

/** How well a name fits a query, word by word, in order where that is possible. */
export function fitName(asked: AskedName, folded: FoldedName, near: Nearness): NameQueryFit {
  const hits: NameHit[] = []
  const taken = new Set<number>()
  let sum = 0
  let total = 0
  let inOrder = true
  let previous = -1
  for (const query of asked.name.words.keys()) {
    const weight = asked.weights[query] ?? 1
    total += weight
    let chosen: NameHit | undefined
    for (const part of folded.words.keys()) {
      if (taken.has(part)) continue
      const found = near(query, part)
      if (found === undefined) continue
      const worth = part < previous ? found.worth * worthOf.swapped : found.worth
      if (worth > 0 && (chosen === undefined || worth > chosen.worth + 0.02)) chosen = { ...found, query, part, worth }
    }
    if (chosen === undefined) continue
    taken.add(chosen.part)
    if (chosen.part < previous) inOrder = false
    previous = chosen.part
    sum += weight * chosen.worth
    hits.push(chosen)
  }
  let score = sum / total
  if (!taken.has(0)) score *= worthOf.notGiven
  score *= worthOf.extraPart ** Math.max(0, folded.words.length - asked.name.words.length)
  return { score, hits, inOrder }
}

/**
 * Finds `query` among names that are not people's, of places for example: best first, those that fit less than `floor` (0 to 1) left
 * out, equal ones in the order of `candidates`. Each is compared, so it is for some thousand at most. Nothing is found without letters.
 */
export function searchNames<Named extends { name: string }>(
  query: string,
  candidates: readonly Named[],
  floor: number,
): (Named & { score: number })[] {
  const asked = askedName(query)
  if (asked.name.words.length === 0) return []
  return candidates
    .map((candidate) => ({ ...candidate, score: scoreOf(asked, foldWords(candidate.name)) }))
    .filter(({ score }) => score >= floor)
    .toSorted((a, b) => b.score - a.score)
}

function scoreOf(asked: AskedName, folded: FoldedName): number {
  const strict = asked.name.script === 'arabic' && folded.script === 'arabic'
  const last = asked.name.words.length - 1
  return fitName(asked, folded, (query, part) => {
    const [one, other] = [asked.name.words[query], folded.words[part]]
    return one === undefined || other === undefined
      ? undefined
      : nearnessOf(one, query === last ? asked.typed : [], other, strict)
  }).score
}
