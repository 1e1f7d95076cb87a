/** Writing a zip in canonical form as a stream (docs/spec/package.md, Z1…). */
import { FormatError } from './format-error.ts'
import { localHeader, placeMembers, zipTail } from './zip-records.ts'
import type { ZipMember } from './zip-records.ts'
import { crc32 } from '#primitives'

/** A member to write: size and checksum must be known before, because they stand before the data. */
export interface ZipInput extends ZipMember {
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/**
 * The bytes of the zip, in the order given.
 * @throws FormatError ZIP_INVALID when a member gives other bytes than its size and checksum say; what came out until
 *   then is not a zip and must be thrown away.
 */
export async function* writeStoredZip(members: readonly ZipInput[]): AsyncGenerator<Uint8Array> {
  for (const member of members) {
    yield localHeader(member)
    let size = 0
    let checksum = 0
    for await (const bytes of member.open()) {
      size += bytes.length
      checksum = crc32(bytes, checksum)
      yield bytes
    }
    if (size !== member.size || checksum !== member.crc32) {
      throw new FormatError('ZIP_INVALID', `The file ${member.name} changed while it was read. Try again.`)
    }
  }
  const { placed, directoryStart } = placeMembers(members)
  yield zipTail(placed, directoryStart)
}
