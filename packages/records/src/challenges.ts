import type { ChangeOf } from './changes.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { newId } from './ids.ts'
import { getPerson, requirePerson, valueWrite, type NewValue } from './people.ts'
import { commit, type Records, type Write } from './records.ts'
import { partOfChallenge, personSubject } from './subjects.ts'

/** Who says that something is wrong, about what, and what they say instead. */
export type NewChallenge = Omit<ChangeOf<'challenge.made'>, 'type' | 'challenge' | 'person'>

/** What came of a challenge, and why; `value` is the corrected value, written in the same commit. */
export type ChallengeAnswer = Pick<ChangeOf<'challenge.answered'>, 'outcome' | 'why'> & { value?: NewValue }

/** Writes down a challenge and returns its id (rule R37). Throws `RecordsError` NOT_FOUND or INVALID. */
export async function challenge(records: Records, person: string, given: NewChallenge): Promise<string> {
  requirePerson(records, person)
  const id = newId('challenge')
  await commit(records, [
    {
      compartment: 'registry',
      subject: personSubject(person, partOfChallenge(given.field)),
      changes: [{ type: 'challenge.made', challenge: id, person, ...given }],
    },
  ])
  return id
}

/**
 * Answers a challenge about a person, and where a value comes with the answer writes both in one commit: it then stands for the
 * challenged value, if that stands still, and is said by whoever challenged. Throws `RecordsError` NOT_FOUND and INVALID.
 */
export async function answerChallenge(
  records: Records,
  person: string,
  { challenge: id, outcome, why, value }: ChallengeAnswer & { challenge: string },
): Promise<void> {
  const about = getPerson(records, person).challenges.find((one) => one.id === id)
  if (about === undefined) throw new RecordsError('NOT_FOUND', 'This person has no such challenge.')
  if (about.state === 'open' && outcome === 'reopened')
    throw new RecordsError('INVALID', invalidWords.say('challenge-open').text)
  if (value !== undefined && (outcome !== 'corrected' || value.field !== about.field))
    throw new RecordsError('INVALID', invalidWords.say('correction-elsewhere').text)
  const writes: Write[] = [
    {
      compartment: 'registry',
      subject: personSubject(person, partOfChallenge(about.field)),
      changes: [{ type: 'challenge.answered', challenge: id, outcome, why }],
    },
  ]
  if (value !== undefined) {
    const said = { by: about.by, ...(about.date === undefined ? {} : { date: about.date }) }
    const replaces = about.about === undefined ? {} : { replaces: [about.about] }
    const given = {
      said,
      why,
      ...replaces,
      ...(about.valueId === undefined ? {} : { id: about.valueId }),
      ...value,
    }
    writes.push(valueWrite(records, person, given).write)
  }
  await commit(records, writes)
}
