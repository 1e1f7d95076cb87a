import { isVowel, mainSound, signNumber } from './name-alphabet.ts'
import { unit } from './name-costs.ts'
import { arabicDropsOf, latinDropsOf } from './name-drops.ts'
import { signsOf } from './name-letters.ts'
import { canonicalForm } from './name-forms.ts'
import { keyOf, pieceOf, piecesOf, wordOf, type NameWord } from './name-words.ts'
import { remembering } from './name-cache.ts'

/** One way to read a word, ready for `nameDistance`: signs, and what it costs to leave each of them out. */
export type Reading = {
  signs: number[]
  names: string[]
  /** Cost, in thousandths, of a sign that the other spelling lacks, when the other writes all its vowels. */
  dropFull: number[]
  /** The same when the other leaves short vowels out. */
  dropAbjad: number[]
  /** The same when both are in Arabic spelling. */
  dropStrict: number[]
  /** Consonants count 1, long vowels less, short vowels little: what a distance is a part of. In thousandths too. */
  mass: number
  abjad: boolean
}

export type FoldedWord = {
  raw: string
  /** Prepared for reading, without article and compound's half. */
  stem: string
  script: 'arabic' | 'latin'
  sorani: boolean
  article: boolean
  compound: NameWord['compound']
  readings: Reading[]
  skeleton: string
}

export type FoldedName = { script: 'arabic' | 'sorani' | 'latin' | 'mixed' | 'none'; words: FoldedWord[] }

const namesKept = 20_000
const wordsKept = 20_000
/** A word's signs beyond these are not compared. */
const longestWord = 48
/** A longer text is folded each time, so that the cache stays small. */
const longestKept = 200

const keptName = remembering(namesKept, foldText)
const keptWord = remembering(wordsKept, (key) => foldWord(wordOf(pieceOf(key))))

/** Folds a name. Names and words met lately are remembered, in a bounded cache; what is returned is shared and must not be changed. */
export function foldWords(text: string): FoldedName {
  return text.length <= longestKept ? keptName.of(text) : foldText(text)
}

function foldText(text: string): FoldedName {
  const words = piecesOf(text)
    .map((piece) => (piece.raw.length <= longestKept ? keptWord.of(keyOf(piece)) : foldWord(wordOf(piece))))
    .filter((word) => word.readings.length > 0)
  return { script: scriptOf(words), words }
}

function scriptOf(words: FoldedWord[]): FoldedName['script'] {
  if (words.length === 0) return 'none'
  const latin = words.filter((word) => word.script === 'latin').length
  if (latin === words.length) return 'latin'
  if (latin > 0) return 'mixed'
  return words.some((word) => word.sorani) ? 'sorani' : 'arabic'
}

function foldWord(word: NameWord): FoldedWord {
  const readings = word.stem === '' && word.compound === '' ? [] : [reading(word.stem, word)]
  for (const other of word.otherStems) readings.push(reading(other.stem, { ...word, compound: other.compound }))
  const canonical = word.script === 'latin' && word.compound === '' ? canonicalForm(word.stem) : undefined
  if (canonical !== undefined) {
    const form = wordOf(pieceOf(canonical))
    readings.push(reading(form.stem, form))
  }
  const names = readings[0]?.names ?? []
  return {
    raw: word.raw,
    stem: word.stem,
    script: word.script,
    sorani: word.sorani,
    article: word.article,
    compound: word.compound,
    readings,
    skeleton: skeletonOf(names),
  }
}

const markByCompound = { abd: 'ABD', din: 'DIN', abu: 'ABU', umm: 'UMM' } as const

function reading(stem: string, word: Pick<NameWord, 'script' | 'compound'>): Reading {
  const names = tidied(signsOf(stem, word.script).slice(0, longestWord), word.script)
  const abjad = word.script === 'arabic' && !names.includes('E')
  if (word.compound === 'din') names.push('DIN')
  else if (word.compound !== '') names.unshift(markByCompound[word.compound])
  const kurmanji = /[êîûşçx]/u.test(stem)
  const drops = names.map((_, at) =>
    word.script === 'latin' ? latinDropsOf(names, at, kurmanji) : arabicDropsOf(names, at, abjad),
  )
  return {
    signs: names.map(signNumber),
    names,
    dropFull: drops.map((drop) => Math.round(drop.full * unit)),
    dropAbjad: drops.map((drop) => Math.round(drop.abjad * unit)),
    dropStrict: drops.map((drop) => Math.round(drop.strict * unit)),
    mass: names.reduce((sum, name) => sum + massOf(name) * unit, 0),
    abjad,
  }
}

/**
 * A word still being typed, without the vowel that it ends in for now: spelling without short vowels may not have it. Undefined when it ends in a
 * consonant or is nothing but vowels.
 */
export function withoutLastVowel(word: FoldedWord): FoldedWord | undefined {
  const readings = word.readings
    .filter(({ names }) => isVowel(names.at(-1) ?? '') && !names.every(isVowel))
    .map((whole) => ({ ...whole, names: whole.names.slice(0, -1), signs: whole.signs.slice(0, -1) }))
  return readings.length === 0 ? undefined : { ...word, readings }
}

/** A vowel that opens a word stands on alef or ayn; how it is written depends on the writer more than elsewhere. */
const openingVowels: ReadonlyMap<string, string> = new Map(
  'a Va A1 Va e Ve ee Ve i Vi ii Vi o Vo oe Vo u Vu uu Vu ue Vu'
    .split(' ')
    .flatMap((sign, at, all) => (at % 2 === 0 ? [[sign, all[at + 1] ?? sign] as const] : [])),
)

/** At the end of a word Turkish and German hands write t for d and p for b. */
const closingStops: ReadonlyMap<string, string> = new Map([
  ['t', 'tf'],
  ['p', 'pf'],
])

/** Doubled signs of Latin become one; the signs that differ at the edge of a word get their own (V, Yf, Hf, At). */
function tidied(signs: string[], script: 'arabic' | 'latin'): string[] {
  const out: string[] = []
  for (const sign of signs) {
    const last = out.at(-1)
    // In Arabic script a letter twice has a vowel between, but for the l of God's name.
    if (last === sign && (script === 'latin' || sign === 'Al')) continue
    if (last === 's' && sign === 'sh') out.pop()
    if (last === 'k' && sign === 'kh') out.pop()
    if (last === 'W' && sign === 'W') continue
    out.push(sign)
  }
  if (script === 'latin' && out.length > 0) {
    out[0] = openingVowels.get(out[0] ?? '') ?? out[0] ?? ''
    const end = out.length - 1
    if (end > 0) out[end] = closingStops.get(out[end] ?? '') ?? out[end] ?? ''
  }
  if (script === 'arabic') {
    if (out[0] === 'hy' && out.length > 1) out.shift()
    if (out[0] === 'A') out[0] = 'V'
    const end = out.length - 1
    if (out[0] === 'Ym') out[0] = 'Y'
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
  if (['ay', 'hm', 'hy', 'c2', 'c3'].includes(name)) return 0.4
  if (['A', 'Y', 'W', 'V', 'Yf', 'Ym', 'O', 'EE'].includes(name)) return 0.5
  if (name === 'Hf') return 0.3
  return isVowel(name) ? 0.3 : 1
}

const classBySound: ReadonlyMap<string, string> = new Map(
  'bB pB fF vF tT TT dD DD dhZ ZZ zZ zhJ jJ chC sS SS thS shX kK qK gK ghG khH hH HH lL mM nN rR ABD@ DIN$ ABU& UMM%'
    .split(' ')
    .map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const),
)

/** Consonant classes of the main sounds, vowels and glides left out. */
function skeletonOf(names: string[]): string {
  let out = ''
  for (const [at, name] of names.entries()) {
    if (name === 'h' && at === names.length - 1) continue
    const letter = classBySound.get(mainSound(name)) ?? ''
    if (letter !== out.at(-1)) out += letter
  }
  return out
}
