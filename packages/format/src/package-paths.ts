/** The names inside a package (docs/spec/package.md, P2…). All are ASCII; the names that files had stand in records.json. */
import { FormatError } from './format-error.ts'

/** The fixed names below the top folder. */
export const PACKAGE_FILE = {
  bagit: 'bagit.txt',
  bagInfo: 'bag-info.txt',
  manifest: 'manifest-sha256.txt',
  tagManifest: 'tagmanifest-sha256.txt',
  note: 'package.note',
  index: 'index.html',
  records: 'records.json',
  custody: 'custody.json',
  consent: 'consent.json',
} as const

/** The three files that disclose one entry: its bytes, its message key, its proof. */
export const PROOF_SUFFIX = { entry: '.entry', key: '.key', proof: '.tlog-proof' } as const

const PACKAGE_ID = /^[a-z0-9-]{3,80}$/u
const PAYLOAD_PATH = /^data\/(?<sha256>[\da-f]{64})\.(?<extension>[a-z0-9]{1,8})$/u
const PROOF_PATH = /^proofs\/(?<log>[\da-f]{64})\/(?<index>0|[1-9]\d{0,14})(?<suffix>\.entry|\.key|\.tlog-proof)$/u
const ENTRY_REF = /^(?<log>[\da-f]{64}):(?<index>0|[1-9]\d{0,14})$/u

const EXTENSION_BY_MEDIA_TYPE = new Map(
  Object.entries({
    'application/gzip': 'gz',
    'application/json': 'json',
    'application/pdf': 'pdf',
    'application/zip': 'zip',
    'audio/aac': 'aac',
    'audio/mp4': 'm4a',
    'audio/mpeg': 'mp3',
    'audio/ogg': 'ogg',
    'audio/opus': 'opus',
    'audio/wav': 'wav',
    'image/avif': 'avif',
    'image/bmp': 'bmp',
    'image/gif': 'gif',
    'image/heic': 'heic',
    'image/heif': 'heif',
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/tiff': 'tif',
    'image/webp': 'webp',
    'text/csv': 'csv',
    'text/html': 'html',
    'text/plain': 'txt',
    'text/vcard': 'vcf',
    'video/mp4': 'mp4',
    'video/quicktime': 'mov',
    'video/webm': 'webm',
  }),
)

/** Where a file with these bytes stands: `data/<sha256>.<extension>`, extension by media type, `bin` when unknown. */
export const payloadPath = (sha256Hex: string, mediaType: string): string =>
  `data/${sha256Hex}.${EXTENSION_BY_MEDIA_TYPE.get(mediaType) ?? 'bin'}`

/** The SHA-256 in the name of a payload file; null when the path is not that of one. */
export const payloadSha256 = (path: string): string | null => PAYLOAD_PATH.exec(path)?.groups?.['sha256'] ?? null

/** Where an entry stands in which log; written `<log ID in hex>:<index>`. */
export interface EntryRefParts {
  logHex: string
  index: number
}

/** Reads `<log ID in hex>:<index>`; null for anything else. */
export const parseEntryRef = (ref: string): EntryRefParts | null => {
  const groups = ENTRY_REF.exec(ref)?.groups
  return groups === undefined ? null : { logHex: groups['log'] ?? '', index: Number(groups['index']) }
}

/** Where the three files of a disclosed entry stand, without their suffix. */
export const proofPath = ({ logHex, index }: EntryRefParts): string => `proofs/${logHex}/${index}`

/** The entry that a file under `proofs/` belongs to, and which of the three it is; null when it is none. */
export const parseProofPath = (path: string): (EntryRefParts & { suffix: string }) | null => {
  const groups = PROOF_PATH.exec(path)?.groups
  return groups === undefined
    ? null
    : { logHex: groups['log'] ?? '', index: Number(groups['index']), suffix: groups['suffix'] ?? '' }
}

/**
 * The name of the one folder that a package's zip holds.
 * @throws FormatError PACKAGE_INVALID when the ID has other characters than small letters, digits and hyphens.
 */
export const packageFolder = (packageId: string): string => {
  if (!PACKAGE_ID.test(packageId)) {
    throw new FormatError('PACKAGE_INVALID', 'The ID of a package must be small letters, digits and hyphens.')
  }
  return `homeward-${packageId}`
}
