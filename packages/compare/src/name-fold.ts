import { isVowel, mainSound, signNumber } from './name-alphabet.ts'
import { signsOf } from './name-letters.ts'
import { canonicalForm } from './name-forms.ts'
import { wordsOf, type NameWord } from './name-words.ts'

/** One way to read a word, ready for `nameDistance`: signs, and what it costs to leave each of them out. */
export type Reading = {
  signs: Uint8Array
  names: string[]
  /** Cost of a sign that the other spelling lacks, when the other writes all its vowels. */
  dropFull: Float64Array
  /** The same when the other leaves short vowels out. */
  dropAbjad: Float64Array
  /** The same when both are in Arabic spelling. */
  dropStrict: Float64Array
  /** Consonants count 1, long vowels less, short vowels little: what a distance is a part of. */
  mass: number
  abjad: boolean
}

export type FoldedWord = {
  raw: string
  script: 'arabic' | 'latin'
  sorani: boolean
  article: boolean
  compound: NameWord['compound']
  readings: Reading[]
  phonemes: string
  skeleton: string
}

export type FoldedName = { script: 'arabic' | 'sorani' | 'latin' | 'mixed' | 'none'; words: FoldedWord[] }

const cacheLimit = 20_000
let cache = new Map<string, FoldedName>()
let older = new Map<string, FoldedName>()

/** Folds a name; the last 20,000 to 40,000 names are kept. Two generations: a full one becomes the older one. */
export function foldWords(text: string): FoldedName {
  const known = cache.get(text) ?? older.get(text)
  if (known !== undefined) return known
  const words = wordsOf(text).map(foldWord)
  const folded: FoldedName = { script: scriptOf(words), words }
  if (cache.size >= cacheLimit) {
    older = cache
    cache = new Map()
  }
  cache.set(text, folded)
  return folded
}

function scriptOf(words: FoldedWord[]): FoldedName['script'] {
  if (words.length === 0) return 'none'
  const latin = words.filter((word) => word.script === 'latin').length
  if (latin === words.length) return 'latin'
  if (latin > 0) return 'mixed'
  return words.some((word) => word.sorani) ? 'sorani' : 'arabic'
}

function foldWord(word: NameWord): FoldedWord {
  const readings = [reading(word.stem, word)]
  for (const other of word.otherStems) readings.push(reading(other.stem, { ...word, compound: other.compound }))
  const canonical = word.script === 'latin' && word.compound === '' ? canonicalForm(word.stem) : undefined
  for (const form of canonical === undefined ? [] : wordsOf(canonical)) readings.push(reading(form.stem, form))
  const names = readings[0]?.names ?? []
  return {
    raw: word.raw,
    script: word.script,
    sorani: word.sorani,
    article: word.article,
    compound: word.compound,
    readings,
    phonemes: names.map(mainSound).join(' '),
    skeleton: skeletonOf(names),
  }
}

const markByCompound = { abd: 'ABD', din: 'DIN', abu: 'ABU', umm: 'UMM' } as const

function reading(stem: string, word: Pick<NameWord, 'script' | 'compound'>): Reading {
  const names = tidied(signsOf(stem, word.script), word.script)
  const abjad = word.script === 'arabic' && !names.includes('E')
  if (word.compound === 'din') names.push('DIN')
  else if (word.compound !== '') names.unshift(markByCompound[word.compound])
  const drops = names.map((_, at) => dropCosts(names, at, word.script, abjad))
  return {
    signs: Uint8Array.from(names, signNumber),
    names,
    dropFull: Float64Array.from(drops, (drop) => drop.full),
    dropAbjad: Float64Array.from(drops, (drop) => drop.abjad),
    dropStrict: Float64Array.from(drops, (drop) => drop.strict),
    mass: names.reduce((sum, name) => sum + massOf(name), 0),
    abjad,
  }
}

/** Doubled signs become one; the signs that differ at the edge of a word get their own (V, Yf, Hf, At). */
function tidied(signs: string[], script: 'arabic' | 'latin'): string[] {
  const out: string[] = []
  for (const sign of signs) {
    const last = out.at(-1)
    if (last === sign && (script === 'latin' || !isVowel(sign))) continue
    if (last === 's' && sign === 'sh') out.pop()
    if (last === 'k' && sign === 'kh') out.pop()
    if (last === 'W' && sign === 'W') continue
    out.push(sign)
  }
  if (script === 'arabic') {
    if (out[0] === 'hy' && out.length > 1) out.shift()
    if (out[0] === 'A') out[0] = 'V'
    const end = out.length - 1
    if (end > 0) {
      if (out[end] === 'Y') out[end] = 'Yf'
      if (out[end] === 'Ah') out[end] = 'Hf'
      if (out[end] === 'Hf' && out[end - 1] === 'A') out[end] = 'At'
    }
  }
  return out
}

function massOf(name: string): number {
  if (name === 'ABD' || name === 'DIN' || name === 'ABU' || name === 'UMM') return 0.4
  if (name === 'ay' || name === 'hm' || name === 'hy') return 0.4
  if (['A', 'Y', 'W', 'V', 'Yf', 'O', 'EE'].includes(name)) return 0.5
  if (name === 'Hf') return 0.3
  return isVowel(name) ? 0.3 : 1
}

type Drops = { full: number; abjad: number; strict: number }

function dropCosts(names: string[], at: number, script: 'arabic' | 'latin', abjad: boolean): Drops {
  const name = names[at] ?? ''
  const first = at === 0
  const last = at === names.length - 1
  const before = names[at - 1]
  const after = names[at + 1]
  if (name === 'ABD' || name === 'DIN' || name === 'ABU' || name === 'UMM')
    return { full: 1.1, abjad: 1.1, strict: 1.1 }
  if (script === 'latin') return latinDrop(name, first, last, before, after, after === 'h' && at === names.length - 2)
  if (name === 'hm') return { full: 0.04, abjad: 0.06, strict: 0.12 }
  if (name === 'hy' || name === 'hw') return { full: 0.2, abjad: 0.3, strict: 0.4 }
  if (name === 'ay') return { full: 0.12, abjad: 0.5, strict: 1 }
  if (name === 'E') return { full: last ? 0.4 : 0.25, abjad: last ? 0.35 : first ? 0.4 : 0.04, strict: 0.04 }
  if (name === 'Hf') return { full: 0.35, abjad: 0.45, strict: 0.5 }
  if (name === 'A') return { full: 0.6, abjad: 0.6, strict: 1 }
  if (name === 'V') return { full: 0.35, abjad: 0.5, strict: 0.6 }
  if (name === 'Yf') return { full: 0.5, abjad: 0.5, strict: 0.6 }
  if (name === 'Y' || name === 'EE') {
    const beside = isVowelLike(before) || isVowelLike(after)
    return { full: beside ? 0.15 : 0.55, abjad: abjad ? 0.7 : 0.4, strict: 1 }
  }
  if (name === 'W' || name === 'O') {
    const beside = isVowelLike(before) || isVowelLike(after)
    return { full: beside ? 0.2 : 0.5, abjad: abjad ? 0.5 : 0.15, strict: 1 }
  }
  if (name === 'Ah' || name === 'AH') return { full: 0.6, abjad: 0.8, strict: 1 }
  return { full: 1, abjad: 1, strict: 1 }
}

function latinDrop(
  name: string,
  first: boolean,
  last: boolean,
  before: string | undefined,
  after: string | undefined,
  beforeLastH: boolean,
): Drops {
  const strict = 1
  if (name === 'h') {
    if (last) return { full: 0.06, abjad: 0.1, strict }
    return { full: isVowelLike(before) && !isVowelLike(after) ? 0.4 : 0.6, abjad: 0.6, strict }
  }
  if (name === 'gg') return { full: 0.3, abjad: 0.6, strict }
  if (!isVowel(name)) {
    if (name === 'y' || name === 'w') {
      const beside = isVowelLike(before) || isVowelLike(after)
      if (first) return { full: 0.8, abjad: 0.9, strict }
      return { full: beside ? 0.2 : 0.4, abjad: beside ? 0.25 : 0.4, strict }
    }
    return { full: 1, abjad: 1, strict }
  }
  if (first) return { full: 0.35, abjad: 0.35, strict }
  if (last || beforeLastH) {
    if (name === 'e') return { full: 0.2, abjad: 0.15, strict }
    return { full: 0.4, abjad: 0.45, strict }
  }
  if (name === 'ii' || name === 'ee') return { full: 0.3, abjad: 0.35, strict }
  if (name === 'uu') return { full: 0.3, abjad: 0.35, strict }
  if (name === 'A1') return { full: 0.3, abjad: 0.2, strict }
  if (isVowelLike(after) || isVowelLike(before))
    return name === 'a' || name === 'e' ? { full: 0.1, abjad: 0.05, strict } : { full: 0.2, abjad: 0.25, strict }
  if (name === 'i') return { full: 0.22, abjad: 0.1, strict }
  if (name === 'u' || name === 'o' || name === 'ue' || name === 'oe') return { full: 0.28, abjad: 0.12, strict }
  return { full: 0.28, abjad: 0.05, strict }
}

function isVowelLike(name: string | undefined): boolean {
  return name !== undefined && (isVowel(name) || name === 'y' || name === 'w')
}

const classBySound: Readonly<Record<string, string>> = {
  b: 'B',
  p: 'B',
  f: 'F',
  v: 'F',
  t: 'T',
  T: 'T',
  d: 'D',
  D: 'D',
  dh: 'Z',
  Z: 'Z',
  z: 'Z',
  zh: 'J',
  j: 'J',
  ch: 'C',
  s: 'S',
  S: 'S',
  th: 'S',
  sh: 'X',
  k: 'K',
  q: 'K',
  g: 'K',
  gh: 'G',
  kh: 'H',
  h: 'H',
  H: 'H',
  l: 'L',
  m: 'M',
  n: 'N',
  r: 'R',
  ABD: '@',
  DIN: '$',
  ABU: '&',
  UMM: '%',
}

/** Consonant classes of the main sounds, vowels and glides left out. */
function skeletonOf(names: string[]): string {
  let out = ''
  for (const [at, name] of names.entries()) {
    if (name === 'h' && at === names.length - 1) continue
    const letter = classBySound[mainSound(name)] ?? ''
    if (letter !== out.at(-1)) out += letter
  }
  return out
}
