import { RecordsError } from '@homeward/records'
import { tableLimits } from './table-limits.ts'
import { readXml } from './xml-events.ts'

/** The fields of a PFIF record as text, under their names of PFIF 1.4. */
export type PfifFields = ReadonlyMap<string, string>

/** A person of a PFIF document with the notes on them, wherever they stand in it. */
export interface PfifPerson {
  fields: PfifFields
  notes: PfifFields[]
}

/** What a PFIF document holds. Of people of whom it holds notes alone the record id is all that is known. */
export interface PfifDocument {
  version: string
  people: PfifPerson[]
}

/** Names that PFIF 1.4 and 1.2 changed; the fields stayed. */
const renamed: Readonly<Record<string, string>> = {
  first_name: 'given_name',
  last_name: 'family_name',
  found: 'author_made_contact',
  other: 'description',
  home_zip: 'home_postal_code',
}

const namespace = /^http:\/\/zesty\.ca\/pfif\/(?<version>1\.[1-4])$/u

/** Whether these bytes begin like XML with a PFIF namespace in their first 4 KiB. */
export function isPfif(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096))
  return /^\s*</u.test(head) && head.includes('://zesty.ca/pfif/')
}

/**
 * Reads PFIF 1.1 to 1.4 (http://zesty.ca/pfif/1.4/), alone or inside a feed. Nothing is fetched; elements of other namespaces are
 * passed over. Throws `RecordsError` INVALID with a sentence for XML that cannot be read or holds no record. Rule I49.
 */
export async function readPfif(bytes: Uint8Array): Promise<PfifDocument> {
  const people: PfifPerson[] = []
  const loose: Map<string, string>[] = []
  const path: string[] = []
  let version = ''
  let text = ''
  try {
    await readXml([bytes], {
      open(name, _attributes, uri) {
        const found = namespace.exec(uri)?.groups?.['version']
        const local = found === undefined ? `?${name}` : name
        if (found !== undefined && found > version) version = found
        path.push(local)
        text = ''
        if (local === 'person') people.push({ fields: new Map(), notes: [] })
        else if (local === 'note') {
          const note = new Map<string, string>()
          if (path.includes('person')) people.at(-1)?.notes.push(note)
          else loose.push(note)
        }
        if (people.length + loose.length > tableLimits.rows)
          throw new RecordsError('INVALID', 'This file holds more records than a list of people. Divide it.')
      },
      text(heard) {
        text += heard
      },
      close() {
        const name = path.pop() ?? ''
        const within = path.at(-1)
        const record =
          within === 'person'
            ? (people.at(-1)?.fields as Map<string, string> | undefined)
            : within === 'note'
              ? ((path.includes('person') ? people.at(-1)?.notes.at(-1) : loose.at(-1)) as
                  | Map<string, string>
                  | undefined)
              : undefined
        const value = text.trim()
        text = ''
        if (record === undefined || name.startsWith('?') || name === 'note' || value === '') return
        record.set(renamed[name] ?? name, value.slice(0, 20_000))
      },
    })
  } catch (error) {
    if (error instanceof RecordsError) throw error
    throw new RecordsError(
      'INVALID',
      `This PFIF file cannot be read (${error instanceof Error ? error.message : 'it is damaged'}). Nothing was taken from it. Ask for it again.`,
      { cause: error },
    )
  }
  const byId = new Map<string, PfifPerson>()
  for (const person of people) byId.set(person.fields.get('person_record_id') ?? '', person)
  for (const note of loose) {
    const id = note.get('person_record_id') ?? ''
    const about = byId.get(id) ?? { fields: new Map([['person_record_id', id]]), notes: [] }
    if (!byId.has(id)) people.push(about)
    byId.set(id, about)
    about.notes.push(note)
  }
  if (people.length === 0) throw new RecordsError('INVALID', 'This PFIF file holds no record.')
  return { version, people }
}
