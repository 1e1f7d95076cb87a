/** Checking the shape of JSON that a stranger wrote, naming everything that does not fit. */
import type { JsonValue } from '@homeward/format'

/** Names what does not fit in `value`; nothing when all does. `where` is the way to the value. */
export type Shape = (value: JsonValue | undefined, where: string) => string[]

const isObject = (value: JsonValue | undefined): value is Record<string, JsonValue> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const matching =
  (fits: (value: JsonValue | undefined) => boolean, name: string): Shape =>
  (value, where) =>
    fits(value) ? [] : [`${where} is not ${name}`]

/** Any text. */
export const text: Shape = matching((value) => typeof value === 'string', 'a text')

/** A whole number from 0 on that JavaScript holds exactly. */
export const natural: Shape = matching(
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  'a whole number',
)

/** A SHA-256 or root in lower-case hexadecimal. */
export const digest: Shape = matching(
  (value) => typeof value === 'string' && /^[\da-f]{64}$/u.test(value),
  'a hash in hexadecimal',
)

/** Exactly this text. */
export const exactly = (expected: string): Shape => matching((value) => value === expected, JSON.stringify(expected))

/** An object with any members. */
export const freeObject: Shape = matching(isObject, 'an object')

/** A list whose elements all have one shape. */
export const listOf =
  (element: Shape): Shape =>
  (value, where) =>
    Array.isArray(value)
      ? value.flatMap((each, index) => element(each, `${where}[${index}]`))
      : [`${where} is not a list`]

const membersOf = (shapes: Record<string, Shape>, value: Record<string, JsonValue>, where: string): string[] =>
  Object.entries(shapes).flatMap(([name, shape]) => shape(value[name], `${where}.${name}`))

/** An object with at least these members. */
export const objectWith =
  (shapes: Record<string, Shape>): Shape =>
  (value, where) =>
    isObject(value) ? membersOf(shapes, value, where) : [`${where} is not an object`]

/** An object with exactly these members. */
export const strictObject =
  (shapes: Record<string, Shape>): Shape =>
  (value, where) => {
    if (!isObject(value)) {
      return [`${where} is not an object`]
    }
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(shapes, name))
    return [...membersOf(shapes, value, where), ...unknown.map((name) => `${where} has an unknown member ${name}`)]
  }
