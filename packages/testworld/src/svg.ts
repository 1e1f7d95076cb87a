import type { Stream } from './stream.ts'

/** Two decimals, so that equal drawings are equal texts. */
export const coordinate = (value: number): number => Math.round(value * 100) / 100

/** A colour by hue (degrees), saturation and lightness (percent). */
export const hsl = (hue: number, saturation: number, lightness: number): string => {
  const chroma = (saturation / 100) * Math.min(lightness / 100, 1 - lightness / 100)
  const channel = (offset: number): string => {
    const position = (offset + hue / 30) % 12
    const level = lightness / 100 - chroma * Math.max(-1, Math.min(position - 3, 9 - position, 1))
    return Math.round(level * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}

/** Any colour of medium saturation whose lightness lies between the two percentages. */
export const someColour = (stream: Stream, low: number, high: number): string =>
  hsl(stream.below(360), stream.between(15, 70), stream.between(low, high))

export const rectangle = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${coordinate(x)}" y="${coordinate(y)}" width="${coordinate(width)}" height="${coordinate(height)}" fill="${fill}"${more}/>`

export const ellipse = (x: number, y: number, radiusX: number, radiusY: number, fill: string, more = ''): string =>
  `<ellipse cx="${coordinate(x)}" cy="${coordinate(y)}" rx="${coordinate(radiusX)}" ry="${coordinate(radiusY)}" fill="${fill}"${more}/>`

export const circle = (x: number, y: number, radius: number, fill: string, more = ''): string =>
  ellipse(x, y, radius, radius, fill, more)

/** A closed shape; the template's numbers must already be rounded. */
export const shape = (path: string, fill: string, more = ''): string => `<path d="${path}" fill="${fill}"${more}/>`

/** An open line of even width with round ends. */
export const line = (path: string, colour: string, width: number): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${coordinate(width)}" stroke-linecap="round" stroke-linejoin="round"/>`

export const polygon = (points: readonly (readonly [number, number])[], fill: string): string =>
  `<polygon points="${points.map(([x, y]) => `${coordinate(x)},${coordinate(y)}`).join(' ')}" fill="${fill}"/>`

export const group = (content: string, transform: string): string => `<g transform="${transform}">${content}</g>`
