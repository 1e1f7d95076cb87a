import type { ChangeOf } from './changes.ts'
import { wordsOf } from './consent-wording.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { newId } from './ids.ts'
import { joinedWith } from './joined.ts'
import { requirePerson } from './people.ts'
import { commit, type Records, type Write } from './records.ts'
import { personSubject } from './subjects.ts'
import type { Capacity, ConsentLanguage, ConsentScope, Purpose } from './consent-types.ts'

/** A consent to be written down. */
export type NewConsent = Omit<ChangeOf<'consent.given'>, 'type' | 'consent' | 'person'>
/** A no to be written down. */
export type NewRefusal = Omit<ChangeOf<'consent.refused'>, 'type' | 'refusal' | 'person'>
/** Who takes a consent back, and why. */
export type NewWithdrawal = Omit<ChangeOf<'consent.withdrawn'>, 'type' | 'consent'>

/** What somebody answered who was asked with words of this program, purpose by purpose. */
export interface ConsentAnswers {
  givenBy: string
  capacity: Capacity
  version: string
  language: ConsentLanguage
  scopes: ConsentScope[]
  recipients?: string[]
  until?: string
  note?: string
  answers: { purpose: Purpose; answer: 'yes' | 'no' }[]
}

/**
 * Writes down a consent and returns its id. It is written into every record of which people decided that it is the same person's, so that each keeps it
 * when they are taken apart. Throws `RecordsError` NOT_FOUND or INVALID.
 */
export async function giveConsent(records: Records, person: string, consent: NewConsent): Promise<string> {
  requirePerson(records, person)
  const id = newId('consent')
  const others = joinedTo(records, person).map((other) => consentWrite(other, consent))
  await commit(records, [consentWrite(person, consent, id), ...others])
  return id
}

/** Writes down that somebody said no, into every joined record too, and returns the id of the refusal (rule R42). Throws `RecordsError` NOT_FOUND or INVALID. */
export async function refuseConsent(records: Records, person: string, refusal: NewRefusal): Promise<string> {
  requirePerson(records, person)
  const id = newId('refusal')
  const others = joinedTo(records, person).map((other) => refusalWrite(other, refusal))
  await commit(records, [refusalWrite(person, refusal, id), ...others])
  return id
}

/**
 * Writes down what somebody answered, in one commit: a consent of its own for each yes, so that each can be taken back alone,
 * and a refusal for each no, with the words that they were asked with (rule R43). Throws `RecordsError` NOT_FOUND, and INVALID for
 * words that there are none of, for a purpose that was answered twice, and for no answer at all.
 */
export async function answerConsents(
  records: Records,
  person: string,
  { answers, scopes, recipients = [], until, note, givenBy, capacity, version, language }: ConsentAnswers,
): Promise<void> {
  requirePerson(records, person)
  if (answers.length === 0) throw new RecordsError('INVALID', invalidWords.say('nothing-answered').text)
  if (new Set(answers.map(({ purpose }) => purpose)).size < answers.length)
    throw new RecordsError('INVALID', invalidWords.say('answered-twice').text)
  const persons = [person, ...joinedTo(records, person)]
  const writes = answers.flatMap(({ purpose, answer }) => {
    const text = { version, language, words: wordsOf({ version, language, purpose, scopes }) }
    const said = { givenBy, capacity, text, purposes: [purpose], ...(note === undefined ? {} : { note }) }
    if (answer === 'no') return persons.map((one) => refusalWrite(one, said))
    const allowed = { ...said, scopes, recipients, ...(until === undefined ? {} : { until }) }
    return persons.map((one) => consentWrite(one, allowed))
  })
  await commit(records, writes)
}

/** The change that writes down a consent, for callers that commit many at once. */
export function consentWrite(person: string, consent: NewConsent, id = newId('consent')): Write {
  return writeOf(person, { type: 'consent.given', consent: id, person, ...consent })
}

function refusalWrite(person: string, refusal: NewRefusal, id = newId('refusal')): Write {
  return writeOf(person, { type: 'consent.refused', refusal: id, person, ...refusal })
}

/** Writes down that a consent was withdrawn; from then on nothing is disclosed under it (H7). Throws `RecordsError` NOT_FOUND. */
export async function withdrawConsent(
  records: Records,
  consent: string,
  withdrawal: NewWithdrawal = {},
): Promise<void> {
  const person = personOfConsent(records, consent)
  await commit(records, [writeOf(person, { type: 'consent.withdrawn', consent, ...withdrawal })])
}

/** The other records of which people decided that they are the same person's. */
function joinedTo(records: Records, person: string): string[] {
  return joinedWith(records.registry, person).filter((other) => other !== person)
}

/** Whom a consent is about. Throws `RecordsError` NOT_FOUND. */
export function personOfConsent(records: Records, consent: string): string {
  const row = records.registry.prepare('SELECT person FROM consent WHERE id = ?').get<{ person: string }>([consent])
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no consent with the id ${consent}.`)
  return row.person
}

function writeOf(person: string, change: Write['changes'][number]): Write {
  return { compartment: 'registry', subject: personSubject(person, 'consents'), changes: [change] }
}
