import { foldWords, withoutLastVowel, type FoldedName, type FoldedWord } from './name-fold.ts'
import { shareOf, type NameFrequencies } from './name-frequency.ts'
import { nearnessOf, type WordNearness } from './word-index.ts'
import { fitOf as wordFitOf, partWords, rarityOf, roleOf } from './name-why.ts'

export type NameSearchOptions = {
  frequencies?: NameFrequencies
  /** What scores less is left out; 0.45 unless told. */
  floor?: number
}

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

/**
 * Finds `query` among candidates, best first: whole names, single words of them, and a last word that is still being typed. Equal scores keep
 * the order of `candidates`. `why` says which word fits which part and how. A query without letters finds nothing.
 */
export function searchNames<C extends { name: string }>(
  query: string,
  candidates: readonly C[],
  options: NameSearchOptions = {},
): (C & { score: number; why: string[] })[] {
  const asked = askedName(query, options.frequencies)
  if (asked.name.words.length === 0) return []
  const floor = options.floor ?? 0.45
  const found: { candidate: C; folded: FoldedName; fit: NameQueryFit }[] = []
  for (const candidate of candidates) {
    const folded = foldWords(candidate.name)
    const fit = fitName(asked, folded)
    if (fit.score >= floor) found.push({ candidate, folded, fit })
  }
  return found
    .toSorted((a, b) => b.fit.score - a.fit.score)
    .map(({ candidate, folded, fit }) => ({
      ...candidate,
      score: fit.score,
      why: whyOf(asked.name, folded, fit, options),
    }))
}

/** The last word of a query, whole and without the vowel that it ends in; empty when it is not being typed any more. */
type Typed = readonly (FoldedWord | undefined)[]

/** How near word `part` of a name is to word `query` of the question; undefined is not near at all. */
export type Nearness = (query: number, part: number) => WordNearness | undefined

/** How well a name fits a query, word by word, in order where that is possible. `nearness` saves comparing words whose nearness is known. */
export function fitName(asked: AskedName, folded: FoldedName, nearness?: Nearness): NameQueryFit {
  const near = nearness ?? comparing(asked, folded)
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

function comparing({ name: asked, typed }: AskedName, folded: FoldedName): Nearness {
  const strict = asked.script === 'arabic' && folded.script === 'arabic'
  const last = asked.words.length - 1
  return (query, part) =>
    nearnessOf(asked.words[query] as FoldedWord, query === last ? typed : [], folded.words[part] as FoldedWord, strict)
}

function whyOf(asked: FoldedName, folded: FoldedName, fit: NameQueryFit, options: NameSearchOptions): string[] {
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
