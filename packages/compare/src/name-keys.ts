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
// Names return: the same one of several people, and of one person at each change of an index that is made anew.
const keysKept = 5000
const longestKept = 200
const keptKeys = remembering(keysKept, (text) => makeKeys(text, 'index'))

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
 * Blocking keys of a name: two names that may be one person's share at least one (rule M10). `index` (the default) gives the keys to store with a
 * name, `query` the fewer keys to look up; every query key of a name is among its index keys.
 * Keys: any ordered two of the first five words; the same of the first two with one class left out; each word; beginnings of words.
 * Keys to store are remembered, in a bounded cache; what is returned is shared.
 */
export function nameKeys(text: string, purpose: 'index' | 'query' = 'index'): readonly string[] {
  return purpose === 'index' && text.length <= longestKept ? keptKeys.of(text) : makeKeys(text, purpose)
}

function makeKeys(text: string, purpose: 'index' | 'query'): readonly string[] {
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
  for (const [at, forms] of words.entries()) {
    const last = at === words.length - 1
    for (const form of forms) {
      if (purpose === 'index' || at === 0) keys.add(`1:${form}`)
      if (purpose === 'index') {
        keys.add(`0:${form.slice(0, 1)}`)
        keys.add(`0:${form.slice(0, 2)}`)
      } else if (last && words.length === 1) keys.add(`0:${form.slice(0, 2)}`)
    }
  }
  return [...keys]
}
