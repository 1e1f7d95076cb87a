/** ASVS 5.0 asks for 8 and recommends 15; whoever took the disk may guess as long as they like. */
const LEAST_LENGTH = 15
const LEAST_DIFFERENT = 6
/** What must be left when the words that everybody would try first are taken out. */
const LEAST_OWN = 10

const FIRST_TRIED = ['homeward', 'passphrase', 'password', 'vault']

const codeOf = (character: string | undefined): number => character?.codePointAt(0) ?? 0

const isMadeOf = (characters: readonly string[], words: readonly string[]): boolean => {
  const whole = characters.join('')
  let own = whole
  for (const word of words) {
    for (const part of word.normalize('NFC').toLowerCase().split(/\s+/u)) {
      own = part.length > 2 ? own.replaceAll(part, '') : own
    }
  }
  return own !== whole && Array.from(own.replaceAll(/[\s\p{P}\p{N}]/gu, '')).length < LEAST_OWN
}

/**
 * Why somebody with the disk would try a new passphrase first (rule X18): it is short, of few different characters or of
 * characters in a row, or made of `words` such as the names of vault and member, or of this program's. `null` when it is none
 * of that. No kind of character is asked for, and no list of common passphrases is known.
 * @returns the rest of a sentence that begins with “This passphrase”, without the passphrase
 */
export const passphraseWeakness = (passphrase: string, words: readonly string[]): string | null => {
  const characters = Array.from(passphrase.normalize('NFC').toLowerCase())
  if (characters.length < LEAST_LENGTH) {
    return `is too short: it has ${characters.length} characters and needs ${LEAST_LENGTH}`
  }
  if (new Set(characters).size < LEAST_DIFFERENT) {
    return 'repeats a few characters'
  }
  const steps = characters.slice(1).map((character, at) => codeOf(character) - codeOf(characters[at]))
  if (steps.filter((step) => Math.abs(step) <= 1).length > steps.length / 2) {
    return 'is a row of neighbouring characters'
  }
  return isMadeOf(characters, [...FIRST_TRIED, ...words]) ? 'is made of names that somebody would try first' : null
}
