import { isUtf8 } from 'node:buffer'

/** What bytes are, judged by the bytes alone; a name's ending never counts. Rule I20 of docs/spec/intake.md. */

const signatures: readonly (readonly [offset: number, bytes: string, mediaType: string])[] = [
  [0, '\u00FF\u00D8\u00FF', 'image/jpeg'],
  [0, '\u0089PNG\r\n\u001A\n', 'image/png'],
  [0, 'GIF87a', 'image/gif'],
  [0, 'GIF89a', 'image/gif'],
  [0, 'II*\0', 'image/tiff'],
  [0, 'MM\0*', 'image/tiff'],
  [0, 'BM', 'image/bmp'],
  [0, '\0\0\u0001\0', 'image/x-icon'],
  [0, 'PK\u0003\u0004', 'application/zip'],
  [0, 'PK\u0005\u0006', 'application/zip'],
  [0, '%PDF-', 'application/pdf'],
  [0, 'OggS', 'audio/ogg'],
  [0, 'ID3', 'audio/mpeg'],
  [0, 'fLaC', 'audio/flac'],
  [0, '#!AMR', 'audio/amr'],
  [0, '\u001A\u0045\u00DF\u00A3', 'video/webm'],
  [0, '\u001F\u008B', 'application/gzip'],
  [0, '7z\u00BC\u00AF\u0027\u001C', 'application/x-7z-compressed'],
  [0, 'Rar!\u001A\u0007', 'application/vnd.rar'],
  [0, 'SQLite format 3\0', 'application/vnd.sqlite3'],
  [0, 'MZ', 'application/vnd.microsoft.portable-executable'],
  [0, '\u007FELF', 'application/x-executable'],
]

/** Brands of the ISO media container, at byte 8 after `ftyp`. */
const brands: Record<string, string> = {
  heic: 'image/heic',
  heix: 'image/heic',
  hevc: 'image/heic',
  mif1: 'image/heif',
  msf1: 'image/heif',
  avif: 'image/avif',
  avis: 'image/avif',
  qt: 'video/quicktime',
  'M4A ': 'audio/mp4',
}

/** Types of pictures that Homeward compares. */
export const pictureTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/tiff',
  'image/heic',
  'image/heif',
  'image/avif',
  'image/bmp',
])

/** How many of a file's first bytes {@link mediaTypeOf} looks at. */
export const headBytes = 65_536

/** The media type that the first bytes of a file show; text if they are UTF-8 without control characters. */
export function mediaTypeOf(head: Uint8Array): string {
  const start = Buffer.from(head.subarray(0, 32)).toString('latin1')
  for (const [offset, bytes, mediaType] of signatures) if (start.startsWith(bytes, offset)) return mediaType
  if (start.startsWith('RIFF')) {
    const kind = start.slice(8, 12)
    return kind === 'WEBP'
      ? 'image/webp'
      : kind === 'WAVE'
        ? 'audio/wav'
        : kind === 'AVI '
          ? 'video/x-msvideo'
          : 'application/octet-stream'
  }
  if (start.slice(4, 8) === 'ftyp') return brands[start.slice(8, 12)] ?? brands[start.slice(8, 10)] ?? 'video/mp4'
  if (/^\u00FF[\u00E2\u00E3\u00F2\u00F3\u00FA\u00FB]/u.test(start)) return 'audio/mpeg'
  return isText(head) ? textTypeOf(head) : 'application/octet-stream'
}

function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  // The last character may be cut.
  let end = head.length
  for (let back = 1; back <= 3 && back < end; back++) {
    if ((head[end - back] as number) >= 0xc0) {
      end -= back
      break
    }
  }
  if (!isUtf8(head.subarray(0, end)) && !isUtf8(head)) return false
  return !head.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32))
}

function textTypeOf(head: Uint8Array): string {
  const text = Buffer.from(head.subarray(0, 512))
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('{') || text.startsWith('[{')) return 'application/json'
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'text/html'
  return text.startsWith('<?xml') ? 'application/xml' : 'text/plain'
}
