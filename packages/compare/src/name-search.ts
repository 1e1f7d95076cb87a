import { wordDistance, beginningDistance } from './name-distance.ts'
import { foldWords, withoutLastVowel, type FoldedName, type FoldedWord } from './name-fold.ts'
import { shareOf, type NameFrequencies } from './name-frequency.ts'
import { fitOf as wordFitOf, partWords, rarityOf, roleOf } from './name-why.ts'

export type NameSearchOptions = {
  frequencies?: NameFrequencies
  /** What scores less is left out; 0.45 unless told. */
  floor?: number
}

type Hit = { query: number; part: number; distance: number; beginning: boolean }
type Fit = { score: number; hits: Hit[]; inOrder: boolean }

/** A word this far off counts nothing. */
const farthest = 0.42
/** What it costs that a typed vowel is not written in the other spelling. */
const unwrittenVowel = 0.02
const worthOf = { beginning: 0.93, swapped: 0.85, notGiven: 0.93, extraPart: 0.99 } as const

/**
 * Finds `query` among candidates, best first: whole names, single words of them, and a last word that is still being typed. Equal scores keep
 * the order of `candidates`. `why` says which word fits which part and how. A query without letters finds nothing.
 */
export function searchNames<C extends { name: string }>(
  query: string,
  candidates: readonly C[],
  options: NameSearchOptions = {},
): (C & { score: number; why: string[] })[] {
  const asked = foldWords(query)
  if (asked.words.length === 0) return []
  const lastWord = asked.words.at(-1)
  const typed = lastWord !== undefined && /[\p{L}\p{M}]$/u.test(query) ? [lastWord, withoutLastVowel(lastWord)] : []
  const weights = asked.words.map((word, at) => {
    const bits = Math.log2(1 / shareOf(word, options.frequencies))
    return (at === 0 ? 1.2 : 1) * Math.max(4, bits)
  })
  const floor = options.floor ?? 0.45
  const found: { candidate: C; folded: FoldedName; fit: Fit }[] = []
  for (const candidate of candidates) {
    const folded = foldWords(candidate.name)
    const fit = fitOf(asked, folded, weights, typed)
    if (fit.score >= floor) found.push({ candidate, folded, fit })
  }
  return found
    .toSorted((a, b) => b.fit.score - a.fit.score)
    .map(({ candidate, folded, fit }) => ({ ...candidate, score: fit.score, why: whyOf(asked, folded, fit, options) }))
}

/** The last word of a query, whole and without the vowel that it ends in; empty when it is not being typed any more. */
type Typed = readonly (FoldedWord | undefined)[]

function begunDistance([whole, cut]: Typed, other: FoldedWord, strict: boolean): number {
  if (whole === undefined) return 1
  const distance = beginningDistance(whole, other, strict)
  if (cut === undefined || other.readings[0]?.abjad !== true) return distance
  return Math.min(distance, beginningDistance(cut, other, strict) + unwrittenVowel)
}

function fitOf(asked: FoldedName, folded: FoldedName, weights: readonly number[], typed: Typed): Fit {
  const strict = asked.script === 'arabic' && folded.script === 'arabic'
  const last = asked.words.length - 1
  const hits: Hit[] = []
  const taken = new Set<number>()
  let sum = 0
  let total = 0
  let inOrder = true
  let previous = -1
  for (const [query, word] of asked.words.entries()) {
    const weight = weights[query] ?? 1
    total += weight
    let chosen: (Hit & { worth: number }) | undefined
    for (const [part, other] of folded.words.entries()) {
      if (taken.has(part)) continue
      const distance = wordDistance(word, other, strict)
      let worth = 1 - distance / farthest
      let beginning = false
      if (typed.length > 0 && query === last && worth < worthOf.beginning) {
        const begun = begunDistance(typed, other, strict)
        const begunWorth = (1 - begun / farthest) * worthOf.beginning
        if (begunWorth > worth) {
          worth = begunWorth
          beginning = true
        }
      }
      if (part < previous) worth *= worthOf.swapped
      if (worth > 0 && (chosen === undefined || worth > chosen.worth + 0.02))
        chosen = { query, part, distance, beginning, worth }
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
  score *= worthOf.extraPart ** Math.max(0, folded.words.length - asked.words.length)
  return { score, hits, inOrder }
}

function whyOf(asked: FoldedName, folded: FoldedName, fit: Fit, options: NameSearchOptions): string[] {
  const why = fit.hits.map((hit) => {
    const query = asked.words[hit.query] as FoldedWord
    const part = folded.words[hit.part] as FoldedWord
    const share = Math.max(shareOf(query, options.frequencies), shareOf(part, options.frequencies))
    return partWords({
      part: roleOf(part, hit.part),
      a: query.raw,
      b: part.raw,
      atA: hit.query,
      atB: hit.part,
      fit: hit.beginning ? 'begins' : wordFitOf(query, part, hit.distance),
      distance: hit.distance,
      bits: 0,
      rarity: rarityOf(share),
    })
  })
  for (const [at, word] of asked.words.entries())
    if (!fit.hits.some((hit) => hit.query === at)) why.push(`${word.raw}: nothing in the name is like it`)
  if (!fit.inOrder) why.push('The parts stand in another order.')
  return why
}
