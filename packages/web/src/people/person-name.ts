import type { Person, PersonMatch } from '../api/types.ts'
import { peopleTexts } from '../texts/people.ts'

/** The name a person is called by on this screen: the first whole name, else the first that is not the captors'. */
export const mainName = (person: Person): string => {
  const whole = person.names.find(({ value }) => value.kind === 'full')
  const own = person.names.find(({ value }) => value.kind !== 'imposed' && value.kind !== 'mother')
  return (whole ?? own ?? person.names[0])?.value.text ?? peopleTexts.unnamed
}

/** The name to show where there is room for one. */
export const firstName = (person: Pick<PersonMatch, 'names'>): string => person.names[0] ?? peopleTexts.unnamed
