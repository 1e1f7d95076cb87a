import type { Located, PlaceChoice, PlacePrecision, PlacesFound } from '../api/types.ts'

type Found = PlacesFound['places'][number]

/** One step of a chain of places, smallest first. */
export interface PlaceStep {
  id: string
  kind: Exclude<PlacePrecision, 'point'>
  name: string
}

/** A place while it is chosen for words. */
export interface PlaceDraft {
  id: string
  label: string
  precision: PlacePrecision
  /** The place itself and those around it, as far as they were looked up. */
  steps: readonly PlaceStep[]
  lat: string
  lon: string
}

/** What a form begins with for a place that was found. */
export const foundDraft = ({ id, kind, label, names, within }: Found): PlaceDraft => ({
  id,
  label,
  precision: kind,
  steps: [{ id, kind, name: names[0]?.text ?? id }, ...within],
  lat: '',
  lon: '',
})

/** What a form begins with for a place that was chosen before. */
export const locatedDraft = ({ id, label, precision, point }: Located): PlaceDraft => ({
  id,
  label,
  precision,
  steps: [],
  lat: point === undefined ? '' : String(point.lat),
  lon: point === undefined ? '' : String(point.lon),
})

/** The same words taken for a larger place around it. */
export const widened = (draft: PlaceDraft, step: PlaceStep): PlaceDraft => ({
  ...draft,
  id: step.id,
  precision: step.kind,
  label: draft.steps
    .slice(draft.steps.findIndex(({ id }) => id === step.id))
    .map(({ name }) => name)
    .join(', '),
})

const degrees = (text: string, most: number): number | null => {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(value) || Math.abs(value) > most ? null : value
}

/** The choice as it is sent; null where the point that it needs is missing. */
export const choiceOf = ({ id, precision, lat, lon }: PlaceDraft): PlaceChoice | null => {
  if (precision !== 'point') return { id, precision }
  const point = { lat: degrees(lat, 90), lon: degrees(lon, 180) }
  return point.lat === null || point.lon === null ? null : { id, precision, point: { lat: point.lat, lon: point.lon } }
}
