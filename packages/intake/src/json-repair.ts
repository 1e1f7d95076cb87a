/**
 * Repairs of JSON text that exporters are known to write. Plain loops: a regular expression over whole strings
 * overflows its stack on strings of some megabytes.
 */

const hexPair = /^[0-9a-fA-F]{2}$/u

/**
 * Turns `\xNN` into `\u00NN` (chats.md T1) and control characters that stand bare inside strings into escapes.
 * An escaped backslash before an x stays as it is. Says which of the two it did.
 */
export function repairJson(text: string): { text: string; hasEscapes: boolean; hasControls: boolean } {
  const parts: string[] = []
  let copied = 0
  let isInString = false
  let hasEscapes = false
  let hasControls = false
  const replace = (from: number, to: number, by: string): void => {
    parts.push(text.slice(copied, from), by)
    copied = to
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (char === '"') isInString = !isInString
    else if (char === '\\') {
      const pair = text.slice(at + 2, at + 4)
      if (text[at + 1] === 'x' && hexPair.test(pair)) {
        replace(at, at + 4, `\\u00${pair}`)
        hasEscapes = true
      }
      at++
    } else if (isInString && char < ' ') {
      replace(at, at + 1, `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
      hasControls = true
    }
  }
  return { text: parts.join('') + text.slice(copied), hasEscapes, hasControls }
}

/** Puts integers of 16 digits or more in quotes, so that parsing keeps every digit. Expects valid JSON. */
export function quoteLongNumbers(text: string): string {
  const parts: string[] = []
  let copied = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (char === '"') isInString = !isInString
    else if (char === '\\') at++
    else if (!isInString && (char === '-' || isDigit(char))) {
      const start = at
      while (at + 1 < text.length && /[\d.eE+-]/u.test(text[at + 1] as string)) at++
      const number = text.slice(start, at + 1)
      if (/^-?\d{16,}$/u.test(number)) {
        parts.push(text.slice(copied, start), `"${number}"`)
        copied = at + 1
      }
    }
  }
  return parts.join('') + text.slice(copied)
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
