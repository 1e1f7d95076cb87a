import { wordlist } from '@scure/bip39/wordlists/english.js'

/** The English list of BIP-39: 2048 short words, of which no two begin with the same four letters. */
export const WORD_LIST: readonly string[] = wordlist
/** Bits that one word stands for. */
export const WORD_BITS = 11

const BEGINNING = 4
// A mistyped text with HW1 may hold a word by chance, not several.
const LEAST_WORDS = 3

const symbolByBeginning = new Map(WORD_LIST.map((word, symbol) => [word.slice(0, BEGINNING), symbol]))

/** The place of a word in the list, or -1. The first four letters are enough, and nothing else may follow but the word. */
export const wordSymbol = (typed: string): number => {
  const symbol = symbolByBeginning.get(typed.slice(0, BEGINNING)) ?? -1
  return typed.length === BEGINNING || WORD_LIST[symbol] === typed ? symbol : -1
}

/** The words of a typed text, in lower case, or `null` when it is not a text of words. Numbers and signs between them do not matter. */
export const wordsIn = (text: string): string[] | null => {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  return words.filter((word) => wordSymbol(word) !== -1).length >= LEAST_WORDS ? words : null
}
