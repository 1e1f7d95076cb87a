import type { NamePart, SearchPart } from '../api/types.ts'

/** How names fit, told from codes. Names are isolated from the words around them, because they may run the other way. */
const isolated = (name: string): string => `\u2068${name}\u2069`

const nameRoleTexts: Readonly<Record<NamePart['part'], string>> = {
  given: 'given name',
  father: 'father’s name',
  grandfather: 'grandfather’s name',
  family: 'family, tribe or place',
}

const nameFitTexts: Readonly<Record<NamePart['fit'], string>> = {
  same: 'the same',
  'same-sounds': 'same sounds',
  'other-script': 'same in another script',
  spelling: 'another spelling',
  vowels: 'same consonants, other vowels',
  begins: 'begins like it',
  close: 'close',
  alike: 'weaker, only somewhat alike',
  other: 'another name',
  missing: 'only in one',
}

const fieldTexts: Readonly<Record<Exclude<SearchPart['field'], 'name'>, string>> = {
  mother: 'mother',
  place: 'place',
  identifier: 'identifier',
}

export const nameTexts = {
  /** One word of a search and what it met. */
  met: ({ field, part, a, b, fit }: SearchPart) =>
    b === null
      ? `${isolated(a ?? '')} met nothing`
      : `${field === 'name' ? nameRoleTexts[part] : fieldTexts[field]}: ${isolated(a ?? '')} ~ ${isolated(b)}, ${nameFitTexts[fit]}`,
  swapped: 'in another order',
} as const
