import { t } from './texts.ts'
import type { TextKey } from './texts.ts'

const units: [TextKey, number][] = [
  ['hold.years', 365 * 86_400],
  ['hold.days', 86_400],
  ['hold.hours', 3600],
  ['hold.minutes', 60],
]

/** How long something holds, in the largest unit that fits, rounded down. */
export const holdWords = (seconds: number): string => {
  if (seconds >= 1000 * 365 * 86_400) return t('hold.long')
  const [key, size] = units.find(([, unit]) => seconds >= unit) ?? ['hold.seconds' as const, 1]
  return t(key, { n: Math.max(1, Math.floor(seconds / size)) })
}
