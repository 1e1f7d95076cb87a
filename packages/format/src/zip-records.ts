/**
 * The bytes of a zip in its one canonical form (docs/spec/package.md, Z1…): members stored, nothing optional. From the
 * names, sizes and checksums of the members every other byte follows, so writer and reader both make them here.
 */
import { concatBytes, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'

/** What the zip says about a member. */
export interface ZipMember {
  name: string
  size: number
  crc32: number
}

/** A member with the place of its local header. */
export interface PlacedMember extends ZipMember {
  offset: number
}

/** The signatures that begin each record. */
export const ZIP_SIGNATURE = {
  local: 0x04_03_4b_50,
  central: 0x02_01_4b_50,
  end64: 0x06_06_4b_50,
  locator64: 0x07_06_4b_50,
  end: 0x06_05_4b_50,
} as const

/** Bytes of each record before its name and extra field. */
export const ZIP_RECORD_BYTES = { local: 30, central: 46, end64: 56, locator64: 20, end: 22 } as const

/** In a 32-bit field: the value stands in the zip64 extra field. */
export const ZIP_MAX_32 = 0xff_ff_ff_ff
/** In a 16-bit field: the value stands in the zip64 end record. */
const ZIP_MAX_16 = 0xff_ff

const VERSION_PLAIN = 10
const VERSION_ZIP64 = 45
// Made on Unix (3), by version 4.5 of the format; a plain file that everybody may read (0100644).
const MADE_BY = 0x03_2d
const ATTRIBUTES = 0x81_a4_00_00
const FLAG_UTF8 = 0x08_00
// 1 January 1980, midnight: the first moment that the format can say, so that no time leaks.
const DOS_DATE = 0x00_21
const ZIP64_EXTRA_ID = 1
const LOCAL_EXTRA_BYTES = 20

type Field = readonly [width: 2 | 4 | 8, value: number]

/** Little-endian fields, one after the other. */
const fields = (...list: readonly Field[]): Uint8Array => {
  let length = 0
  for (const [width] of list) {
    length += width
  }
  const view = new DataView(new ArrayBuffer(length))
  let offset = 0
  for (const [width, value] of list) {
    if (width === 2) {
      view.setUint16(offset, value, true)
    } else if (width === 4) {
      view.setUint32(offset, value, true)
    } else {
      view.setBigUint64(offset, BigInt(value), true)
    }
    offset += width
  }
  return new Uint8Array(view.buffer)
}

const extraField = (values: readonly number[]): Uint8Array => {
  if (values.length === 0) {
    return new Uint8Array()
  }
  const list = values.map((value): Field => [8, value])
  return fields([2, ZIP64_EXTRA_ID], [2, values.length * 8], ...list)
}

const capped32 = (value: number): number => Math.min(value, ZIP_MAX_32)

const nameBytesOf = (name: string): Uint8Array => {
  const bytes = utf8(name)
  if (bytes.length === 0 || bytes.length >= ZIP_MAX_16) {
    throw new FormatError('ZIP_INVALID', 'A name in a zip must have 1 to 65,534 bytes.')
  }
  return bytes
}

const common = (member: ZipMember, version: number, nameLength: number, extraLength: number): Field[] => [
  [2, version],
  [2, FLAG_UTF8],
  [2, 0],
  [2, 0],
  [2, DOS_DATE],
  [4, member.crc32],
  [4, capped32(member.size)],
  [4, capped32(member.size)],
  [2, nameLength],
  [2, extraLength],
]

/** The local header of a member, name included. Its data follow. */
export const localHeader = (member: ZipMember): Uint8Array => {
  const name = nameBytesOf(member.name)
  const extra = extraField(member.size >= ZIP_MAX_32 ? [member.size, member.size] : [])
  const version = extra.length > 0 ? VERSION_ZIP64 : VERSION_PLAIN
  return concatBytes(
    fields([4, ZIP_SIGNATURE.local], ...common(member, version, name.length, extra.length)),
    name,
    extra,
  )
}

/** The length of `localHeader(member)`. */
const localHeaderLength = ({ name, size }: ZipMember): number =>
  ZIP_RECORD_BYTES.local + nameBytesOf(name).length + (size >= ZIP_MAX_32 ? LOCAL_EXTRA_BYTES : 0)

const centralHeader = (member: PlacedMember): Uint8Array => {
  const name = nameBytesOf(member.name)
  const extra = extraField([
    ...(member.size >= ZIP_MAX_32 ? [member.size, member.size] : []),
    ...(member.offset >= ZIP_MAX_32 ? [member.offset] : []),
  ])
  const version = extra.length > 0 ? VERSION_ZIP64 : VERSION_PLAIN
  return concatBytes(
    fields(
      [4, ZIP_SIGNATURE.central],
      [2, MADE_BY],
      ...common(member, version, name.length, extra.length),
      [2, 0],
      [2, 0],
      [2, 0],
      [4, ATTRIBUTES],
      [4, capped32(member.offset)],
    ),
    name,
    extra,
  )
}

/** Gives each member the place of its local header, and says where the directory begins. */
export const placeMembers = (members: readonly ZipMember[]): { placed: PlacedMember[]; directoryStart: number } => {
  let offset = 0
  const placed = members.map((member) => {
    const at = offset
    offset += localHeaderLength(member) + member.size
    return { ...member, offset: at }
  })
  return { placed, directoryStart: offset }
}

/** Everything behind the data of the last member: the directory and the end records. */
export const zipTail = (placed: readonly PlacedMember[], directoryStart: number): Uint8Array => {
  const directory = concatBytes(...placed.map(centralHeader))
  const count = placed.length
  const end64Start = directoryStart + directory.length
  const wide = count >= ZIP_MAX_16 || directory.length >= ZIP_MAX_32 || directoryStart >= ZIP_MAX_32
  const end64 = fields(
    [4, ZIP_SIGNATURE.end64],
    [8, ZIP_RECORD_BYTES.end64 - 12],
    [2, MADE_BY],
    [2, VERSION_ZIP64],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, directory.length],
    [8, directoryStart],
  )
  const locator64 = fields([4, ZIP_SIGNATURE.locator64], [4, 0], [8, end64Start], [4, 1])
  const count16 = Math.min(count, ZIP_MAX_16)
  const end = fields(
    [4, ZIP_SIGNATURE.end],
    [2, 0],
    [2, 0],
    [2, count16],
    [2, count16],
    [4, capped32(directory.length)],
    [4, capped32(directoryStart)],
    [2, 0],
  )
  return wide ? concatBytes(directory, end64, locator64, end) : concatBytes(directory, end)
}
