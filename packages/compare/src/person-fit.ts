import { fitName, type AskedName, type NameHit, type NameQueryFit } from './name-search.ts'
import type { WordNearness } from './word-index.ts'
import { fitOf, rarityOf, roleOf, type NamePart } from './name-why.ts'
import { shareOf, type NameFrequencies } from './name-frequency.ts'
import type { FieldRow, PersonEntry, WordField } from './person-entry.ts'
import type { FoldedWord } from './name-fold.ts'

/** One word of the query and what it met; a word that met nothing has `b` null. */
export type SearchPart = NamePart & { field: WordField | 'identifier' }

/** How a person fits a query. */
export type PersonFit = {
  /** 0 to 1. */
  score: number
  /** The value that fits best. */
  found: string
  parts: SearchPart[]
  /** The words stand in another order than was asked. */
  swapped: boolean
}

/** A word that is found in another field than the name counts a little less. */
export const fieldWorth: Record<WordField, number> = { name: 1, mother: 0.9, place: 0.85 }
/** A word of the name that fits less than this is also looked for in the other fields. */
const wellFound = 0.75
/** A query that meets none of the words of the name, only those of mother or place, counts less. */
const notByName = 0.95

type Found = { row: FieldRow; hit: NameHit }

/** For each word of the query the words of the index that are near it. */
export type NearWords = readonly ReadonlyMap<number, WordNearness>[]

function fitRow(asked: AskedName, row: FieldRow, near: NearWords): NameQueryFit {
  return fitName(asked, row.folded, (query, part) => near[query]?.get(row.numbers[part] ?? -1))
}

/** Fits a query against all values of a person: the best of their names, and for words that it does not explain mother and places. */
export function fitPerson(
  asked: AskedName,
  entry: PersonEntry,
  near: NearWords,
  frequencies: NameFrequencies,
): PersonFit | undefined {
  const names = entry.rows.filter(({ field }) => field === 'name')
  let best: { row: FieldRow; score: number; hits: NameHit[]; inOrder: boolean } | undefined
  for (const row of names) {
    const fit = fitRow(asked, row, near)
    if (best === undefined || fit.score > best.score) best = { row, ...fit }
  }
  const byWord = new Map<number, Found>()
  for (const hit of best?.hits ?? []) if (best !== undefined) byWord.set(hit.query, { row: best.row, hit })
  const elsewhere = findElsewhere(asked, entry, near, byWord)
  if (byWord.size === 0) return undefined
  const first = byWord.values().next().value
  const score = elsewhere ? scoreOf(asked, byWord) : (best?.score ?? 0)
  const parts = [...byWord.values()].map(({ row, hit }) => partOf(asked, row, hit, frequencies))
  for (const [at, word] of asked.name.words.entries()) if (!byWord.has(at)) parts.push(missingWord(word, at))
  const swapped = best !== undefined && !best.inOrder
  return {
    score,
    found: (best !== undefined && best.hits.length > 0 ? best.row : first?.row)?.text ?? '',
    parts,
    swapped,
  }
}

/** Puts words where mother or place explain them better than the name does; whether there were any. */
function findElsewhere(asked: AskedName, entry: PersonEntry, near: NearWords, byWord: Map<number, Found>): boolean {
  let moved = false
  for (const row of entry.rows) {
    if (row.field === 'name') continue
    for (const hit of fitRow(asked, row, near).hits) {
      const known = byWord.get(hit.query)
      const worth = hit.worth * fieldWorth[row.field]
      const before = known === undefined ? 0 : known.hit.worth * fieldWorth[known.row.field]
      if (before >= wellFound || worth <= before) continue
      byWord.set(hit.query, { row, hit })
      moved = true
    }
  }
  return moved
}

function scoreOf(asked: AskedName, byWord: ReadonlyMap<number, Found>): number {
  let sum = 0
  let total = 0
  for (const [at, weight] of asked.weights.entries()) {
    total += weight
    const found = byWord.get(at)
    if (found !== undefined) sum += weight * found.hit.worth * fieldWorth[found.row.field]
  }
  const isByName = [...byWord.values()].some(({ row }) => row.field === 'name')
  return (sum / total) * (isByName ? 1 : notByName)
}

function partOf(asked: AskedName, row: FieldRow, hit: NameHit, frequencies: NameFrequencies): SearchPart {
  const query = asked.name.words[hit.query] as FoldedWord
  const other = row.folded.words[hit.part] as FoldedWord
  const share = Math.max(shareOf(query, frequencies), shareOf(other, frequencies))
  return {
    field: row.field,
    part: roleOf(other, hit.part),
    a: query.raw,
    b: other.raw,
    atA: hit.query,
    atB: hit.part,
    fit: hit.beginning ? 'begins' : fitOf(query, other, hit.distance),
    distance: hit.distance,
    bits: 0,
    rarity: rarityOf(share),
  }
}

function missingWord(word: FoldedWord, at: number): SearchPart {
  return {
    field: 'name',
    part: roleOf(word, at),
    a: word.raw,
    b: null,
    atA: at,
    atB: null,
    fit: 'missing',
    distance: null,
    bits: 0,
    rarity: null,
  }
}
