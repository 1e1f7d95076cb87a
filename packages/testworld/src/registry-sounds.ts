/**
 * How the invented registry writes down a name before it is spelled: by its sounds.
 *
 * [Note: Sounds of the registry] Letters stand for sounds: `H` ح, `x` خ, `X` ش, `G` غ, `c` چ, `J` ژ, `3` ع, `'` hamza, capital `S D T Z` the emphatic ones, `th dh`
 * ث ذ; `a i u` are short vowels, `A I U E O` long ones; `@` closes with teh marbuta, `Y` with alef maksura. `abd+` makes a servant of …, `&dIn` … of the faith. These
 * signs, and the tables of the spellers, were written for this package; none comes from the program that compares names.
 */
export type Sound = string

const digraphs = new Set(['th', 'dh'])
export const shortVowels = new Set(['a', 'i', 'u', 'e', 'o'])
const longVowels = new Set(['A', 'I', 'U', 'E', 'O'])

/** Whether a sound is a vowel; the closing `@` and `Y` are too. */
export const isVowel = (sound: Sound | undefined): boolean =>
  sound !== undefined && (shortVowels.has(sound) || longVowels.has(sound) || sound === '@' || sound === 'Y')

/** The sounds of one word, in order; a doubled consonant stands twice. */
const soundsOf = (word: string): Sound[] => {
  const sounds: Sound[] = []
  for (let at = 0; at < word.length; at += 1) {
    const two = word.slice(at, at + 2)
    if (digraphs.has(two)) {
      sounds.push(two)
      at += 1
    } else sounds.push(word.charAt(at))
  }
  return sounds
}

/** A name taken apart: what kind of compound it is and the sounds of its stem. */
export type SoundedName = { compound: 'abd' | 'din' | ''; sounds: readonly Sound[]; heritage: 'arabic' | 'kurdish' }

/** Takes a name of the tables apart. */
export const soundedName = (text: string, heritage: 'arabic' | 'kurdish'): SoundedName => {
  if (text.startsWith('3abd+')) return { compound: 'abd', sounds: soundsOf(text.slice(5)), heritage }
  if (text.endsWith('&dIn')) return { compound: 'din', sounds: soundsOf(text.slice(0, -4)), heritage }
  return { compound: '', sounds: soundsOf(text), heritage }
}

const sunLetters = new Set(['t', 'th', 'd', 'dh', 'r', 'z', 's', 'X', 'S', 'D', 'T', 'Z', 'l', 'n'])

/** The consonant into which the article's l turns before this sound, or `l`. */
export const articleBefore = (sound: Sound | undefined): Sound =>
  sound !== undefined && sunLetters.has(sound) ? sound : 'l'
