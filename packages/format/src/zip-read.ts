/** Reading a zip that must be in canonical form (docs/spec/package.md, Z1…): every byte that is not is a fault. */
import type { ByteSource } from './byte-source.ts'
import { equalBytes, fromUtf8, u64FromBytes } from './bytes.ts'
import { localHeader, placeMembers, ZIP_MAX_32, ZIP_RECORD_BYTES, ZIP_SIGNATURE, zipTail } from './zip-records.ts'
import type { ZipMember } from './zip-records.ts'

/** A member that lies within the file; `dataOffset` is where its bytes begin. */
export interface ZipEntry extends ZipMember {
  dataOffset: number
}

/** What is wrong with the zip itself; `where` is the name of a member, or `zip`. */
export interface ZipFault {
  where: string
  what: string
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const littleU64 = (bytes: Uint8Array, offset: number): number =>
  Number(u64FromBytes(bytes.subarray(offset, offset + 8).toReversed()))

/** A record of a member, local or central, starting at `offset` of `bytes`; null when none does. */
const parseMember = (
  bytes: Uint8Array,
  offset: number,
  kind: 'local' | 'central',
): { member: ZipMember; length: number } | null => {
  const fixed = ZIP_RECORD_BYTES[kind]
  if (offset + fixed > bytes.length) {
    return null
  }
  const view = viewOf(bytes)
  if (view.getUint32(offset, true) !== ZIP_SIGNATURE[kind]) {
    return null
  }
  // In the directory, two more bytes (made by) stand before the common fields.
  const base = offset + (kind === 'local' ? 0 : 2)
  const crc32 = view.getUint32(base + 14, true)
  let size = view.getUint32(base + 22, true)
  const nameLength = view.getUint16(base + 26, true)
  const extraLength = view.getUint16(base + 28, true)
  const nameStart = offset + fixed
  const length = fixed + nameLength + extraLength
  if (offset + length > bytes.length) {
    return null
  }
  if (size === ZIP_MAX_32 && extraLength >= 12) {
    size = littleU64(bytes, nameStart + nameLength + 4)
  }
  try {
    return { member: { name: fromUtf8(bytes.subarray(nameStart, nameStart + nameLength)), size, crc32 }, length }
  } catch {
    return null
  }
}

/** The members as the directory at the end has them; null when there is no readable directory. */
const readDirectory = async (source: ByteSource): Promise<ZipMember[] | null> => {
  const endStart = source.size - ZIP_RECORD_BYTES.end
  if (endStart < 0) {
    return null
  }
  const end = viewOf(await source.read(endStart, ZIP_RECORD_BYTES.end))
  if (end.getUint32(0, true) !== ZIP_SIGNATURE.end) {
    return null
  }
  let directoryEnd = endStart
  let directoryStart = end.getUint32(16, true)
  const end64Start = endStart - ZIP_RECORD_BYTES.locator64 - ZIP_RECORD_BYTES.end64
  if (end64Start >= 0) {
    const end64 = await source.read(end64Start, ZIP_RECORD_BYTES.end64)
    if (viewOf(end64).getUint32(0, true) === ZIP_SIGNATURE.end64) {
      directoryEnd = end64Start
      directoryStart = littleU64(end64, 48)
    }
  }
  if (directoryStart > directoryEnd) {
    return null
  }
  const directory = await source.read(directoryStart, directoryEnd - directoryStart)
  const members: ZipMember[] = []
  for (let offset = 0; offset < directory.length;) {
    const parsed = parseMember(directory, offset, 'central')
    if (parsed === null) {
      return null
    }
    members.push(parsed.member)
    offset += parsed.length
  }
  return members
}

/** The members as the local headers have them, from the start of the file as far as they go. */
const walkLocalHeaders = async (source: ByteSource): Promise<ZipMember[]> => {
  const members: ZipMember[] = []
  // A name has at most 65,535 bytes; the names of a package are far shorter.
  const headerBytes = 1024
  for (let offset = 0; offset < source.size;) {
    const bytes = await source.read(offset, Math.min(headerBytes, source.size - offset))
    const parsed = parseMember(bytes, 0, 'local')
    if (parsed === null) {
      break
    }
    members.push(parsed.member)
    offset += parsed.length + parsed.member.size
  }
  return members
}

const zipSize = (members: readonly ZipMember[]): number => {
  const { placed, directoryStart } = placeMembers(members)
  return directoryStart + zipTail(placed, directoryStart).length
}

const safeMembers = (members: ZipMember[] | null): ZipMember[] =>
  (members ?? []).filter(({ name, size }) => name !== '' && Number.isSafeInteger(size))

/**
 * Lists the members of a zip, and everything in which its bytes differ from the canonical form. The data of the members
 * are not read: whether they fit their checksums is for the caller, who reads them anyway.
 * Never throws for what the bytes are, only when they cannot be read.
 */
export const readStoredZip = async (source: ByteSource): Promise<{ entries: ZipEntry[]; faults: ZipFault[] }> => {
  const faults: ZipFault[] = []
  const fromDirectory = safeMembers(await readDirectory(source))
  // When the directory does not account for the file, the headers may: then at least the rest can be checked.
  const members =
    fromDirectory.length > 0 && zipSize(fromDirectory) === source.size
      ? fromDirectory
      : safeMembers(await walkLocalHeaders(source))
  const { placed, directoryStart } = placeMembers(members)
  const tail = zipTail(placed, directoryStart)
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  for (const member of placed) {
    const header = localHeader(member)
    const dataOffset = member.offset + header.length
    if (dataOffset + member.size > source.size) {
      faults.push({ where: member.name, what: 'The file is cut off.' })
      continue
    }
    if (!equalBytes(await source.read(member.offset, header.length), header)) {
      faults.push({ where: member.name, what: 'Its header in the zip was changed.' })
    }
    if (names.has(member.name)) {
      faults.push({ where: member.name, what: 'The zip holds this name twice.' })
    }
    names.add(member.name)
    entries.push({ name: member.name, size: member.size, crc32: member.crc32, dataOffset })
  }
  if (members.length === 0) {
    faults.push({ where: 'zip', what: 'The file is not a zip, or not one that Homeward writes.' })
  } else if (directoryStart + tail.length !== source.size) {
    faults.push({ where: 'zip', what: 'Bytes were added to the zip or cut from it, or its directory was changed.' })
  } else if (!equalBytes(await source.read(directoryStart, tail.length), tail)) {
    faults.push({ where: 'zip', what: 'The directory at the end of the zip was changed.' })
  }
  return { entries, faults }
}
