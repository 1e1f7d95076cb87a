import { isUtf8 } from 'node:buffer'
import { createByteWindow, slide } from './byte-window.ts'
import type { ItemBytes } from '@homeward/records'

/** One line of a text file; `[start, end)` are its bytes without the line break. */
export interface TextLine {
  text: string
  start: number
  end: number
  isValid: boolean
  /** False for the further pieces of a line that is longer than the limit. */
  isStart: boolean
}

/** Longer lines come in pieces, so that memory stays bounded. */
const maxLineBytes = 1 << 20

/**
 * Cuts a text into lines at LF and CRLF, a batch for each chunk of the stream. Bytes that are not UTF-8 become U+FFFD
 * and the line says so. A byte order mark stays in the first line.
 */
export async function* readLines(bytes: ItemBytes): AsyncGenerator<TextLine[]> {
  const window = createByteWindow(4 * maxLineBytes)
  let lineStart = 0
  let scanned = 0
  let isStart = true

  function take(end: number, next: number, isWhole: boolean): TextLine {
    const from = lineStart - window.base
    const to = end - window.base
    const text = window.bytes.toString('utf8', from, to)
    const isValid = !text.includes('\uFFFD') || isUtf8(window.bytes.subarray(from, to))
    const line = { text, start: lineStart, end, isValid, isStart }
    lineStart = next
    scanned = next
    isStart = isWhole
    return line
  }

  for await (const chunk of bytes.stream()) {
    for (let at = 0; at < chunk.length; at += maxLineBytes) {
      slide(window, chunk.subarray(at, at + maxLineBytes), lineStart)
      const lines: TextLine[] = []
      for (;;) {
        const found = window.bytes.subarray(0, window.filled).indexOf(0x0a, scanned - window.base)
        if (found < 0) break
        const end = window.base + found
        const hasReturn = end > lineStart && window.bytes[found - 1] === 0x0d
        lines.push(take(hasReturn ? end - 1 : end, end + 1, true))
      }
      scanned = window.base + window.filled
      if (scanned - lineStart > maxLineBytes) {
        const end = wholeCharacters(window.bytes, window.filled) + window.base
        lines.push(take(end, end, false))
      }
      if (lines.length > 0) yield lines
    }
  }
  const end = window.base + window.filled
  if (end > lineStart) yield [take(end, end, true)]
}

/** Where the last complete character before `end` ends. */
function wholeCharacters(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 4 && back <= end; back++) {
    const byte = bytes[end - back] as number
    if (byte < 0x80) return end
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return back >= length ? end : end - back
    }
  }
  return end
}
