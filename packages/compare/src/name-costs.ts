import { readingsBySign, signNames, vowelSounds } from './name-alphabet.ts'

/** Sounds that are near each other, whoever wrote them; everything else costs 1. Vowels are judged among themselves. */
const nearSounds = `
t T .03, d D .03, s S .03, h H .03, z Z .03, z dh .03, Z dh .03, Z D .1, dh D .15, z D .08, d dh .1, s th .06, t th .1, S th .3,
b p .12, f v .08, v w .08, b v .2, g gh .12, q gh .3, q k .06, g k .4, q g .2, kh gh .5, kh H .2, kh h .2, kh k .25, kh q .35,
j zh .08, j ch .2, j g .15, zh z .2, zh sh .4, ch sh .25, s sh .35, S sh .45, s z .3, S z .4, t d .35, T d .4, T D .3, n m .6, l r .7, H gh .6, j sh .5,
y i .0, w u .0, w o .04, y e .1, y j .35, w a .6, y a .6, w b .5,
a e .06, e i .1, o u .04, i u .3, a i .36, a o .3, a u .4, e u .4, e o .4, i o .4,
A a 0, A e .16, A o .35, A i .8, A u .8, A ayn .6, I i 0, I e .06, I y 0, I a .7, I o .8, I u .8, U u 0, U o 0, U w 0, U a .7, U e .55, U i .45,
ayn a .06, ayn e .1, ayn i .12, ayn o .12, ayn u .12, ayn h .6, ayn H .6, ayn gh .6, ayn q .5, hz a .1, hz e .1, hz i .1, hz y .06, hz u .12, hz o .12, hz w .1, hz ayn .3`

const glideSounds = new Set(['y', 'w', 'ayn', 'hz'])

/** A confusion and a doubtful reading at one letter are rarer than their sum says. */
const secondStep = 0.1
/** Two spellings that only meet in a sound that neither usually has. */
const bothDoubtful = 0.2

const soundNumber = new Map(
  [...new Set([...readingsBySign.values()].flat().map((reading) => reading.sound))].map((sound, number) => [
    sound,
    number,
  ]),
)

/** What it costs to take one sound for another. */
function soundCosts(): Float64Array {
  const count = soundNumber.size
  const costs = new Float64Array(count * count)
  for (const [a, row] of soundNumber)
    for (const [b, column] of soundNumber) costs[row * count + column] = a === b ? 0 : farApart(a, b)
  for (const item of nearSounds.split(',')) {
    const [a = '', b = '', cost = ''] = item.trim().split(' ')
    const row = soundNumber.get(a)
    const column = soundNumber.get(b)
    if (row === undefined || column === undefined) continue
    costs[row * count + column] = Number(cost)
    costs[column * count + row] = Number(cost)
  }
  return costs
}

/** A vowel for a vowel is never as bad as a vowel for a consonant. */
function farApart(a: string, b: string): number {
  if (vowelSounds.has(a) && vowelSounds.has(b)) return 0.45
  if (vowelSounds.has(a) !== vowelSounds.has(b)) return glideSounds.has(a) || glideSounds.has(b) ? 0.7 : 1.3
  return 1
}

function lenientMatrix(): Float64Array {
  const bySound = soundCosts()
  const readings = signNames.map((sign) =>
    (readingsBySign.get(sign) ?? []).map(({ sound, cost }) => ({ sound: soundNumber.get(sound) ?? 0, cost })),
  )
  const costs = new Float64Array(signNames.length ** 2)
  for (const [row, left] of readings.entries()) {
    for (let column = 0; column < row; column++) {
      let best = 1
      for (const a of left) {
        for (const b of readings[column] ?? []) {
          const apart = bySound[a.sound * soundNumber.size + b.sound] ?? 1
          const steps = Math.sign(a.cost) + Math.sign(b.cost) + Math.sign(apart)
          const cost = a.cost + b.cost + apart + (steps > 1 ? (steps - 1) * secondStep : 0)
          best = Math.min(best, a.cost > 0 && b.cost > 0 ? cost + bothDoubtful : cost)
        }
      }
      costs[row * signNames.length + column] = best
      costs[column * signNames.length + row] = best
    }
  }
  return costs
}

/**
 * [Note: Strict within Arabic script] In Arabic spelling two different letters are two different letters (rule M6): حسن and حسين are two names, though
 * Hasan and Hussein share all consonants. Free are two shapes of one letter, and letters that stand in for a Kurdish sound that Arabic lacks.
 */
const freePairs = new Set(
  pairsOf(
    'AB Ap,AJ Ach,AJ Azh,Az Azh,Ak Ag,Af Av,Hf Ah,Hf A,Yf A,Hf Ym,Yf Y,Ym Yf,Ym Y,Ym A,hy Ym,Hf At,Hf E,A V,O W,EE Y,EE Yf,hm hy,hm hw,hy Y,hy Yf,hw W,hw A,hm A,W Av',
  ),
)
/** An emphatic letter for its plain sister: a slip, or a Kurdish hand. */
const sisterPairs = new Set(pairsOf('As AS,AT ATT,Az AZ,Az Adh,AZ AD,Az AD,As Ath,AZ Adh'))

function pairsOf(list: string): string[] {
  return list.split(',').flatMap((pair) => [pair, pair.split(' ').toReversed().join(' ')])
}

function strictMatrix(free: Float64Array): Float64Array {
  return free.map((cost, at) => {
    const a = signNames[Math.floor(at / signNames.length)] ?? ''
    const b = signNames[at % signNames.length] ?? ''
    if (a === b || freePairs.has(`${a} ${b}`)) return cost
    return Math.max(cost, sisterPairs.has(`${a} ${b}`) ? 0.25 : 0.65)
  })
}

/** Costs are counted in thousandths from here on: whole numbers make the tables small and the comparison fast. */
export const unit = 1000

/** Costs of reading sign for sign, in thousandths: a square table of `width` columns, by sign numbers. */
export type SignCosts = { costs: Uint16Array; width: number }

function inUnits(costs: Float64Array): Uint16Array {
  return Uint16Array.from(costs, (cost) => Math.round(cost * unit))
}

const lenientCosts = lenientMatrix()

/** The costs where spelling is free: across scripts, in Latin and in Sorani. */
export const lenient: SignCosts = { costs: inUnits(lenientCosts), width: signNames.length }
/** The costs when both names are in Arabic spelling. */
export const strict: SignCosts = { costs: inUnits(strictMatrix(lenientCosts)), width: signNames.length }
