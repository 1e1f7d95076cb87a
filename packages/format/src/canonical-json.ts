import { fromUtf8, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'

/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

// Deep enough for every record, shallow enough that no stack overflows on hostile input.
const MAX_DEPTH = 64

const invalid = (message: string): FormatError => new FormatError('VALUE_INVALID', message)

const isPlainObject = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const writeText = (text: string): string => {
  // JSON.stringify would write half a surrogate pair as an escape; RFC 8785 section 3.2.2.2 makes it an error.
  if (!text.isWellFormed()) {
    throw invalid('A text contains half a character (a lone surrogate).')
  }
  return JSON.stringify(text)
}

const write = (value: unknown, depth: number): string => {
  if (depth > MAX_DEPTH) {
    throw invalid(`The value is nested more than ${MAX_DEPTH} levels deep.`)
  }
  if (typeof value === 'string') {
    return writeText(value)
  }
  if (value === null || typeof value === 'boolean') {
    return String(value)
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      throw invalid('A number is not finite, JSON cannot carry it.')
    }
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    const parts: string[] = []
    for (const element of value as unknown[]) {
      parts.push(write(element, depth + 1))
    }
    return `[${parts.join(',')}]`
  }
  if (typeof value !== 'object' || !isPlainObject(value)) {
    throw invalid(`A value of type ${typeof value} cannot be written as JSON.`)
  }
  const members: string[] = []
  // RFC 8785 section 3.2.3: by UTF-16 code units, which is how JavaScript compares strings.
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key]
    if (member !== undefined) {
      members.push(`${writeText(key)}:${write(member, depth + 1)}`)
    }
  }
  return `{${members.join(',')}}`
}

/**
 * The one canonical spelling of a JSON value (RFC 8785, JCS), as UTF-8 bytes.
 * Members whose value is `undefined` are left out, as JSON.stringify does.
 * @throws FormatError VALUE_INVALID for what JSON cannot carry: numbers that are not finite, bigint, functions,
 *   class instances, `undefined` in arrays, lone surrogates, more than 64 levels.
 */
export const canonicalJson = (value: unknown): Uint8Array => utf8(write(value, 0))

/** Whether every object in `value` lists its members in canonical order, not too deep. */
const isOrdered = (value: JsonValue, depth: number): boolean => {
  if (depth > MAX_DEPTH) {
    return false
  }
  if (typeof value !== 'object' || value === null) {
    return true
  }
  if (Array.isArray(value)) {
    return value.every((element) => isOrdered(element, depth + 1))
  }
  let previous = ''
  for (const key of Object.keys(value)) {
    const member = value[key]
    if (key < previous || member === undefined || !isOrdered(member, depth + 1)) {
      return false
    }
    previous = key
  }
  return true
}

// The escape of half a surrogate pair; inside a longer run of backslashes it may be harmless, then `write` decides.
const SURROGATE_ESCAPE = String.raw`\ud`

/**
 * Reads JSON that must be in canonical form, so that equal values have equal bytes (and equal hashes).
 * @throws FormatError NOT_CANONICAL when the bytes are not exactly what `canonicalJson` would write: white space, other
 *   order, double members, other number or string spelling, or no JSON at all.
 */
export const parseCanonical = (bytes: Uint8Array): JsonValue => readCanonical(bytes).value

/** As `parseCanonical`, together with the text that was read. */
export const readCanonical = (bytes: Uint8Array): { value: JsonValue; text: string } => {
  let canonical: boolean
  let value: JsonValue
  let text: string
  try {
    text = fromUtf8(bytes)
    value = JSON.parse(text) as JsonValue
    // The engine's own writer spells numbers and strings as RFC 8785 does; only order and surrogates are left to check.
    // Where this quick way says no, the exact one decides: member names like "10" come out of JSON.parse in another order.
    canonical =
      (!text.includes(SURROGATE_ESCAPE) && JSON.stringify(value) === text && isOrdered(value, 0)) ||
      write(value, 0) === text
  } catch {
    throw new FormatError('NOT_CANONICAL', 'The bytes are not JSON.')
  }
  if (!canonical) {
    throw new FormatError('NOT_CANONICAL', 'The JSON is not in its canonical form.')
  }
  return { value, text }
}
