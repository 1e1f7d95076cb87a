/**
 * A rough sketch of how a word sounds, from its letters alone and in any script: which of five kinds of consonants it has, in their order.
 * It only says what is worth comparing closely; `@homeward/compare` decides what is alike. V is left out: what one script writes with it, another
 * writes as w or u.
 */

const kinds: readonly (readonly [kind: string, letters: string])[] = [
  ['B', 'bpfبپفڤבפպփբ'],
  ['T', 'tdszcjşçتطدضذظثسشصزژجچדטתסצשזտդթսզշջչճծձցժ'],
  ['K', 'kqgxğقكکگغخקכגխկքգղ'],
  ['L', 'lrłلرڵڕלרլրռ'],
  ['N', 'mnمنמנմն'],
]
const kindByLetter = new Map(
  kinds.flatMap(([kind, letters]) => Array.from(letters, (letter) => [letter, kind] as const)),
)

/** Letters that NFKD does not take apart. */
const single: Record<string, string> = { ı: 'i', ł: 'l', ə: 'e', ø: 'o', đ: 'd' }
const articles = new Set([
  'al',
  'ar',
  'as',
  'ash',
  'at',
  'az',
  'ad',
  'an',
  'ath',
  'adh',
  'el',
  'er',
  'es',
  'esh',
  'et',
  'ez',
  'ed',
  'en',
])
const arabicArticle = /^(?:وال|ال)(?=..)/u
/** Letters that are written in several ways in Arabic, Persian and Kurdish. */
const sameLetters: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ك: 'ک',
  ة: 'ه',
  ە: 'ه',
  ھ: 'ه',
}

/** The words of a name in one shape: small letters, no marks, one form of each Arabic letter, articles left out where a word follows. */
export function plainWords(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640'’‘`´ʻʼʿʾ]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => single[letter] ?? sameLetters[letter] ?? letter)
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const kept = words.filter((word) => !articles.has(word)).map((word) => word.replace(arabicArticle, ''))
  return kept.length > 0 ? kept : words
}

/** The kinds of consonants of a word in one shape, each run of a kind once. */
export function sketchOf(word: string): string {
  let sketch = ''
  for (const letter of word) {
    const kind = kindByLetter.get(letter)
    if (kind !== undefined && !sketch.endsWith(kind)) sketch += kind
  }
  return sketch
}
