import type { Person } from '../api/types.ts'

/** The photo by which a person is shown: the first that is not in quarantine; null when there is none. */
export const shownPhoto = (person: Person): string | null =>
  person.photos.find(({ value }) => value.quarantined !== true)?.id ?? null
