const arabic = /[\u0600-\u06FF]|\u200C|\u200D|[\uFB50-\uFDFF]|[\uFE70-\uFEFF]/u
/** Vowel marks, Koranic marks and tatweel, and the joiners that Kurdish keyboards leave behind. */
const dropped = '\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u06D6-\\u06ED\\u200C\\u200D'
const letters: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ێ: 'ي',
  ې: 'ي',
  ئ: 'ي',
  ك: 'ک',
  ة: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ؤ: 'و',
  ۆ: 'و',
  ۇ: 'و',
  ڕ: 'ر',
  ڵ: 'ل',
  ڤ: 'ف',
}
for (let digit = 0; digit < 10; digit++) {
  letters[String.fromCodePoint(0x06_60 + digit)] = String(digit)
  letters[String.fromCodePoint(0x06_f0 + digit)] = String(digit)
}
// What is dropped and what becomes another letter, in one pass.
const several = new RegExp(`[${dropped}${Object.keys(letters).join('')}]`, 'gu')

/**
 * Folds what is written in several ways for word search: Arabic letter variants and marks (names.md §5: alef, hamza, yeh,
 * kaf, heh, Sorani letters typed without their sign), joiners, Arabic and Persian digits, compatibility forms.
 * Latin letters are left to the tokenizer, which folds case and accents. For search only: the text itself is never changed.
 */
export function foldForSearch(text: string): string {
  if (!arabic.test(text)) return text
  return text.normalize('NFKC').replaceAll(several, (letter) => letters[letter] ?? '')
}
