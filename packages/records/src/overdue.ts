import { fromColumn } from './column.ts'
import { dayOf } from './day.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { overdueIds, referencesOfOwnList, pastDayOf } from './follow-days.ts'
import { commit, type Records } from './records.ts'
import { personSubject } from './subjects.ts'
import type { OverdueRecord, Reference } from './types.ts'

/** The records whose day is over, without a word of what they say, the longest over first. */
export function listOverdue({ registry, vault }: Records): OverdueRecord[] {
  const today = dayOf(vault.now())
  return overdueIds(registry)
    .map((id): OverdueRecord => {
      const [first] = referencesOfOwnList(registry, id)
      const past = pastDayOf(registry, id, today)
      return {
        id,
        registry: first === undefined ? '' : fromColumn<Reference>(first.value).registry,
        until: past?.day ?? '',
        isEnded: past?.isEnded === true,
      }
    })
    .toSorted((a, b) => (a.until === b.until ? (a.id < b.id ? -1 : 1) : a.until < b.until ? -1 : 1))
}

/**
 * Keeps an overdue record until another day, or without one, on a ground that is written down: from then on it is there again. Throws
 * `RecordsError` NOT_FOUND when it is not overdue, INVALID for a day that is over.
 */
export async function keepOverdue(
  records: Records,
  person: string,
  { until, why }: { until?: string; why: string },
): Promise<void> {
  if (!overdueIds(records.registry).includes(person))
    throw new RecordsError('NOT_FOUND', `No record with the id ${person} is past its day.`)
  if (until !== undefined && until < dayOf(records.vault.now()))
    throw new RecordsError('INVALID', invalidWords.say('day-over').text)
  const values = referencesOfOwnList(records.registry, person).map(({ id, value }) => {
    const { registry, id: own, ended } = fromColumn<Reference>(value)
    return {
      field: 'reference' as const,
      id,
      value: {
        registry,
        id: own,
        ...(until === undefined ? {} : { until }),
        // That the list ended it stays said, on the page and in every export.
        ...(ended === undefined ? {} : { ended, kept: true }),
      },
      why,
    }
  })
  await commit(records, [
    {
      compartment: 'registry',
      subject: personSubject(person, 'details'),
      changes: [{ type: 'person.changed', person, values }],
    },
  ])
}
