import { searchNames } from '@homeward/compare'
import { plainWords, sketchOf } from './name-sketch.ts'
import type { Place } from './place.ts'

/** A place that fits, and by which of its names. */
export interface PlaceHit {
  place: Place
  /** How well the name fits, 0 to 1. Says nothing about which place is meant. */
  score: number
  found: string
}

/** So many names are compared closely at most, those of like length first. */
const mostCompared = 1500
/** A name that fits less is left out. */
const floor = 0.7
/** Longer questions are cut: no place has so long a name. */
const longestQuery = 120
/** A sketch with fewer kinds of consonants is too like others to be the beginning of one; it is looked for as a whole. */
const shortestBeginning = 2
/** So much of a sketch is looked at. */
const longestSketch = 4

interface Name {
  place: Place
  name: string
  words: readonly string[]
  /** The main name, or one whose language the source says. */
  isMain: boolean
}
/** Names by the beginning of a word's sketch, and by that of the word itself. */
interface Tables {
  bySketch: Map<string, Set<Name>>
  byWord: Map<string, Set<Name>>
}

const add = (table: Map<string, Set<Name>>, key: string, name: Name): void => {
  const stored = table.get(key)
  if (stored === undefined) table.set(key, new Set([name]))
  else stored.add(name)
}
/** Under how many letters a word stands as it is written. */
const written = 3

function tablesOf(places: readonly Place[]): Tables {
  const tables: Tables = { bySketch: new Map(), byWord: new Map() }
  for (const place of places) {
    for (const [at, { text, language }] of place.names.entries()) {
      const name = { place, name: text, words: plainWords(text), isMain: at === 0 || language !== undefined }
      for (const word of name.words) {
        add(tables.byWord, word.slice(0, written), name)
        for (const key of sketchKeys(sketchOf(word), 'index')) add(tables.bySketch, key, name)
      }
    }
  }
  return tables
}

/** Under what a word is stored, or looked for: beginnings of its sketch, or the whole of a very short one. */
function sketchKeys(sketch: string, purpose: 'index' | 'query'): string[] {
  if (sketch.length < shortestBeginning) return sketch === '' ? [] : [`=${sketch}`]
  if (purpose === 'query') return [sketch.slice(0, longestSketch)]
  const lengths = Math.min(longestSketch, sketch.length) - shortestBeginning + 1
  return Array.from({ length: lengths }, (_, at) => sketch.slice(0, shortestBeginning + at))
}

function begins(words: readonly string[], word: string): boolean {
  return words.some((other) => other.startsWith(word))
}

/**
 * Names that the question begins with as it is written. Words that are not in the name may stand in the name of a larger place, as in
 * "Sinjar Nineveh"; at least one is in the name itself.
 */
function asWritten(
  { byWord }: Tables,
  asked: readonly string[],
  wordsAround: (place: Place) => readonly string[],
): Name[] {
  const found = new Set<Name>()
  for (const word of asked) {
    for (const [key, names] of word.length >= written
      ? [[word.slice(0, written), byWord.get(word.slice(0, written)) ?? []] as const]
      : byWord) {
      if (!key.startsWith(word.slice(0, written))) continue
      for (const name of names) {
        const missing = asked.filter((one) => !begins(name.words, one))
        if (missing.length === asked.length) continue
        if (missing.every((one) => begins(wordsAround(name.place), one))) found.add(name)
      }
    }
  }
  return [...found]
}

/** Names with words that may sound like every word of the question; of words that say little, like one of them. */
function soundingLike({ bySketch }: Tables, asked: readonly string[]): Name[] {
  const near = asked
    .flatMap((word) => sketchKeys(sketchOf(word), 'query'))
    .map((key) => bySketch.get(key) ?? new Set<Name>())
    .toSorted((a, b) => a.size - b.size)
  const [least, ...others] = near
  return least === undefined ? [] : [...least].filter((name) => others.every((names) => names.has(name)))
}

const sizeOrder = { town: 0, governorate: 1, district: 2, country: 3 } as const

/** Makes a search over places; `chain` gives a place and those around it. Prepares it at the first question, in some hundred milliseconds. */
export function createPlaceSearch(
  places: readonly Place[],
  chain: (id: string) => Place[],
): (query: string, limit: number) => PlaceHit[] {
  let made: Tables | undefined
  const around = new Map<string, readonly string[]>()
  const wordsAround = ({ id, parent }: Place): readonly string[] => {
    const key = parent ?? id
    const words = around.get(key) ?? chain(key).flatMap(({ names }) => names.flatMap(({ text }) => plainWords(text)))
    around.set(key, words)
    return words
  }
  return (query, limit) => {
    const text = query.slice(0, longestQuery)
    const asked = plainWords(text)
    if (asked.length === 0) return []
    made ??= tablesOf(places)
    const exact = asWritten(made, asked, wordsAround)
    const whole = asked.join(' ')
    const hitById = new Map<string, PlaceHit>()
    const keep = (hit: PlaceHit): void => {
      if (hit.score > (hitById.get(hit.place.id)?.score ?? 0)) hitById.set(hit.place.id, hit)
    }
    for (const { place, name, words, isMain } of exact)
      keep({ place, found: name, score: words.join(' ') !== whole ? 0.95 : isMain ? 1 : 0.98 })
    const near = soundingLike(made, asked)
      .toSorted((a, b) => Math.abs(a.name.length - text.length) - Math.abs(b.name.length - text.length))
      .slice(0, mostCompared)
    for (const { place, name, score } of searchNames(text, near, floor))
      keep({ place, found: name, score: Math.min(score, 0.94) })
    return [...hitById.values()].toSorted(compareHits).slice(0, limit)
  }
}

/** Best first; of those that fit alike, towns by their people, then areas. */
function compareHits(a: PlaceHit, b: PlaceHit): number {
  return (
    Math.round(b.score * 50) - Math.round(a.score * 50) ||
    sizeOrder[a.place.kind] - sizeOrder[b.place.kind] ||
    (b.place.population ?? 0) - (a.place.population ?? 0) ||
    (a.place.id < b.place.id ? -1 : 1)
  )
}
