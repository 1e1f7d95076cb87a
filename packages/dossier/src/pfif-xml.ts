/** The fields of PFIF 1.4 (http://zesty.ca/pfif/1.4/) in the order of the standard, as far as we have anything for them. */
const personFields = [
  'person_record_id',
  'entry_date',
  'expiry_date',
  'author_name',
  'source_name',
  'source_date',
  'full_name',
  'given_name',
  'family_name',
  'alternate_names',
  'description',
  'sex',
  'date_of_birth',
  'age',
  'home_city',
] as const
const noteFields = [
  'note_record_id',
  'person_record_id',
  'linked_person_record_id',
  'entry_date',
  'author_name',
  'source_date',
  'status',
  'last_known_location',
  'text',
] as const

export type PfifPerson = Partial<Record<(typeof personFields)[number], string>> & { notes: PfifNote[] }
export type PfifNote = Partial<Record<(typeof noteFields)[number], string>>

/** Writes people and the notes on them as PFIF 1.4. Fields that are empty are left out; what XML cannot hold is dropped. */
export function pfifXml(people: readonly PfifPerson[]): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">']
  for (const person of people) {
    lines.push('  <pfif:person>', ...fieldsOf(person, personFields, '    '))
    for (const note of person.notes)
      lines.push('    <pfif:note>', ...fieldsOf(note, noteFields, '      '), '    </pfif:note>')
    lines.push('  </pfif:person>')
  }
  return `${[...lines, '</pfif:pfif>'].join('\n')}\n`
}

/** The record ids of the people in a file that `pfifXml` wrote, in their order. Reads no other PFIF. */
export function recordIdsIn(xml: string): string[] {
  const found = xml.matchAll(/<pfif:person>\s*<pfif:person_record_id>([^<]*)</gu)
  return [...found].map(([, id = '']) => id.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
}

function fieldsOf<K extends string>(record: Partial<Record<K, string>>, names: readonly K[], indent: string): string[] {
  return names.flatMap((name) => {
    const text = record[name] ?? ''
    return text === '' ? [] : [`${indent}<pfif:${name}>${escape(text)}</pfif:${name}>`]
  })
}

function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** A time as PFIF writes it: UTC, to the second. */
export function pfifTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
