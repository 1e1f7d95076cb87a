import { afterNoon, beforeNoon, plainTimeWords } from './whatsapp-meridiem.ts'

/**
 * Reads the date and time that begin a message in WhatsApp's text export. Order, digits, calendar, clock and language
 * are independent of each other (chats.md §3.1), so a stamp keeps the numbers as they stand; what they mean is decided
 * for the whole file (rules T4–T9 of docs/spec/time.md).
 */

/** Orders in which day, month and year stand. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD'

export interface Stamp {
  /** The three numbers of the date as they stand. */
  numbers: readonly [number, number, number]
  /** Orders that give a day that exists, whatever the rest of the file says. */
  orders: readonly DateOrder[]
  calendar: 'gregorian' | 'buddhist' | 'japanese' | 'unknown'
  /** Era letter of a Japanese year, or an empty string. */
  era: string
  hour: number
  minute: number
  second: number | null
  /** Which half of the day, if a word says so. */
  meridiem: 'am' | 'pm' | null
  /** A word beside the time that may mean a half of the day in a language that is not known here. */
  word: string
  /** How the date is written, without its values: dates of one shape have one order. */
  dateShape: string
  /** The shape of the whole stamp: separators, digits, parts. */
  style: string
}

const date = String.raw`(?<a>\d{1,4})(?<sep>[./-]| ?[./-] ?)(?<b>\d{1,2})\k<sep>(?<c>[RHSTM]?\d{1,4})`
const suffix = String.raw`(?<stop>\.)?(?: ?(?<era>BE|CE|AD|AH|г\.?))?`
const time = String.raw`(?<hour>\d{1,2})(?<mark>[:.])(?<minute>\d{2})(?:\k<mark>(?<second>\d{2}))?`
const word = (name: string): string => String.raw`(?<${name}>\p{L}[\p{L}\p{M}.’' ]{0,18}?)`
const dateFirst = new RegExp(
  String.raw`^${date}${suffix}(?<gap>,? ?)(?:${word('before')} ?)?${time}(?: ?${word('after')})?$`,
  'u',
)
const timeFirst = new RegExp(
  String.raw`^(?:${word('before')} ?)?${time}(?: ?${word('after')})?(?<gap>,? )${date}${suffix}$`,
  'u',
)

/** Reads a stamp from text with ASCII digits, plain spaces and commas and no direction marks; null if it is none. */
export function readStamp(text: string): Stamp | null {
  for (const [shape, pattern] of [
    ['d', dateFirst],
    ['t', timeFirst],
  ] as const) {
    const groups = pattern.exec(text)?.groups
    const stamp = groups ? toStamp(groups, shape) : null
    if (stamp) return stamp
  }
  return null
}

function toStamp(groups: Record<string, string | undefined>, shape: string): Stamp | null {
  const { a = '', b = '', c = '', sep = '', mark = '', before = '', after = '' } = groups
  const era = /^[A-Z]/u.exec(c)?.[0] ?? ''
  const numbers = [Number(a), Number(b), Number(c.slice(era.length))] as const
  const hour = Number(groups['hour'])
  const minute = Number(groups['minute'])
  const second = groups['second'] === undefined ? null : Number(groups['second'])
  if (hour > 23 || minute > 59 || (second ?? 0) > 59) return null
  const yearDigits = a.length >= 3 ? -a.length : c.length - era.length
  const isKorean = yearDigits === 2 && sep === '. ' && groups['stop'] === '.'
  const orders = ordersOf(numbers, { yearDigits, era, separator: sep.trim(), isKorean })
  if (orders.length === 0) return null
  const half = meridiemOf([before, after])
  const parts = [
    shape,
    sep,
    String(yearDigits),
    era,
    groups['era'] ?? '',
    groups['stop'] ?? '',
    groups['gap'] ?? '',
    mark,
  ]
  return {
    numbers,
    orders,
    calendar: calendarOf(Math.max(numbers[0], numbers[2]), era, groups['era'] ?? ''),
    era,
    hour,
    minute,
    second,
    ...half,
    dateShape: `${shape}|${sep}|${yearDigits}`,
    style: [...parts, second === null ? 'm' : 's', half.meridiem === null && half.word === '' ? '24' : '12'].join('|'),
  }
}

/**
 * Which orders are possible. Month first is written with slashes only (Unicode CLDR 48: no locale writes it with dots or
 * hyphens), so elsewhere it counts only if nothing else fits; likewise a two-digit year first, which few locales write.
 */
function ordersOf(
  numbers: readonly [number, number, number],
  shape: { yearDigits: number; era: string; separator: string; isKorean: boolean },
): DateOrder[] {
  const [a, b, c] = numbers
  if (shape.yearDigits < 0 || shape.isKorean) return isDay(b, c) ? ['YMD'] : []
  if (shape.yearDigits < 2 && shape.era === '') return []
  const orders: DateOrder[] = []
  if (isDay(b, a)) orders.push('DMY')
  if (isDay(a, b) && (shape.separator === '/' || orders.length === 0)) orders.push('MDY')
  if (orders.length === 0 && shape.yearDigits === 2 && isDay(b, c)) orders.push('YMD')
  return orders
}

function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31)
}

function calendarOf(year: number, era: string, suffixText: string): Stamp['calendar'] {
  if (era !== '') return 'japanese'
  if (suffixText === 'BE' || (year >= 2400 && year < 2700)) return 'buddhist'
  if (suffixText === 'AH' || (year >= 100 && (year < 1900 || year >= 2200))) return 'unknown'
  return 'gregorian'
}

function meridiemOf(words: readonly string[]): Pick<Stamp, 'meridiem' | 'word'> {
  let unknown = ''
  for (const each of words) {
    const bare = each
      .toLowerCase()
      .normalize('NFC')
      .replaceAll(/[\s.’'\u200C]/gu, '')
    if (beforeNoon.has(bare)) return { meridiem: 'am', word: '' }
    if (afterNoon.has(bare)) return { meridiem: 'pm', word: '' }
    if (bare !== '' && !plainTimeWords.has(bare)) unknown = bare
  }
  return { meridiem: null, word: unknown }
}
