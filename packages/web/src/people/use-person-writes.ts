import { useQueryClient } from '@tanstack/react-query'
import { post } from '../api/client.ts'
import { personQuery } from '../api/queries.ts'
import type {
  ChallengeAnswer,
  NewChallenge,
  ConsentAnswers,
  NewConsent,
  NewRefusal,
  NewWithdrawal,
  NewStatement,
  NewValue,
  Person,
  ValueField,
} from '../api/types.ts'

/** Which value is meant: its field, its id where the field holds several, and its entry. */
export interface ValuePlace {
  field: ValueField
  id?: string
  entry: string
}

export interface PersonWrites {
  setValue: (value: NewValue) => Promise<void>
  /** Settles values that differ by one of them, with a reason. */
  choose: (place: ValuePlace, why: string) => Promise<void>
  /** Puts a past value beside those that stand. */
  bringBack: (place: ValuePlace) => Promise<void>
  challenge: (challenge: NewChallenge) => Promise<void>
  answer: (challenge: string, answer: ChallengeAnswer) => Promise<void>
  addStatement: (statement: NewStatement) => Promise<void>
  addConsent: (consent: NewConsent) => Promise<void>
  refuse: (refusal: NewRefusal) => Promise<void>
  answerConsents: (answers: ConsentAnswers) => Promise<void>
  withdraw: (consent: string, withdrawal: NewWithdrawal) => Promise<void>
  /** Reads the person again after something else changed them. */
  refresh: () => Promise<void>
}

/** What can be written about a person. Each write resolves when the log holds it and the page shows it; throws ApiError. */
export const usePersonWrites = (id: string): PersonWrites => {
  const client = useQueryClient()
  const path = `/people/${encodeURIComponent(id)}`
  const refresh = async (): Promise<void> => {
    await Promise.all([
      client.invalidateQueries({ queryKey: personQuery(id).queryKey }),
      client.invalidateQueries({ queryKey: ['history', id] }),
    ])
    // A link to another person is shown on their page too.
    void client.invalidateQueries({ queryKey: ['person'] })
    void client.invalidateQueries({ queryKey: ['people'] })
    void client.invalidateQueries({ queryKey: ['home'] })
  }
  const write = async (below: string, body: unknown): Promise<void> => {
    await post<Person>(`${path}${below}`, body)
    await refresh()
  }
  return {
    setValue: (value) => write('/values', value),
    choose: (place, why) => write('/reconciliations', { ...place, why }),
    bringBack: (place) => write('/values/past', place),
    challenge: (challenge) => write('/challenges', challenge),
    answer: (challenge, answer) => write(`/challenges/${encodeURIComponent(challenge)}/answers`, answer),
    addStatement: (statement) => write('/statements', statement),
    addConsent: (consent) => write('/consents', consent),
    refuse: (refusal) => write('/refusals', refusal),
    answerConsents: (answers) => write('/consents/answers', answers),
    withdraw: (consent, withdrawal) => write(`/consents/${encodeURIComponent(consent)}/withdrawal`, withdrawal),
    refresh,
  }
}
