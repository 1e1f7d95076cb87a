import { foldWords, type FoldedName } from './name-fold.ts'

/** A person as they are searched for and compared: plain values, however they are stored. */
export type IndexedPerson = {
  id: string
  /** Whole names, in any script; every spelling that is known. */
  names: readonly string[]
  /** The mother's name in any script. */
  mothers?: readonly string[]
  places?: readonly string[]
  /** Numbers of other registries, papers and lists. */
  identifiers?: readonly string[]
  /** The first and the last year in which they may have been born. */
  birthYear?: { from: number; to: number } | null
  /** Two that are known and differ speak against one person. */
  sex?: string | null
  /** In what they were lost: what was said of it, and the days (`YYYY-MM-DD`) between which it was. */
  events?: readonly { what?: string; days?: { from: string; to: string } }[]
}

/** The kinds of values that words are looked for in. */
export type WordField = 'name' | 'mother' | 'place'

/** One value of a person, taken apart. */
export type FieldRow = {
  field: WordField
  text: string
  folded: FoldedName
  /** The numbers of its words in the index (word-index.ts). */ numbers: number[]
}

/** A person prepared for comparison. */
export type PersonEntry = {
  id: string
  rows: FieldRow[]
  /** Identifiers as they are compared, beside what was written. */
  identifiers: { text: string; key: string }[]
  birthYear: { from: number; to: number } | null
  sex: string | null
  events: NonNullable<IndexedPerson['events']>
}

/** Values of one field beyond these are not compared, so that no record can slow all others. */
const mostValues = 12

function rowsOf(field: WordField, texts: readonly string[] | undefined): FieldRow[] {
  return [...new Set(texts)]
    .slice(0, mostValues)
    .map((text) => ({ field, text, folded: foldWords(text), numbers: [] }))
    .filter(({ folded }) => folded.words.length > 0)
}

/** Prepares a person. Words beyond the sixteenth of a value, and values beyond the twelfth of a field, are left out. */
export function entryOf(person: IndexedPerson): PersonEntry {
  return {
    id: person.id,
    rows: [...rowsOf('name', person.names), ...rowsOf('mother', person.mothers), ...rowsOf('place', person.places)],
    identifiers: (person.identifiers ?? [])
      .slice(0, mostValues)
      .map((text) => ({ text, key: identifierKey(text) }))
      .filter(({ key }) => key !== ''),
    birthYear: person.birthYear ?? null,
    sex: person.sex ?? null,
    events: (person.events ?? []).slice(0, mostValues),
  }
}

/** An identifier as it is compared: capital letters and digits of one kind alone. */
export function identifierKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replaceAll(/[^\p{L}\p{Nd}]/gu, '')
}
