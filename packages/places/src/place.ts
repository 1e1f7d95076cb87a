/** What the gazetteer knows of a place. Ids are GeoNames' codes: `IQ`, `IQ.15`, `IQ.15.9166620`, and the number of a town. */

/** How large a place is, largest first. */
export const placeKinds = ['country', 'governorate', 'district', 'town'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** How exactly a place is known: as exactly as a place of that kind, or to a point that somebody named. */
export const placePrecisions = [...placeKinds, 'point'] as const
export type PlacePrecision = (typeof placePrecisions)[number]

/** A name as a source has it; without `language` the source does not say of which language it is. */
export interface PlaceName {
  text: string
  language?: string
}

export interface Place {
  id: string
  kind: PlaceKind
  /** The next larger place, or null of a country. */
  parent: string | null
  /** The source's main name first. */
  names: readonly PlaceName[]
  /** Where a town is, in degrees. */
  point: { lat: number; lon: number } | null
  population: number | null
}
