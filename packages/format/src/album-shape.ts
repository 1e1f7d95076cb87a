/** Checking what came from a phone or for one: every member known, every value within bounds. */
import type { JsonValue } from './canonical-json.ts'
import { FormatError } from './format-error.ts'

/** Takes a value and the name of its place, and gives what it is. @throws FormatError ALBUM_INVALID */
export type Shape<T> = (value: JsonValue | undefined, place: string) => T

const HEX_TEXT = /^[\da-f]*$/u
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u
const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u

/** The refusal of something at a place. */
export const albumFault = (place: string, what: string): FormatError =>
  new FormatError('ALBUM_INVALID', `What was sent is not as an album has it: ${place} ${what}.`)

/** A text of at most `most` characters. */
export const text =
  (most: number, least = 0): Shape<string> =>
  (value, place) => {
    if (typeof value !== 'string' || value.length > most || value.length < least) {
      throw albumFault(place, `is no text of ${least} to ${most} characters`)
    }
    return value
  }

/** Lower-case hexadecimal of exactly `length` characters. */
export const hex =
  (length: number): Shape<string> =>
  (value, place) => {
    if (typeof value !== 'string' || value.length !== length || !HEX_TEXT.test(value)) {
      throw albumFault(place, `has not ${length} hexadecimal characters`)
    }
    return value
  }

const matching =
  (pattern: RegExp, what: string): Shape<string> =>
  (value, place) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw albumFault(place, what)
    }
    return value
  }

/** A language as people tag it: `ar`, `ckb`, `kmr-Latn`. */
export const language = matching(/^[a-z]{2,3}(?:-[A-Za-z\d]{2,8}){0,2}$/u, 'is no language')

/** The media type of a recording, without parameters. */
export const audioType = matching(/^audio\/[a-z\d][a-z\d.+-]{0,60}$/u, 'is no type of a recording')

/** An instant in UTC with milliseconds, of a year with four digits. */
export const instant: Shape<string> = (value, place) => {
  const read = matching(INSTANT, 'is no instant')(value, place)
  const ms = Date.parse(read)
  // `2026-02-30` parses as a day in March, so the spelling has to come back.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== read) {
    throw albumFault(place, 'is no instant')
  }
  return read
}

/** A year, a month or a day that exists. */
export const day: Shape<string> = (value, place) => {
  const read = matching(DAY, 'is no year, month or day')(value, place)
  const whole = `${read}${'-01-01'.slice(read.length - 4)}`
  const ms = Date.parse(`${whole}T00:00:00Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== whole) {
    throw albumFault(place, 'is no year, month or day')
  }
  return read
}

/** A whole number between two bounds. */
export const whole =
  (least: number, most: number): Shape<number> =>
  (value, place) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
      throw albumFault(place, `is no whole number from ${least} to ${most}`)
    }
    return value
  }

/** One of a closed list. */
export const oneOf =
  <T extends string>(words: readonly T[]): Shape<T> =>
  (value, place) => {
    const found = words.find((word) => word === value)
    if (found === undefined) {
      throw albumFault(place, `is none of ${words.join(', ')}`)
    }
    return found
  }

/** True or false. */
export const flag: Shape<boolean> = (value, place) => {
  if (typeof value !== 'boolean') {
    throw albumFault(place, 'is neither true nor false')
  }
  return value
}

/** A list of at most `most`. */
export const listOf =
  <T>(shape: Shape<T>, most: number): Shape<T[]> =>
  (value, place) => {
    if (!Array.isArray(value) || value.length > most) {
      throw albumFault(place, `is no list of at most ${most}`)
    }
    return value.map((part, index) => shape(part, `${place}[${index}]`))
  }

/** The same, or nothing where the member is not there. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value, place) =>
    value === undefined ? undefined : shape(value, place)

type Members<T> = { [K in keyof T]-?: Shape<T[K]> }

/** An object with exactly these members; what is not there is left out. */
export const object =
  <T extends object>(members: Members<T>): Shape<T> =>
  (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw albumFault(place, 'is no object')
    }
    const known = new Set(Object.keys(members))
    const strange = Object.keys(value).find((name) => !known.has(name))
    if (strange !== undefined) {
      throw albumFault(place, 'has a member that is not known')
    }
    const read: [string, unknown][] = []
    for (const [name, shape] of Object.entries(members) as [string, Shape<unknown>][]) {
      const member = shape(Object.hasOwn(value, name) ? value[name] : undefined, `${place}.${name}`)
      if (member !== undefined) {
        read.push([name, member])
      }
    }
    return Object.fromEntries(read) as T
  }
