import { isUtf8 } from 'node:buffer'
import { quoteLongNumbers, repairJson } from './json-repair.ts'
import type { Slice } from './json-splitter.ts'

/**
 * What had to be done before a slice could be parsed, and what parsing would have hidden:
 * `repaired-escapes`: control characters written as `\xNN`, which JSON does not know (chats.md T1).
 * `repaired-controls`: control characters that stood unescaped in a string.
 * `invalid-utf8`: bytes that are not UTF-8 are shown as U+FFFD.
 * `long-numbers`: integers beyond 2^53 are kept as strings of their digits (chats.md T4).
 * `duplicate-keys`: a key occurs twice in one object; the last value was taken.
 */
export type SliceFlag = 'repaired-escapes' | 'repaired-controls' | 'invalid-utf8' | 'long-numbers' | 'duplicate-keys'

export interface ParsedSlice {
  value: unknown
  flags: SliceFlag[]
}

/**
 * Parses a slice, repairing what exporters are known to get wrong; null if it is not JSON even then. A key `__proto__`
 * becomes an ordinary property. The slice itself is left as it is.
 */
export function parseSlice(slice: Slice): ParsedSlice | null {
  let text = slice.bytes.toString('utf8', slice.from, slice.to)
  const flags: SliceFlag[] = []
  if (text.includes('\uFFFD') && !isUtf8(slice.bytes.subarray(slice.from, slice.to))) flags.push('invalid-utf8')
  let value = tryParse(text)
  if (value === undefined) {
    const repaired = repairJson(text)
    if (repaired.hasEscapes) flags.push('repaired-escapes')
    if (repaired.hasControls) flags.push('repaired-controls')
    text = repaired.text
    value = flags.length > 0 ? tryParse(text) : undefined
  }
  if (value === undefined) return null
  const count = { keys: 0, hasLong: false }
  survey(value, count)
  const quoted = count.hasLong ? quoteLongNumbers(text) : text
  if (quoted !== text) {
    flags.push('long-numbers')
    value = tryParse(quoted)
  }
  if (count.keys !== slice.colons) flags.push('duplicate-keys')
  return { value, flags }
}

/** JSON has no `undefined`, so it can stand for failure. */
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

// Depth is bounded by the splitter's limit.
function survey(value: unknown, count: { keys: number; hasLong: boolean }): void {
  if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) count.hasLong = true
  } else if (Array.isArray(value)) {
    for (const element of value as unknown[]) survey(element, count)
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) {
      count.keys++
      survey((value as Record<string, unknown>)[key], count)
    }
  }
}
