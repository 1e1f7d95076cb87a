/**
 * The phoneme alphabet that Arabic, Sorani, Kurmanji and ad-hoc Latin spellings are folded into, and what it costs to take one
 * sign for another.
 *
 * [Note: Signs and sounds] A sign is what a letter or digraph of one orthography becomes (Latin `ch`, Arabic `ج`). A sign has
 * readings: the sounds it may stand for, each with a cost (Latin `ch` is sh, kh or ch for nothing, k for a little). Two signs
 * cost as much as their cheapest pair of readings. So every ambiguity is written down once, at the letter that causes it.
 */

/** Sounds that are near each other, whoever wrote them; everything else costs 1. Vowels are judged among themselves. */
const nearSounds = `
t T .03, d D .03, s S .03, h H .03, z Z .03, z dh .03, Z dh .03, Z D .1, dh D .15, z D .08, d dh .1, s th .06, t th .1, S th .3,
b p .12, f v .08, v w .08, b v .2, g gh .12, q gh .3, q k .06, g k .4, q g .2, kh gh .5, kh H .2, kh h .2, kh k .25, kh q .35,
j zh .08, j ch .2, j g .15, zh z .2, zh sh .4, ch sh .25, s sh .35, S sh .45, s z .3, S z .4, t d .35, T d .4, T D .3, n m .6, l r .7, H gh .6, j sh .5,
y i .0, w u .0, w o .04, y e .1, y j .35, w a .6, y a .6, w b .5,
a e .06, e i .1, o u .04, i u .3, a i .36, a o .3, a u .4, e u .4, e o .4, i o .4,
A a 0, A e .16, A o .35, A i .8, A u .8, A ayn .6, I i 0, I e .06, I y 0, I a .7, I o .8, I u .8, U u 0, U o 0, U w 0, U a .7, U e .55, U i .45,
ayn a .06, ayn e .1, ayn i .12, ayn o .12, ayn u .12, ayn h .6, ayn H .6, ayn gh .6, ayn q .5, hz a .1, hz e .1, hz i .1, hz y .06, hz u .12, hz o .12, hz w .1, hz ayn .3`

/**
 * Sign = readings. A sign named like a sound and not listed reads as that sound. Capital vowels are long vowels written in Arabic script
 * (`A` alef, `Y` yeh, `W` waw); `V` is an alef that opens a word, `Yf` a yeh and `Hf` a heh or teh marbuta that close it.
 */
const signs = `
b=b|p .12; p=p|b .12|f .4; t=t|T|th .06; th=th|t .1|s .12|dh .12|z .2; d=d|D|dh .12; dh=dh|D|Z|d .08|z .05;
z=z|Z|dh|D .08|s .3|S .3; s=s|S|th .04|sh .3|z .28|Z .3; sh=sh|s .4; ch=sh|kh|ch|k .2; cc=ch|j .12|sh .15; tsch=ch|sh .05|j .12|kh .2; jj=j|zh .06|ch .2;
j=j|zh|y .08|g .2; zh=zh|j .08|z .15; c=j|k .06|q .08|ch .1; cs=j|s .1|ch .1; x=kh|gh .15|h .2; q=q|k .06|gh .12|g .15; k=k|q .03|kh .25;
g=g|j .06|gh .05|q .12|zh .2; gh=gh|g .08|q .25; kh=kh|h .2|k .15; h=H|h|kh .22; f=f|v .08; ph=f|b .35; v=v|w .05|f .05|b .25|u .2; w=w|v .08|u|o .04;
y=y|i; a=a; e=e|a .05; i=i|y .0|e .1; o=o|u .04|w .1; u=u|o .04|w; ee=e|i .05|a .15; ue=u|i .1|o .06; oe=o|u .04|i .25; ii=i|y; uu=u|w; A1=a; Va=a|e .05|i .16|o .14|u .16; Ve=e|a .05|i .05|o .14|u .16; Vi=i|e .05|a .16|u .16|y; Vo=o|u|a .14|e .14; Vu=u|o|a .16|i .16|e .16|w;
gg=gh .1|y .2|g .1; m=m; n=n; r=r; l=l;
AB=b|p .06; AT=t; Ath=th; AJ=j|ch .1|zh .1|g .12; AH=H; Akh=kh; Ad=d; Adh=dh; Ar=r; Az=z|zh .12; As=s; Ash=sh; AS=S; AD=D; ATT=T; AZ=Z; ay=ayn; Agh=gh|g .06; Af=f|v .04; Aq=q; Ak=k|g .1|ch .25; Al=l; Am=m; An=n; Ah=h;
Ap=p|b .06; Ach=ch|j .06; Azh=zh|j .06|z .08; Ag=g|k .06; Av=v|f .04;
A=A; V=a|e|i .03|u .06|o .06|ayn .2; W=U|w|v .12; Y=I|y; Yf=I|y|e .08|a .14; Ym=a|I .03|y .03|e .05; Hf=a|e|h .06|H .2|t .3; At=t|a .2|h .25; E=a|e|i .25; EE=e|i .03|y .03|a .3; O=o|u .03|w .06; hm=hz; hy=hz|y|i .03|e .05; hw=hz|w|u .05;
ABD=ABD; DIN=DIN; ABU=ABU; UMM=UMM`

const vowelSounds = new Set(['a', 'e', 'i', 'o', 'u', 'A', 'I', 'U'])
const glideSounds = new Set(['y', 'w', 'ayn', 'hz'])

type Reading = { sound: string; cost: number }

function soundCosts(): Map<string, number> {
  const costs = new Map<string, number>()
  for (const item of nearSounds.split(',')) {
    const [a = '', b = '', cost = ''] = item.trim().split(' ')
    costs.set(`${a} ${b}`, Number(cost))
    costs.set(`${b} ${a}`, Number(cost))
  }
  return costs
}

const readingsBySign: ReadonlyMap<string, readonly Reading[]> = new Map(
  signs
    .split(';')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [sign = '', readings = ''] = entry.trim().split('=')
      return [
        sign,
        readings.split('|').map((reading) => {
          const [sound = '', cost = '0'] = reading.split(' ')
          return { sound, cost: Number(cost) }
        }),
      ] as const
    }),
)

const signNames = [...readingsBySign.keys()]
const numberBySign: ReadonlyMap<string, number> = new Map(signNames.map((sign, number) => [sign, number]))
const signCount = signNames.length

/** The number of a sign, by which `signCost` knows it. Throws RangeError for a sign that the alphabet lacks. */
export function signNumber(sign: string): number {
  const number = numberBySign.get(sign)
  if (number === undefined) throw new RangeError(`The alphabet has no sign ${sign}.`)
  return number
}

/** The sound that a sign most often stands for. */
export function mainSound(sign: string): string {
  return readingsBySign.get(sign)?.[0]?.sound ?? sign
}

/** The sounds that a sign stands for at no more than `cost`. */
export function soundsWithin(sign: string, cost: number): string[] {
  return (readingsBySign.get(sign) ?? []).filter((reading) => reading.cost <= cost).map((reading) => reading.sound)
}

/** Whether a sign is a vowel, whatever its script. */
export function isVowel(sign: string): boolean {
  return vowelSounds.has(mainSound(sign))
}

/**
 * Same-script strictness (rule M6): in Arabic spelling two different letters are two different letters, except where Arabic has
 * no letter for a Kurdish sound, or writers mix two shapes of one letter.
 */
/** An emphatic letter for its plain sister: a slip, or a Kurdish hand. */
const plainSisters = new Set(pairsOf('As AS,AT ATT,Az AZ,Az Adh,AZ AD,Az AD,As Ath,AZ Adh'))

const arabicConfusions = new Set(
  pairsOf(
    'AB Ap,AJ Ach,AJ Azh,Az Azh,Ak Ag,Af Av,Hf Ah,Hf A,Yf A,Hf Ym,Yf Y,Ym Yf,Ym Y,Ym A,hy Ym,Hf At,Hf E,A V,O W,EE Y,EE Yf,hm hy,hm hw,hy Y,hy Yf,hw W,hw A,hm A,W Av',
  ),
)

function pairsOf(list: string): string[] {
  return list.split(',').flatMap((pair) => [pair, pair.split(' ').toReversed().join(' ')])
}

function strictCost(a: string, b: string): number {
  if (arabicConfusions.has(`${a} ${b}`)) return 0
  return plainSisters.has(`${a} ${b}`) ? 0.25 : 0.65
}

/** Two confusions at one letter are rarer than their sum says. */
const secondStep = 0.1
/** Two spellings that only meet in a sound that neither usually has. */
const bothDoubtful = 0.2

function costMatrix(strict: boolean): Float64Array {
  const near = soundCosts()
  const costs = new Float64Array(signCount * signCount)
  for (const [row, a] of signNames.entries()) {
    for (const [column, b] of signNames.entries()) {
      let best = a === b ? 0 : 1
      for (const left of readingsBySign.get(a) ?? []) {
        for (const right of readingsBySign.get(b) ?? []) {
          const apart =
            left.sound === right.sound
              ? 0
              : (near.get(`${left.sound} ${right.sound}`) ?? vowelApart(left.sound, right.sound))
          const steps = Math.sign(left.cost) + Math.sign(right.cost) + Math.sign(apart)
          best = Math.min(
            best,
            left.cost +
              right.cost +
              apart +
              Math.max(0, steps - 1) * secondStep +
              (left.cost > 0 && right.cost > 0 ? bothDoubtful : 0),
          )
        }
      }
      if (strict && a !== b) best = Math.max(best, strictCost(a, b))
      costs[row * signCount + column] = best
    }
  }
  return costs
}

/** A vowel for a vowel is never as bad as a vowel for a consonant. */
function vowelApart(a: string, b: string): number {
  if (vowelSounds.has(a) && vowelSounds.has(b)) return 0.45
  if (vowelSounds.has(a) !== vowelSounds.has(b)) return glideSounds.has(a) || glideSounds.has(b) ? 0.7 : 1.3
  return 1
}

const lenientCosts = costMatrix(false)
const strictCosts = costMatrix(true)

/** The costs of reading sign for sign, as a square table of `width`; `strict` when both names are in Arabic spelling. */
export function signCosts(strict: boolean): { costs: Float64Array; width: number } {
  return { costs: strict ? strictCosts : lenientCosts, width: signCount }
}
