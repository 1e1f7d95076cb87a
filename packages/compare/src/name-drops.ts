import { isVowel } from './name-alphabet.ts'

/**
 * What it costs when one spelling has a sign that the other lacks: `full` when the other writes its short vowels (Latin, Sorani), `abjad` when it leaves
 * them out, `strict` when both are in Arabic spelling.
 */
export type Drops = { full: number; abjad: number; strict: number }

const arabicTable = `
hm .04 .06 .12; hy .2 .3 .4; hw .2 .3 .4; ay .12 .5 1; Hf .35 .45 .5; At 1 1 1; A .6 .6 1; V .35 .5 .6; Yf .5 .5 .6; Ym .5 .5 .6; Ah .6 .8 1; AH .6 .8 1`
const compoundTable = `ABD 1.1 1.1 1.1; DIN 1.1 1.1 1.1; ABU 1.1 1.1 1.1; UMM 1.1 1.1 1.1`
/** Vowels inside a Latin word. Long ones are seldom an unwritten short vowel. */
const innerVowelTable = `
a .28 .05 1; A1 .3 .2 1; e .28 .05 1; ee .3 .35 1; i .22 .1 1; ii .3 .35 1; o .28 .12 1; oe .28 .12 1; u .28 .12 1; ue .28 .12 1; uu .3 .35 1`

function tableOf(text: string): ReadonlyMap<string, Drops> {
  return new Map(
    text.split(';').map((entry) => {
      const [sign = '', full, abjad, strict] = entry.trim().split(' ')
      return [sign, { full: Number(full), abjad: Number(abjad), strict: Number(strict) }] as const
    }),
  )
}

const arabicDrops = tableOf(`${compoundTable};${arabicTable}`)
const latinDrops = tableOf(`${compoundTable};c2 .04 .06 1; c3 .12 .5 1`)
const innerVowelDrops = tableOf(innerVowelTable)
const doubledDrops: Drops = { full: 0.5, abjad: 0.5, strict: 0.4 }
const consonantDrops: Drops = { full: 1, abjad: 1, strict: 1 }

/** The drops of the sign at `at` of a word in Arabic letters; `abjad` when the word itself leaves short vowels out. */
export function arabicDropsOf(signs: readonly string[], at: number, abjad: boolean): Drops {
  const sign = signs[at] ?? ''
  const beside = isVowelLike(signs[at - 1]) || isVowelLike(signs[at + 1])
  if (sign === 'E') {
    if (at === signs.length - 1) return { full: 0.4, abjad: 0.35, strict: 0.04 }
    return { full: 0.25, abjad: at === 0 ? 0.4 : 0.04, strict: 0.04 }
  }
  if (sign === 'Y' || sign === 'EE') return { full: beside ? 0.15 : 0.55, abjad: abjad ? 0.7 : 0.4, strict: 1 }
  // Sorani writes a short u; Arabic does not.
  if (sign === 'W' || sign === 'O') return { full: beside ? 0.2 : 0.5, abjad: abjad ? 0.5 : 0.15, strict: 0.8 }
  // Alef before yeh or waw at the opening only carries that vowel, as hamza does in Sorani.
  if (sign === 'V' && beside) return { full: 0.1, abjad: 0.1, strict: 0.15 }
  // Written twice by a slip, or once instead of twice.
  if (sign === signs[at - 1]) return doubledDrops
  return arabicDrops.get(sign) ?? consonantDrops
}

/** The drops of the sign at `at` of a Latin word; `kurmanji` when its letters are those of the Kurmanji alphabet, which has no silent e. */
export function latinDropsOf(signs: readonly string[], at: number, kurmanji: boolean): Drops {
  const sign = signs[at] ?? ''
  const first = at === 0
  const last = at === signs.length - 1
  const beside = isVowelLike(signs[at - 1]) || isVowelLike(signs[at + 1])
  if (isVowel(sign)) {
    if (first)
      return isVowelLike(signs[1]) ? { full: 0.12, abjad: 0.12, strict: 1 } : { full: 0.35, abjad: 0.35, strict: 1 }
    if (last && sign === 'e' && !kurmanji) return { full: 0.2, abjad: 0.15, strict: 1 }
    if (last) return { full: 0.4, abjad: 0.45, strict: 1 }
    const inner = innerVowelDrops.get(sign) ?? consonantDrops
    if (!beside || inner.abjad > 0.15) return inner
    // Beside another vowel, a and e colour it; i, o and u would be written.
    return sign === 'a' || sign === 'e' ? { full: 0.1, abjad: 0.05, strict: 1 } : { full: 0.2, abjad: 0.25, strict: 1 }
  }
  if (sign === 'h') {
    if (last) return { full: 0.06, abjad: 0.3, strict: 1 }
    return { full: isVowelLike(signs[at - 1]) && !isVowelLike(signs[at + 1]) ? 0.4 : 0.6, abjad: 0.6, strict: 1 }
  }
  if (sign === 'gg') return { full: 0.3, abjad: 0.6, strict: 1 }
  if (sign === 'y' || sign === 'w') {
    if (first) return { full: 0.8, abjad: 0.9, strict: 1 }
    return beside ? { full: 0.2, abjad: 0.25, strict: 1 } : { full: 0.4, abjad: 0.4, strict: 1 }
  }
  return latinDrops.get(sign) ?? consonantDrops
}

function isVowelLike(sign: string | undefined): boolean {
  return sign !== undefined && (isVowel(sign) || sign === 'y' || sign === 'w')
}
