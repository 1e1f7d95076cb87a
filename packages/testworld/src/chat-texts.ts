import type { Language } from './sentences.ts'
import { captions, formattedPieces, sentences } from './sentences.ts'
import type { Stream } from './stream.ts'

/** One formatted or plain piece of a text, as Telegram names it. */
export type TextPart = { type: string; text: string }

/** Says one to four different sentences of a language. */
export const sayText = (stream: Stream, language: Language): string => {
  const said = sentences[language]
  let place = stream.below(said.length)
  let text = said[place] ?? ''
  const more = stream.pick([0, 1, 1, 1, 2, 3])
  for (let count = 0; count < more; count += 1) {
    // Steps of at most a fifth never come round to a sentence that was said.
    place += 1 + stream.below(said.length / 5)
    text += (stream.chance(0.15) ? '\n' : ' ') + (said[place % said.length] ?? '')
  }
  return text
}

/** What stands under a picture; often nothing. */
export const sayCaption = (stream: Stream, language: Language): string =>
  stream.chance(0.6) ? '' : stream.pick(captions[language])

/** A text in which one piece is formatted: plain, formatted, plain. */
export const sayFormatted = (stream: Stream, language: Language): TextPart[] => {
  const [type, text] = stream.pick(formattedPieces)
  return [
    { type: 'plain', text: `${stream.pick(sentences[language])} ` },
    { type, text },
    { type: 'plain', text: stream.chance(0.2) ? '' : ` ${stream.pick(sentences[language])}` },
  ]
}
