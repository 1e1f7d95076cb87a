import type { MessageTime } from '@homeward/records'
import { formatWallTime, instantRange, isWallTime, noTime, wallTimeMs } from './local-time.ts'
import type { WallTime } from './local-time.ts'
import type { DateOrder, Stamp } from './whatsapp-stamp.ts'
import { readingWords } from './reading-words.ts'

/**
 * What the stamps of one file mean, decided from all of them. Rules T4–T9 of docs/spec/time.md: an order is taken if
 * every date of the same shape exists in it and in no other, or if the other would make the file jump back and forth;
 * otherwise both readings are kept.
 */

const eras: Record<string, number> = { M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 }
const allOrders = ['DMY', 'MDY', 'YMD'] as const

/** Jumps back by more than this count against an order. */
const jumpMs = 86_400_000

interface Shape {
  total: number
  /** How many stamps exist in an order, where the last one stood, and how often time jumped back. */
  byOrder: Record<DateOrder, { valid: number; lastMs: number; jumps: number }>
}

/** A stamp's meaning: its time, and its readings if there are several. */
interface StampReading {
  time: MessageTime
  /** Wall times it can mean; more than one if the file does not decide. */
  readings: string[]
  /** Milliseconds of the first reading if it were UTC, for comparing neighbours; null if it has none. */
  orderMs: number | null
}

export interface DateRules {
  read: (stamp: Stamp, raw: string) => StampReading
  /** Sentences about what was decided and what not. */
  notes: string[]
}

export interface DateSurvey {
  observe: (stamp: Stamp) => void
  decide: () => DateRules
}

/** Starts a survey of one file's stamps; observe every stamp in the order of the file, then decide. */
export function createDateSurvey(): DateSurvey {
  const shapes = new Map<string, Shape>()
  const maxHourByWord = new Map<string, number>()
  return {
    observe(stamp) {
      if (stamp.word !== '') maxHourByWord.set(stamp.word, Math.max(stamp.hour, maxHourByWord.get(stamp.word) ?? 0))
      const shape = shapes.get(stamp.dateShape) ?? newShape()
      shapes.set(stamp.dateShape, shape)
      shape.total++
      for (const order of stamp.orders) {
        const wall = toWallTime(stamp, order)
        if (!wall) continue
        const seen = shape.byOrder[order]
        const ms = wallTimeMs(wall)
        if (seen.valid > 0 && ms < seen.lastMs - jumpMs) seen.jumps++
        seen.valid++
        seen.lastMs = ms
      }
    },
    decide() {
      const notes: string[] = []
      const orders = new Map<string, readonly DateOrder[]>()
      for (const [key, shape] of shapes) orders.set(key, decideOrder(shape, notes))
      // A word that also stands beside hours after twelve does not halve the day.
      const halves = new Set([...maxHourByWord].filter(([, hour]) => hour <= 12).map(([word]) => word))
      if (halves.size > 0) {
        notes.push(readingWords.say('half-days', { words: [...halves].join('”, “') }).text)
      }
      return {
        read: (stamp, raw) =>
          readStampWith(stamp, raw, orders.get(stamp.dateShape) ?? stamp.orders, halves.has(stamp.word)),
        notes,
      }
    },
  }
}

function newShape(): Shape {
  const none = { valid: 0, lastMs: 0, jumps: 0 }
  return { total: 0, byOrder: { DMY: { ...none }, MDY: { ...none }, YMD: { ...none } } }
}

function decideOrder({ total, byOrder }: Shape, notes: string[]): readonly DateOrder[] {
  const most = Math.max(...allOrders.map((order) => byOrder[order].valid))
  const best = allOrders.filter((order) => byOrder[order].valid === most && most > 0)
  const [first, second] = best
  if (first === undefined) return []
  if (second === undefined) {
    const against = total - most
    if (against > 0)
      notes.push(readingWords.say('odd-dates', { n: against, all: total, order: orderWords[first] }).text)
    return best
  }
  const [jumpsFirst, jumpsSecond] = [byOrder[first].jumps, byOrder[second].jumps]
  if (
    Math.abs(jumpsFirst - jumpsSecond) >= 3 &&
    Math.min(jumpsFirst, jumpsSecond) * 4 <= Math.max(jumpsFirst, jumpsSecond)
  ) {
    const chosen = jumpsFirst < jumpsSecond ? first : second
    notes.push(readingWords.say('dates-by-order', { order: orderWords[chosen] }).text)
    return [chosen]
  }
  notes.push(readingWords.say('dates-undecided', { orders: best.map((order) => orderWords[order]).join(' / ') }).text)
  return best
}

const orderWords: Record<DateOrder, string> = {
  DMY: 'DD.MM.YYYY',
  MDY: 'MM.DD.YYYY',
  YMD: 'YYYY.MM.DD',
}

function readStampWith(stamp: Stamp, raw: string, orders: readonly DateOrder[], isHalfUnknown: boolean): StampReading {
  const ambiguities = stamp.calendar === 'gregorian' ? ['zone'] : ['zone', 'calendar']
  const usable = orders.filter((order) => stamp.orders.includes(order))
  if (usable.length === 0 && stamp.calendar !== 'unknown') ambiguities.push('date-order')
  const days = wallTimesOf(stamp, usable.length > 0 ? usable : stamp.orders)
  const walls = isHalfUnknown ? days.flatMap(bothHalves) : days
  if (walls.length === 0) return { time: { ...noTime('exporter', raw), ambiguities }, readings: [], orderMs: null }
  const readings = [...new Set(walls.map(formatWallTime))]
  if (days.length > 1 && readings.length > 1) ambiguities.push('date-order')
  if (isHalfUnknown) ambiguities.push('half-of-day')
  const precision = stamp.second === null ? 'minute' : 'second'
  const instants = walls.map(wallTimeMs)
  const time: MessageTime = {
    raw,
    local: readings.length === 1 ? (readings[0] ?? null) : null,
    precision,
    ...instantRange(instants, precision),
    basis: 'unknown',
    clock: 'exporter',
    ambiguities: [...new Set(ambiguities)],
  }
  return { time, readings, orderMs: instants[0] ?? null }
}

function wallTimesOf(stamp: Stamp, orders: readonly DateOrder[]): WallTime[] {
  return orders.map((order) => toWallTime(stamp, order)).filter((wall) => wall !== null)
}

function toWallTime(stamp: Stamp, order: DateOrder): WallTime | null {
  const [a, b, c] = stamp.numbers
  const [written, month, day] = order === 'YMD' ? [a, b, c] : order === 'DMY' ? [c, b, a] : [c, a, b]
  const year = toGregorianYear(stamp, written)
  if (year === null) return null
  const wall = { year, month, day, hour: toHour(stamp), minute: stamp.minute, second: stamp.second }
  return isWallTime(wall) ? wall : null
}

function toGregorianYear(stamp: Stamp, written: number): number | null {
  if (stamp.calendar === 'unknown') return null
  if (stamp.calendar === 'buddhist') return written - 543
  if (stamp.calendar === 'japanese') return written + (eras[stamp.era] ?? 0)
  // WhatsApp began in 2009.
  return written < 100 ? 2000 + written : written
}

function toHour({ hour, meridiem }: Stamp): number {
  if (meridiem === 'am') return hour === 12 ? 0 : hour
  return meridiem === 'pm' && hour < 12 ? hour + 12 : hour
}

function bothHalves(wall: WallTime): WallTime[] {
  return wall.hour > 12
    ? [wall]
    : [
        { ...wall, hour: wall.hour % 12 },
        { ...wall, hour: (wall.hour % 12) + 12 },
      ]
}
