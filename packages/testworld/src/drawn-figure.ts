import type { Stream } from './stream.ts'
import { circle, coordinate, ellipse, group, hsl, line, rectangle, shape, someColour } from './svg.ts'
import type { AgeBand, Sex } from './world-types.ts'

/** How a figure is placed in the picture and coloured. The head's centre is 0, 0 and its radius 10. */
type Looks = { skin: string; hair: string; cloth: string; trim: string; dark: string }

const hairColour = (stream: Stream, age: AgeBand): string => {
  if (age === 'elder') return hsl(30, 6, stream.between(55, 92))
  return hsl(stream.between(15, 35), stream.between(15, 60), stream.between(6, 42))
}

/** Far enough down to reach the lower edge of every picture. */
const bottom = 118

/** Shoulders and chest with a pattern on the cloth. */
const body = (stream: Stream, looks: Looks): string => {
  const width = stream.between(17, 26)
  const slope = stream.between(14, 20)
  const outline = `M${-width} ${bottom}C${-width} ${slope + 6} -12 ${slope - 2} -5 ${slope - 4}H5C12 ${slope - 2} ${width} ${slope + 6} ${width} ${bottom}z`
  let pattern = ''
  const kind = stream.below(6)
  if (kind === 0)
    for (let y = 16; y < bottom; y += stream.between(4, 8)) pattern += rectangle(-30, y, 60, 2.4, looks.trim)
  if (kind === 1)
    for (let x = -28; x < 28; x += stream.between(4, 8)) pattern += rectangle(x, 10, 2.2, bottom, looks.trim)
  if (kind === 2) {
    for (let y = 16; y < bottom; y += 6) for (let x = -28; x < 28; x += 6) pattern += circle(x, y, 1.3, looks.trim)
  }
  if (kind === 3) pattern += shape('M-5 10L0 34L5 10z', looks.trim) + line(`M0 34V${bottom}`, looks.dark, 0.6)
  if (kind === 4) pattern += rectangle(-30, 30, 60, stream.between(6, 20), looks.trim)
  const clip = `<clipPath id="chest"><path d="${outline}"/></clipPath>`
  return `<defs>${clip}</defs>${shape(outline, looks.cloth)}<g clip-path="url(#chest)">${pattern}</g>`
}

const face = (stream: Stream, looks: Looks, age: AgeBand): string => {
  const eyeY = age === 'child' ? 1.6 : stream.between(-12, 5) / 10
  const gap = stream.between(32, 43) / 10
  const eyeSize = age === 'child' ? 1.5 : stream.between(8, 13) / 10
  const browY = eyeY - 2.6
  const tilt = stream.between(-7, 1) / 10
  let drawn = ''
  for (const side of [-1, 1]) {
    drawn +=
      ellipse(side * gap, eyeY, eyeSize * 1.35, eyeSize, '#fff') + circle(side * gap, eyeY, eyeSize * 0.7, looks.dark)
    const inner = coordinate(side * (gap - 1.7))
    const outer = coordinate(side * (gap + 1.8))
    drawn += line(`M${inner} ${coordinate(browY + tilt)}L${outer} ${coordinate(browY - tilt)}`, looks.hair, 0.7)
  }
  drawn += line(
    `M0 ${coordinate(eyeY + 0.6)}l${stream.pick([-1, 1])} ${stream.between(20, 34) / 10}h1`,
    looks.dark,
    0.45,
  )
  const smile = stream.between(0, 15) / 10
  drawn += line(`M-3 6.4Q0 ${coordinate(6.4 + smile * 1.6)} 3 6.4`, hsl(5, 40, 32), 0.7)
  if (age === 'elder') drawn += line('M-4-5.5h8M-3.5-6.8h7', looks.dark, 0.2)
  if (age !== 'child' && stream.chance(0.22)) {
    const ring = `fill="none" stroke="${looks.dark}" stroke-width="0.5"`
    drawn += `<circle cx="${-gap}" cy="${eyeY}" r="2.5" ${ring}/><circle cx="${gap}" cy="${eyeY}" r="2.5" ${ring}/>`
  }
  return drawn
}

const beard = (stream: Stream, looks: Looks): string => {
  const kind = stream.below(4)
  if (kind === 0) return ''
  const moustache = shape('M-4 5.2Q0 3 4 5.2Q0 4.8-4 5.2z', looks.hair)
  if (kind === 1) return moustache
  const length = kind === 2 ? 12 : 16
  return moustache + shape(`M-9.6 1Q-8 ${length} 0 ${length}Q8 ${length} 9.6 1Q6 9 0 8.5Q-6 9-9.6 1z`, looks.hair)
}

const shortHair = (stream: Stream, looks: Looks): string => {
  const fringe = stream.between(-7, -3)
  return shape(
    `M-10.5 0C-13-17 13-17 10.5 0C9 ${fringe} 4 ${fringe - 1} 0 ${fringe}C-5 ${fringe + 1}-9 ${fringe}-10.5 0z`,
    looks.hair,
  )
}

const curls = (stream: Stream, looks: Looks): string => {
  const size = stream.between(26, 45) / 10
  const ring: readonly (readonly [number, number])[] = [
    [-10, -1],
    [-9.5, -5],
    [-6.5, -9],
    [-2, -10.5],
    [2.5, -10.5],
    [6.8, -8.8],
    [9.5, -5],
    [10, -1],
  ]
  return ring.map(([x, y]) => circle(x, y, size, looks.hair)).join('')
}

const longHairBehind = (stream: Stream, looks: Looks): string => {
  const length = stream.between(12, 30)
  return shape(`M-11-2C-13-17 13-17 11-2L14 ${length}Q0 ${length + 5}-14 ${length}z`, looks.hair)
}

const braids = (looks: Looks): string =>
  [-1, 1].map((side) => line(`M${side * 10} 2q${side * 4} 8 ${side} 22`, looks.hair, 3.6)).join('')

const scarf = (stream: Stream, looks: Looks): string => {
  const drop = stream.between(14, 26)
  const outside = `M-12.5 2C-15-19 15-19 12.5 2L${stream.between(13, 19)} ${drop}Q0 ${drop + 9} ${-stream.between(13, 19)} ${drop}z`
  const opening = 'M-7.8 1C-8.5-9.5 8.5-9.5 7.8 1C8 8 4 11 0 11C-4 11-8 8-7.8 1z'
  return `<path fill-rule="evenodd" d="${outside}${opening}" fill="${looks.trim}"/>${line('M-7 9Q0 17 9 12', looks.cloth, 0.7)}`
}

const turban = (stream: Stream, looks: Looks): string => {
  let drawn = ellipse(0, -8.5, 13, 6.5, looks.trim)
  for (let fold = -2; fold <= 2; fold += 1)
    drawn += line(`M${fold * 4 - 4}-4Q${fold * 3}-13 ${fold * 4 + 4}-12`, looks.dark, 0.5)
  return stream.chance(0.5) ? drawn + line('M11-8q6 6 3 18', looks.trim, 3.2) : drawn
}

const cap = (looks: Looks): string => shape('M-11-4C-11-16 11-16 11-4L16-3Q4-6-11-4z', looks.trim)

/** What lies behind the head and what is worn over it. */
const headwear = (stream: Stream, looks: Looks, sex: Sex, age: AgeBand): [behind: string, over: string] => {
  if (sex === 'male') {
    const kind = stream.below(age === 'child' ? 4 : 6)
    if (kind === 0) return ['', curls(stream, looks)]
    if (kind === 1) return ['', shortHair(stream, looks) + cap(looks)]
    if (kind < 4) return ['', shortHair(stream, looks)]
    return kind === 4 ? ['', turban(stream, looks)] : ['', '']
  }
  const kind = age === 'child' ? stream.below(4) : stream.below(7)
  if (kind === 0) return [braids(looks), shortHair(stream, looks)]
  if (kind === 1) return ['', curls(stream, looks) + shortHair(stream, looks)]
  if (kind < 4) return [longHairBehind(stream, looks), shortHair(stream, looks)]
  return ['', scarf(stream, looks)]
}

/** A figure and where its head is, so that nothing is put before the face. */
type Figure = { drawn: string; x: number; y: number; radius: number }

/** Draws a person from the chest up, somewhere in a picture 100 wide and `height` high. */
export const drawFigure = (stream: Stream, height: number, sex: Sex, age: AgeBand): Figure => {
  const bright = stream.chance(0.5)
  const looks: Looks = {
    skin: hsl(stream.between(18, 34), stream.between(30, 55), stream.between(38, 84)),
    hair: hairColour(stream, age),
    cloth: someColour(stream, bright ? 55 : 8, bright ? 95 : 50),
    trim: someColour(stream, bright ? 8 : 50, bright ? 45 : 95),
    dark: hsl(20, 25, stream.between(6, 16)),
  }
  const radius = stream.between(95, 215) / 10
  const x = stream.between(22, 78)
  const y = Math.min(height * 0.72, stream.between(28, 72) * (height / 110))
  const roundness = stream.between(88, 116) / 100
  const [behind, over] = headwear(stream, looks, sex, age)
  const head =
    ellipse(-9.6, 0.5, 1.8, 2.6, looks.skin) +
    ellipse(9.6, 0.5, 1.8, 2.6, looks.skin) +
    ellipse(0, 0, 9.6, 11 * roundness, looks.skin)
  const neck = rectangle(-3.4, 6, 6.8, 12, looks.skin)
  const chin = sex === 'male' && age !== 'child' ? beard(stream, looks) : ''
  const drawn = group(neck + behind, 'scale(1)') + body(stream, looks) + head + chin + face(stream, looks, age) + over
  const turn = stream.between(-13, 13)
  const placed = group(
    drawn,
    `translate(${coordinate(x)} ${coordinate(y)}) scale(${coordinate(radius / 10)}) rotate(${turn})`,
  )
  return { drawn: placed, x, y, radius }
}
