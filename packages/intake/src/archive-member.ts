import { pipeline } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createInflateRaw, inflateRaw } from 'node:zlib'
import { IntakeError } from './error.ts'
import type { ItemBytes } from '@homeward/records'
import { refusalWords } from './refusal-words.ts'

/** Where a member's packed bytes lie inside its archive; method 0 is stored, 8 is deflated. */
export interface MemberPlace {
  offset: number
  compressedSize: number
  method: 0 | 8
}

/** Members up to this size are unpacked once and held. */
const heldBytes = 8 * 1024 * 1024

const inflateWhole = promisify(inflateRaw)

/**
 * The bytes of one member of a sealed archive, read from the archive without unpacking it to a disk. A deflated member
 * is unpacked from its beginning for each read beyond {@link heldBytes}; stream large ones. Reading throws `IntakeError`
 * ARCHIVE_MEMBER_DAMAGED if the packed bytes do not give `size` bytes; what reading the archive throws passes through.
 * Does not check the CRC: see {@link checkCrc}.
 */
export function memberBytes(archive: ItemBytes, place: MemberPlace, size: number): ItemBytes {
  const { offset, compressedSize, method } = place
  if (method === 0) {
    return {
      size,
      read: (from, length) => archive.read(offset + from, length),
      stream: (start = 0, end = size) => archive.stream(offset + start, offset + Math.min(end, size)),
    }
  }
  let held: Promise<Uint8Array> | undefined
  const whole = (): Promise<Uint8Array> => (held ??= unpackWhole(archive, place, size))
  const isSmall = size <= heldBytes && compressedSize <= heldBytes
  async function* stream(start = 0, end = size): AsyncGenerator<Uint8Array> {
    if (isSmall) yield (await whole()).subarray(start, end)
    else yield* unpackStream(archive, place, { size, start, end: Math.min(end, size) })
  }
  return {
    size,
    stream,
    async read(from, length) {
      if (from < 0 || length < 0 || from + length > size) throw new RangeError('outside the member')
      const chunks: Uint8Array[] = []
      for await (const chunk of stream(from, from + length)) chunks.push(chunk)
      return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
    },
  }
}

async function unpackWhole(
  archive: ItemBytes,
  { offset, compressedSize }: MemberPlace,
  size: number,
): Promise<Uint8Array> {
  try {
    const packed = await archive.read(offset, compressedSize)
    const bytes = await inflateWhole(packed, { maxOutputLength: Math.max(1, size) })
    if (bytes.length === size) return bytes
  } catch (error) {
    throw isPackingError(error) ? damaged(error) : error
  }
  throw damaged()
}

async function* unpackStream(
  archive: ItemBytes,
  { offset, compressedSize }: MemberPlace,
  range: { size: number; start: number; end: number },
): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  // A failure of the source destroys the inflater with its error, and reading that throws it.
  pipeline(archive.stream(offset, offset + compressedSize), inflate, () => undefined)
  let at = 0
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      const from = Math.max(0, range.start - at)
      const to = Math.min(chunk.length, range.end - at)
      if (from < to) yield chunk.subarray(from, to)
      at += chunk.length
      if (at > range.size) throw damaged()
      if (at >= range.end && range.end < range.size) return
    }
  } catch (error) {
    throw isPackingError(error) ? damaged(error) : error
  } finally {
    inflate.destroy()
  }
  if (at !== range.size) throw damaged()
}

/** Whether the packed bytes are at fault, and not what they were read from. */
function isPackingError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_|^ERR_BUFFER_TOO_LARGE$/u.test(String(error.code))
}

function damaged(cause?: unknown): IntakeError {
  return new IntakeError('ARCHIVE_MEMBER_DAMAGED', refusalWords.say('member-bytes-damaged').text, { cause })
}

/** Passes a member's stream on and compares its CRC-32 at the end. Throws `IntakeError` ARCHIVE_MEMBER_DAMAGED. */
export async function* checkCrc(stream: AsyncIterable<Uint8Array>, expected: number): AsyncGenerator<Uint8Array> {
  let crc = 0
  for await (const chunk of stream) {
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (crc >>> 0 !== expected >>> 0) {
    throw new IntakeError('ARCHIVE_MEMBER_DAMAGED', refusalWords.say('member-checksum').text)
  }
}
