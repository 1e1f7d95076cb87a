/**
 * The phoneme alphabet that Arabic, Sorani, Kurmanji and ad-hoc Latin spellings are folded into, and what it costs to take one
 * sign for another.
 *
 * [Note: Signs and sounds] A sign is what a letter or digraph of one orthography becomes (Latin `ch`, Arabic `ج`). A sign has
 * readings: the sounds it may stand for, each with a cost (Latin `ch` is sh, kh or ch for nothing, k for a little). Two signs
 * cost as much as their cheapest pair of readings. So every ambiguity is written down once, at the letter that causes it.
 */

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
gg=gh .1|y .2|g .1; tf=t|T|th .06|d .08; pf=p|b .05|f .4; sc=sh|S .15|s .3; c2=hz|q .1; c3=ayn; c7=H; c8=q|gh .1|g .1; c9=S|q .06; m=m; n=n; r=r; l=l;
AB=b|p .06; AT=t; Ath=th; AJ=j|ch .1|zh .1|g .12; AH=H; Akh=kh; Ad=d; Adh=dh; Ar=r; Az=z|zh .12; As=s; Ash=sh; AS=S; AD=D; ATT=T; AZ=Z; ay=ayn; Agh=gh|g .06; Af=f|v .04; Aq=q; Ak=k|g .1|ch .25; Al=l; Am=m; An=n; Ah=h;
Ap=p|b .06; Ach=ch|j .06; Azh=zh|j .06|z .08; Ag=g|k .06; Av=v|f .04;
A=A; V=a|e|i .03|u .06|o .06|ayn .2; W=U|w|v .12; Y=I|y; Yf=I|y|e .08|a .14; Ym=a|I .03|y .03|e .05; Hf=a|e|h .06|H .2|t .3; At=t|a .2|h .25; E=a|e|i .25; EE=e|i .03|y .03|a .3; O=o|u .03|w .06; hm=hz; hy=hz|y|i .03|e .05; hw=hz|w|u .05;
ABD=ABD; DIN=DIN; ABU=ABU; UMM=UMM`

/** Sounds that are vowels. */
export const vowelSounds: ReadonlySet<string> = new Set(['a', 'e', 'i', 'o', 'u', 'A', 'I', 'U'])

type SoundReading = { sound: string; cost: number }

/** The readings of every sign. */
export const readingsBySign: ReadonlyMap<string, readonly SoundReading[]> = new Map(
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

/** Every sign; its place is its number. */
export const signNames = [...readingsBySign.keys()]
const numberBySign: ReadonlyMap<string, number> = new Map(signNames.map((sign, number) => [sign, number]))

/** The number of a sign, by which `signCosts` (name-costs.ts) knows it. Throws RangeError for a sign that the alphabet lacks. */
export function signNumber(sign: string): number {
  const number = numberBySign.get(sign)
  if (number === undefined) throw new RangeError(`The alphabet has no sign ${sign}.`)
  return number
}

const mainSoundBySign: ReadonlyMap<string, string> = new Map(
  [...readingsBySign].map(([sign, readings]) => [sign, readings[0]?.sound ?? sign]),
)
const vowelSigns: ReadonlySet<string> = new Set(
  [...mainSoundBySign].flatMap(([sign, sound]) => (vowelSounds.has(sound) ? [sign] : [])),
)

/** The sound that a sign most often stands for. */
export function mainSound(sign: string): string {
  return mainSoundBySign.get(sign) ?? sign
}

/** The sounds that a sign stands for at no more than `cost`. */
export function soundsWithin(sign: string, cost: number): string[] {
  return (readingsBySign.get(sign) ?? []).filter((reading) => reading.cost <= cost).map((reading) => reading.sound)
}

/** Whether a sign is a vowel, whatever its script. */
export function isVowel(sign: string): boolean {
  return vowelSigns.has(sign)
}
