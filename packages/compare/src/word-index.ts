import { classFormsOf } from './name-keys.ts'
import { beginningDistance, wordDistance } from './name-distance.ts'
import { withoutLastVowel, type FoldedWord } from './name-fold.ts'

/** How near a word is to one that was asked for: `worth` is 1 for the same and 0 for nothing; `beginning`: it begins like it. */
export type WordNearness = { worth: number; distance: number; beginning: boolean }

/** The words that occur in an index, each once, and what is like them. */
export interface WordIndex {
  /** The number of a word; words that sound alike in one script have one number. */
  readonly add: (word: FoldedWord) => number
  /**
   * The numbers of the words like the one asked for, and how near they are. `isTyped` also takes it as the beginning of a longer word.
   * Words that share neither of two of their first three consonants are not looked at. What is returned is shared.
   */
  readonly like: (asked: FoldedWord, isTyped: boolean) => ReadonlyMap<number, WordNearness>
}

/** A word this far off counts nothing. */
const farthest = 0.42
/** What the beginning of a word is worth at most. */
const beginningWorth = 0.93
/** `Abd` and the article after it while they are being typed, two letters at least. */
const begunServant = /^(?:ʕ?(?:[aeo][bpv]|[aeo][bpv]d(?:[aeiouü]{1,2}[lrsnzdt]?)?)|عە?(?:ب|بد|بدا|بدال|بدو|بدول))$/u

function isBegunServant(word: FoldedWord): boolean {
  return begunServant.test(word.stem)
}
/** Under this the words that begin with Abd are found. */
const servantSlot = '^@'
/** What it costs that a typed vowel is not written in the other spelling. */
const unwrittenVowel = 0.02

/** How far a typed word is from the best beginning of another; `cut` is the typed word without the vowel that it ends in. */
function begunDistance(whole: FoldedWord, cut: FoldedWord | undefined, other: FoldedWord, strict: boolean): number {
  if (other.compound === 'abd' && isBegunServant(whole)) return 0
  const distance = beginningDistance(whole, other, strict, farthest)
  if (cut === undefined || other.readings[0]?.abjad !== true) return distance
  return Math.min(distance, beginningDistance(cut, other, strict, farthest) + unwrittenVowel)
}

/** How near a word is to an asked one; the asked one may be a beginning if `cut` is given (undefined in it: it ends in a consonant). */
export function nearnessOf(
  asked: FoldedWord,
  typed: readonly (FoldedWord | undefined)[],
  other: FoldedWord,
  strict: boolean,
): WordNearness {
  const distance = wordDistance(asked, other, strict, farthest)
  const worth = 1 - distance / farthest
  const [whole, cut] = typed
  if (whole === undefined || worth >= beginningWorth) return { worth, distance, beginning: false }
  const begun = begunDistance(whole, cut, other, strict)
  const begunWorth = (1 - begun / farthest) * beginningWorth
  return begunWorth > worth
    ? { worth: begunWorth, distance: begun, beginning: true }
    : { worth, distance, beginning: false }
}

/** Any two of the first three classes in their order; of shorter forms also one. */
function slots(form: string): string[] {
  const [a = '', b = '', c = ''] = form
  if (b === '') return [a]
  if (c === '') return [a + b, a, b]
  return [a + b, a + c, b + c]
}

/** Which consonant classes a word has, as bits: in every one of its forms, and in any of them. */
type Mask = { certain: number; possible: number }

function maskOf(forms: readonly string[]): Mask {
  let certain = -1
  let possible = 0
  for (const form of forms) {
    let bits = 0
    for (const letter of form) bits |= 1 << ((letter.codePointAt(0) ?? 0) % 31)
    certain &= bits
    possible |= bits
  }
  return { certain: forms.length === 0 ? 0 : certain, possible }
}

/** How many bits are set, by halves, quarters and so on: this is asked some thousand times for each word. */
function bitsIn(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

/** Whether so many classes are missing that no spelling brings the words together. Of a beginning, the other may have any more. */
function isHopeless(asked: Mask, other: Mask, isBeginning: boolean): boolean {
  const lacking = bitsIn(asked.certain & ~other.possible)
  const length = bitsIn(asked.certain)
  if (isBeginning) return lacking > (length <= 3 ? 1 : 2)
  return lacking + bitsIn(other.certain & ~asked.possible) > (length <= 2 ? 1 : length === 3 ? 2 : 3)
}

/** Whether a word is long enough, and has consonants enough, to begin like the asked one. */
function couldBegin(asked: FoldedWord, askedMask: Mask, other: FoldedWord, otherMask: Mask): boolean {
  const typed = asked.readings[0]?.signs.length ?? 0
  const whole = other.readings[0]?.signs.length ?? 0
  // Short vowels may be unwritten in the longer word.
  return whole * 2 > typed && !isHopeless(askedMask, otherMask, true)
}

/** Words that sound alike, are written in one script and have the same article are one word of the index. */
function keyOf(word: FoldedWord): string {
  const signs = word.readings.map(({ names }) => names.join(' ')).join('|')
  return `${word.script}${word.sorani ? '+' : ''}${word.article ? ' al' : ''}\n${signs}`
}

/** While somebody types, only the last word changes; so many words that were asked for are remembered until a word is added. */
const askedKept = 500

/** Makes an empty index of words. */
export function createWordIndex(): WordIndex {
  const words: FoldedWord[] = []
  const masks: Mask[] = []
  const numberByKey = new Map<string, number>()
  const wordsBySlot = new Map<string, number[]>()
  const remembered = new Map<string, ReadonlyMap<number, WordNearness>>()

  function store(slot: string, number: number): void {
    const stored = wordsBySlot.get(slot)
    if (stored === undefined) wordsBySlot.set(slot, [number])
    else if (stored.at(-1) !== number) stored.push(number)
  }

  return {
    add(word) {
      const key = keyOf(word)
      const known = numberByKey.get(key)
      if (known !== undefined) return known
      const number = words.push(word) - 1
      numberByKey.set(key, number)
      remembered.clear()
      const forms = classFormsOf(word)
      masks.push(maskOf(forms))
      const found = new Set(forms.flatMap(slots))
      for (const slot of found) store(slot, number)
      for (const first of new Set(forms.map((form) => form.slice(0, 1)))) store(`^${first}`, number)
      return number
    },
    like(asked, isTyped) {
      const key = `${isTyped ? '…' : ''}${keyOf(asked)}`
      const known = remembered.get(key)
      if (known !== undefined) return known
      if (remembered.size >= askedKept) remembered.clear()
      const found = lookFor(asked, isTyped)
      remembered.set(key, found)
      return found
    },
  }

  function lookFor(asked: FoldedWord, isTyped: boolean): Map<number, WordNearness> {
    const forms = classFormsOf(asked)
    const typed = isTyped ? [asked, withoutLastVowel(asked)] : []
    const wanted = new Set(forms.flatMap(slots))
    // A beginning of one consonant is a beginning of every word with that consonant first.
    if (isTyped)
      for (const form of forms) {
        if (form.length <= 1) wanted.add(`^${form}`)
      }
    const mask = maskOf(forms)
    const isServant = isTyped && isBegunServant(asked)
    if (isServant) wanted.add(servantSlot)
    const seen = new Uint8Array(words.length)
    const found = new Map<number, WordNearness>()
    for (const slot of wanted) {
      for (const number of wordsBySlot.get(slot) ?? []) {
        if (seen[number] === 1) continue
        seen[number] = 1
        const other = words[number] as FoldedWord
        const otherMask = masks[number] as Mask
        const isBegun = isTyped && couldBegin(asked, mask, other, otherMask)
        if (!isBegun && !(isServant && slot === servantSlot) && isHopeless(mask, otherMask, false)) continue
        const strict = asked.script === 'arabic' && other.script === 'arabic' && !asked.sorani && !other.sorani
        const near = nearnessOf(asked, isBegun || isServant ? typed : [], other, strict)
        if (near.worth > 0) found.set(number, near)
      }
    }
    return found
  }
}
