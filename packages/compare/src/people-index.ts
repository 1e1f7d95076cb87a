import { createPairing, type DuplicateOptions, type DuplicateProposal, type Pairing } from './duplicates.ts'
import { countWords, createFieldCounts } from './field-counts.ts'
import { askedName, type AskedName } from './name-search.ts'
import { entryOf, identifierKey, type IndexedPerson, type PersonEntry } from './person-entry.ts'
import { fieldWorth, fitPerson, type NearWords, type SearchPart } from './person-fit.ts'
import { createWordIndex, type WordNearness } from './word-index.ts'

/** A person who fits a query. */
export type PersonHit = {
  id: string
  /** How well the query fits, 0 to 1; says nothing about the person. */
  score: number
  /** The value that fits best. */
  found: string
  /** Which word met what, word by word, as codes that can be told in any language. */
  parts: SearchPart[]
  /** The words stand in another order than was asked. */
  swapped: boolean
}

/** What a search gives: how many fit, and the best of them. */
export type PeopleHits = { total: number; hits: PersonHit[] }

/** How many hits at most, from which score on, and among whom. */
export type SearchOptions = { limit?: number; floor?: number; among?: ReadonlySet<string> | undefined }

/**
 * People in memory, found while typing and compared with each other. Holds names in the clear: let go of it when the vault locks (H6).
 */
export interface PeopleIndex {
  /** How many people are in it. */
  readonly size: () => number
  /** Adds a person, or replaces what was known of them. */
  readonly put: (person: IndexedPerson) => void
  /** From now on the person is not found. */
  readonly remove: (id: string) => void
  /**
   * People whose names, mother, place or identifier fit the query, best first; the last word may be a beginning. `total` counts those that were
   * looked at closely and fit. With `among` nobody else is looked at.
   */
  readonly search: (query: string, options?: SearchOptions) => PeopleHits
  /** Proposes who may be the same person as this one, likeliest first: only this one is compared. Unknown ids have no proposals. */
  readonly duplicatesOf: (id: string, options?: DuplicateOptions) => DuplicateProposal[]
}

/** So many of the likeliest are compared closely. */
const comparedClosely = 200
/** What fits less is left out. */
const lowest = 0.45
const identifierScore = { whole: 1, beginning: 0.98, within: 0.9 } as const
/** Fewer characters of an identifier are no question. */
const shortestIdentifier = 3

/** A word of a person: which person, in which field. */
type Posting = { person: number; worth: number }

/** Makes an empty index. */
export function createPeopleIndex(): PeopleIndex {
  const words = createWordIndex()
  const postings: Posting[][] = []
  const people: (PersonEntry | undefined)[] = []
  const numberById = new Map<string, number>()
  const counts = createFieldCounts()
  const frequencies = counts.name
  let pairing: Pairing | undefined

  function remove(id: string): void {
    const number = numberById.get(id)
    const entry = number === undefined ? undefined : people[number]
    if (number === undefined || entry === undefined) return
    countWords(counts, entry, -1)
    pairing?.remove(number)
    people[number] = undefined
    numberById.delete(id)
    for (const at of new Set(entry.rows.flatMap(({ numbers }) => numbers)))
      postings[at] = (postings[at] ?? []).filter(({ person }) => person !== number)
  }

  /** Made when it is first asked for: it takes as long as all the rest of the index. */
  function paired(): Pairing {
    if (pairing !== undefined) return pairing
    pairing = createPairing(counts)
    for (const [number, entry] of people.entries()) if (entry !== undefined) pairing.add(number, entry)
    return pairing
  }

  /** The likeliest people by their words alone, whatever the order. */
  function likeliest(asked: AskedName, near: NearWords, { floor: roughly, among }: Required<SearchOptions>): number[] {
    const sums = new Float64Array(people.length)
    const touched: number[] = []
    const best = new Float32Array(people.length)
    let total = 0
    for (const [at, matches] of near.entries()) {
      const weight = asked.weights[at] ?? 1
      total += weight
      addWord(matches, weight, { sums, best, touched })
      best.fill(0)
    }
    const floor = roughly * total
    return touched
      .filter((person) => (sums[person] ?? 0) >= floor && isAmong(people[person], among))
      .toSorted((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b)
      .slice(0, comparedClosely)
  }

  function addWord(
    matches: ReadonlyMap<number, WordNearness>,
    weight: number,
    { sums, best, touched }: { sums: Float64Array; best: Float32Array; touched: number[] },
  ): void {
    for (const [word, near] of matches) {
      for (const posting of postings[word] ?? []) {
        const worth = near.worth * posting.worth
        const known = best[posting.person] ?? 0
        if (worth <= known) continue
        const sum = sums[posting.person] ?? 0
        if (sum === 0) touched.push(posting.person)
        sums[posting.person] = sum + (worth - known) * weight
        best[posting.person] = worth
      }
    }
  }

  function byIdentifier(query: string, among: SearchOptions['among']): PersonHit[] {
    const key = identifierKey(query)
    if (key.length < shortestIdentifier || !/\p{Nd}/u.test(key)) return []
    const hits: PersonHit[] = []
    for (const entry of people) {
      if (entry === undefined || !isAmong(entry, among)) continue
      for (const { text, key: known } of entry.identifiers) {
        const at = known.indexOf(key)
        if (at === -1 || (at > 0 && key.length < shortestIdentifier + 1)) continue
        const isWhole = known === key
        const score = isWhole ? identifierScore.whole : at === 0 ? identifierScore.beginning : identifierScore.within
        hits.push({
          id: entry.id,
          score,
          found: text,
          parts: [identifierPart(query.trim(), text, isWhole)],
          swapped: false,
        })
        break
      }
    }
    return hits
  }

  return {
    size: () => numberById.size,
    put(person) {
      remove(person.id)
      const entry = entryOf(person)
      const number = people.push(entry) - 1
      numberById.set(person.id, number)
      countWords(counts, entry, 1)
      for (const row of entry.rows) {
        row.numbers = row.folded.words.map((word) => words.add(word))
        for (const at of row.numbers) {
          const stored = postings[at]
          const posting = { person: number, worth: fieldWorth[row.field] }
          if (stored === undefined) postings[at] = [posting]
          else stored.push(posting)
        }
      }
      pairing?.add(number, entry)
    },
    remove,
    search(query, { limit = 10, floor = lowest, among } = {}) {
      const asked = askedName(query, frequencies)
      const hitById = new Map(byIdentifier(query, among).map((hit) => [hit.id, hit]))
      const lastWord = asked.typed.length > 0 ? asked.name.words.length - 1 : -1
      const near = asked.name.words.map((word, at) => words.like(word, at === lastWord))
      if (near.length > 0)
        for (const number of likeliest(asked, near, { limit, floor: floor * 0.8, among })) {
          const entry = people[number] as PersonEntry
          const fit = fitPerson(asked, entry, near, frequencies)
          if (fit !== undefined && fit.score >= floor && fit.score > (hitById.get(entry.id)?.score ?? 0))
            hitById.set(entry.id, { id: entry.id, ...fit })
        }
      const hits = [...hitById.values()].toSorted((a, b) => b.score - a.score)
      return { total: hits.length, hits: hits.slice(0, limit) }
    },
    duplicatesOf(id, options = {}) {
      const number = numberById.get(id)
      return number === undefined ? [] : paired().proposalsFor(number, options)
    },
  }
}

function isAmong(entry: PersonEntry | undefined, among: SearchOptions['among']): boolean {
  return among === undefined || (entry !== undefined && among.has(entry.id))
}

function identifierPart(query: string, found: string, isWhole: boolean): SearchPart {
  return {
    field: 'identifier',
    part: 'family',
    a: query,
    b: found,
    atA: 0,
    atB: 0,
    fit: isWhole ? 'same' : 'begins',
    distance: 0,
    bits: 0,
    rarity: null,
  }
}
