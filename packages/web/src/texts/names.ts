import type { NamePart, SearchPart } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'

/** How names fit, told from codes. Names are isolated from the words around them, because they may run the other way. */
const nameRoleTexts = messages('names.role', {
  given: 'given name',
  father: 'father’s name',
  grandfather: 'grandfather’s name',
  family: 'family, tribe or place',
} satisfies Record<NamePart['part'], string>)

const nameFitTexts = messages('names.fit', {
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
} satisfies Record<NamePart['fit'], string>)

const fieldTexts = messages('names.field', {
  mother: 'mother',
  place: 'place',
  identifier: 'identifier',
} satisfies Record<Exclude<SearchPart['field'], 'name'>, string>)

export const nameTexts = messages('names', {
  nothing: say((word: string) => ({ word }), '{word} met nothing'),
  fits: say((part: string, a: string, b: string, fit: string) => ({ part, a, b, fit }), '{part}: {a} ~ {b}, {fit}'),
  of: say((word: string, fit: string) => ({ word, fit }), '{word}, {fit}'),
  against: say((a: string, b: string, fit: string) => ({ a, b, fit }), '{a} ~ {b}, {fit}'),
  alone: say((part: string, word: string, fit: string) => ({ part, word, fit }), '{part}: {word}, {fit}'),
  /** One word of a name against one of another: which part it is, only where it is a person's name. */
  stands: ({ part, a, b, fit }: NamePart, isName: boolean): string => {
    const how = nameFitTexts[fit]
    if (a === null || b === null)
      return isName ? nameTexts.alone(nameRoleTexts[part], a ?? b ?? '', how) : nameTexts.of(a ?? b ?? '', how)
    return isName ? nameTexts.fits(nameRoleTexts[part], a, b, how) : nameTexts.against(a, b, how)
  },
  /** One word of a search and what it met. */
  met: ({ field, part, a, b, fit }: SearchPart): string =>
    b === null
      ? nameTexts.nothing(a ?? '')
      : nameTexts.fits(field === 'name' ? nameRoleTexts[part] : fieldTexts[field], a ?? '', b, nameFitTexts[fit]),
  swapped: 'in another order',
})
