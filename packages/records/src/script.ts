import type { ScriptCode } from './types.ts'

const scripts: [ScriptCode, RegExp][] = [
  ['Arab', /\p{Script=Arabic}/gu],
  ['Latn', /\p{Script=Latin}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Syrc', /\p{Script=Syriac}/gu],
]

/** The script of most letters of a text; `Zyyy` (undetermined, ISO 15924) if there are none of those known here. */
export function scriptOf(text: string): ScriptCode {
  let best: ScriptCode = 'Zyyy'
  let most = 0
  for (const [code, letters] of scripts) {
    const count = text.match(letters)?.length ?? 0
    if (count > most) {
      best = code
      most = count
    }
  }
  return best
}
