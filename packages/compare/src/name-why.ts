import type { FoldedWord } from './name-fold.ts'

/** Which part of a name a word is, by its place. */
export type NamePartRole = 'given' | 'father' | 'grandfather' | 'family'

/** How two words fit; `begins`: the typed word is the beginning of the other; `missing`: only one name has the part. */
export type NameFit =
  | 'same'
  | 'same-sounds'
  | 'other-script'
  | 'spelling'
  | 'vowels'
  | 'begins'
  | 'close'
  | 'alike'
  | 'other'
  | 'missing'

/** How many people carry a word. */
export type NameRarity = 'very-common' | 'common' | 'usual' | 'uncommon'

/** One part of an explanation: which word stands against which and how they fit. Codes only, so that it can be told in any language. */
export type NamePart = {
  part: NamePartRole
  /** The word of the first name (of a search: of the query) as typed; null where it has none. */
  a: string | null
  /** The word of the second name (of a search: of the name that was found). */
  b: string | null
  /** Their places in their names, from 0; null where there is none. */
  atA: number | null
  atB: number | null
  fit: NameFit
  /** 0 is the same, about 0.2 a near spelling, 0.5 and more another word; null if the part is missing. */
  distance: number | null
  /** Evidence in bits for one person, negative against; 0 if the part is missing. */
  bits: number
  /** Of the more common of the two words; null where they do not agree. */
  rarity: NameRarity | null
}

const roles = ['given', 'father', 'grandfather'] as const

/** The role of the word at a place: later words and those with the article are family, tribe or place. */
export function roleOf(word: FoldedWord, at: number): NamePartRole {
  return (word.article && at > 0 ? undefined : roles[at]) ?? 'family'
}

/** How two words fit, by what differs and how far they are apart. */
export function fitOf(a: FoldedWord, b: FoldedWord, distance: number): NameFit {
  if (a.raw === b.raw) return 'same'
  if (distance < 0.005) return a.script === b.script ? 'same-sounds' : 'other-script'
  if (a.skeleton === b.skeleton && distance < 0.3) return distance < 0.1 ? 'spelling' : 'vowels'
  if (distance < 0.12) return 'spelling'
  if (distance < 0.22) return 'close'
  return distance < 0.35 ? 'alike' : 'other'
}

/** How common a word is, by the share of people (0 to 1) who carry it. */
export function rarityOf(share: number): NameRarity {
  if (share >= 0.02) return 'very-common'
  if (share >= 0.004) return 'common'
  return share <= 0.0005 ? 'uncommon' : 'usual'
}

/** A part that only one of the two names has. */
export function missingPart(word: FoldedWord, at: number, side: 'a' | 'b'): NamePart {
  return {
    part: roleOf(word, at),
    a: side === 'a' ? word.raw : null,
    b: side === 'b' ? word.raw : null,
    atA: side === 'a' ? at : null,
    atB: side === 'b' ? at : null,
    fit: 'missing',
    distance: null,
    bits: 0,
    rarity: null,
  }
}

const roleWords: Record<NamePartRole, string> = {
  given: 'the given name',
  father: "the father's name",
  grandfather: "the grandfather's name",
  family: 'the family, tribe or place',
}
const fitWords: Record<NameFit, string> = {
  same: 'the same',
  'same-sounds': 'the same sounds, spelled differently',
  'other-script': 'the same in another script',
  spelling: 'the same but for spelling',
  vowels: 'the same consonants, other vowels',
  begins: 'begins like it',
  close: 'close',
  alike: 'somewhat alike',
  other: 'another name',
  missing: 'only in one of the names',
}
const rarityWords: Record<NameRarity, string> = {
  'very-common': ' (a very common name)',
  common: ' (a common name)',
  usual: '',
  uncommon: ' (an uncommon name)',
}

/** One part of an explanation in English: which words, which part of the name, how they fit. */
export function partWords({ part, a, b, fit, rarity }: NamePart): string {
  const role = roleWords[part]
  if (a === null || b === null) return `${a ?? b ?? ''}: ${role}, ${fitWords.missing}`
  return `${a} – ${b}: ${role}, ${fitWords[fit]}${rarity === null ? '' : rarityWords[rarity]}`
}
