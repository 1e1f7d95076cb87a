import type { PersonPlaces, PlacePrecision } from '../api/types.ts'
import { plural } from './plural.ts'

export const precisionTexts: Readonly<Record<PlacePrecision, string>> = {
  country: 'country',
  governorate: 'governorate',
  district: 'district',
  town: 'town',
  point: 'point',
}

export const placeOfTexts: Readonly<Record<PersonPlaces['places'][number]['of'], string>> = {
  origin: 'From',
  event: 'Event',
  lastSeen: 'Last known',
  whereabouts: 'Whereabouts',
  statement: 'Statement',
}

export const placesTexts = {
  title: 'Places',
  hint: 'What was said, and the area that it is taken to mean. Never more exact than that.',
  none: 'No place is named.',
  number: 'On the map',
  of: 'What',
  words: 'What was said',
  means: 'Taken to mean',
  who: 'Who says so',
  wordsAlone: 'words alone',
  notDrawn: 'not on the map: its area is not known here',
  takenToBe: (precision: string) => `taken to be (${precision})`,
  precision: (place: string, precision: string) => `${place} (${precision})`,
  point: (lat: number, lon: number) => `${lat}, ${lon}`,
  list: 'Places with such a name',
  choose: 'Which of them is meant, you decide. Your words stay as they are.',
  nothing: 'The list of places has no such name. Keep the words; the district or town near it can be chosen below.',
  find: 'The place in the list (a town or district near it will do)',
  foundAs: (name: string) => `found as ${name}`,
  chosen: 'Taken to mean',
  exactly: 'How exactly it is known',
  within: (precision: string, name: string) => `somewhere in the ${precision} ${name}`,
  exactPoint: 'an exact point that somebody named',
  lat: 'Latitude',
  lon: 'Longitude',
  pointHint: 'In degrees, such as 36.32 and 41.88.',
  needPoint: 'Please give the point in degrees, or choose a larger area.',
  leave: 'Words alone',
  map: (n: number) =>
    `Map with ${plural(n, 'place', 'places')} of this person. The table below says the same in words.`,
  zoomIn: 'Nearer',
  zoomOut: 'Farther',
  whole: 'Show all places',
  moveHint: 'Drag to move; with the buttons focused, the arrow keys move it too.',
  areaKey: 'Broken line: an area, not a border. The place is somewhere in it.',
  disputedKey: 'Dotted: a border or line of truce that is disputed.',
  sources:
    'Places: GeoNames (CC BY 4.0) and Unicode CLDR. Map: Natural Earth. Names and borders are those of these sources and no position of Homeward.',
  filter: 'A place: from there or seen there',
  only: (place: string) => `Those with a place in ${place}.`,
  nobody: 'Nobody with a place there',
  nobodyText: 'Only places that were chosen from the list are looked at, not words alone.',
} as const
