/** A bag to verify: named files that can be read at any place, from a zip or from a folder. */
import { readStoredZip } from '@homeward/format'
import type { ByteSource } from '@homeward/format'
import type { Fault } from './report.ts'

/** One file of the bag; in a zip also the checksum that it must have. */
export interface BagMember {
  source: ByteSource
  crc32?: number
}

/** A bag, opened. `files` are keyed by their path below the top folder. */
export interface Bag {
  /** The name of the top folder; null where it cannot be checked, because the bag was unpacked. */
  folder: string | null
  files: Map<string, BagMember>
  /** What was wrong already with the container. */
  faults: Fault[]
}

const sliceOf = (source: ByteSource, start: number, size: number): ByteSource => ({
  size,
  read: (offset, length) =>
    offset < 0 || length < 0 || offset + length > size
      ? Promise.reject(new RangeError('The place to read is outside the file.'))
      : source.read(start + offset, length),
})

/** The bag in a zip, with every fault of the zip itself (Z1–Z4). */
export const bagOfZip = async (source: ByteSource): Promise<Bag> => {
  const { entries, faults } = await readStoredZip(source)
  const folder = entries[0]?.name.split('/')[0] ?? ''
  const files = new Map<string, BagMember>()
  let previous = ''
  for (const { name, size, crc32, dataOffset } of entries) {
    if (name < previous) {
      faults.push({ where: name, what: 'It does not stand in its place of the order.' })
    }
    previous = name
    if (name.startsWith(`${folder}/`)) {
      files.set(name.slice(folder.length + 1), { source: sliceOf(source, dataOffset, size), crc32 })
    } else {
      faults.push({ where: name, what: 'It does not stand in the folder of the package.' })
    }
  }
  return { folder, files, faults }
}
