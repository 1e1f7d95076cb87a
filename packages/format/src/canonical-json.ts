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

const write = (value: unknown, depth: number): string => {
  if (depth > MAX_DEPTH) {
    throw invalid(`The value is nested more than ${MAX_DEPTH} levels deep.`)
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value)
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
      members.push(`${JSON.stringify(key)}:${write(member, depth + 1)}`)
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

/**
 * Reads JSON that must be in canonical form, so that equal values have equal bytes (and equal hashes).
 * @throws FormatError NOT_CANONICAL when the bytes are not exactly what `canonicalJson` would write: white space, other
 *   order, double members, other number or string spelling, or no JSON at all.
 */
export const parseCanonical = (bytes: Uint8Array): JsonValue => {
  let text: string
  let value: JsonValue
  let again: string
  try {
    text = fromUtf8(bytes)
    value = JSON.parse(text) as JsonValue
    again = write(value, 0)
  } catch {
    throw new FormatError('NOT_CANONICAL', 'The bytes are not JSON.')
  }
  if (again !== text) {
    throw new FormatError('NOT_CANONICAL', 'The JSON is not in its canonical form.')
  }
  return value
}
