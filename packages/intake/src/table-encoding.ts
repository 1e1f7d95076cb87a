import { RecordsError } from '@homeward/records'

/** The encodings in which a table of text is read, most common first. */
export const tableEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256', 'windows-1254'] as const
export type TableEncoding = (typeof tableEncodings)[number]

/** `isGuessed`: nothing in the bytes says it, so a person has to look at the letters. */
export interface DecodedText {
  text: string
  encoding: TableEncoding
  isGuessed: boolean
}

/**
 * Reads the characters of a table, in the encoding that its mark, its bytes or the caller say. UTF-8 and UTF-16 show by themselves; an
 * old code page never does: runs of high bytes are taken for Arabic, single ones between Latin letters for Turkish, and it is said to
 * be a guess. Throws `RecordsError` INVALID with a sentence if the bytes are not text in the encoding (rule I41).
 */
export function decodeTable(bytes: Uint8Array, chosen?: TableEncoding): DecodedText {
  if (chosen !== undefined) return { text: decode(bytes, chosen), encoding: chosen, isGuessed: false }
  const marked = markOf(bytes)
  if (marked !== null) return { text: decode(bytes, marked), encoding: marked, isGuessed: false }
  const wide = wideOf(bytes)
  if (wide !== null) return { text: decode(bytes, wide), encoding: wide, isGuessed: false }
  try {
    return { text: decode(bytes, 'utf-8'), encoding: 'utf-8', isGuessed: false }
  } catch {
    const encoding = codePageOf(bytes)
    return { text: decode(bytes, encoding), encoding, isGuessed: true }
  }
}

function markOf(bytes: Uint8Array): TableEncoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

/** UTF-16 without a mark: commas, digits and line breaks have a zero byte, always on the same side. */
function wideOf(bytes: Uint8Array): TableEncoding | null {
  const zeros = [0, 0]
  for (const [at, byte] of bytes.subarray(0, 65_536).entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if ((even + odd) * 50 < Math.min(bytes.length, 65_536) || bytes.length % 2 !== 0) return null
  if (odd > even * 10) return 'utf-16le'
  return even > odd * 10 ? 'utf-16be' : null
}

const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte > 0x7f

/** Arabic words are runs of bytes above 127 in windows-1256; Turkish ones have single such bytes among Latin letters. */
function codePageOf(bytes: Uint8Array): TableEncoding {
  let inRuns = 0
  let alone = 0
  for (const [at, byte] of bytes.entries())
    if (isHigh(byte)) {
      if (isHigh(bytes[at - 1]) || isHigh(bytes[at + 1])) inRuns++
      else alone++
    }
  return inRuns > alone ? 'windows-1256' : 'windows-1254'
}

function decode(bytes: Uint8Array, encoding: TableEncoding): string {
  let text = ''
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw unreadable(encoding, error)
  }
  // A file of another kind holds them. Bytes that are UTF-8 are hardly one by chance: there a few are the affair of their cells.
  const most = encoding === 'utf-8' ? text.length / 100 : 0
  if (text.split('\0').length - 1 > most) throw unreadable(encoding)
  return text
}

function unreadable(encoding: TableEncoding, cause?: unknown): RecordsError {
  return new RecordsError(
    'INVALID',
    `This file is not a table of text in ${encodingWords[encoding]}. In the spreadsheet program choose “Save as → CSV UTF-8” or “Excel workbook (.xlsx)” and try again.`,
    { cause },
  )
}

/** What people call an encoding. */
const encodingWords: Readonly<Record<TableEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1256': 'Windows-1256 (Arabic)',
  'windows-1254': 'Windows-1254 (Turkish)',
}
