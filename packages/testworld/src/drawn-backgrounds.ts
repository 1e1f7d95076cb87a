import type { Stream } from './stream.ts'
import { circle, coordinate, ellipse, hsl, line, polygon, rectangle, someColour } from './svg.ts'

/** Fills a picture 100 wide and `height` high. */
type Background = (stream: Stream, height: number) => string

const bands: Background = (stream, height) => {
  const count = stream.between(3, 7)
  const slant = stream.between(-60, 60)
  let drawn = ''
  let x = -60
  for (let band = 0; band <= count + 3; band += 1) {
    const width = stream.between(12, 45)
    drawn += polygon(
      [
        [x, 0],
        [x + width + 1, 0],
        [x + width + 1 + slant, height],
        [x + slant, height],
      ],
      someColour(stream, 8, 94),
    )
    x += width
  }
  return drawn
}

const hills: Background = (stream, height) => {
  let drawn = circle(stream.between(5, 95), stream.between(5, 40), stream.between(4, 13), hsl(48, 80, 80))
  const count = stream.between(2, 4)
  for (let hill = 0; hill < count; hill += 1) {
    const top = height * (0.25 + (0.6 * hill) / count) + stream.between(-8, 8)
    const peaks: [number, number][] = [[-5, height + 5]]
    for (let x = -5; x <= 105; x += stream.between(9, 30)) peaks.push([x, top + stream.between(-16, 16)])
    peaks.push([105, top], [105, height + 5])
    drawn += polygon(peaks, hsl(stream.between(20, 150), stream.between(15, 50), stream.between(12, 75)))
  }
  return drawn
}

const brickWall: Background = (stream, height) => {
  const lightness = stream.between(20, 75)
  const hue = stream.between(5, 50)
  const brickHeight = stream.between(5, 11)
  const brickWidth = brickHeight * 2.2
  let drawn = ''
  for (let row = 0; row * brickHeight < height; row += 1) {
    for (let x = row % 2 === 0 ? 0 : -brickWidth / 2; x < 100; x += brickWidth) {
      const fill = hsl(hue, 35, Math.max(5, Math.min(95, lightness + stream.between(-13, 13))))
      drawn += rectangle(x + 0.3, row * brickHeight + 0.3, brickWidth - 0.6, brickHeight - 0.6, fill)
    }
  }
  const x = stream.chance(0.5) ? stream.between(-5, 15) : stream.between(58, 80)
  const glass = stream.chance(0.5) ? stream.between(8, 25) : stream.between(75, 95)
  drawn += rectangle(x - 2, 8, 31, height * 0.45 + 4, hsl(30, 30, 50 - lightness / 3))
  return drawn + rectangle(x, 10, 27, height * 0.45, hsl(205, 35, glass))
}

const tiles: Background = (stream, height) => {
  const side = stream.between(11, 30)
  let drawn = ''
  for (let y = -stream.below(10); y < height; y += side) {
    for (let x = -stream.below(10); x < 100; x += side) {
      drawn += rectangle(x, y, side - 0.5, side - 0.5, someColour(stream, 10, 92))
    }
  }
  return drawn
}

const curtains: Background = (stream, height) => {
  let drawn = ''
  const hue = stream.below(360)
  for (let x = 0; x < 100;) {
    const width = stream.between(3, 19)
    drawn += rectangle(x, 0, width + 0.5, height, hsl(hue, stream.between(20, 60), stream.between(8, 92)))
    x += width
  }
  const bottom = height * (0.65 + stream.below(25) / 100)
  return drawn + rectangle(0, bottom, 100, height - bottom, someColour(stream, 10, 90))
}

const clouds: Background = (stream, height) => {
  let drawn = ''
  const count = stream.between(6, 12)
  for (let blob = 0; blob < count; blob += 1) {
    const radius = stream.between(10, 34)
    drawn += ellipse(
      stream.between(-5, 105),
      stream.below(Math.round(height)),
      radius,
      radius * (0.6 + stream.below(60) / 100),
      someColour(stream, 8, 95),
      ' opacity="0.85"',
    )
  }
  return drawn
}

const orchard: Background = (stream, height) => {
  const ground = height * (0.5 + stream.below(35) / 100)
  let drawn = rectangle(0, ground, 100, height - ground, hsl(stream.between(40, 130), 40, stream.between(15, 70)))
  const trees = stream.between(2, 5)
  for (let tree = 0; tree < trees; tree += 1) {
    const x = stream.between(0, 100)
    const radius = stream.between(9, 22)
    const top = ground - stream.between(10, 42)
    drawn += rectangle(x - 2, top, 4, ground - top + stream.between(2, 12), hsl(25, 40, stream.between(10, 35)))
    const leaves = hsl(stream.between(60, 150), 45, stream.between(12, 65))
    drawn += circle(x, top, radius, leaves) + circle(x - radius * 0.6, top + radius * 0.4, radius * 0.7, leaves)
  }
  return drawn
}

const doorway: Background = (stream, height) => {
  const x = stream.between(-10, 60)
  const width = stream.between(30, 62)
  const top = stream.between(2, 35)
  const dark = stream.chance(0.5)
  return (
    rectangle(x - 4, top - 4, width + 8, height, someColour(stream, 20, 80)) +
    rectangle(x, top, width, height, someColour(stream, dark ? 4 : 75, dark ? 22 : 96)) +
    rectangle(0, height * 0.9, 100, height * 0.1, someColour(stream, 10, 90))
  )
}

const shelves: Background = (stream, height) => {
  let drawn = ''
  for (let y = stream.between(4, 20); y < height; y += stream.between(16, 34)) {
    drawn += rectangle(0, y, 100, 2, hsl(28, 45, stream.between(15, 45)))
    for (let x = stream.below(10); x < 98;) {
      const width = stream.between(4, 15)
      if (stream.chance(0.7)) {
        const tall = stream.between(5, 15)
        drawn += rectangle(x, y - tall, width, tall, someColour(stream, 8, 92))
      }
      x += width + stream.below(4)
    }
  }
  return drawn
}

const backgrounds: readonly Background[] = [bands, hills, brickWall, tiles, curtains, clouds, orchard, doorway, shelves]

/** Scratches and specks over the whole picture, as paper and weather leave them. */
const texture = (stream: Stream, height: number): string => {
  let drawn = '<g opacity="0.18">'
  const count = stream.between(60, 130)
  const length = stream.between(1, 7)
  for (let stroke = 0; stroke < count; stroke += 1) {
    const x = stream.between(0, 100)
    const y = stream.below(Math.round(height))
    const path = `M${x} ${y}l${stream.between(-length, length)} ${stream.between(-length, length)}`
    drawn += line(path, hsl(0, 0, stream.chance(0.5) ? 5 : 95), 0.3 + stream.below(8) / 10)
  }
  return `${drawn}</g>`
}

/** Draws one of the backgrounds with its texture. */
export const drawBackground = (stream: Stream, height: number): string => {
  const base = rectangle(0, 0, 100, height, someColour(stream, 12, 90))
  const drawn = stream.pick(backgrounds)(stream, height)
  return base + drawn + texture(stream, height)
}

/** Lays light from one side over the picture; it shifts whole regions, as lamps and windows do. */
export const drawLight = (stream: Stream, height: number): string => {
  const corners = ['0% 0% 100% 100%', '100% 0% 0% 100%', '0% 0% 100% 0%', '0% 0% 0% 100%', '0% 100% 0% 0%']
  const [x1, y1, x2, y2] = stream.pick(corners).split(' ')
  const tone = stream.chance(0.5) ? '#000' : '#fff'
  const strength = coordinate(stream.between(10, 55) / 100)
  const stops = `<stop offset="0" stop-color="${tone}" stop-opacity="${strength}"/><stop offset="0.8" stop-color="${tone}" stop-opacity="0"/>`
  const gradient = `<defs><linearGradient id="light" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stops}</linearGradient></defs>`
  return gradient + rectangle(0, 0, 100, height, 'url(#light)')
}
