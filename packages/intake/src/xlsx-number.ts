import type { NumberFormat } from './xlsx-formats.ts'

/**
 * The text of a number in a cell, as a person would write it: a year, a telephone number or an identifier with all of its digits and
 * no exponent, a day as `YYYY-MM-DD`. `is1904` counts days from 1904, as old Macs did. Text that is no number comes back as it is.
 */
export function numberText(raw: string, format: NumberFormat, is1904: boolean): string {
  const value = raw.trim() === '' ? Number.NaN : Number(raw)
  if (!Number.isFinite(value)) return raw
  if (format.shows === 'date') return dateText(value, format.precision, is1904) ?? digits(value)
  if (format.shows === 'time' && value >= 0 && value < 1) return timeText(value)
  if (format.shows === 'zeros' && Number.isInteger(value) && value >= 0)
    return digits(value).padStart(format.digits, '0')
  return digits(value)
}

function digits(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString()
  // A spreadsheet shows fifteen figures; the rest is how a computer keeps 0.1.
  return String(Number(value.toPrecision(15)))
}

const msPerDay = 86_400_000

/**
 * Days since the beginning of 1900, in which spreadsheets believe in a 29 February 1900: day 60, so that day 1 is 1 January. Returns
 * null for what lies before or beyond the years that a spreadsheet shows.
 */
function dateText(serial: number, precision: 'year' | 'month' | 'day' | 'minute', is1904: boolean): string | null {
  if (serial < 0 || serial >= 2_958_466) return null
  if (!is1904 && Math.floor(serial) === 60) return '1900-02-29'
  const start = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const iso = new Date(start + Math.round(serial * 1440) * 60_000).toISOString()
  if (precision === 'year') return iso.slice(0, 4)
  if (precision === 'month') return iso.slice(0, 7)
  const hasTime = Math.round((serial % 1) * msPerDay) !== 0
  return precision === 'minute' && hasTime ? iso.slice(0, 16).replace('T', ' ') : iso.slice(0, 10)
}

function timeText(value: number): string {
  return new Date(Math.round(value * 1440) * 60_000).toISOString().slice(11, 16)
}
