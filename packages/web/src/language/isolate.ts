import { directionStore } from './direction.ts'

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u

/** One value of those. */
const isolatedText = <T extends string | number>(value: T): T | string =>
  typeof value === 'string' && value !== '' && (directionStore.get() === 'rtl' || rightToLeft.test(value))
    ? `\u2068${value}\u2069`
    : value

/**
 * The values of a message, each name kept in its own direction (FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE) where it
 * could reorder the words around it. Numbers and plain words of the page's own direction stay as they are.
 */
export const isolated = (
  values: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolatedText(value)]))
