import type { JsonValue } from '@homeward/format'

/** One cell of a table: markup of ours; a time does not break over lines. */
export interface Cell {
  html: string
  isTime?: boolean
}

/** A cell of plain markup. */
export function cell(html: string): Cell {
  return { html }
}

/** A table that becomes a list of cards on a narrow page, each cell with its heading. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const body = rows.map(
    (row) =>
      `<tr>${row.map(({ html, isTime }, column) => `<td data-label="${escape(headings[column] ?? '')}"${isTime === true ? ' class="time"' : ''}><span>${html}</span></td>`).join('')}</tr>`,
  )
  return `<table><thead><tr>${headings.map((heading) => `<th>${heading}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

/** A time of ours to the second, as a claim is written; anything else as it stands. */
export function instant(at: JsonValue | undefined): string {
  const found = typeof at === 'string' ? /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/u.exec(at) : null
  return found === null ? text(at) : `${found[1]} ${found[2]} UTC`
}

/** A JSON value as a text; a dash for nothing. */
export function asText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '—'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A text from outside: escaped, in its own direction, with the characters that would act on the page made visible. */
export function text(value: JsonValue | undefined): string {
  return `<bdi>${escape(asText(value))}</bdi>`
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const acting = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes for HTML; characters that act on the page are shown by number. */
export function escape(given: string): string {
  return given
    .replaceAll(acting, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`)
    .replaceAll(/[&<>"']/gu, (found) => entities[found] ?? found)
}
