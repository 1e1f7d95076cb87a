import { fromColumn } from './column.ts'
import type { Records } from './records.ts'
import type { PersonName } from './types.ts'

type Named = Pick<PersonName, 'kind' | 'text'>

/**
 * Who is registered under exactly which whole name, so that somebody can look before a second record is made (H4: no more follows from
 * it). `keysOf` gives the keys of a set of names: whole ones, and the parts put together; letters' case and spaces do not matter.
 */
export function namesToCompare(records: Records): {
  people: Map<string, string[]>
  keysOf: (names: readonly Named[]) => string[]
} {
  const namesOf = new Map<string, Named[]>()
  for (const { person, value } of records.registry
    .prepare("SELECT person, value FROM person_value WHERE field = 'name' ORDER BY at, log, position, ordinal")
    .all<{ person: string; value: string }>()) {
    const name = fromColumn<PersonName>(value)
    const known = namesOf.get(person)
    if (known === undefined) namesOf.set(person, [name])
    else known.push(name)
  }
  const people = new Map<string, string[]>()
  for (const [person, names] of namesOf)
    for (const key of keysOf(names)) {
      const known = people.get(key)
      if (known === undefined) people.set(key, [person])
      else if (!known.includes(person)) known.push(person)
    }
  return { people, keysOf }
}

function keysOf(names: readonly Named[]): string[] {
  const parts = (['given', 'father', 'grandfather', 'family'] as const).flatMap((kind) =>
    names.filter((name) => name.kind === kind).slice(0, 1),
  )
  const whole = names.filter(({ kind }) => kind === 'full').map(({ text }) => text)
  if (parts.length > 1) whole.push(parts.map(({ text }) => text).join(' '))
  return [
    ...new Set(whole.map((text) => text.normalize('NFKC').toLocaleLowerCase('en').replaceAll(/\s+/gu, ' ').trim())),
  ]
}
