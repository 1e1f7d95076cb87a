import type { MessageTime } from '@homeward/records'
import { instantRange, noTime, parseWallTime, wallTimeMs } from './local-time.ts'

/** Before v2.1.9 every message had `edited`, with the exporter's 1970 wall time for “never” (chats.md T7). */
const neverEdited = /^1970-01-01T|^1969-12-31T/u

/**
 * The time of a Telegram message: the instant of `date_unixtime` where there is one (since v3.7.6), else `date`, a wall
 * time of the exporting computer in a zone that nothing tells (rules T1–T3 of docs/spec/time.md).
 */
export function telegramTime(date: unknown, unix: unknown): MessageTime {
  const instant = unixMs(unix)
  const text = typeof date === 'string' ? date : null
  if (instant !== null) {
    return {
      raw: String(unix),
      // Hundreds of thousands of these are read: a shape is enough where the instant is known.
      local: text !== null && text.length === 19 && text[10] === 'T' ? text : null,
      precision: 'second',
      earliestMs: instant,
      latestMs: instant,
      basis: 'unix-field',
      clock: 'server',
      ambiguities: [],
    }
  }
  const wall = text === null ? null : parseWallTime(text)
  if (!wall || text === null) return noTime('server', text)
  return {
    raw: text,
    local: text,
    precision: 'second',
    ...instantRange([wallTimeMs(wall)], 'second'),
    basis: 'unknown',
    clock: 'server',
    ambiguities: ['zone'],
  }
}

/** The instant of the last edit; null if there was none or only its wall time is known. */
export function telegramEditedMs(unix: unknown): number | null {
  const instant = unixMs(unix)
  return instant === null || instant <= 0 ? null : instant
}

/**
 * The exporter's offset from UTC on 1 January 1970 in minutes, where an old export gives it away as the wall time of
 * “never edited”. A hint for people: the zone's offset at the time of a message may have been another. Null for a real edit.
 */
export function neverEditedOffset(edited: unknown): number | null {
  if (typeof edited !== 'string' || !neverEdited.test(edited)) return null
  const wall = parseWallTime(edited)
  return wall && wallTimeMs(wall) / 60_000
}

function unixMs(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value * 1000) ? value * 1000 : null
  if (typeof value !== 'string' || value.length > 11 || !/^-?\d+$/u.test(value)) return null
  return Number(value) * 1000
}
