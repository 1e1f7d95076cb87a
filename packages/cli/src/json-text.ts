import { replaceActing } from './terminal-text.ts'

/** A value as one line of JSON in which characters that act on a terminal are escaped; it reads back as the same value (rule X3). */
export function jsonLine(value: object): string {
  return replaceActing(JSON.stringify(value), (found) =>
    Array.from({ length: found.length }, (_, at) => unitEscape(found, at)).join(''),
  )
}

/** One UTF-16 unit as JSON escapes it. */
function unitEscape(text: string, at: number): string {
  // oxlint-disable-next-line unicorn/prefer-code-point -- JSON escapes UTF-16 units, not code points
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`
}
