import { openGazetteer, type PlacePrecision } from '@homeward/places'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import type { Located } from './types.ts'

/** A place that somebody chose for words, and how exactly it is known. */
export interface PlaceChoice {
  id: string
  precision: PlacePrecision
  point?: { lat: number; lon: number }
}

/**
 * A choice as it is written (rule R67): with the name that the gazetteer has now. What was written before, and is brought back, stays as it
 * is. Throws `RecordsError` INVALID for a place that is not there, and for a precision that it cannot have.
 */
export function locate(choice: PlaceChoice | Located | undefined): { located?: Located } {
  if (choice === undefined) return {}
  if ('label' in choice) return { located: choice }
  const gazetteer = openGazetteer()
  const place = gazetteer.find(choice.id)
  if (place === undefined) throw new RecordsError('INVALID', invalidWords.say('place-unlisted').text)
  if (!gazetteer.precisionsOf(place).includes(choice.precision))
    throw new RecordsError('INVALID', invalidWords.say('place-too-exact').text)
  const { id, precision, point } = choice
  return { located: { id, precision, label: gazetteer.label(id), ...(point === undefined ? {} : { point }) } }
}
