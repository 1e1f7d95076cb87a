import { useQueryClient } from '@tanstack/react-query'
import { post } from '../api/client.ts'
import { personQuery } from '../api/queries.ts'
import type { NewConsent, NewStatement, NewValue, Person } from '../api/types.ts'

export interface PersonWrites {
  setValue: (value: NewValue) => Promise<void>
  addStatement: (statement: NewStatement) => Promise<void>
  addConsent: (consent: NewConsent) => Promise<void>
  withdraw: (consent: string, reason: string) => Promise<void>
  /** Reads the person again after something else changed them. */
  refresh: () => Promise<void>
}

/** What can be written about a person. Each write resolves when the log holds it and the page shows it; throws ApiError. */
export const usePersonWrites = (id: string): PersonWrites => {
  const client = useQueryClient()
  const path = `/people/${encodeURIComponent(id)}`
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: personQuery(id).queryKey })
    void client.invalidateQueries({ queryKey: ['people'] })
    void client.invalidateQueries({ queryKey: ['home'] })
  }
  const write = async (below: string, body: unknown): Promise<void> => {
    await post<Person>(`${path}${below}`, body)
    await refresh()
  }
  return {
    setValue: (value) => write('/values', value),
    addStatement: (statement) => write('/statements', statement),
    addConsent: (consent) => write('/consents', consent),
    withdraw: (consent, reason) =>
      write(
        `/consents/${encodeURIComponent(consent)}/withdrawal`,
        reason.trim() === '' ? {} : { reason: reason.trim() },
      ),
    refresh,
  }
}
