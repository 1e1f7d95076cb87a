import { readStamp } from './whatsapp-stamp.ts'
import type { Stamp } from './whatsapp-stamp.ts'

/** How the time is set off from the rest: `[time] `, `time - ` or `time: `. An export keeps to one of them. */
export type HeaderFamily = 'bracket' | 'dash' | 'colon'

/** The beginning of a message, as a line shows it. */
export interface Header {
  family: HeaderFamily
  stamp: Stamp
  /** The characters of the time as they stand. */
  raw: string
  /** Index in the line where the sender or the system text begins. */
  bodyAt: number
  /** Whether a direction mark stands before the header, as iPhones write it before generated content (chats.md W1). */
  isMarked: boolean
  /** Family and shape of the stamp: lines that an app wrote in one export have the same. */
  style: string
}

const marks = /[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u
const mayBegin = /^[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]*[[\p{Nd}\p{Lo}]/u
/** First code points of the decimal digits of scripts that phones use. */
const zeros = [
  0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0, 0x0f20,
  0x1040, 0xff10,
]
/** No stamp is longer. */
const headerLength = 100

/** Reads the header of a line; null if the line begins no message. */
export function readHeader(line: string): Header | null {
  if (!mayBegin.test(line)) return null
  const { text, indexes } = plainBeginning(line)
  const bracket = /^\[([^\]]{6,60})\] ?/u.exec(text)
  const dash = bracket ? null : /^(.{6,60}?) - /u.exec(text)
  const colon = bracket || dash ? null : /^(.{6,40}?\d(?: ?\p{L}[\p{L}. ]{0,5})?): /u.exec(text)
  const found = bracket ?? dash ?? colon
  const stamp = found ? readStamp((found[1] ?? '').trim()) : null
  if (!found || !stamp) return null
  const family = bracket ? 'bracket' : dash ? 'dash' : 'colon'
  const from = indexes[bracket ? 1 : 0] ?? 0
  const to = (indexes[(bracket ? 1 : 0) + (found[1] ?? '').length - 1] ?? 0) + 1
  return {
    family,
    stamp,
    raw: line.slice(from, to),
    bodyAt: indexes[found[0].length] ?? line.length,
    isMarked: /^[\u200E\u200F]/u.test(line),
    style: `${family}|${stamp.style}`,
  }
}

/** The beginning of a line with ASCII digits, plain blanks, commas and hyphens, without direction marks; `indexes` lead back to the line. */
function plainBeginning(line: string): { text: string; indexes: number[] } {
  let text = ''
  const indexes: number[] = []
  for (let at = 0; at < line.length && text.length < headerLength; at++) {
    const char = line[at] as string
    if (marks.test(char)) continue
    indexes.push(at)
    text += char < '\u007F' ? char : plainChar(char)
  }
  // Where a line ends inside the beginning, its body begins at its end.
  indexes.push(line.length)
  return { text, indexes }
}

function plainChar(char: string): string {
  if (/[\s\u00A0\u202F\u2009]/u.test(char)) return ' '
  if (/[،、，]/u.test(char)) return ','
  if (/[–—‐‑]/u.test(char)) return '-'
  if (char === '：') return ':'
  if (!/\p{Nd}/u.test(char)) return char
  const code = char.codePointAt(0) ?? 0
  const zero = zeros.find((first) => code >= first && code <= first + 9)
  return zero === undefined ? char : String(code - zero)
}
