import { isolatedText } from '../language/isolate.ts'
import { messages, say } from '../language/messages.ts'
import { numberText } from '../language/format.ts'

/** 12345 → "12,345", with the digits and signs of the language. */
export const count = (value: number): string => numberText(value)

/** A year: no sign between its digits. */
export const year = (value: number): string => numberText(value, { useGrouping: false })

const pluralTexts = messages('plural', {
  ofAll: say((shown: number, all: string) => ({ shown, all }), '{shown, number} of {all}'),
  comma: ', ',
})

/** “8 of 230 people”, or “230 people” if all of them are shown. */
export const ofAll = (shown: number, total: number, all: string): string =>
  shown < total ? pluralTexts.ofAll(shown, all) : all

/** "a, b, c", with the comma of the language. */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : parts.map(isolatedText).join(pluralTexts.comma)
