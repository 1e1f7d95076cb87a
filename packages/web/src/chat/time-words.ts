import type { MessageTime } from '../api/types.ts'
import { digitsText, weekdayText } from '../language/format.ts'
import { messageTimeTexts as texts } from '../texts/chat.ts'
import { utcText } from '../ui/instant.tsx'

/** `14:03` or `14:03:22` as the source says it; null if it gives no time of day. */
export const clockWords = ({ local, precision }: MessageTime): string | null => {
  if (local === null || precision === 'day' || precision === null) return null
  return digitsText(local.slice(11, precision === 'minute' ? 16 : 19))
}

/** What the source wrote, where it can be read in several ways: then no clock is shown, and the words are not hidden. */
export const openWords = ({ raw, local }: MessageTime): string | null => (local === null ? raw : null)

/** The day that the source says, `YYYY-MM-DD`; null if it gives none. */
export const dayOf = ({ local }: MessageTime): string | null => (local === null ? null : local.slice(0, 10))

/** "Friday, 1 March 2024": the source's own day, not moved into any zone. */
export const dayWords = (day: string): string => {
  const ms = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(ms) ? day : weekdayText(ms)
}

/** Whether the instant is known exactly, as far as the source's precision goes. */
export const isCertain = ({ basis }: MessageTime): boolean => basis === 'unix-field' || basis === 'offset-in-source'

/** Everything that is known about a time, sentence by sentence. Never silently UTC (H9). */
export const timeSentences = (time: MessageTime): string[] => {
  const { raw, local, earliestMs, latestMs, basis, clock, ambiguities } = time
  if (raw === null && earliestMs === null) return [texts.none]
  const sentences: string[] = []
  if (raw !== null) sentences.push(texts.written(raw))
  if (local !== null && local !== raw) sentences.push(texts.wall(local.replace('T', ' ')))
  if (earliestMs !== null && latestMs !== null) {
    const from = utcText(earliestMs)
    const to = utcText(latestMs)
    sentences.push(from === to || isCertain(time) ? texts.exact(from) : texts.between(from, to))
  }
  sentences.push(texts.basis[basis], texts.clock[clock])
  for (const word of ambiguities) if (!(word === 'zone' && basis === 'unknown')) sentences.push(texts.ambiguity(word))
  return sentences
}
