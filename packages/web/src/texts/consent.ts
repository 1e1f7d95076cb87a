import type { Capacity } from '../api/types.ts'

export const capacityTexts: Readonly<Record<Capacity, string>> = {
  self: 'The person themself',
  parent: 'Mother or father',
  guardian: 'Guardian',
  family: 'Another relative',
  representative: 'Representative, such as a lawyer',
}

export const consentTexts = {
  capacity: 'In what capacity',
  choose: 'Please choose',
  text: 'Asked with the form or text',
  textHint: 'Its name and version, such as the form on paper that was signed.',
} as const
