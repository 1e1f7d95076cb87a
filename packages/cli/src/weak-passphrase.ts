import { CliError } from './cli-error.ts'

/** ASVS 5.0 asks for 8 and recommends 15; whoever took the disk may guess as long as they like. */
const leastLength = 15
const leastDifferent = 6
/** What must be left when the words that everybody would try first are taken out. */
const leastOwn = 10

const firstTried = ['homeward', 'passphrase', 'password', 'vault']

/**
 * Refuses a new passphrase that somebody with the disk would try first (rule X18): a short one, one of few different
 * characters or of characters in a row, and one made of the names of the vault, the member or this program. No kind of
 * character is asked for. It knows no list of common passphrases.
 *
 * @param words names that may not make it up
 * @throws CliError PASSPHRASE_WEAK, with what to do and without the passphrase
 */
export function refuseWeakPassphrase(passphrase: string, words: readonly string[]): void {
  const characters = Array.from(passphrase.normalize('NFC').toLowerCase())
  if (characters.length < leastLength)
    refuse(`is too short: it has ${characters.length} characters and needs ${leastLength}`)
  if (new Set(characters).size < leastDifferent) refuse('repeats a few characters')
  const steps = characters.slice(1).map((character, at) => codeOf(character) - codeOf(characters[at]))
  if (steps.filter((step) => Math.abs(step) <= 1).length > steps.length / 2)
    refuse('is a row of neighbouring characters')
  let own = characters.join('')
  for (const word of [...firstTried, ...words])
    for (const part of word.normalize('NFC').toLowerCase().split(/\s+/u))
      if (part.length > 2) own = own.replaceAll(part, '')
  if (Array.from(own.replaceAll(/[\s\p{P}\p{N}]/gu, '')).length < leastOwn && own !== characters.join(''))
    refuse('is made of names that somebody would try first')
}

function codeOf(character: string | undefined): number {
  return character?.codePointAt(0) ?? 0
}

function refuse(why: string): never {
  throw new CliError(
    'PASSPHRASE_WEAK',
    `This passphrase ${why}. Whoever takes the disk can guess for as long as they like. Please take six words at random. Nothing was changed.`,
  )
}
