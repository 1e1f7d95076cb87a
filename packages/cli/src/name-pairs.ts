import { TextDecoder } from 'node:util'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { CliError } from './cli-error.ts'

/** Two names of one line of a file. */
export interface NamePair {
  /** Counted from 1; the header is line 1. */
  line: number
  a: string
  b: string
}

/** A line that is no pair, and why. */
export interface RefusedLine {
  line: number
  reason: string
}

/** No line of names is longer; what is longer is refused without being kept. */
const longestLine = 100_000

const headerWords = 'The first line must be nameA and nameB with a tab between (more columns may follow).'

/**
 * Reads pairs of names line by line, however long the file is: UTF-8 (with or without a byte order mark), lines ended by LF or CRLF, the header
 * `nameA nameB` separated by a tab; further columns are left alone. Empty lines are passed over.
 * @throws CliError FILE_MISSING, FILE_UNREADABLE: no such file, another encoding, an empty file, another header
 */
export async function* readNamePairs(file: string, signal: AbortSignal): AsyncGenerator<NamePair | RefusedLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let header: string[] | undefined
  let line = 0
  for await (const text of linesOf(file, decoder, signal)) {
    line += 1
    if (header === undefined) {
      header = checkedHeader(file, text ?? '')
      continue
    }
    if (text === '') continue
    const [a, b] = text?.split('\t', 2) ?? []
    if (text === null) yield { line, reason: 'The line is longer than 100,000 characters.' }
    else if (a === undefined || b === undefined)
      yield { line, reason: 'There is no tab between two names on this line.' }
    else yield { line, a, b }
  }
  if (header === undefined) throw new CliError('FILE_UNREADABLE', `${file} is empty. ${headerWords}`)
}

function checkedHeader(file: string, text: string): string[] {
  const header = text.split('\t')
  if (header[0] === 'nameA' && header[1] === 'nameB') return header
  const hint = /nameA *[,;] *"?nameB/u.test(text) ? ' Its columns are separated by something else than a tab.' : ''
  throw new CliError('FILE_UNREADABLE', `${file} is not a file of name pairs.${hint} ${headerWords}`)
}

/** The lines of a file without their ends; null for one that is too long. */
async function* linesOf(file: string, decoder: TextDecoder, signal: AbortSignal): AsyncGenerator<string | null> {
  if (file !== '-') await checkFile(file)
  let rest = ''
  let isTooLong = false
  const stream: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file, { signal })
  let isFirst = true
  for await (const bytes of stream) {
    signal.throwIfAborted()
    if (isFirst) refuseUtf16(file, bytes)
    isFirst = false
    const lines = (rest + decoded(file, decoder, bytes)).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      yield isTooLong || text.length > longestLine ? null : withoutReturn(text)
      isTooLong = false
    }
    if (rest.length > longestLine) {
      isTooLong = true
      rest = ''
    }
  }
  rest += decoded(file, decoder)
  if (isTooLong) yield null
  else if (rest !== '') yield withoutReturn(rest)
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new CliError('FILE_MISSING', `There is no file ${file}.`, { cause: error })
    throw error
  })
  if (found.isDirectory()) throw new CliError('FILE_UNREADABLE', `${file} is a folder. Name a file of name pairs.`)
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

function refuseUtf16(file: string, bytes: Uint8Array): void {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0)
    throw new CliError('FILE_UNREADABLE', `${file} is written in UTF-16. Save it as UTF-8 and try again.`)
}

function decoded(file: string, decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch (error) {
    throw new CliError(
      'FILE_UNREADABLE',
      `${file} is not UTF-8 text; it may come from an older Windows program. Save it as UTF-8 and try again.`,
      { cause: error },
    )
  }
}
