/** The header of age files: stanzas and MAC (c2sp.org/age v1). */
import { concatBytes, equalBytes, fromBase64, toBase64, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { hkdfSha256, hmacSha256 } from '#primitives'

/** One recipient's copy of the file key. */
export interface Stanza {
  /** The first is the type; there is at least one. */
  args: string[]
  body: Uint8Array
}

/** A header taken apart; its MAC is not checked yet, that needs the file key. */
export interface AgeHeader {
  stanzas: Stanza[]
  mac: Uint8Array
  /** What the MAC covers. */
  maccedBytes: Uint8Array
  /** Bytes of the whole header; the 16-byte payload nonce follows. */
  length: number
}

const VERSION_LINE = 'age-encryption.org/v1'
const COLUMNS = 64
const ARGUMENT = /^[!-~]+$/u
const LINE_FEED = 10
/** Headers over this many bytes are refused, so that hostile input cannot make us hold it all. */
export const MAX_HEADER_BYTES = 1024 * 1024

const fault = (message: string): FormatError => new FormatError('AGE_HEADER', message)

/** Base64 as age writes it: without padding. */
export const toBase64Raw = (bytes: Uint8Array): string => toBase64(bytes).replaceAll('=', '')

/**
 * Bytes of canonical base64 without padding.
 * @throws FormatError AGE_HEADER
 */
export const fromBase64Raw = (base64: string): Uint8Array => {
  try {
    return fromBase64(base64.includes('=') ? '?' : base64 + '='.repeat((4 - (base64.length % 4)) % 4))
  } catch {
    throw fault('The header holds text that is not canonical base64.')
  }
}

/** The MAC of a header under a file key. */
const headerMac = (fileKey: Uint8Array, maccedBytes: Uint8Array): Uint8Array =>
  hmacSha256(hkdfSha256(fileKey, new Uint8Array(), utf8('header'), 32), maccedBytes)

const stanzaText = ({ args, body }: Stanza): string => {
  const base64 = toBase64Raw(body)
  let text = `-> ${args.join(' ')}\n`
  for (let start = 0; start <= base64.length; start += COLUMNS) {
    text += `${base64.slice(start, start + COLUMNS)}\n`
  }
  return text
}

/** The bytes of a header over these stanzas, MAC included. */
export const formatAgeHeader = (stanzas: readonly Stanza[], fileKey: Uint8Array): Uint8Array => {
  const macced = utf8(`${VERSION_LINE}\n${stanzas.map(stanzaText).join('')}---`)
  return concatBytes(macced, utf8(` ${toBase64Raw(headerMac(fileKey, macced))}\n`))
}

const parseArgs = (line: string): string[] => {
  const args = line.slice('-> '.length).split(' ')
  if (!line.startsWith('-> ') || !args.every((argument) => ARGUMENT.test(argument))) {
    throw fault('A stanza of the header is malformed.')
  }
  return args
}

/**
 * Reads the header at the start of a file.
 * @param start the first bytes of the file, as many as the header needs or more.
 * @throws FormatError AGE_HEADER when it is malformed, not of version 1, longer than 1 MiB, or cut off.
 */
export const parseAgeHeader = (start: Uint8Array): AgeHeader => {
  let offset = 0
  const nextLine = (): string => {
    const end = start.indexOf(LINE_FEED, offset)
    if (end === -1 || end > MAX_HEADER_BYTES) {
      throw fault('The header is cut off or too long.')
    }
    // One character a byte: anything outside ASCII then fails the checks below.
    const line = Array.from(start.subarray(offset, end), (byte) => String.fromCodePoint(byte)).join('')
    offset = end + 1
    return line
  }
  const nextBody = (): Uint8Array => {
    let base64 = ''
    for (;;) {
      const line = nextLine()
      if (line.length > COLUMNS) {
        throw fault('A line of a stanza is too long.')
      }
      base64 += line
      if (line.length < COLUMNS) {
        return fromBase64Raw(base64)
      }
    }
  }
  if (nextLine() !== VERSION_LINE) {
    throw fault('The file is not an age file of version 1.')
  }
  const stanzas: Stanza[] = []
  for (;;) {
    const lineStart = offset
    const line = nextLine()
    if (line.startsWith('---')) {
      const mac = fromBase64Raw(line.slice('--- '.length))
      if (!line.startsWith('--- ') || mac.length !== 32 || stanzas.length === 0) {
        throw fault('The header has no stanza, or its last line is malformed.')
      }
      return { stanzas, mac, maccedBytes: start.subarray(0, lineStart + '---'.length), length: offset }
    }
    stanzas.push({ args: parseArgs(line), body: nextBody() })
  }
}

/**
 * Checks the MAC of a header with the file key that one of its stanzas gave.
 * @throws FormatError AGE_HMAC
 */
export const checkHeaderMac = ({ mac, maccedBytes }: AgeHeader, fileKey: Uint8Array): void => {
  if (!equalBytes(mac, headerMac(fileKey, maccedBytes))) {
    throw new FormatError('AGE_HMAC', 'The header of the encrypted file was changed.')
  }
}
