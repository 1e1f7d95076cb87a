/**
 * A value as Telegram Desktop writes it. `undefined` members are left out. `emptyList` is the `[]` of a message
 * without text parts; other empty lists take two lines, as they do in real exports.
 */
export type TdesktopValue =
  | string
  | number
  | boolean
  | null
  | typeof emptyList
  | readonly TdesktopValue[]
  | { readonly [key: string]: TdesktopValue | undefined }

export const emptyList = Symbol('an empty list on one line')

const special = /["\\\p{Cc}\u2028\u2029]/gu

const escapes: Record<string, string> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '"': String.raw`\"`,
  '\\': String.raw`\\`,
  '\u2028': String.raw`\u2028`,
  '\u2029': String.raw`\u2029`,
}

const escapeOne = (character: string): string => {
  const known = escapes[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) ?? 0
  return code < 0x20 ? String.raw`\x` + code.toString(16).toUpperCase().padStart(2, '0') : character
}

/**
 * Quotes a string as Telegram Desktop does. Control characters other than newline, return and tab become `\xNN`, which
 * is not JSON. Source: `SerializeString` in tdesktop's export_output_json.cpp.
 */
export const quoteTdesktop = (text: string): string => `"${text.replaceAll(special, escapeOne)}"`

const indents: string[] = Array.from({ length: 16 }, (_, depth) => `\n${' '.repeat(depth)}`)

/** The line break before something at this depth; one space a level. */
export const lineBreak = (depth: number): string => indents[depth] ?? `\n${' '.repeat(depth)}`

/** Writes a value whose brackets stand at `depth`: the layout of Telegram Desktop's result.json. */
export const writeTdesktop = (value: TdesktopValue, depth: number): string => {
  if (typeof value === 'string') return quoteTdesktop(value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'symbol') return '[]'
  const inner = lineBreak(depth + 1)
  let separator = inner
  if (Array.isArray(value)) {
    let written = '['
    for (const element of value as readonly TdesktopValue[]) {
      written += separator + writeTdesktop(element, depth + 1)
      separator = `,${inner}`
    }
    return `${written}${lineBreak(depth)}]`
  }
  let written = '{'
  const members = value as { readonly [key: string]: TdesktopValue | undefined }
  for (const key in members) {
    const member = members[key]
    if (member === undefined) continue
    written += `${separator}"${key}": ${writeTdesktop(member, depth + 1)}`
    separator = `,${inner}`
  }
  return `${written}${lineBreak(depth)}}`
}
