import { isVowel, type Sound, type SoundedName } from './registry-sounds.ts'

const soraniLetters: Record<string, string> = {
  b: 'ب',
  p: 'پ',
  t: 'ت',
  th: 'س',
  j: 'ج',
  c: 'چ',
  H: 'ح',
  x: 'خ',
  d: 'د',
  dh: 'ز',
  r: 'ر',
  R: 'ڕ',
  z: 'ز',
  J: 'ژ',
  s: 'س',
  X: 'ش',
  S: 'س',
  D: 'ز',
  T: 'ت',
  Z: 'ز',
  '3': 'ع',
  G: 'غ',
  f: 'ف',
  v: 'ڤ',
  q: 'ق',
  k: 'ک',
  g: 'گ',
  l: 'ل',
  L: 'ڵ',
  m: 'م',
  n: 'ن',
  h: 'ه',
  w: 'و',
  y: 'ی',
  a: 'ە',
  e: 'ە',
  i: '',
  u: 'و',
  o: 'ۆ',
  A: 'ا',
  I: 'ی',
  U: 'وو',
  E: 'ێ',
  O: 'ۆ',
  '@': 'ە',
  Y: 'ا',
  "'": '',
}
const kurmanjiLetters: Record<string, string> = {
  b: 'b',
  p: 'p',
  t: 't',
  th: 's',
  j: 'c',
  c: 'ç',
  H: 'h',
  x: 'x',
  d: 'd',
  dh: 'z',
  r: 'r',
  R: 'r',
  z: 'z',
  J: 'j',
  s: 's',
  X: 'ş',
  S: 's',
  D: 'z',
  T: 't',
  Z: 'z',
  '3': '',
  G: 'x',
  f: 'f',
  v: 'v',
  q: 'q',
  k: 'k',
  g: 'g',
  l: 'l',
  L: 'l',
  m: 'm',
  n: 'n',
  h: 'h',
  w: 'w',
  y: 'y',
  a: 'e',
  e: 'e',
  i: 'i',
  u: 'u',
  o: 'o',
  A: 'a',
  I: 'î',
  U: 'û',
  E: 'ê',
  O: 'o',
  '@': 'e',
  Y: 'a',
  "'": '',
}

/** Doubled consonants are written once in both alphabets. */
const singles = (sounds: readonly Sound[]): Sound[] =>
  sounds.filter((sound, at) => sound !== sounds[at - 1] || isVowel(sound))

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const sorani = (sounds: readonly Sound[]): string => {
  const plain = singles(sounds).filter((sound, at, all) => sound !== "'" || at === 0 || isVowel(all[at - 1]))
  return plain
    .map((sound, at) => {
      const opens = at === 0 || (at === 1 && plain[0] === "'")
      if (opens && isVowel(sound)) return `ئ${sound === 'i' ? 'ی' : (soraniLetters[sound] ?? '')}`
      if (at === 0 && sound === 'r') return 'ڕ'
      // A hamza between vowels.
      if (sound === "'" && at > 0 && isVowel(plain[at + 1])) return 'ئ'
      return soraniLetters[sound] ?? ''
    })
    .join('')
}

/** Spells a name in Sorani letters. */
export const spellSorani = (name: SoundedName): string => {
  const text = sorani(name.sounds)
  if (name.compound === 'abd') return text.startsWith('ئەل') ? 'عەبدوڵڵا' : `عەبدول${text}`
  return name.compound === 'din' ? `${text}ەدین` : text
}

/** Spells a name in Kurmanji letters. */
export const spellKurmanji = (name: SoundedName): string => {
  const text = singles(name.sounds)
    .map((sound) => kurmanjiLetters[sound] ?? '')
    .join('')
  if (name.compound === 'abd') return text.startsWith('el') ? 'Evdila' : `Evdil${text}`
  return capital(name.compound === 'din' ? `${text}edîn` : text)
}
