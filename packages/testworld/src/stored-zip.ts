import { writeFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/** One file of a zip. */
export type ZipEntry = { name: string; bytes: Uint8Array }

const utf8NamesFlag = 0x0800
/** 1 January 1980, the earliest date that a zip can hold. */
const fixedDate = 0x0021

/**
 * Writes a zip whose entries are stored, not compressed, with UTF-8 names and one fixed date, so that equal content
 * gives equal bytes. For small test archives: no zip64, everything in memory. Source: APPNOTE.TXT 6.3.10, PKWARE.
 */
export const writeStoredZip = async (path: string, entries: readonly ZipEntry[]): Promise<void> => {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    // From "version needed" to "extra field length" the local and the central header are the same.
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(utf8NamesFlag, 2)
    shared.writeUInt16LE(fixedDate, 8)
    shared.writeUInt32LE(crc32(entry.bytes), 10)
    shared.writeUInt32LE(entry.bytes.length, 14)
    shared.writeUInt32LE(entry.bytes.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    parts.push(Buffer.from('PK\u0003\u0004'), shared, name, entry.bytes)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), shared, rest, name)
    offset += 4 + shared.length + name.length + entry.bytes.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  await writeFile(path, Buffer.concat([...parts, central, Buffer.from('PK\u0005\u0006'), end]))
}
