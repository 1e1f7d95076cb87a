/** Making a package: the maker collects data, this decides every byte (docs/spec/package.md). */
import { bagInfoText, bagitText, manifestText, sortByPath } from './bagit.ts'
import type { BagFile } from './bagit.ts'
import { fromHex, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { openEntry } from './entry.ts'
import { FormatError } from './format-error.ts'
import { PACKAGE_FILE, packageFolder, payloadSha256, PROOF_SUFFIX, proofPath } from './package-paths.ts'
import { formatPackageSeal } from './package-seal.ts'
import { PACKAGE_FORMAT } from './package-types.ts'
import type { DisclosedEntry, JsonObject, PackageConsent, PackageCustody, PackageRecords } from './package-types.ts'
import { writeStoredZip } from './zip-write.ts'
import { crc32, createSha256, sha256 } from '#primitives'

/** A file of a package: `open` is called twice and must give the same bytes. */
export interface PackageFile {
  /** Below the top folder, such as `data/<sha256>.jpg`. */
  path: string
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** What the maker of a package collects. */
export interface PackageContent {
  records: Omit<PackageRecords, 'format'>
  consent: Omit<PackageConsent, 'format'>
  /** The steps of custody, in the maker's words. */
  steps: JsonObject[]
  /** The founding entry, the entry of each source, and whatever else is disclosed. No duplicates. */
  entries: readonly DisclosedEntry[]
  indexHtml: Uint8Array
  /** Every `file` that `records` names, once: its path and its bytes. */
  data: readonly PackageFile[]
}

interface MeasuredFile extends PackageFile, BagFile {
  crc32: number
}

const fixedFile = (path: string, bytes: Uint8Array): PackageFile => ({ path, open: () => [bytes] })

const compareEntries = (left: DisclosedEntry, right: DisclosedEntry): number =>
  left.logHex === right.logHex ? left.index - right.index : left.logHex < right.logHex ? -1 : 1

/** The refs and opened bodies of disclosed entries, in the order of `custody.json`. */
const openEntries = (entries: readonly DisclosedEntry[]): PackageCustody['entries'] =>
  entries.toSorted(compareEntries).map(({ logHex, index, entry, messageKeyHex }) => ({
    entry: `${logHex}:${index}`,
    body: openEntry({ entry, messageKey: fromHex(messageKeyHex), logId: fromHex(logHex), index }),
  }))

/**
 * All files of a package but the BagIt texts and the seal, which `writePackage` adds.
 * @throws FormatError ENTRY_UNREADABLE when a message key does not open its entry; VALUE_INVALID when something in
 *   `records`, `consent` or `steps` is not JSON.
 */
export const packageFiles = ({ records, consent, steps, entries, indexHtml, data }: PackageContent): PackageFile[] => {
  const custody: PackageCustody = { format: PACKAGE_FORMAT.custody, entries: openEntries(entries), steps }
  const proofs = entries.flatMap((disclosed) => {
    const base = proofPath(disclosed)
    return [
      fixedFile(base + PROOF_SUFFIX.entry, disclosed.entry),
      fixedFile(base + PROOF_SUFFIX.key, utf8(`${disclosed.messageKeyHex}\n`)),
      fixedFile(base + PROOF_SUFFIX.proof, utf8(disclosed.tlogProof)),
    ]
  })
  return [
    fixedFile(PACKAGE_FILE.records, canonicalJson({ ...records, format: PACKAGE_FORMAT.records })),
    fixedFile(PACKAGE_FILE.consent, canonicalJson({ ...consent, format: PACKAGE_FORMAT.consent })),
    fixedFile(PACKAGE_FILE.custody, canonicalJson(custody)),
    fixedFile(PACKAGE_FILE.index, indexHtml),
    ...proofs,
    ...data,
  ]
}

const measure = async (file: PackageFile): Promise<MeasuredFile> => {
  const digest = createSha256()
  let size = 0
  let checksum = 0
  for await (const bytes of file.open()) {
    digest.update(bytes)
    size += bytes.length
    checksum = crc32(bytes, checksum)
  }
  return { ...file, size, crc32: checksum, sha256Hex: toHex(digest.digest()) }
}

const checkNames = (files: readonly MeasuredFile[]): void => {
  const paths = new Set<string>()
  for (const { path, sha256Hex } of files) {
    if (paths.has(path)) {
      throw new FormatError('PACKAGE_INVALID', `The package would hold ${path} twice.`)
    }
    paths.add(path)
    if (path.startsWith('data/') && payloadSha256(path) !== sha256Hex) {
      throw new FormatError('PACKAGE_INVALID', `The bytes of ${path} are not those that its name promises.`)
    }
  }
}

/**
 * The bytes of a sealed package. Reads every file twice (checksums stand before data in a zip) and holds only the small
 * ones in memory.
 * @param options.files what `packageFiles` gave.
 * @param options.sign makes a signed note of a text with the device key.
 * @throws FormatError PACKAGE_INVALID when a name is there twice or a payload file is not what its name says;
 *   ZIP_INVALID when a file changed between the two readings.
 */
export async function* writePackage(options: {
  vaultId: string
  packageId: string
  files: readonly PackageFile[]
  sign: (text: string) => string
}): AsyncGenerator<Uint8Array> {
  const { vaultId, packageId, sign } = options
  const folder = packageFolder(packageId)
  const given: MeasuredFile[] = []
  for (const file of options.files) {
    given.push(await measure(file))
  }
  checkNames(given)
  const payload = given.filter(({ path }) => path.startsWith('data/'))
  const tags = given.filter(({ path }) => !path.startsWith('data/'))
  const bagTexts = [
    fixedFile(PACKAGE_FILE.bagit, bagitText()),
    fixedFile(PACKAGE_FILE.bagInfo, bagInfoText(vaultId, packageId, payload)),
    fixedFile(PACKAGE_FILE.manifest, manifestText(payload)),
  ]
  for (const file of bagTexts) {
    tags.push(await measure(file))
  }
  const tagManifest = manifestText(tags)
  const note = sign(formatPackageSeal({ vaultId, packageId, tagManifestSha256: sha256(tagManifest) }))
  const seals = [
    await measure(fixedFile(PACKAGE_FILE.tagManifest, tagManifest)),
    await measure(fixedFile(PACKAGE_FILE.note, utf8(note))),
  ]
  const members = sortByPath([...payload, ...tags, ...seals]).map(({ path, size, crc32: checksum, open }) => ({
    name: `${folder}/${path}`,
    size,
    crc32: checksum,
    open,
  }))
  yield* writeStoredZip(members)
}
