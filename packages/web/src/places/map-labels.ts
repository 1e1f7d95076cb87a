import type { Basemap } from '../api/types.ts'
import { project, type View } from './projection.ts'

export interface MapLabel {
  id: string
  text: string
  x: number
  y: number
  kind: 'country' | 'governorate' | 'town'
  /** Where a town itself is. */
  dot?: { x: number; y: number }
}

/** The height of letters of each kind, in pixels. */
export const labelSizes = { country: 13, governorate: 11, town: 11 } as const
/** Farther out than so many units in a pixel, labels of a kind are left out. */
const farthest = { country: 6, governorate: 1.6, town: 2.6 } as const
const letterWidth = 0.58

const isArabic = /\p{Script=Arabic}/u

/** The name in the language of the page, where a source has one, else the source's main name. Kurdish is tagged as one language there. */
const nameIn = (names: Readonly<Record<string, string>>, language: string): string => {
  const kurdish = names['ku'] ?? ''
  const isOwnWriting = language === 'ckb' ? isArabic.test(kurdish) : language === 'kmr' && !isArabic.test(kurdish)
  const own = names[language] ?? (isOwnWriting ? kurdish : '')
  return own === '' ? (names[''] ?? '') : own
}

/** How much room the number of a place takes, in pixels. */
const numberSize = 22

interface Sheet {
  basemap: Basemap
  view: View
  /** How wide the view is drawn. */
  pixels: number
  language: string
  /** Where numbers of places stand, which no label covers. */
  numbers: readonly { x: number; y: number }[]
}

/** Labels that fit into a view without covering each other: countries first, then towns by size, then governorates. */
export const labelsOf = ({ basemap, view, pixels, language, numbers }: Sheet): MapLabel[] => {
  const unit = view.width / pixels
  const side = numberSize * unit
  const taken = numbers.map(({ x, y }) => ({ x: x - side / 2, y: y - side / 2, width: side, height: side }))
  const labels: MapLabel[] = []
  const place = (label: MapLabel): void => {
    const size = labelSizes[label.kind]
    const width = label.text.length * size * letterWidth * unit
    const height = size * 1.5 * unit
    const box = { x: label.x - width / 2, y: label.y - height / 2, width, height }
    const isOutside =
      box.x < view.x || box.y < view.y || box.x + width > view.x + view.width || box.y + height > view.y + view.height
    const covers = taken.some(
      (other) =>
        box.x < other.x + other.width &&
        other.x < box.x + width &&
        box.y < other.y + other.height &&
        other.y < box.y + height,
    )
    if (label.text === '' || isOutside || covers) return
    taken.push(box)
    labels.push(label)
  }
  const ofShape = (kind: 'country' | 'governorate', { id, box, names }: Basemap['land'][number]): void => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box
    const text = nameIn(names, language)
    // A name that is wider than its area would stand in the next one.
    if (unit > farthest[kind] || text.length * labelSizes[kind] * letterWidth * unit > (x1 - x0) * 1.1) return
    place({ id, text, x: (x0 + x1) / 2, y: (y0 + y1) / 2, kind })
  }
  for (const shape of basemap.land) ofShape('country', shape)
  if (unit <= farthest.town)
    for (const { id, lat, lon, names } of basemap.towns) {
      const at = project(lat, lon)
      place({ id, text: nameIn(names, language), x: at.x, y: at.y - labelSizes.town * unit, kind: 'town', dot: at })
    }
  for (const shape of basemap.governorates) ofShape('governorate', shape)
  return labels
}
