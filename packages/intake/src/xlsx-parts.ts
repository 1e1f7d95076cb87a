import { RecordsError, type ItemBytes } from '@homeward/records'
import { memberBytes } from './archive-member.ts'
import { openArchive } from './archive.ts'
import { IntakeError } from './error.ts'
import { readXml, type XmlListener } from './xml-events.ts'

/** The parts of a workbook, by name without a slash before it, in lower case as Excel compares them. */
export interface Parts {
  has: (name: string) => boolean
  /** Reads one part of XML. Throws `RecordsError` INVALID with a sentence for a part that is missing or damaged. */
  read: (name: string, listener: XmlListener) => Promise<void>
}

/** A workbook of the largest table taken is far below these; what is beyond is made to fill a memory. */
const limits = { entries: 10_000, memberBytes: 256 * 2 ** 20, totalBytes: 512 * 2 ** 20, timeMs: 60_000 }

/** Opens the zip that a workbook is, with the checks and limits of archives (rules I21, I22). Throws `RecordsError` INVALID. */
export async function openParts(bytes: Uint8Array): Promise<Parts> {
  const archive = inMemory(bytes)
  const parts = new Map<string, ItemBytes>()
  const refused = new Map<string, string>()
  try {
    for await (const one of (await openArchive(archive, limits)).members()) {
      const name = one.path.replace(/^\/+/u, '').toLowerCase()
      if ('refused' in one) refused.set(name, one.refused)
      else if (!parts.has(name)) parts.set(name, memberBytes(archive, one.member, one.size))
    }
  } catch (error) {
    if (error instanceof IntakeError) throw damaged('its list of parts is missing or damaged', error)
    throw error
  }
  if (parts.has('xl/workbook.bin')) throw other('a binary Excel workbook (.xlsb)')
  if (parts.has('mimetype')) throw other('an OpenDocument file')
  if (parts.has('word/document.xml')) throw other('a text document')
  return {
    has: (name) => parts.has(name.toLowerCase()),
    async read(name, listener) {
      const part = parts.get(name.toLowerCase())
      if (part === undefined) throw damaged(refused.get(name.toLowerCase()) ?? `its part ${name} is missing`)
      try {
        await readXml(part.stream(), listener)
      } catch (error) {
        if (error instanceof RecordsError) throw error
        throw damaged(`in its part ${name}: ${error instanceof Error ? error.message : 'it cannot be read'}`, error)
      }
    },
  }
}

function other(what: string): RecordsError {
  return new RecordsError(
    'INVALID',
    `This is ${what}. Open it, choose “Save as → Excel workbook (.xlsx)” or “CSV UTF-8”, and try again.`,
  )
}

function damaged(why: string, cause?: unknown): RecordsError {
  return new RecordsError(
    'INVALID',
    `This workbook cannot be read (${why}). Nothing was taken from it. Open it in a spreadsheet program, save it anew as .xlsx or CSV UTF-8, and try again.`,
    { cause },
  )
}

function inMemory(bytes: Uint8Array): ItemBytes {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    // oxlint-disable-next-line require-await -- an async generator is the shape of a stream
    async *stream(start = 0, end = bytes.length) {
      yield bytes.subarray(start, end)
    },
  }
}
