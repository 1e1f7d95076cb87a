import type { Stream } from './stream.ts'
import { circle, coordinate, ellipse, group, hsl, line, polygon, rectangle, shape, someColour } from './svg.ts'

/** Draws a thing in a field 20 wide and 20 high, standing on the lower edge. */
type Thing = (stream: Stream) => string

const cat: Thing = (stream) => {
  const fur = hsl(stream.pick([25, 30, 210, 0]), stream.between(5, 55), stream.between(15, 85))
  const dark = hsl(20, 20, 12)
  return (
    line('M15 16c5 1 5-7 2-9', fur, 1.8) +
    ellipse(10, 14.5, 6, 5.5, fur) +
    circle(8, 7, 4.2, fur) +
    polygon(
      [
        [4.3, 5.5],
        [4.8, 0.5],
        [7.6, 3.4],
      ],
      fur,
    ) +
    polygon(
      [
        [8.6, 3.2],
        [11.4, 0.5],
        [11.8, 5.5],
      ],
      fur,
    ) +
    circle(6.6, 6.6, 0.7, dark) +
    circle(9.6, 6.6, 0.7, dark) +
    line('M5 8.5l-4-.6M5 9.2l-4 .8M11 8.5l4-.6M11 9.2l4 .8', dark, 0.25)
  )
}

const tree: Thing = (stream) => {
  const leaves = hsl(stream.between(55, 150), 50, stream.between(18, 62))
  return (
    rectangle(8.8, 10, 2.4, 10, hsl(25, 45, stream.between(15, 40))) +
    circle(10, 6, 5.5, leaves) +
    circle(6, 9, 4, leaves) +
    circle(14, 9, 4.2, leaves) +
    circle(9, 5, 1.6, hsl(80, 50, 75))
  )
}

const bicycle: Thing = (stream) => {
  const frame = someColour(stream, 15, 70)
  const tyre = hsl(0, 0, stream.between(5, 40))
  const wheel = (x: number): string =>
    `<circle cx="${x}" cy="14.5" r="4.6" fill="none" stroke="${tyre}" stroke-width="1.1"/>`
  return wheel(5) + wheel(15) + line('M5 14.5l3.5-6h5.5l-4.5 6H5m4.5 0l-2-8.6m-1.4 0h3M15 14.5L13 5.5h2.6', frame, 1)
}

const kite: Thing = (stream) => {
  const one = someColour(stream, 20, 60)
  const other = someColour(stream, 60, 92)
  return (
    polygon(
      [
        [10, 0],
        [15, 6],
        [10, 13],
      ],
      one,
    ) +
    polygon(
      [
        [10, 0],
        [5, 6],
        [10, 13],
      ],
      other,
    ) +
    line('M10 13c-3 2 3 3 0 5s-2 2-3 2', hsl(0, 0, 20), 0.5)
  )
}

const teapot: Thing = (stream) => {
  const metal = someColour(stream, 25, 88)
  return (
    line('M4 9c-5-1-4 8 1 7', metal, 1.4) +
    line('M15 14c3 0 2-6 4.5-6', metal, 1.8) +
    ellipse(10, 13.5, 6.5, 6, metal) +
    ellipse(10, 7.4, 4, 1.3, hsl(0, 0, 25)) +
    circle(10, 5.7, 1, metal)
  )
}

const ball: Thing = (stream) => {
  const one = someColour(stream, 15, 90)
  return circle(10, 12, 8, one) + shape('M3 9c5 4 9 4 14 0l1 4c-6 4-10 4-16 0z', someColour(stream, 10, 95))
}

const flowerpot: Thing = (stream) => {
  const petals = someColour(stream, 35, 85)
  const flower = (x: number, y: number): string => circle(x, y, 2.4, petals) + circle(x, y, 0.9, hsl(48, 90, 60))
  return (
    line('M10 14V5M10 12L5 7M10 12l5-4', hsl(110, 45, 30), 0.8) +
    flower(10, 3.5) +
    flower(4.5, 6.5) +
    flower(15.5, 7) +
    shape('M5 13h10l-1.5 7h-7z', hsl(16, 55, stream.between(30, 60)))
  )
}

const lantern: Thing = (stream) => {
  const frame = hsl(30, 20, stream.between(10, 40))
  return (
    line('M7 4c0-5 6-5 6 0', frame, 0.8) +
    rectangle(6, 4, 8, 2, frame) +
    rectangle(6.6, 6, 6.8, 11, hsl(48, 85, stream.between(60, 92))) +
    line('M10 6v11M6.6 6v11M13.4 6v11', frame, 0.6) +
    rectangle(5, 17, 10, 3, frame)
  )
}

const umbrella: Thing = (stream) =>
  line('M10 8v9c0 3-4 3-4 0', hsl(25, 40, 25), 0.8) +
  shape('M1 10C2-2 18-2 19 10c-1.5-2-4.5-2-6 0-1.5-2-4.5-2-6 0-1.5-2-4.5-2-6 0z', someColour(stream, 20, 80))

const telephone: Thing = (stream) =>
  `<g>${rectangle(5, 1, 10, 19, hsl(0, 0, stream.between(5, 35)), ' rx="1.5"')}${rectangle(6, 3, 8, 10, hsl(200, 40, stream.between(45, 92)))}${[
    0, 1, 2,
  ]
    .map((row) => [0, 1, 2].map((column) => circle(7.5 + column * 2.5, 14.6 + row * 1.8, 0.6, hsl(0, 0, 75))).join(''))
    .join('')}</g>`

const hammer: Thing = (stream) =>
  line('M4 19L13 7', hsl(30, 50, stream.between(25, 60)), 2) +
  group(rectangle(7, 3, 10, 4.5, hsl(210, 10, stream.between(20, 60))), 'rotate(37 12 5)')

const bus: Thing = (stream) => {
  const body = someColour(stream, 25, 80)
  const panes = [2, 6, 10, 14].map((x) => rectangle(x, 6, 3, 4, hsl(200, 35, 85))).join('')
  return (
    rectangle(0.5, 4, 19, 12.5, body, ' rx="1.6"') + panes + circle(5, 17, 2.6, '#222') + circle(15, 17, 2.6, '#222')
  )
}

const bread: Thing = (stream) => {
  const crust = hsl(30, 60, stream.between(35, 65))
  return ellipse(10, 15, 9.5, 5, crust) + line('M5 13l2 4M9 12.5l2 4.5M13 13l2 4', hsl(38, 65, 82), 0.8)
}

const things: readonly Thing[] = [
  cat,
  tree,
  bicycle,
  kite,
  teapot,
  ball,
  flowerpot,
  lantern,
  umbrella,
  telephone,
  hammer,
  bus,
  bread,
]

/** Draws some thing `size` wide with its upper left corner at x, y; half of them look the other way. */
export const drawThing = (stream: Stream, x: number, y: number, size: number): string => {
  const scale = coordinate(size / 20)
  const flip = stream.chance(0.5) ? ' translate(20 0) scale(-1 1)' : ''
  return group(stream.pick(things)(stream), `translate(${coordinate(x)} ${coordinate(y)}) scale(${scale})${flip}`)
}
