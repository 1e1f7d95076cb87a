import { areasOf, type PlaceArea } from './area.ts'
import { plainWords } from './name-sketch.ts'
import { type Place, type PlacePrecision, placeKinds } from './place.ts'
import { readPlaces } from './read-places.ts'
import { createPlaceSearch, type PlaceHit } from './search-places.ts'

/** The places that ship with this package, found by name. Holds nothing of a vault. */
export interface Gazetteer {
  readonly find: (id: string) => Place | undefined
  /** The place and those that it lies in, smallest first; empty for an unknown id. */
  readonly chain: (id: string) => Place[]
  /** Main names of the place and of those that it lies in, as people read them: "Sinjār, Nineveh, Iraq". */
  readonly label: (id: string) => string
  /** Whether a place is the other one or lies in it. */
  readonly isWithin: (id: string, other: string) => boolean
  /**
   * Places with a name like `query` in any script, best first, each once and with the name that fits. Places that share a name are all
   * listed: which one is meant, people decide (H4).
   */
  readonly search: (query: string, limit?: number) => PlaceHit[]
  /** Which precisions a place can be said with: its own kind, and a point in it that somebody named. */
  readonly precisionsOf: (place: Place) => PlacePrecision[]
  /** Towns with the most people, largest first. */
  readonly largestTowns: (limit: number) => Place[]
  /** The area that stands for a place on a map, or null where the data has none. */
  readonly area: (id: string) => PlaceArea | null
}

const most = 12

let opened: Gazetteer | undefined

/** Opens the gazetteer; there is one in a process. */
export function openGazetteer(): Gazetteer {
  opened ??= gazetteerOf(readPlaces())
  return opened
}

/** A gazetteer over given places, as `openGazetteer` opens over those of this package. */
export function gazetteerOf(places: readonly Place[]): Gazetteer {
  const byId = new Map(places.map((place) => [place.id, place]))
  const chain = (id: string): Place[] => {
    const found: Place[] = []
    // No more than there are kinds, whatever the data say.
    for (let place = byId.get(id); place !== undefined && found.length < placeKinds.length;)
      place = found.push(place) > 0 && place.parent !== null ? byId.get(place.parent) : undefined
    return found
  }
  const search = createPlaceSearch(places, chain)
  let largest: Place[] | undefined
  const area = areasOf(places, byId)
  return {
    find: (id) => byId.get(id),
    chain,
    label: (id) => labelOf(chain(id).map(({ names: [first] }) => first?.text ?? '')),
    isWithin: (id, other) => chain(id).some((place) => place.id === other),
    search: (query, limit = most) => search(query, limit),
    precisionsOf: ({ kind }) => [kind, 'point'],
    largestTowns: (limit) => (largest ??= byPeople(places)).slice(0, limit),
    area,
  }
}

function byPeople(places: readonly Place[]): Place[] {
  return places
    .filter(({ population, kind }) => kind === 'town' && population !== null)
    .toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0))
}

/** A name that the smaller place has already, as many districts and governorates have that of their town, is said once. */
function labelOf(names: readonly string[]): string {
  const folded = names.map((name) => plainWords(name).join(' '))
  return names.filter((_, at) => at === 0 || !`${folded[at]} `.startsWith(`${folded[at - 1]} `)).join(', ')
}
