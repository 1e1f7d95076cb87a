import { isVowel, shortVowels, type Sound, type SoundedName } from './registry-sounds.ts'
import type { Stream } from './stream.ts'

const letters: Record<string, string> = {
  b: 'ب',
  t: 'ت',
  th: 'ث',
  j: 'ج',
  H: 'ح',
  x: 'خ',
  d: 'د',
  dh: 'ذ',
  r: 'ر',
  z: 'ز',
  s: 'س',
  X: 'ش',
  S: 'ص',
  D: 'ض',
  T: 'ط',
  Z: 'ظ',
  '3': 'ع',
  G: 'غ',
  f: 'ف',
  q: 'ق',
  k: 'ك',
  l: 'ل',
  L: 'ل',
  m: 'م',
  n: 'ن',
  h: 'ه',
  w: 'و',
  y: 'ي',
  A: 'ا',
  I: 'ي',
  U: 'و',
  E: 'ي',
  O: 'و',
  R: 'ر',
}
/** What an Arabic clerk writes for Kurdish sounds, first what is usual. */
const kurdishLetters: Record<string, readonly string[]> = {
  p: ['ب', 'ب', 'پ'],
  c: ['ج', 'ج', 'چ', 'ش'],
  J: ['ج', 'ز', 'ژ'],
  g: ['ك', 'ك', 'گ', 'غ', 'ج'],
  v: ['ف', 'ف', 'ڤ', 'و'],
}

const hamza = (sounds: readonly Sound[], at: number): string => {
  const before = sounds[at - 1]
  const after = sounds[at + 1]
  if (at === 0) return after === 'i' || after === 'I' ? 'إ' : after === 'A' ? 'آ' : 'أ'
  if (after === undefined) return 'ء'
  if (before === 'i' || after === 'i' || before === 'I' || after === 'I') return 'ئ'
  if (before === 'u' || after === 'u' || after === 'U') return 'ؤ'
  return before === 'A' ? 'ء' : 'أ'
}

const stem = (sounds: readonly Sound[], stream: Stream, heritage: SoundedName['heritage']): string => {
  let text = ''
  for (const [at, sound] of sounds.entries()) {
    const last = at === sounds.length - 1
    const first = at === 0
    if (sound === "'") text += hamza(sounds, at)
    else if (sound === 'A' && first) text += stream.chance(0.7) ? 'آ' : 'ا'
    else if (sound === 'A' && sounds[at - 1] === "'" && at === 1) continue
    else if (first && isVowel(sound)) text += sound === 'i' || sound === 'I' || sound === 'E' ? 'إ' : 'أ'
    if (first && (sound === 'I' || sound === 'E')) text += 'ي'
    else if (first && (sound === 'U' || sound === 'O')) text += 'و'
    else if (first && (sound === 'A' || shortVowels.has(sound))) continue
    else if (sound === '@') text += 'ة'
    else if (sound === 'Y') text += 'ى'
    else if (shortVowels.has(sound)) {
      // A short vowel that closes a Kurdish word has to be written somehow; inside, o and u now and then are.
      if (last) text += sound === 'i' ? 'ي' : sound === 'o' || sound === 'u' ? 'و' : stream.pick(['ه', 'ا', 'ة'])
      else if (heritage === 'kurdish' && (sound === 'o' || sound === 'u') && stream.chance(0.4)) text += 'و'
    } else if (sounds[at - 1] === sound && !isVowel(sound)) continue
    else if (sound in kurdishLetters) text += stream.pick(kurdishLetters[sound] ?? [''])
    else text += letters[sound] ?? ''
  }
  return text
}

/** Spells a name in Arabic as a careful clerk would; what haste does to it, registry-slips.ts does. */
export const spellArabic = (name: SoundedName, stream: Stream): string => {
  if (name.compound === 'abd' && isVowel(name.sounds[0])) return 'عبد الله'
  const text = stem(name.sounds, stream, name.heritage)
  if (name.compound === 'abd') return `عبد ال${text}`
  return name.compound === 'din' ? `${text} الدين` : text
}
