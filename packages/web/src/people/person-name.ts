import type { Person, PersonMatch, ScriptCode } from '../api/types.ts'
import { peopleTexts } from '../texts/people.ts'

const tests: readonly [ScriptCode, RegExp][] = [
  ['Arab', /\p{Script=Arabic}/gu],
  ['Latn', /\p{Script=Latin}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Syrc', /\p{Script=Syriac}/gu],
]

/** The script that most letters of a name belong to; `Zyyy` if it has none of those we know. */
export const scriptOf = (text: string): ScriptCode => {
  let best: ScriptCode = 'Zyyy'
  let most = 0
  for (const [script, letters] of tests) {
    const found = text.match(letters)?.length ?? 0
    if (found > most) {
      most = found
      best = script
    }
  }
  return best
}

/** The name a person is called by on this screen: the first whole name, else the first that is not the captors'. */
export const mainName = (person: Person): string => {
  const whole = person.names.find(({ value }) => value.kind === 'full')
  const own = person.names.find(({ value }) => value.kind !== 'imposed' && value.kind !== 'mother')
  return (whole ?? own ?? person.names[0])?.value.text ?? peopleTexts.unnamed
}

export const firstName = (person: Pick<PersonMatch, 'names'>): string => person.names[0] ?? peopleTexts.unnamed
