/** The text form of age files, for reading (c2sp.org/age v1, "ASCII armor"; strict PEM of RFC 7468). */
import { concatBytes, fromBase64, fromUtf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'

const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----'
const END = '-----END AGE ENCRYPTED FILE-----'
const COLUMNS = 64

const fault = (): FormatError => new FormatError('AGE_ARMOR', 'The text form of the encrypted file is damaged.')

/**
 * The binary age file inside its text form. White space around it is allowed, lines may end in LF or CRLF.
 * @throws FormatError AGE_ARMOR
 */
export const dearmor = (bytes: Uint8Array): Uint8Array => {
  let text: string
  try {
    text = fromUtf8(bytes)
  } catch {
    throw fault()
  }
  const lines = text
    .replace(/^[ \t\r\n]+/u, '')
    .replace(/[ \t\r\n]+$/u, '')
    .split(/\r?\n/u)
  const body = lines.slice(1, -1)
  if (lines[0] !== BEGIN || lines.at(-1) !== END) {
    throw fault()
  }
  const parts = body.map((line, index) => {
    const full = line.length === COLUMNS && !line.includes('=')
    const last = index === body.length - 1
    if (line.length === 0 || line.length > COLUMNS || (!last && !full)) {
      throw fault()
    }
    try {
      return fromBase64(line)
    } catch {
      throw fault()
    }
  })
  return concatBytes(...parts)
}
