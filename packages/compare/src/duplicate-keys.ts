import { classFormsOf, nameKeys } from './name-keys.ts'
import type { PersonEntry, WordField } from './person-entry.ts'

/** Forms of one word that make keys. */
const mostForms = 3

function firstForms(entry: PersonEntry, field: WordField): string[] {
  const forms = entry.rows
    .filter((row) => row.field === field)
    .flatMap((row) => row.folded.words.slice(0, 1).flatMap((word) => classFormsOf(word).slice(0, mostForms)))
  return [...new Set(forms)]
}

/**
 * The keys under which a person is compared with others; records of one person share at least one, as a rule: any two words of the name in their order, the first two with one
 * consonant left out; and for names that differ beyond that, the given name with the mother's, with the place, and with the birth year and those beside it.
 */
export function pairKeysOf(entry: PersonEntry): readonly string[] {
  const keys = new Set<string>()
  for (const { field, text } of entry.rows) {
    if (field !== 'name') continue
    for (const key of nameKeys(text)) keys.add(key)
  }
  const given = firstForms(entry, 'name')
  for (const form of given) {
    for (const mother of firstForms(entry, 'mother')) keys.add(`m:${form}|${mother}`)
    for (const place of firstForms(entry, 'place')) keys.add(`p:${form}|${place}`)
    if (entry.birthYear !== null && entry.birthYear.to - entry.birthYear.from <= 3)
      for (let year = entry.birthYear.from; year <= entry.birthYear.to + 1; year += 1) keys.add(`y:${form}|${year}`)
  }
  return [...keys]
}
