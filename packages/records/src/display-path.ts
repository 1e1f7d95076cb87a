/** Characters that must not act on the reader's screen: controls, direction marks, overrides and isolates, separators, byte order mark. */
// oxlint-disable-next-line no-control-regex, no-misleading-character-class -- finding control characters is the purpose
const acting = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

/**
 * A path as it may be shown: characters that would hide, reverse or break text stand as `\u{…}`, the rest as it came.
 * Paths over 300 characters keep their beginning and end, with the number left out said between.
 */
export function displayPath(path: string): string {
  const shown = path.replaceAll(acting, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`)
  const letters = Array.from(shown)
  if (letters.length <= 300) return shown
  return `${letters.slice(0, 180).join('')}…(${letters.length - 280} more characters)…${letters.slice(-100).join('')}`
}
