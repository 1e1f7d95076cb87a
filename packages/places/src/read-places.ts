import { readFileSync } from 'node:fs'
import type { Place, PlaceKind, PlaceName } from './place.ts'

const languagePattern = /^([a-z]{2,3})=/u

function nameOf(text: string): PlaceName {
  const language = languagePattern.exec(text)?.[1]
  return language === undefined ? { text } : { text: text.slice(language.length + 1), language }
}

function placeOf(line: string): Place {
  const [id = '', kind, parent = '', lat = '', lon = '', population = '', ...names] = line.split('\t')
  return {
    id,
    kind: kind as PlaceKind,
    parent: parent === '' ? null : parent,
    names: names.map(nameOf),
    point: lat === '' ? null : { lat: Number(lat), lon: Number(lon) },
    population: population === '' ? null : Number(population),
  }
}

/** Reads the places that ship with this package. Takes some ten milliseconds and two megabytes. */
export function readPlaces(): Place[] {
  const text = readFileSync(new URL('../data/places.tsv', import.meta.url), 'utf8')
  return text.trimEnd().split('\n').map(placeOf)
}
