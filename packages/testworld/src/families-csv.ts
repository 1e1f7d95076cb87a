import type { Person } from './world-types.ts'

const columns = [
  'id',
  'name',
  'name_arabic',
  'name_sorani',
  'name_latin_other',
  'father',
  'grandfather',
  'mother',
  'sex',
  'birth_year',
  'birth_year_to',
  'origin',
  'last_seen_place',
  'last_seen_date',
  'circumstances',
  'kin',
  'photo',
  'consent',
] as const

const quote = (field: string): string => (/[",\r\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

const row = (person: Person, nameById: ReadonlyMap<string, string>): Record<(typeof columns)[number], string> => ({
  id: person.id,
  name: person.name,
  name_arabic: person.written.arabic,
  name_sorani: person.written.sorani,
  name_latin_other: person.written.latinOther,
  father: person.father,
  grandfather: person.grandfather,
  mother: person.mother,
  sex: person.sex,
  birth_year: String(person.birthYear),
  birth_year_to: person.birthYearTo === null ? '' : String(person.birthYearTo),
  origin: person.origin,
  last_seen_place: person.lastSeenPlace,
  last_seen_date: person.lastSeenDate,
  circumstances: person.circumstances,
  kin: person.kin.map((kin) => `${kin.relation}: ${nameById.get(kin.person) ?? ''} (${kin.person})`).join('; '),
  photo: person.photo === null ? '' : person.photo.file.replace(/^families\//u, ''),
  consent: person.consent.join('; '),
})

const line = (person: Person, nameById: ReadonlyMap<string, string>): string => {
  const fields = row(person, nameById)
  return columns.map((column) => quote(fields[column])).join(',')
}

/** Writes the families' file as text: CSV of RFC 4180 with a header line and CRLF. */
export const familiesCsv = (people: readonly Person[]): string => {
  const nameById = new Map(people.map((person) => [person.id, person.name]))
  return [columns.join(','), ...people.map((person) => line(person, nameById)), ''].join('\r\n')
}
