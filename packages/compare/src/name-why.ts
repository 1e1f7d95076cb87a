import type { FoldedWord } from './name-fold.ts'

const partNames = ['the given name', "the father's name", "the grandfather's name"] as const

/** `given name`, `father's name`, … by position; later parts and those with the article are family, tribe or place. */
export function partName(word: FoldedWord, at: number): string {
  if (at >= partNames.length || (word.article && at > 0)) return 'the family, tribe or place'
  return partNames[at] ?? ''
}

/** How two words fit, in plain words. */
export function fitWords(a: FoldedWord, b: FoldedWord, distance: number): string {
  if (a.raw === b.raw) return 'the same'
  if (distance < 0.005)
    return a.script === b.script ? 'the same sounds, spelled differently' : 'the same in another script'
  if (a.skeleton === b.skeleton && distance < 0.3)
    return distance < 0.1 ? 'the same but for spelling' : 'the same consonants, other vowels'
  if (distance < 0.12) return 'the same but for spelling'
  if (distance < 0.22) return 'close'
  return distance < 0.35 ? 'somewhat alike' : 'another name'
}

export function rarityWords(share: number): string {
  if (share >= 0.02) return ' (a very common name)'
  if (share >= 0.004) return ' (a common name)'
  return share <= 0.0005 ? ' (an uncommon name)' : ''
}
