// Everything that makes a terminal or a line of text do something: C0 and C1 controls, separators, marks, embeddings, overrides and isolates
// of direction, the byte order mark, tag characters, halves of surrogate pairs.
const acting =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- finding these is the purpose
  /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uD800-\uDFFF\u{E0000}-\u{E007F}]/gu
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u
const isolate = { start: '\u2068', end: '\u2069' }
const closedIsolate = /\u2068([^\u2066-\u2069]*)\u2069/u
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u
const narrow = /^(?:\p{M}|\u200C|\u200D|\u2068|\u2069)+$/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Text from outside as it may be printed (rule X7): characters that act on the screen stand as `\u{…}`, so that a name or a
 * message cannot move the cursor, change colours, hide or turn around what stands beside it. Line breaks too are escaped. An
 * isolate that is closed again (U+2068 … U+2069) stays: it acts on what is in it alone.
 */
export function escapeText(text: string): string {
  return text
    .split(closedIsolate)
    .map((part, place) => (place % 2 === 0 ? escaped(part) : isolate.start + escaped(part) + isolate.end))
    .join('')
}

function escaped(text: string): string {
  return replaceActing(text, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`)
}

/** Puts something harmless in the place of every character that acts on a terminal. */
export function replaceActing(text: string, replacement: (found: string) => string): string {
  return text.replaceAll(acting, replacement)
}

/** As `escapeText`, and text with right-to-left letters is isolated (U+2068 … U+2069) from what stands beside it. */
export function foreign(text: string): string {
  const printed = escapeText(text)
  return rightToLeft.test(printed) ? isolate.start + printed + isolate.end : printed
}

/** Columns that a text takes on a terminal: marks take none, ideographs and emoji two. An estimate: terminals differ. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) if (!narrow.test(segment)) width += wide.test(segment) ? 2 : 1
  return width
}

/** Foreign text cut to `columns`, with `…` where something is left out. */
export function clip(text: string, columns: number): string {
  // A message may be very long; what is far beyond the cut need not be measured.
  const oneLine = text
    .slice(0, columns * 40)
    .replaceAll(/\s+/gu, ' ')
    .trim()
  if (text.length <= columns * 40 && displayWidth(oneLine) <= columns) return foreign(oneLine)
  let kept = ''
  let width = 0
  for (const { segment } of graphemes.segment(oneLine)) {
    width += displayWidth(segment)
    if (width >= columns) break
    kept += segment
  }
  const isOpen = kept.lastIndexOf(isolate.start) > kept.lastIndexOf(isolate.end)
  return foreign(`${kept}${isOpen ? isolate.end : ''}…`)
}

/** As `clip` for a path, of which the end says most: `…` stands where its beginning is left out. */
export function clipPath(path: string, columns: number): string {
  const characters = Array.from(path.slice(-columns * 8))
  if (path.length === characters.join('').length && displayWidth(path) <= columns) return foreign(path)
  while (displayWidth(characters.join('')) >= columns) characters.shift()
  return foreign(`…${characters.join('')}`)
}

/** Rows as columns that line up. Cells must be ready to print: see `foreign` and `clip`. Numbers stand at the right. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [headings, ...rows].map((row) => row.map(String))
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => displayWidth(line[column] ?? ''))))
  const isNumber = headings.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[\d.,–-]*$/u.test(String(row[column] ?? ''))),
  )
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const gap = ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
          return isNumber[column] === true ? gap + cell : cell + gap
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
