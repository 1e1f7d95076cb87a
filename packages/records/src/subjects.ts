import type { ConsentScope } from './consent-types.ts'
import type { FieldName } from './fields.ts'

/**
 * Parts of what is kept about a person, each sealed under a key of its own, so that a part can be erased without the others
 * (rule R23): those that a consent can cover, and the consents themselves.
 */
export const personParts = ['names', 'details', 'photos', 'statements', 'consents'] as const
export type PersonPart = ConsentScope | 'consents'

/** The subject under which a part of a person's record is written. */
export function personSubject(person: string, part: PersonPart): string {
  return `${person}/${part}`
}

/** The part and the person that a subject stands for, or null for a subject that is no person's. */
export function readPersonSubject(subject: string): { person: string; part: PersonPart } | null {
  const [person = '', name = ''] = subject.split('/')
  const part = personParts.find((one) => one === name)
  return part === undefined ? null : { person, part }
}

/** The part that a field of a person belongs to. */
export function partOfField(field: FieldName): PersonPart {
  if (field === 'name') return 'names'
  return field === 'photo' ? 'photos' : 'details'
}

/** The part that a challenge belongs to: that of the value, or the details where it is about the whole record. */
export function partOfChallenge(field: FieldName | undefined): PersonPart {
  return field === undefined ? 'details' : partOfField(field)
}
