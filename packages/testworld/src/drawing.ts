import { drawBackground, drawLight } from './drawn-backgrounds.ts'
import { drawFigure } from './drawn-figure.ts'
import { drawThing } from './drawn-objects.ts'
import { createStream } from './stream.ts'
import type { Drawing } from './world-types.ts'

/**
 * Draws a picture as SVG text, `width` × `height` pixels, without letters (no font is needed, so every machine draws
 * the same). A drawing stretches to other proportions, it does not change.
 */
export const drawSvg = (seed: string, drawing: Drawing, width: number, height: number): string => {
  const stream = createStream(seed, drawing.key)
  const tall = Math.round((100 * height) / width)
  const thing = (low: number, high: number): string => {
    const size = stream.between(low, high)
    return drawThing(stream, stream.between(-4, 100 - size), tall - size - stream.between(-4, tall - size), size)
  }
  let drawn = drawBackground(stream, tall)
  if (drawing.kind === 'portrait') {
    if (stream.chance(0.6)) drawn += thing(20, 45)
    const figure = drawFigure(stream, tall, drawing.sex, drawing.ageBand)
    drawn += figure.drawn
    const size = stream.between(18, 40)
    const x = figure.x < 50 ? 98 - size : 2
    const free = figure.y + figure.radius < tall - size || Math.abs(figure.x - x - size / 2) > figure.radius + size / 2
    if (free && stream.chance(0.6)) drawn += drawThing(stream, x, tall - size - 1, size)
  } else {
    const count = stream.between(1, 4)
    for (let index = 0; index < count; index += 1) drawn += thing(22, 62)
  }
  drawn += drawLight(stream, tall)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 ${tall}" preserveAspectRatio="none">${drawn}</svg>`
}
