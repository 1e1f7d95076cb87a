import type { Place } from './place.ts'

/**
 * What stands for a place on a map: the outline that the basemap has for a governorate or country, or a circle. A circle is no border:
 * it lies round the towns that are known of a district, and round a town as wide as towns are.
 */
export type PlaceArea =
  | { shape: 'outline'; id: string }
  | { shape: 'circle'; lat: number; lon: number; radiusKm: number }

/** As wide as a town is drawn: nobody said a spot in it. */
const townKm = 4
/** What is added round the outermost known town of an area, and the least that an area of several villages has. */
const roundKm = 6
const leastAreaKm = 15
const kmPerDegree = 111.2

/** Makes the lookup of areas. Which towns lie in an area is put together at the first question. */
export function areasOf(places: readonly Place[], byId: ReadonlyMap<string, Place>): (id: string) => PlaceArea | null {
  let townsByArea: Map<string, Place[]> | undefined
  return (id) => {
    const place = byId.get(id)
    if (place === undefined) return null
    if (place.point !== null) return { shape: 'circle', ...place.point, radiusKm: townKm }
    if (place.kind === 'country' || (place.kind === 'governorate' && !withoutOutline.has(id)))
      return { shape: 'outline', id }
    townsByArea ??= townsIn(places)
    return circleRound(townsByArea.get(id) ?? seatsOf(place, places))
  }
}

/** Governorates that are newer than the outlines of the basemap. */
const withoutOutline = new Set(['AZ.35', 'CY.02', 'IL.WE', 'IQ.19', 'LB.10', 'LB.11'])

function townsIn(places: readonly Place[]): Map<string, Place[]> {
  const byArea = new Map<string, Place[]>()
  for (const place of places) {
    if (place.kind !== 'town' || place.parent === null) continue
    byArea.set(place.parent, [...(byArea.get(place.parent) ?? []), place])
  }
  return byArea
}

const plain = (name: string): string => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
/** What sources add to the name of a district. */
const addition = / (?:district|ilçesi|i̇lcesi|ilcesi|merkez)$/u

/** The town of the same name, for areas of whose towns the source does not say that they lie in them. */
function seatsOf({ parent, names }: Place, places: readonly Place[]): Place[] {
  const wanted = new Set(names.map(({ text }) => plain(text).replace(addition, '')))
  const isNear = (town: Place): boolean => town.parent === parent || (town.parent ?? '').startsWith(`${parent}.`)
  return places
    .filter((town) => town.kind === 'town' && isNear(town) && town.names.some(({ text }) => wanted.has(plain(text))))
    .slice(0, 1)
}

function circleRound(towns: readonly Place[]): PlaceArea | null {
  const points = towns.flatMap(({ point }) => (point === null ? [] : [point]))
  if (points.length === 0) return null
  const lat = points.reduce((sum, point) => sum + point.lat, 0) / points.length
  const lon = points.reduce((sum, point) => sum + point.lon, 0) / points.length
  const farthest = Math.max(
    ...points.map(
      (point) => Math.hypot(point.lat - lat, (point.lon - lon) * Math.cos((lat * Math.PI) / 180)) * kmPerDegree,
    ),
  )
  return { shape: 'circle', lat, lon, radiusKm: Math.max(leastAreaKm, Math.ceil(farthest) + roundKm) }
}
