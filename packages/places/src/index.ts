export type { PlaceArea } from './area.ts'
export { basemapJson } from './basemap.ts'
export { openGazetteer, type Gazetteer } from './gazetteer.ts'
export {
  placeKinds,
  placePrecisions,
  type Place,
  type PlaceKind,
  type PlaceName,
  type PlacePrecision,
} from './place.ts'
export type { PlaceHit } from './search-places.ts'
