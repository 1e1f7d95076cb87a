import { directionStore } from './direction.ts'

const letter = /\p{L}/u
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u

/** The first letter decides, also one that stands in an isolate of its own: FIRST STRONG ISOLATE would pass over that. */
const opening = (text: string): string => (rightToLeft.test(letter.exec(text)?.[0] ?? '') ? '\u2067' : '\u2066')

/** One value of those. */
export const isolatedText = <T extends string | number>(value: T): T | string =>
  typeof value === 'string' && value !== '' && (directionStore.get() === 'rtl' || rightToLeft.test(value))
    ? `${opening(value)}${value}\u2069`
    : value

/**
 * The values of a message, each name kept in its own direction (RIGHT-TO-LEFT or LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE) where it
 * could reorder the words around it. Numbers and plain words of the page's own direction stay as they are.
 */
export const isolated = (
  values: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolatedText(value)]))
