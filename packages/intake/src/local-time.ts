import type { MessageTime } from '@homeward/records'

/** Time as exports carry it. Rules T1–T9 of docs/spec/time.md. */

const hourMs = 3_600_000
/** Clocks on earth stand between UTC−12 and UTC+14. */
const westernmostMs = 12 * hourMs
const easternmostMs = 14 * hourMs
const precisionMs = { day: 86_400_000, minute: 60_000, second: 1000, ms: 1 } as const

/** A date and time of day without a zone; `second` is null where the source has none. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number | null
}

/** Whether such a day and time of day exist in the Gregorian calendar; 24:00 and leap seconds do not. */
export function isWallTime({ year, month, day, hour, minute, second }: WallTime): boolean {
  return (
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    (second ?? 0) <= 59
  )
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Milliseconds since 1970 if the wall time were UTC. Uses no zone of this computer. Expects an existing wall time. */
export function wallTimeMs({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second ?? 0)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** `YYYY-MM-DDTHH:MM[:SS]`. */
export function formatWallTime({ year, month, day, hour, minute, second }: WallTime): string {
  const seconds = second === null ? '' : `:${two(second)}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}${seconds}`
}

/** Reads `YYYY-MM-DDTHH:MM[:SS]`; null if it is not of this form or no such time exists. */
export function parseWallTime(text: string): WallTime | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/u.exec(text)
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1, 6).map(Number)
  const time = { year, month, day, hour, minute, second: found[6] === undefined ? null : Number(found[6]) }
  return isWallTime(time) ? time : null
}

/**
 * The instants that wall times in an unknown zone can be: from the earliest reading at UTC+14 to the end of the latest
 * reading at UTC−12. `readings` are milliseconds as {@link wallTimeMs} gives them, at least one (rules T2, T4).
 */
export function instantRange(
  readings: readonly number[],
  precision: keyof typeof precisionMs,
): { earliestMs: number; latestMs: number } {
  return {
    earliestMs: Math.min(...readings) - easternmostMs,
    latestMs: Math.max(...readings) + westernmostMs + precisionMs[precision] - 1,
  }
}

/** The time of a message that carries none (rule T7). */
export function noTime(clock: MessageTime['clock'], raw: string | null = null): MessageTime {
  return {
    raw,
    local: null,
    precision: null,
    earliestMs: null,
    latestMs: null,
    basis: 'unknown',
    clock,
    ambiguities: [],
  }
}
