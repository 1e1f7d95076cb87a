import { soundsWithin } from './name-alphabet.ts'
import { remembering } from './name-cache.ts'
import { foldWords, type FoldedWord } from './name-fold.ts'

/** Classes coarser than those of `skeleton`: what spelling confuses lies in one class, so that keys meet. */
const classBySound: ReadonlyMap<string, string> = new Map(
  'bB pB fF vF tT TT dT DT sS SS zS ZS dhS thS jX zhX chX shX kK qK gK ghK khH hH HH lL mM nN rR ABD@ DIN$ ABU& UMM%'
    .split(' ')
    .map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const),
)

const mostForms = 4
const mostWords = 5
// Names return: several people have the same one, and one person at each change.
const keysKept = 5000
const longestKept = 200
const keptKeys = remembering(keysKept, makeKeys)

/** The consonant classes that a word may have: one string for each way to read its ambiguous letters, six at most. */
export function classFormsOf(word: FoldedWord): string[] {
  const forms = new Set<string>()
  for (const reading of word.readings) {
    let open = ['']
    for (const [at, sign] of reading.names.entries()) {
      if ((sign === 'h' || sign === 'Hf') && at === reading.names.length - 1) continue
      const classes = [...new Set(soundsWithin(sign, 0.1).map((sound) => classBySound.get(sound) ?? ''))]
      open = open
        .flatMap((form) => classes.map((letter) => (form.endsWith(letter) ? form : form + letter)))
        .slice(0, mostForms)
    }
    for (const form of open) forms.add(form)
  }
  return [...forms].slice(0, mostForms + 2)
}

/**
 * Keys of a name under which it is compared with others: two names that may be one person's share at least one (rule M10).
 * Any ordered two of the first five words; the same of the first two with one class left out. Remembered, in a bounded cache; what is returned is shared.
 */
export function nameKeys(text: string): readonly string[] {
  return text.length <= longestKept ? keptKeys.of(text) : makeKeys(text)
}

function makeKeys(text: string): readonly string[] {
  const words = foldWords(text).words.slice(0, mostWords).map(classFormsOf)
  const keys = new Set<string>()
  for (const [i, first] of words.entries()) {
    for (const second of words.slice(i + 1)) {
      for (const a of first) {
        for (const b of second) keys.add(`2:${a}|${b}`)
      }
    }
  }
  for (const a of words[0] ?? []) {
    for (const b of words[1] ?? []) {
      const pair = `${a}|${b}`
      for (let at = 0; at < pair.length; at++)
        if (pair[at] !== '|') keys.add(`3:${pair.slice(0, at)}${pair.slice(at + 1)}`)
    }
  }
  return [...keys]
}
