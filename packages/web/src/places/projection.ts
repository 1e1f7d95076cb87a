import type { Basemap, PersonPlaces } from '../api/types.ts'

/** The plane of the basemap: x is 100 × longitude, y 100 × the Mercator latitude in degrees, southward. */
export interface View {
  x: number
  y: number
  width: number
  height: number
}
export interface Circle {
  x: number
  y: number
  radius: number
}
type Area = NonNullable<PersonPlaces['places'][number]['area']>
type Box = readonly [x0: number, y0: number, x1: number, y1: number]

const kmPerDegree = 111.2
/** Nearer than this the outlines are coarser than they look. */
const leastWidth = 120
const mostWidth = 4200

/** Where a point lies on the plane. */
export const project = (lat: number, lon: number): { x: number; y: number } => ({
  x: lon * 100,
  y: -100 * (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)),
})

/** A circle of so many kilometres, as large as the plane shows it there. */
export const circleOf = ({ lat, lon, radiusKm }: { lat: number; lon: number; radiusKm: number }): Circle => ({
  ...project(lat, lon),
  radius: ((radiusKm / kmPerDegree) * 100) / Math.cos((lat * Math.PI) / 180),
})

const boxOf = (area: Area, basemap: Basemap): Box | null => {
  if (area.shape === 'outline') {
    const [x0, y0, x1, y1] = [...basemap.governorates, ...basemap.land].find(({ id }) => id === area.id)?.box ?? []
    return x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined ? null : [x0, y0, x1, y1]
  }
  const { x, y, radius } = circleOf(area.shape === 'point' ? { ...area, radiusKm: 10 } : area)
  return [x - radius, y - radius, x + radius, y + radius]
}

/** What shows all areas with room around them, in the proportions of the map. */
export const viewOf = (areas: readonly Area[], basemap: Basemap, proportion: number): View => {
  const boxes = areas.map((area) => boxOf(area, basemap)).filter((box) => box !== null)
  const [x0, y0, x1, y1] =
    boxes.length === 0
      ? ([3500, -4500, 4900, -3300] as const)
      : [0, 1, 2, 3].map((side) => Math[side < 2 ? 'min' : 'max'](...boxes.map((box) => box[side] ?? 0)))
  const [left, top, right, bottom] = [x0 ?? 0, y0 ?? 0, x1 ?? 0, y1 ?? 0]
  const width = Math.max((right - left) * 1.4, (bottom - top) * 1.4 * proportion, 500)
  return framed({
    x: (left + right) / 2 - width / 2,
    y: (top + bottom) / 2 - width / proportion / 2,
    width,
    height: width / proportion,
  })
}

const framed = (view: View): View => {
  const width = Math.min(mostWidth * 4, Math.max(leastWidth, view.width))
  const height = (view.height / view.width) * width
  return { x: view.x + (view.width - width) / 2, y: view.y + (view.height - height) / 2, width, height }
}

/** Nearer (under 1) or farther, with the middle where it was. */
export const zoomed = (view: View, factor: number): View => {
  const width = view.width * factor
  const height = view.height * factor
  return framed({ x: view.x + (view.width - width) / 2, y: view.y + (view.height - height) / 2, width, height })
}

/** Moved by parts of its width and height. */
export const moved = (view: View, across: number, down: number): View => ({
  ...view,
  x: view.x + view.width * across,
  y: view.y + view.height * down,
})
