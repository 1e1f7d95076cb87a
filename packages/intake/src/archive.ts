import { createHash } from 'node:crypto'
import type { FileEntry, Reader } from '@zip.js/zip.js'
import { checkCrc, memberBytes } from './archive-member.ts'
import type { MemberPlace } from './archive-member.ts'
import { IntakeError } from './error.ts'
import type { ItemBytes } from '@homeward/records'
import { headBytes, mediaTypeOf } from './media-type.ts'
import { pathFromBytes } from './path-bytes.ts'
import type { NamedPath } from './path-bytes.ts'
import { stopIfAsked } from './progress.ts'
import { refusalWords, type RefusalSaid } from './refusal-words.ts'
import { readingWords } from './reading-words.ts'

/** Members of a zip archive, each checked alone. Rules I21–I24 of docs/spec/intake.md. */

/** One member that can be read from the sealed archive. */
interface ArchiveMember extends NamedPath {
  size: number
  sha256: string
  mediaType: string
  member: MemberPlace
}

/** A member that was not taken, and why. */
interface RefusedMember extends NamedPath {
  refused: string
}

export type MemberOutcome = ArchiveMember | RefusedMember

/** Bounds on what an archive may ask for; the defaults fit exports of some hundred gigabytes. */
export interface ArchiveLimits {
  entries: number
  memberBytes: number
  totalBytes: number
  /** Members over `ratioFrom` bytes may be at most this many times larger than packed. */
  ratio: number
  ratioFrom: number
  /** Milliseconds for all members together, by `now`. */
  timeMs: number
  now: () => number
}

const defaultLimits: ArchiveLimits = {
  entries: 200_000,
  memberBytes: 64 * 2 ** 30,
  totalBytes: 512 * 2 ** 30,
  ratio: 200,
  ratioFrom: 16 * 2 ** 20,
  timeMs: 12 * 3_600_000,
  now: () => performance.now(),
}

/** Largest list of members that is read into memory. */
const directoryBytes = 128 * 2 ** 20

/** What stands in a package of another kind of document that happens to be a zip. */
const documentMarks = new Set(['[Content_Types].xml', 'mimetype', 'META-INF/MANIFEST.MF', 'AndroidManifest.xml'])

/** Lists and checks the members of one archive. */
export interface Archive {
  /** Odd things about the archive as a whole, in sentences. */
  anomalies: string[]
  /** Whether this is a document (docx, odt, jar, apk …) and not an archive to look into. */
  isDocument: boolean
  /** Reads every member once, in the order of the archive's list; folders are left out. */
  members: (signal?: AbortSignal) => AsyncGenerator<MemberOutcome>
}

/**
 * Opens an archive. Throws `IntakeError` ARCHIVE_DAMAGED if there is no list of members that can be read. Names are
 * never used as paths; inner archives are members like any other.
 */
export async function openArchive(bytes: ItemBytes, limits: Partial<ArchiveLimits> = {}): Promise<Archive> {
  const bounds = { ...defaultLimits, ...limits }
  const { entries, warnings, isCut } = await listEntries(bytes, bounds.entries)
  const anomalies = warnings.map((warning) => readingWords.say('archive-unusual', { warning }).text)
  if (isCut) anomalies.push(readingWords.say('archive-cut', { members: bounds.entries }).text)
  const places = await findPlaces(bytes, entries, anomalies)
  return {
    anomalies,
    isDocument: entries.some(({ filename }) => documentMarks.has(filename)),
    members: (signal) => readMembers(bytes, entries, { bounds, places, isCut, signal }),
  }
}

async function listEntries(
  bytes: ItemBytes,
  limit: number,
): Promise<{ entries: FileEntry[]; warnings: string[]; isCut: boolean }> {
  // Loaded when an archive is met: the library is large.
  const { ZipReader } = await import('@zip.js/zip.js')
  const reader = {
    size: bytes.size,
    init: () => Promise.resolve(),
    readUint8Array(offset: number, length: number) {
      if (length > directoryBytes) throw new Error('the list of members is too large')
      // The library asks beyond the end and expects what is there.
      const from = Math.min(offset, bytes.size)
      return bytes.read(from, Math.max(0, Math.min(length, bytes.size - from)))
    },
  }
  const zip = new ZipReader(reader as unknown as Reader<unknown>, {
    strictness: 'tolerant',
    filenameValidation: 'tolerant',
    useWebWorkers: false,
  })
  const entries: FileEntry[] = []
  let isCut = false
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      isCut = entries.length >= limit
      if (isCut) break
      if (!entry.directory) entries.push(entry)
    }
  } catch (error) {
    throw new IntakeError('ARCHIVE_DAMAGED', refusalWords.say('archive-damaged').text, { cause: error })
  }
  return { entries, warnings: (zip.warnings ?? []).map(({ reason }) => reason.toLowerCase()), isCut }
}

/** Where the packed bytes of a member lie, or why it has no place. */
type FoundPlace = MemberPlace | { refused: RefusalSaid }

interface Checks {
  bounds: ArchiveLimits
  places: ReadonlyMap<FileEntry, FoundPlace>
  isCut: boolean
  signal: AbortSignal | undefined
}

async function* readMembers(
  bytes: ItemBytes,
  entries: readonly FileEntry[],
  { bounds, places, isCut, signal }: Checks,
): AsyncGenerator<MemberOutcome> {
  const started = bounds.now()
  let total = 0
  for (const entry of entries) {
    stopIfAsked(signal)
    const name = nameOf(entry)
    const place = places.get(entry)
    const refusal =
      refusalOf(entry, bounds) ??
      (place === undefined ? refusalWords.say('member-nowhere') : 'refused' in place ? place.refused : null) ??
      (total + entry.uncompressedSize > bounds.totalBytes ? refusalWords.say('archive-too-large') : null) ??
      (bounds.now() - started > bounds.timeMs ? refusalWords.say('archive-too-slow') : null)
    if (refusal !== null || place === undefined || 'refused' in place) {
      yield { ...name, refused: refusal?.text ?? '' }
      continue
    }
    total += entry.uncompressedSize
    yield { ...name, ...(await readMember(bytes, entry, place, signal)) }
  }
  if (isCut)
    yield {
      path: '…',
      refused: refusalWords.say('archive-too-many', { members: bounds.entries }).text,
    }
}

/** Reasons that show without reading the member. */
function refusalOf(entry: FileEntry, bounds: ArchiveLimits): RefusalSaid | null {
  if (entry.encrypted) return refusalWords.say('member-encrypted')
  if (entry.symlink) return refusalWords.say('member-link')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return refusalWords.say('member-method', { method: entry.compressionMethod })
  }
  if (entry.uncompressedSize > bounds.memberBytes) return refusalWords.say('member-too-large')
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
  if (entry.uncompressedSize > bounds.ratioFrom && ratio > bounds.ratio) {
    return refusalWords.say('member-bomb', { ratio: Math.round(ratio) })
  }
  return entry.compressionMethod === 0 && entry.compressedSize !== entry.uncompressedSize
    ? refusalWords.say('member-two-sizes')
    : null
}

/**
 * Where each member's packed bytes lie. Members that share bytes with an earlier one are not given a place: that is how
 * a small archive is made to look endless.
 */
async function findPlaces(
  bytes: ItemBytes,
  entries: readonly FileEntry[],
  anomalies: string[],
): Promise<Map<FileEntry, FoundPlace>> {
  const places = new Map<FileEntry, FoundPlace>()
  let free = 0
  let renamed = 0
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    const headerLength = 30 + entry.rawFilename.length
    // Of an archive that lost its beginning the library counts places from where that would have been.
    const isInside =
      Number.isSafeInteger(entry.offset) && entry.offset >= 0 && entry.offset + headerLength <= bytes.size
    const header = isInside ? Buffer.from(await bytes.read(entry.offset, headerLength)) : null
    if (!header || header.readUInt32LE(0) !== 0x04034b50) {
      places.set(entry, { refused: refusalWords.say('member-begin-damaged') })
      continue
    }
    const nameLength = header.readUInt16LE(26)
    if (!header.subarray(30, 30 + nameLength).equals(entry.rawFilename) || nameLength !== entry.rawFilename.length)
      renamed++
    const offset = entry.offset + 30 + nameLength + header.readUInt16LE(28)
    const end = offset + entry.compressedSize
    if (entry.offset < free) places.set(entry, { refused: refusalWords.say('member-over-another') })
    else if (end > bytes.size) places.set(entry, { refused: refusalWords.say('member-cut') })
    else
      places.set(entry, { offset, compressedSize: entry.compressedSize, method: entry.compressionMethod === 0 ? 0 : 8 })
    free = Math.max(free, end)
  }
  if (renamed > 0) {
    anomalies.push(readingWords.say('archive-two-names', { n: renamed }).text)
  }
  return places
}

async function readMember(
  bytes: ItemBytes,
  entry: FileEntry,
  place: MemberPlace,
  signal: AbortSignal | undefined,
): Promise<Omit<ArchiveMember, 'path'> | { refused: string }> {
  const size = entry.uncompressedSize
  const hash = createHash('sha256')
  const head: Uint8Array[] = []
  let headLength = 0
  try {
    for await (const chunk of checkCrc(memberBytes(bytes, place, size).stream(), entry.crc32 ?? 0)) {
      stopIfAsked(signal)
      hash.update(chunk)
      if (headLength < headBytes) {
        head.push(Uint8Array.from(chunk.subarray(0, headBytes - headLength)))
        headLength += chunk.length
      }
    }
  } catch (error) {
    if (error instanceof IntakeError) return { refused: error.message }
    throw error
  }
  return { size, sha256: hash.digest('hex'), mediaType: mediaTypeOf(Buffer.concat(head)), member: place }
}

/** The library guesses CP437 where a name is not UTF-8 and does not claim to be; the bytes are kept beside any guess. */
function nameOf(entry: FileEntry): NamedPath {
  const named = pathFromBytes(entry.rawFilename)
  if (named.pathB64 === undefined || entry.filenameUTF8) return named
  return { path: entry.filename, pathB64: named.pathB64 }
}
