import { messages, say } from '../language/messages.ts'

export const precisionTexts = messages('places.precision', {
  country: 'country',
  governorate: 'governorate',
  district: 'district',
  town: 'town',
  point: 'point',
})

export const placeOfTexts = messages('places.of', {
  origin: 'From',
  event: 'Event',
  lastSeen: 'Last known',
  whereabouts: 'Whereabouts',
  statement: 'Statement',
})

/** How exactly a place is known, as a choice. */
export const withinTexts = messages('places.within', {
  country: say((name: string) => ({ name }), 'somewhere in the country {name}'),
  governorate: say((name: string) => ({ name }), 'somewhere in the governorate {name}'),
  district: say((name: string) => ({ name }), 'somewhere in the district {name}'),
  town: say((name: string) => ({ name }), 'somewhere in the town {name}'),
  point: 'an exact point that somebody named',
})

export const placesTexts = messages('places', {
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
  list: 'Places with such a name',
  choose: 'Which of them is meant, you decide. Your words stay as they are.',
  find: 'The place in the list (a town or district near it will do)',
  foundAs: say((name: string) => ({ name }), 'found as {name}'),
  chosen: 'Taken to mean',
  exactly: 'How exactly it is known',
  lat: 'Latitude',
  lon: 'Longitude',
  pointHint: 'In degrees, such as 36.32 and 41.88.',
  needPoint: 'Please give the point in degrees, or choose a larger area.',
  leave: 'Words alone',
  map: say(
    (n: number) => ({ n }),
    '{n, plural, one {Map with # place of this person. The table below says the same in words.} other {Map with # places of this person. The table below says the same in words.}}',
  ),
  zoomIn: 'Nearer',
  zoomOut: 'Farther',
  whole: 'Show all places',
  moveHint: 'Drag to move; with the buttons focused, the arrow keys move it too.',
  areaKey: 'Broken line: an area, not a border. The place is somewhere in it.',
  disputedKey: 'Dotted: a border or line of truce that is disputed.',
  sources:
    'Places: GeoNames (CC BY 4.0) and Unicode CLDR. Map: Natural Earth. Names and borders are those of these sources and no position of Homeward.',
  filter: 'A place: from there or seen there',
  only: say((place: string) => ({ place }), 'Those with a place in {place}.'),
  nobody: 'Nobody with a place there',
  nobodyText: 'Only places that were chosen from the list are looked at, not words alone.',
  nobodyFits: 'Nobody with a place there fits',
  nobodyFitsText: 'Try another spelling, or show everybody again and search all people.',
})
