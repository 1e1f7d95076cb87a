import type { Database } from '@homeward/vault'
import { fromColumn } from './column.ts'
import type { PersonName } from './types.ts'

/**
 * The strings that a person can be found by: every whole name and nickname as it is, and the parts (given, father,
 * grandfather, family) put together in that order for each script that has a given name; of somebody who has none of these, what parts there are.
 */
export function wholeNames(names: readonly PersonName[]): string[] {
  const whole = names
    .filter((name) => name.kind === 'full' || name.kind === 'nickname' || name.kind === 'imposed')
    .map((name) => name.text)
  const partial: string[] = []
  for (const script of new Set(names.map((name) => name.script))) {
    const partOf = (kind: PersonName['kind']): string[] =>
      names
        .filter((name) => name.kind === kind && name.script === script)
        .slice(0, 1)
        .map((name) => name.text)
    const given = partOf('given')
    const rest = [...partOf('father'), ...partOf('grandfather'), ...partOf('family')]
    if (given.length > 0) whole.push([...given, ...rest].join(' '))
    else if (rest.length > 0) partial.push(rest.join(' '))
  }
  return [...new Set(whole.length > 0 ? whole : partial)]
}

/** `wholeNames` of a person in the index. */
export function searchableNames(db: Database, person: string): string[] {
  const rows = db
    .prepare("SELECT value FROM person_value WHERE person = ? AND field = 'name' ORDER BY at, log, position, ordinal")
    .all([person]) as { value: string }[]
  return wholeNames(rows.map((row) => fromColumn<PersonName>(row.value)))
}
