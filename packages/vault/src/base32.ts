/** Texts that are read aloud and copied by hand. */
import { fromSymbols, toSymbols } from './symbols.ts'

// Crockford's base 32: no I, L, O, U, so that handwriting can be read back.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUP = 4
const BITS = 5

/** Bytes as Crockford's base 32, most significant bit first, without padding. */
export const encodeBase32 = (bytes: Uint8Array): string =>
  toSymbols(bytes, BITS)
    .map((symbol) => ALPHABET[symbol])
    .join('')

/** The `length` bytes of a text that `encodeBase32` gave, or `null`. */
export const decodeBase32 = (text: string, length: number): Uint8Array | null =>
  fromSymbols(
    text.split('').map((character) => ALPHABET.indexOf(character)),
    BITS,
    length,
  )

/** A text in groups of four characters with dashes. */
export const inGroups = (text: string): string => {
  const groups: string[] = []
  for (let start = 0; start < text.length; start += GROUP) {
    groups.push(text.slice(start, start + GROUP))
  }
  return groups.join('-')
}

/** A typed text in capitals, without spaces and dashes: what is left to compare or decode. */
export const plainBase32 = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}]/gu, '')

/** What is easily taken for another character, as the character it was. */
export const unconfused = (plain: string): string => plain.replaceAll('O', '0').replaceAll(/[IL]/gu, '1')
