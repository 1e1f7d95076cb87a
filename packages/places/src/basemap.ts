import { readFileSync } from 'node:fs'

/** The basemap as the map of the interface draws it; see data/README in packages/places. Bytes of JSON, the same at every call. */
export function basemapJson(): Uint8Array {
  return new Uint8Array(readFileSync(new URL('../data/basemap.json', import.meta.url)))
}
