import { messages } from '../language/messages.ts'
const words: Readonly<Record<string, string>> = messages('csv-fields.words', {
  name: 'Whole name',
  'name.given': 'Given name',
  'name.father': 'Father’s name',
  'name.grandfather': 'Grandfather’s name',
  'name.mother': 'Mother’s name',
  'name.family': 'Family name',
  'name.nickname': 'Nickname',
  'name.imposed': 'Name given by captors',
  sex: 'Sex',
  'birth.year': 'Year of birth',
  'birth.yearTo': 'Year of birth, at the latest',
  'birth.date': 'Date of birth',
  origin: 'From',
  'lastSeen.place': 'Last seen: place',
  'lastSeen.date': 'Last seen: date',
  'event.what': 'Event: what happened',
  'event.place': 'Event: place',
  'event.date': 'Event: date',
  whereabouts: 'Whereabouts',
  mark: 'Distinguishing mark',
  circumstances: 'Circumstances',
  kin: 'Relatives',
  photo: 'File name of a photo',
  consent: 'Consent',
  reference: 'Number in another register',
  'said.by': 'Who says so',
  note: 'Note',
})

/** A field of the table import in words; the server's own name of it where there are none yet. */
export const csvFieldText = (field: string): string => words[field] ?? field

/** Whether a field gives somebody a name; a line without one is refused. */
export const isNameField = (field: string | null): boolean =>
  field !== null && field.startsWith('name') && field !== 'name.mother'
