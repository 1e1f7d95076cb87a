/** Texts that are read aloud and copied by hand. */
// Crockford's base 32: no I, L, O, U, so that handwriting can be read back.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUP = 4

/** Bytes as Crockford's base 32, most significant bit first, without padding. */
export const encodeBase32 = (bytes: Uint8Array): string => {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
      held &= (1 << bits) - 1
    }
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31]
}

/** The `length` bytes of a text that `encodeBase32` gave, or `null`. */
export const decodeBase32 = (text: string, length: number): Uint8Array | null => {
  const bytes = new Uint8Array(length)
  let bits = 0
  let held = 0
  let at = 0
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value === -1) {
      return null
    }
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at] = held >> bits
      at += 1
      held &= (1 << bits) - 1
    }
  }
  return at === length && held === 0 && bits < 5 ? bytes : null
}

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
